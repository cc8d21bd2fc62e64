"""Mail texts in the admin: every mail there is, in every language, whether somebody changed it or not."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView, TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from cms import desk
from cms.actions import mail_texts
from cms.models import MailText
from lib import mailtexts
from lib.denied import Denied

HOME = {"url": "/cms/", "label": gettext_lazy("Home")}
LIST, ONE = "mail_texts:list", "mail_texts:one"


class MailPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("cms.change_mailtext"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MailTexts(MailPage):
    """Kinds in rows, languages in columns."""

    template_name = "cms/admin/mail_texts.html"
    page_title = gettext_lazy("Mail texts")
    breadcrumbs_items = [HOME, {"url": "", "label": gettext_lazy("Mail texts")}]

    def get_context_data(self, **kwargs):
        written = {(text.kind, text.language): text for text in MailText.objects.all()}
        kinds = sorted(mailtexts.kinds(), key=lambda kind: kind.name)
        rows = [
            (kind, [(code, str(name), written.get((kind.name, code))) for code, name in settings.LANGUAGES])
            for kind in kinds
        ]
        return super().get_context_data(rows=rows, languages=settings.LANGUAGES, **kwargs)


class OneMailText(MailPage):
    """One text: what it is for, what may stand in it, how it reads, and what one can do with it."""

    template_name = "cms/admin/mail_text.html"

    @cached_property
    def kind(self) -> mailtexts.Kind:
        if self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        try:
            return mailtexts.kind(self.kwargs["kind"])
        except KeyError:
            raise Http404 from None

    @property
    def language(self) -> str:
        return self.kwargs["language"]

    def get_page_title(self):
        return f"{self.kind.about or self.kind.name}: {dict(settings.LANGUAGES)[self.language]}"

    def get_breadcrumbs_items(self):
        return [
            HOME,
            {"url": reverse(LIST), "label": _("Mail texts")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        words, text = mail_texts.newest(self.kind, self.language)
        return super().get_context_data() | {
            "kind": self.kind,
            "language": self.language,
            "text": text,
            "words": words,
            "sample": mailtexts.filled(self.kind, words, self.kind.samples),
            "shipped": mailtexts.shipped(self.kind, self.language),
            "others": [(code, name) for code, name in settings.LANGUAGES if code != self.language],
        }

    def post(self, request, **kwargs):
        ways = {"write": self.write, "test": self.test, "shipped": self.use_shipped}
        way = ways.get(request.POST.get("do"))
        if way is None:
            raise Http404
        return way(request)

    def write(self, request):
        text = mail_texts.begin(self.kind, self.language, by=request.user)
        return redirect("mail_texts:edit", text.pk)

    def test(self, request):
        try:
            mail_texts.send_test(self.kind, self.language, to=request.user)
        except Denied as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("A test is on its way to %(address)s.") % {"address": request.user.email})
        return redirect(request.path)

    def use_shipped(self, request):
        text = MailText.objects.filter(kind=self.kind.name, language=self.language).first()
        if text:
            mail_texts.use_shipped(text, by=request.user)
        messages.success(request, _("The shipped text is sent again."))
        return redirect(request.path)


class MailTextEdit(EditView):
    template_name = "cms/admin/mail_text_edit.html"

    def get_success_url(self):
        return reverse(ONE, args=[self.object.kind, self.object.language])

    def get_breadcrumbs_items(self):
        one = reverse(ONE, args=[self.object.kind, self.object.language])
        return [
            HOME,
            {"url": reverse(LIST), "label": _("Mail texts")},
            {"url": one, "label": self.object.label},
            {"url": "", "label": self.object.get_language_display()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"kind": self.object.declared}


class MailTextViewSet(SnippetViewSet):
    model = MailText
    icon = "mail"
    menu_label = gettext_lazy("Mail texts")
    menu_order = 230
    add_to_admin_menu = True
    url_namespace = "mail_texts"
    base_url_path = "mail-texts"
    edit_view_class = MailTextEdit
    copy_view_enabled = False

    def get_edit_template(self):
        return MailTextEdit.template_name

    def get_urlpatterns(self):
        to_list = RedirectView.as_view(pattern_name=LIST)
        return [
            path("", require_admin_access(MailTexts.as_view()), name="list"),
            path("text/<str:kind>/<str:language>/", require_admin_access(OneMailText.as_view()), name="one"),
            path("add/", to_list),  # texts are begun from the shipped words (OneMailText)
            *super().get_urlpatterns(),
        ]


register_snippet(MailTextViewSet)
desk.place(gettext_lazy("The words of a mail"), LIST, "cms.change_mailtext")
