import re
from functools import cache

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from cms import cards, languages, page_cache, pieces, promises, public_data, queries
from cms.enums import Weekday
from cms.menus import current as current_link
from cms.menus import current_links, url_of
from cms.menus import menus as drawn_menus
from lib import formats, zones

register = template.Library()
USED_ICON = re.compile(r'<svg class="icon [^"]*"[^>]*><use href="[^"#]*#([\w-]+)"></use></svg>')
HOME_DEPTH = 2  # of the home page in Wagtail's tree
FOOTER = ("footer_1", "footer_2", "footer_3")

KIND = {
    constants.SUCCESS: ("success", "check-circle"),
    constants.WARNING: ("warning", "warning"),
    constants.ERROR: ("danger", "danger"),
}


@register.simple_tag(takes_context=True)
def portal(context):
    """The operator's settings for this site (name, claim, addresses)."""
    return queries.portal(context.get("request"))


@register.simple_tag(takes_context=True)
def menus(context):
    """The links of header and footer, by the place they stand in."""
    return drawn_menus(context.get("request"))


@register.inclusion_tag("includes/crumbs.html", takes_context=True)
def breadcrumbs(context):
    """The way from the home page to this one, once for people and once for search engines."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or page.depth <= HOME_DEPTH:
        return {}
    steps = [(gettext("Home"), languages.prefixed("/"))]
    if page.depth > HOME_DEPTH + 1:
        above = languages.above(page).filter(depth__gt=HOME_DEPTH, live=True)
        key = ("above", page.path[: -Page.steplen], languages.present())
        steps += page_cache.remembered(key, lambda: [(one.title, url_of(one, request)) for one in above])
    way = [*steps, (page.title, request.path if request else url_of(page))]
    return {"steps": steps, "here": page.title, "data": public_data.script(public_data.crumbs(way))}


@register.simple_tag(takes_context=True)
def here(context):
    """Where in the menus the present page is: what a remembered piece with links of the menus depends on."""
    request = context.get("request")
    return current_links(request) if request else ()


@register.filter
def footer_columns(links):
    """The columns that have something in them."""
    return [links[slot] for slot in FOOTER if slot in links and links[slot].links]


@register.simple_tag(takes_context=True)
def quick_exit(context):
    """Whether the way out stands on this page: the operator decides for public pages and for those of clients. Never
    where a counsellor or the staff work."""
    request = context.get("request")
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated and not person.is_client:
        return False
    settings_of_portal = queries.portal(request)
    is_public = bool(context.get("page")) or person is None or not person.is_authenticated
    return settings_of_portal.exit_on_public if is_public else settings_of_portal.exit_on_private


@register.simple_tag(takes_context=True)
def theme_attribute(context):
    """The person's own choice of light or dark, kept in a cookie, so that no page flashes in the other one."""
    request = context.get("request")
    choice = request.COOKIES.get("theme") if request else None
    return format_html(' data-theme="{}"', choice) if choice in ("light", "dark") else ""


@register.simple_tag
@cache
def icon(name, classes=""):
    """A picture from the sprite, hidden from screen readers: the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("cms/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def current(context, prefix):
    """Marks the link to the present page, or to the part of the site it belongs to."""
    request = context.get("request")
    said = current_link(request.path, prefix) if request else ""
    return format_html(' aria-current="{}"', said) if said else ""


@register.simple_tag
def message_class(message):
    return f"notice--{KIND.get(message.level, ('info', ''))[0]}"


@register.simple_tag
def message_icon(message):
    return icon(KIND.get(message.level, ("", "info"))[1])


@register.simple_tag(takes_context=True)
def page_link(context, number):
    """The present address with another page number; every other parameter stays."""
    parameters = context["request"].GET.copy()
    parameters["page"] = number
    return "?" + parameters.urlencode()


@register.filter
def elided(paginator, number):
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


@register.filter
def initials(name):
    """Up to two letters for a round sign in place of a photo: "Dr. Anna Berger" gives "AB"."""
    words = [word for word in str(name).split() if word and not word.endswith(".")] or [str(name) or "?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


@register.simple_tag
def canonical(page):
    """The one absolute address of a page in its language, for search engines and shared links."""
    return settings.SITE_URL.rstrip("/") + (page.get_url() or "/")


@register.simple_tag(takes_context=True)
def address(context, path, rest=""):
    """An address outside the CMS's pages, such as "/account/signup/" (with `rest` behind it): languages.onward."""
    return languages.onward(f"{path}{rest}", context.get("request"))


@register.simple_tag(takes_context=True)
def page_address(context, path=""):
    """The address of a shipped page ("help", "counsellors"; "" is the home page) in the present language."""
    request = context.get("request")
    return queries.page_addresses(request).get(path) or languages.prefixed(f"/{path}/" if path else "/")


@register.inclusion_tag("includes/language_switch.html", takes_context=True)
def language_switch(context, classes="", in_menu=False):
    """The languages by their own names, each leading to this same page, or to the nearest there is in that language."""
    request = context.get("request")
    choices = languages.choices(request, context.get("page"))
    return {
        "choices": choices,
        "present": next((choice for choice in choices if choice["is_present"]), choices[:1] and choices[0]),
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "classes": classes,
        "in_menu": in_menu,
    }


@register.simple_tag(takes_context=True)
def language_links(context):
    """For the head of a page: where search engines find it in the other languages."""
    page = context.get("page")
    found = languages.translations(page, context.get("request")) if isinstance(page, Page) else {}
    here = {language: where for language, (where, is_same) in found.items() if is_same}
    if len(here) < 2:
        return ""
    if settings.LANGUAGE_CODE in here:
        here["x-default"] = here[settings.LANGUAGE_CODE]
    site = settings.SITE_URL.rstrip("/")
    link = '<link rel="alternate" hreflang="{}" href="{}">\n  '
    return format_html_join("", link, ((language, site + where) for language, where in here.items()))


@register.simple_tag
def crisis_numbers():
    """Numbers to call, grouped by country, in the order the staff gave them."""
    return queries.crisis_numbers()


@register.simple_tag(takes_context=True)
def answer_by(context, promise="support"):
    """The date by which a question of today is answered, in words; "" where no opening hours are given.

    `{% answer_by "support" %}`, `{% answer_by "counselling" %}`
    """
    answer = promises.answer(promise, request=context.get("request"))
    return formats.day(answer.last, "weekday") if answer else ""


@register.simple_tag(takes_context=True)
def answer_from(context, promise="counselling"):
    """The earliest usual date of the same promise, in words; "" where it is the same as `answer_by`."""
    answer = promises.answer(promise, request=context.get("request"))
    return formats.day(answer.first, "weekday") if answer and answer.first != answer.last else ""


@register.simple_tag(takes_context=True)
def service_hours(context):
    """The opening hours: `.week` in rows, `.next_closed`, `.settings`."""
    return promises.service(context.get("request"))


@register.filter
def weekday_name(weekday):
    """0 is Monday."""
    return Weekday(weekday).label


@register.filter
def zone_city(name):
    return zones.city(name)


@register.simple_tag
def legal_text(key):
    """The present wording of a legal text in the language of the page, or in the default one, and all before it."""
    for language in dict.fromkeys((get_language(), settings.LANGUAGE_CODE)):
        if versions := list(queries.legal_versions(key, language)):
            return {"version": versions[0], "versions": versions}
    return {}


@register.inclusion_tag("cms/_meta.html", takes_context=True)
def page_meta(context, page, kind="website", more=None):
    """For the head of a page: what search engines and shared links show of it. `more` is data only the view knows."""
    summary = getattr(page, "summary", "") or getattr(page, "introduction", "")
    return {
        "page": page,
        "kind": kind,
        "portal": queries.portal(context.get("request")),
        "title": page.seo_title or getattr(page, "headline", "") or page.title,
        "description": page.search_description or summary,
        "card": card_address(context, page),
        "language": get_language(),
        "data": [
            public_data.script(item)
            for item in (*public_data.of(page, queries.portal(context.get("request"))), *([more] if more else []))
        ],
    }


@register.simple_tag(takes_context=True)
def card_address(context, page):
    """Where the picture of a page's shared link is. A page that is only previewed has none."""
    if page.pk is None:
        return ""
    words = queries.card_words(page, queries.portal(context.get("request")))
    return public_data.absolute(reverse("card", args=[page.pk, cards.stamp(*words)]))


@register.simple_tag
def legal_current(key):
    """The present version of a legal text (lib.legaltexts.Version), or None."""
    return queries.LegalTexts.current(key, get_language())


class ExampleNode(template.Node):
    def __init__(self, nodes):
        self.nodes = nodes

    def render(self, context):
        html = mark_safe(self.nodes.render(context).strip())
        return render_to_string("cms/_example.html", {"html": html, "markup": USED_ICON.sub(r'{% icon "\1" %}', html)})


@register.tag
def example(parser, token):
    """`{% example %}…{% endexample %}`: a part of the design, and the markup that draws it."""
    nodes = parser.parse(["endexample"])
    parser.delete_first_token()
    return ExampleNode(nodes)


@register.simple_tag(takes_context=True)
def part(context, block):
    """A part of a page's body, remembered unless it changes by itself (`Meta.changes_by_itself` of its block)."""
    page, draw = context.get("page"), lambda: block.render_as_block(context.flatten())
    if block.id is None or getattr(block.block.meta, "changes_by_itself", False):
        return draw()
    return pieces.remembered(context.get("request"), ("part", page and page.pk, block.id), draw)


class RememberedNode(template.Node):
    def __init__(self, nodelist, name, values):
        self.nodelist, self.name, self.values = nodelist, name, values

    def render(self, context):
        values = [value.resolve(context) for value in self.values]
        return pieces.remembered(context.get("request"), (self.name, *values), lambda: self.nodelist.render(context))


@register.tag
def remembered(parser, token):
    """`{% remembered "name" page.pk … %}…{% endremembered %}`: a piece that is the same for every visitor in one
    language where the values are the same (cms/pieces.py)."""
    name, *values = token.split_contents()[1:]
    nodes = parser.parse(["endremembered"])
    parser.delete_first_token()
    return RememberedNode(nodes, name.strip("\"'"), [parser.compile_filter(value) for value in values])
