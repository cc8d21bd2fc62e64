"""The first thing in the editor of a profile: for its owner what is left to do, for the staff what has changed."""

from wagtail.admin.panels import Panel


class StandingPanel(Panel):
    """No field: where the profile stands, drawn for whoever is looking."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/staff/standing.html"

        def get_context_data(self, parent_context=None):
            from directory import rules, standing, steps  # they ask the models, which hold this panel

            context = super().get_context_data(parent_context)
            page, user = self.instance, self.request.user
            if not page.pk or page.owner is None:
                return context
            it = standing.of(page)
            return context | {
                "it": it,
                "steps": steps.rows(it.progress),
                "is_owner": user.pk == page.owner_id,
                "may_check": rules.may_check(user),
                "revision": page.latest_revision_id,
            }
