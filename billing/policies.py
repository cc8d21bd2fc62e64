"""What can be done in the admin with rows that books rely on, whatever somebody's permissions say."""

from wagtail.permission_policies import ModelPermissionPolicy


class Only(ModelPermissionPolicy):
    """Only these actions exist for the model, for administrators too."""

    def __init__(self, model, *actions: str):
        super().__init__(model)
        self.actions = set(actions)

    def user_has_permission(self, user, action):
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        allowed = self.actions.intersection(actions)
        return bool(allowed) and super().user_has_any_permission(user, allowed)

    def users_with_any_permission(self, actions, *args, **kwargs):
        return super().users_with_any_permission(self.actions.intersection(actions), *args, **kwargs)
