"""The groups of the staff, and what each may do in the CMS: every app grants its own models, in its `ready()`:

    groups.grant(groups.MODERATORS, "directory.Qualification", actions=("view", "change"))
    groups.grant(groups.OPERATORS, permissions=("cms.see_health",))
    groups.grant_pages(groups.MODERATORS, DirectoryPage, ("change", "publish"))

What is granted is given once, after `migrate`, and remembered: a permission that an administrator took away stays away.
Nobody can be granted what has no page in the CMS: rooms, keys, whom somebody counsels.
"""

from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import DraftStateMixin, GroupPagePermission, Page

EDITORS = "Editors"  # pages, articles, pictures, words
MODERATORS = "Moderators"  # profiles, titles and their evidence, messages
BILLING = "Billing"  # plans, prices, bookkeeping
OPERATORS = "Operators"  # settings, legal texts, people, the health of the installation, who did what
COUNSELLORS = "Counsellors"  # no staff: what is theirs, and nothing else (cms/guests.py)
ALL = (EDITORS, MODERATORS, BILLING, OPERATORS)

_grants: dict[str, Callable[[Group], bool]] = {}


def grant(group: str, *models: str, actions: tuple[str, ...] | None = None, permissions: tuple[str, ...] = ()) -> None:
    """Everything one can do with `models` ("app.Model"), or only `actions` of it; and single `permissions`."""
    assert group in ALL, group
    for label in models:
        what = ",".join(actions or ("all",))
        _grants[f"grant:{group}:{label}:{what}"] = partial(
            _give, lambda of=label: of_model(apps.get_model(of), actions)
        )
    for name in permissions:
        _grants[f"grant:{group}:{name}"] = partial(_give, lambda name=name: [_named(name)])


def grant_pages(group: str, model: str, actions: tuple[str, ...]) -> None:
    """On the first page of `model` ("app.Model") and everything below it, once there is one."""
    assert group in ALL, group
    _grants[f"grant:{group}:{model}:pages:{','.join(actions)}"] = partial(_give_pages, model, actions)


def _give(permissions: Callable[[], list[Permission]], group: Group) -> bool:
    group.permissions.add(*permissions())
    return True


def _give_pages(model: str, actions: tuple[str, ...], group: Group) -> bool:
    page = apps.get_model(model)._base_manager.order_by("path").first()
    for action in actions if page else ():
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=of_pages(action))
    return page is not None


def ensure(given: list[str]) -> None:
    """Make the groups and grant what is not in `given`, the list of what was granted before; it is added to."""
    rows = {name: Group.objects.get_or_create(name=name)[0] for name in ALL}
    for key, give in _grants.items():
        if key not in given and give(rows[key.split(":")[1]]):
            given.append(key)
    _replace_the_one_group(rows.values())


def _replace_the_one_group(rows) -> None:
    """There was one group for all staff; its members are in all four now."""
    old = Group.objects.filter(name="Staff").first()
    if old:
        for row in rows:
            row.user_set.add(*old.user_set.all())
        old.delete()


def admin_access() -> Permission:
    kind = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")[0]
    return Permission.objects.get_or_create(
        content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )[0]


def of_pages(action: str) -> Permission:
    return _permission(Page, f"{action}_page")


def of_model(model, actions: tuple[str, ...] | None = None) -> list[Permission]:
    """Add, change, delete, view and the model's own. Made here if `migrate` has not come to it yet."""
    usual = (*model._meta.default_permissions, *(["publish"] if issubclass(model, DraftStateMixin) else []))
    return [
        _permission(model, codename)
        for codename in (
            *(f"{action}_{model._meta.model_name}" for action in actions or usual),
            *(codename for codename, _ in ([] if actions else model._meta.permissions)),
        )
    ]


def _named(name: str) -> Permission:
    """A permission of a model's own, as "app.codename"."""
    app, _, codename = name.partition(".")
    for model in apps.get_app_config(app).get_models():
        if codename in dict(model._meta.permissions):
            return _permission(model, codename)
    raise LookupError(f"no model of {app} declares the permission {codename}")


def _permission(model, codename: str) -> Permission:
    return Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        codename=codename,
        defaults={"name": codename.replace("_", " ").capitalize()},
    )[0]
