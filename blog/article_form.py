"""The editor's form of an article: what the model cannot know, because it depends on who is writing."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms import guests
from lib import clock


class ArticleForm(WagtailAdminPageForm):
    """A counsellor signs as themselves and shows pictures of their own, whatever the browser sends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # made from the title
        self.is_guest = bool(self.for_user) and guests.is_guest(self.for_user)

    def clean_picture(self):
        picture = self.cleaned_data.get("picture")
        if self.is_guest and picture and picture.pk != self.initial.get("picture") and not self._may_show({picture.pk}):
            self.add_error("picture", _("Please choose one of your own pictures."))
        return picture

    def clean_body(self):
        from blog.blocks import pictures_in

        body = self.cleaned_data["body"]
        if self.is_guest and not self._may_show(pictures_in(body) - pictures_in(self.instance.body)):
            self.add_error("body", _("Please choose one of your own pictures."))
        return body

    def _may_show(self, pictures: set[int]) -> bool:
        return guests.own_pictures(self.for_user).filter(pk__in=pictures).count() == len(pictures)

    def save(self, commit=True):
        article = self.instance
        if self.is_guest and not article.pk:
            article.author = self.for_user
        if self.is_guest and article.first_published_at is None:
            article.date = timezone.localdate(clock.now())
        return super().save(commit)
