"""Legal and consent texts in the admin: written like a page, kept like a document."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import desk, queries
from cms.models import LegalText


def present_version(text: LegalText) -> str:
    version = queries.legal_versions(text.key, text.language).first()
    if version is None:
        return _("not published")
    if version.shipped:
        return _("our template: please check it")
    return _("version %(number)s") % {"number": version.number}


class LegalTextViewSet(SnippetViewSet):
    model = LegalText
    icon = "doc-full-inverse"
    menu_label = _("Legal texts")
    menu_order = 235
    add_to_admin_menu = True
    url_namespace = "legal_texts"
    base_url_path = "legal-texts"
    list_display = ["__str__", Column("version", label=_("Present version"), accessor=present_version)]
    list_filter = ["language", "key"]
    copy_view_enabled = False

    def get_urlpatterns(self):
        first, *others = super().get_urlpatterns()
        to_list = RedirectView.as_view(pattern_name="legal_texts:list")
        return [first, path("add/", to_list), *others]  # which texts there are is given


register_snippet(LegalTextViewSet)
desk.place(_("Terms, privacy, consent"), "legal_texts:list", "cms.change_legaltext")
