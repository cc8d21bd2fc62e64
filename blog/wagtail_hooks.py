"""Articles in the CMS: a counsellor's own, and the topics the staff keep."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from blog import queries, rules, views
from blog.models import Topic
from cms import desk
from cms.guests import GuestItem, is_guest


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics of articles")
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["name", "name_de", "name_fr"]
    sort_order_field = "sort_order"


register_snippet(TopicViewSet)
desk.place(_("The topics of articles"), "wagtailsnippets_blog_topic:list", "blog.change_topic")


@hooks.register("register_admin_urls")
def addresses():
    return [path("articles/", views.my_articles, name="my_articles")]


@hooks.register("register_admin_menu_item")
def articles_item():
    return GuestItem(_("My articles"), reverse("my_articles"), name="my-articles", icon_name="doc-full", order=2)


class OwnArticles(Component):
    """On a counsellor's first page: what became of the last articles, or how to begin."""

    order = 5

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        context = {"articles": queries.own(self.user)[:3], "may_write": rules.may_write(self.user)}
        return render_to_string("blog/cms_own.html", context)


@hooks.register("construct_homepage_panels", order=10)  # after the directory has emptied the page of everything else
def own_articles(request, panels):
    if is_guest(request.user):
        panels.append(OwnArticles(request.user))


@desk.waiting
def articles_to_read(user):
    waiting = queries.waiting_for(user)
    if not waiting:
        return None
    words = ngettext("One article waits to be read", "%(n)s articles wait to be read", waiting) % {"n": waiting}
    return desk.Waiting(words, reverse("wagtailadmin_reports:workflow") + "?status=in_progress", "doc-full")


@hooks.register("insert_global_admin_css")
def look():
    return format_html('<link rel="stylesheet" href="{}">', static("blog/my-articles.css"))
