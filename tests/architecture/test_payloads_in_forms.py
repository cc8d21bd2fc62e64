"""What could harm, typed into the real forms: it is refused, or it stays words on every page that shows it.

test_payloads.py puts the same into the database. Here it goes the way of people: through what a form checks, cleans and
shows again. `ada` is a counsellor, `office` the staff; every form is filled in wherever one can type.
"""

import json
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from billing.models import Plan
from blog.models import ArticlePage, BlogPage
from cms.contact import stamps
from cms.models import (
    ContactMessage,
    ContactPage,
    ContentPage,
    CrisisContact,
    HelpPage,
    HomePage,
    LegalText,
    MailText,
    Menu,
    PortalSettings,
)
from directory.actions import profiles
from directory.demo_evidence import certificate
from directory.models import CounsellorPage, ProfessionalTitle, Qualification, Speciality
from lib import clock
from tests.directory.conftest import checked, person, written

HARM = [
    "zap<script>zap()</script>",
    "\"'><img src=x onerror=zap()>",
    "</textarea><svg/onload=zap()>",
    "{{7|add:35}}{%debug%}${7*7}",
    "javascript:zap()",
    "zap\u202e\u2066\u200bpaz",
    "zap'); DROP TABLE x;--",
]
ALL = " ".join(HARM)
BAD_ADDRESSES = ["javascript:zap()", "JaVaScRiPt:zap()", "data:text/html,<script>zap()</script>", "vbscript:zap()"]


class Danger(HTMLParser):
    """What of a page would run, or came from somebody's words as an element."""

    def __init__(self, html: str):
        super().__init__()
        self.found, self.inside = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        self.inside = (tag, attrs.get("type", ""))
        addresses = [attrs.get(name, "") for name in ("href", "src", "action", "formaction", "xlink:href")]
        schemes = ["".join(address.split()).lower().partition(":")[0] for address in addresses if ":" in address]
        if (
            any(name.startswith("on") for name in attrs)
            or attrs.get("src") == "x"
            or {"javascript", "vbscript"} & {*schemes}
            or any(address.lower().startswith("data:text") for address in addresses)
            or "zap" in attrs.get("style", "")
        ):
            self.found.append((tag, attrs))

    def handle_data(self, data):
        tag, kind = self.inside or ("", "")
        runs = tag == "style" or (tag == "script" and not kind.endswith("json"))
        if runs and "zap" in data:
            self.found.append((tag, data))

    def handle_endtag(self, tag):
        self.inside = None


class Form(HTMLParser):
    """The largest form of a page: what a browser would send, and where one can type."""

    def __init__(self, html: str):
        super().__init__()
        self.forms, self.select, self.area = [], None, None
        self.feed(html)
        self.sent, self.typed = max(self.forms, key=lambda form: len(form[0]))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if tag == "form":
            self.forms.append(({}, {}))
        if not self.forms:
            return
        sent, typed = self.forms[-1]
        if tag == "option" and self.select and "selected" in attrs:
            sent.setdefault(self.select, []).append(attrs.get("value", ""))
        if not name:
            return
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area, sent[name] = name, ""
            typed[name] = int(attrs.get("maxlength") or len(ALL))
        elif tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in attrs:
                sent.setdefault(name, []).append(attrs.get("value", "on"))
        elif tag == "input" and kind not in ("submit", "file", "button"):
            sent[name] = attrs.get("value") or ""
            if kind in ("text", "search"):
                typed[name] = int(attrs.get("maxlength") or len(ALL))

    def handle_data(self, data):
        if self.area:
            self.forms[-1][0][self.area] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def filled(self, words=None, *, keep: tuple[str, ...] = (), **given) -> dict:
        """Harm wherever one can type, but not where `keep` says that words are no answer; and what is `given`."""
        data = dict(self.sent)
        for number, (name, longest) in enumerate(self.typed.items()):
            if not name.endswith(keep or ("no such field",)):
                data[name] = words if words is not None else harm(longest, number)
        return data | given


def harm(longest: int, number: int = 0) -> str:
    return ALL if longest >= len(ALL) else HARM[number % len(HARM)][:longest]


def hostile_text() -> str:
    """Rich text as a forged editor would send it: links that run, things the editor does not offer."""
    kinds = [
        *({"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}} for address in BAD_ADDRESSES),
        {"type": "LINK", "mutability": "MUTABLE", "data": {"url": 'https://x.example/" onclick="zap()'}},
        {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": "1", "alt": '" onerror="zap()', "src": "x"}},
        {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "javascript:zap()", "embedType": "video"}},
        {"type": "zap", "mutability": "IMMUTABLE", "data": {"href": "javascript:zap()"}},
    ]
    block = {"depth": 0, "inlineStyleRanges": [{"offset": 0, "length": 9, "style": "zap"}], "data": {"style": "zap"}}
    blocks = [
        block | {
            "key": f"zap{number}", "text": ALL, "type": "unstyled" if number else "zap",
            "entityRanges": [{"offset": 0, "length": 3, "key": number}],
        }
        for number in range(len(kinds))
    ]  # fmt: skip
    return json.dumps({"blocks": blocks, "entityMap": {str(number): kind for number, kind in enumerate(kinds)}})


class People:
    """The cast with their browsers."""

    def __init__(self):
        self.ada = person("ada", "counsellor")
        self.office = person("office", "staff", is_staff=True, is_superuser=True)
        self.visitor = Client()
        self._clients = {"visitor": self.visitor}

    def client(self, name: str) -> Client:
        if name not in self._clients:
            self._clients[name] = Client()
            self._clients[name].force_login(getattr(self, name))
        return self._clients[name]

    def page(self, name: str, address: str) -> str:
        answer = self.client(name).get(address, follow=True)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def form(self, name: str, address: str) -> Form:
        return Form(self.page(name, address))

    def send(self, name: str, address: str, *, keep=(), taken=True, **given):
        """Fill in the form at `address`. First with what no field can hold, which must not break anything."""
        form, client = self.form(name, address), self.client(name)
        for words in ("\x00zap", "z" * 100_000):
            answer = client.post(address, form.filled(words, keep=keep, **given))
            assert answer.status_code in (200, 302, 422), (address, words[:5])
            if answer.status_code != 302:
                assert dangers(answer.content.decode()) == [], address
        answer = client.post(address, form.filled(keep=keep, **given))
        if taken:
            assert answer.status_code == 302, (address, errors(answer))
        return answer


def dangers(html: str) -> list:
    return Danger(html).found


def errors(answer):
    return answer.context["form"].errors if answer.context and "form" in answer.context else answer.status_code


@pytest.fixture
def people(db, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return People()


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def snippet(app: str, model: str, pk=None) -> str:
    name = f"wagtailsnippets_{app}_{model}"
    return reverse(f"{name}:edit", args=[pk]) if pk else reverse(f"{name}:add")


def a_draft(people) -> CounsellorPage:
    checked(people.ada)
    return written(people.ada)


def a_profile(people):
    page = a_draft(people)
    training = streamfield([("training", {"what": harm(160), "where": harm(160, 1), "year": "2001"})])
    more = nested_form_data({
        "training": training,
        "texts": {
            "TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 6,
            "0": {"language": "de", "teaser": ALL[:180], "about": hostile_text(), "id": "", "ORDER": "1", "DELETE": ""},
        },
    })  # fmt: skip
    form = people.form("ada", edit(page))
    given = form.filled(about=hostile_text(), video_link="", postcode="", **more)
    given["professional_title"] = ProfessionalTitle.objects.get(slug="clinical-psychologist").pk
    given |= {"languages": ["1"], "action-submit": "1"}
    answer = people.client("ada").post(edit(page), given)
    assert answer.status_code == 302, errors(answer)
    waiting = CounsellorPage.objects.get(pk=page.pk)
    task = waiting.current_workflow_task_state
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    seen = [people.page("office", address) for address in ("/cms/", edit(page), compare)]
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    people.client("office").post(reject, {"comment": ALL})
    seen += [people.page("ada", address) for address in ("/practice/profile/", "/cms/", edit(page))]
    people.client("ada").post("/practice/profile/send/")
    task = CounsellorPage.objects.get(pk=page.pk).current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert people.client("office").post(approve, {"comment": ""}).status_code == 302
    places = ["/counsellors/", "/counsellors/ada/", "/de/counsellors/ada/"]
    return [*seen, *(people.page("visitor", address) for address in places)]


def an_article(people):
    address = reverse("wagtailadmin_pages:add", args=["blog", "articlepage", BlogPage.objects.first().pk])
    quote = {"text": ALL, "who": harm(120)}
    body = nested_form_data({"body": streamfield([("text", hostile_text()), ("quote", quote)])})
    extra = {"date": "2026-01-01", "go_live_at": "", "expire_at": "", "slug": "harm", "action-publish": "1"}
    people.send("office", address, **extra, **body)
    return [people.page("visitor", place) for place in ("/blog/", ArticlePage.objects.get(slug="harm").url)]


def a_message(people):
    page = ContactPage.objects.get(slug="contact", locale__language_code="en")
    with clock.frozen(clock.now() - timedelta(minutes=1)):
        stamp = stamps.make()
    form = people.form("visitor", page.url)
    given = {"stamp": stamp, "website": "", "email": "karl@example.org"}
    topic = HTMLTopics(people.page("visitor", page.url)).first
    shown_again = people.client("visitor").post(f"/contact/{page.pk}/", form.filled(**given, topic=""))
    assert shown_again.status_code == 422
    people.client("visitor").post(f"/contact/{page.pk}/", form.filled(**given, topic=topic))
    message = ContactMessage.objects.get()
    desk = reverse("contact_message", args=[message.pk])
    people.client("office").post(desk, {"do": "note", "note": ALL})
    people.client("office").post(desk, {"do": "answer", "text": ALL})
    return [shown_again.content.decode(), people.page("office", desk)]


class HTMLTopics(HTMLParser):
    """The first topic one can choose."""

    def __init__(self, html):
        super().__init__()
        self.first = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "option" and dict(attrs).get("value", "").isdecimal():
            self.first = self.first or dict(attrs)["value"]


def a_mail(people):
    one = "/cms/mail-texts/text/accounts.new_password/en/"
    people.client("office").post(one, {"do": "write"})
    address = reverse("mail_texts:edit", args=[MailText.objects.get().pk])
    refused = people.client("office").post(address, {"subject": "zap", "body": ALL + "{{link}}", "action-publish": "1"})
    assert refused.status_code == 200  # no template in a mail
    words = " ".join(word for word in HARM if "{" not in word)
    given = {"subject": words[:90], "body": words + " {{link}}"}
    assert people.client("office").post(address, given | {"action-publish": "1"}).status_code == 302
    preview = reverse("mail_texts:preview_on_edit", args=[MailText.objects.get().pk])
    people.client("office").post(preview, given)
    return [refused.content.decode(), *(people.page("office", at) for at in (one, address, preview + "?mode="))]


def a_legal_text(people):
    text = LegalText.objects.get(key="privacy", language="en")
    address = reverse("legal_texts:edit", args=[text.pk])
    people.send("office", address, body=hostile_text(), **{"action-publish": "1"})
    return [people.page("visitor", "/privacy/"), people.page("office", address)]


def the_menus(people):
    menu = Menu.objects.get(slot="header")
    people.send("office", snippet("cms", "menu", menu.pk), keep=("-address", "-page"))
    return [people.page("visitor", "/"), people.page("office", "/cms/snippets/cms/menu/")]


def a_title(people):
    title = ProfessionalTitle.objects.get(slug="clinical-psychologist")
    document = SimpleUploadedFile("<img src=x onerror=zap()>.pdf", certificate("Ada", "zap"))
    given = {"title": title.pk, "register_number": harm(60), "evidence": document}
    assert people.client("ada").post("/practice/profile/titles/", given).status_code == 302
    row = Qualification.objects.get()
    desk = reverse("check_title", args=[row.pk])
    seen = [people.page("office", at) for at in (reverse("titles_to_check"), desk)]
    people.client("office").post(desk, {"valid_until": "", "note": ALL, "refuse": "1"})
    return [*seen, people.page("office", desk), people.page("ada", "/practice/profile/titles/")]


def the_portal(people):
    portal = PortalSettings.objects.get()
    address = reverse("wagtailsettings:edit", args=["cms", "portalsettings", portal.site_id])
    people.send("office", address, keep=("main_colour", "accent_colour", "exit_target", "support_email"))
    return [people.page("visitor", at) for at in ("/", "/imprint/", "/contact/", "/account/login/")]


def a_crisis_number(people):
    row = CrisisContact.objects.first()
    people.send("office", snippet("cms", "crisiscontact", row.pk), keep=("checked_on", "url"))
    return [people.page("visitor", "/crisis/"), people.page("office", "/cms/snippets/cms/crisiscontact/")]


def a_help_page(people):
    page = HelpPage.objects.get(slug="help", locale__language_code="en")
    rows = [{"question": ALL, "answer": hostile_text()}]
    body = nested_form_data({"body": streamfield([("questions", {"title": harm(120), "questions": _list(rows)})])})
    times = {"go_live_at": "", "expire_at": ""}
    people.send("office", edit(page), slug="help", **times, **{"action-publish": "1"}, **body)
    return [people.page("visitor", at) for at in ("/help/", "/help/?q=zap")]


def _list(rows: list[dict]) -> dict:
    """As the form of a list of blocks sends it."""
    items = {str(n): {"deleted": "", "order": str(n), "id": "", "value": row} for n, row in enumerate(rows)}
    return {"count": str(len(rows)), **items}


def a_page(people):
    page = ContentPage.objects.get(slug="how-it-works", locale__language_code="en")
    card = {"icon": "", "title": harm(80), "text": hostile_text(), "page": ""}
    step = {"title": harm(80), "text": ALL}
    parts = [
        ("text", hostile_text()),
        ("cards", {"title": harm(120), "cards": _list([card])}),
        ("steps", {"title": harm(120), "steps": _list([step, step])}),
        ("line", {"icon": "", "text": ALL, "label": "", "page": "", "address": ""}),
    ]
    body = nested_form_data({"body": streamfield(parts)})
    times = {"go_live_at": "", "expire_at": ""}
    people.send("office", edit(page), slug=page.slug, **times, **{"action-publish": "1"}, **body)
    return [people.page("visitor", page.url), people.page("office", "/cms/pages/3/")]


def words_of_the_directory(people):
    people.send("office", snippet("directory", "speciality"), slug="zap")
    people.send("office", snippet("directory", "professionaltitle"), slug="zap")
    people.send("office", snippet("blog", "topic"), slug="zap")
    assert Speciality.objects.filter(slug="zap").exists()
    lists = [f"/cms/snippets/{at}/" for at in ("directory/speciality", "directory/professionaltitle", "blog/topic")]
    return [*(people.page("office", at) for at in lists), people.page("ada", edit(profiles.create_for(people.ada)))]


def a_plan(people):
    address = reverse("plan:edit", args=[Plan.objects.first().pk])
    people.send("office", address, keep=("slug",))
    return [
        people.page("office", "/cms/plan/"),
        people.page("ada", "/practice/plan/"),
        people.page("visitor", "/prices/"),
    ]


def a_name(people):
    given = people.form("ada", "/account/").filled()
    people.client("ada").post("/account/", given)
    assert "zap" in User.objects.get(pk=people.ada.pk).display_name
    return [people.page("ada", "/account/"), people.page("office", "/cms/users/")]


def a_search(people):
    client = people.client("visitor")
    return [
        client.get(address, {name: ALL[:100]}).content.decode() + "zap"
        for address, name in [("/counsellors/", "q"), ("/help/", "q"), ("/blog/", "topic"), ("/account/login/", "next")]
    ]


FORMS = [
    a_profile, an_article, a_message, a_mail, a_legal_text, the_menus, a_title, the_portal, a_crisis_number,
    a_help_page, a_page, words_of_the_directory, a_plan, a_name, a_search,
]  # fmt: skip


@pytest.mark.parametrize("fill_in", FORMS, ids=lambda form: form.__name__)
def test_what_is_typed_stays_words(people, fill_in):
    for html in fill_in(people):
        assert dangers(html) == []
        assert "zap" in html  # it is shown, so that there is something to see


def test_an_address_that_runs_is_no_address(people):
    """Every field for one says no, and takes another."""
    portal, crisis, menu = PortalSettings.objects.get(), CrisisContact.objects.first(), Menu.objects.get(slot="header")
    page, home = a_draft(people), HomePage.objects.get(locale__language_code="en")
    link = {"label": "zap", "page": ""}
    parts = {
        "button": link | {"main": ""},
        "line": link | {"icon": "", "text": "zap"},
        "film": {"title": "zap", "picture": "", "text": ""},
    }
    training = nested_form_data({"training": streamfield([])})
    settings = reverse("wagtailsettings:edit", args=["cms", "portalsettings", portal.site_id])
    fields = [
        ("office", settings, lambda it: {"exit_target": it}),
        ("office", snippet("cms", "crisiscontact", crisis.pk), lambda it: {"url": it}),
        ("office", snippet("cms", "menu", menu.pk), lambda it: {"entries-0-address": it}),
        ("ada", edit(page), lambda it: {"video_link": it, **training}),
    ] + [
        (
            "office",
            edit(home),
            lambda it, part=part: nested_form_data({"body": streamfield([(part, parts[part] | {"address": it})])}),
        )
        for part in parts
    ]
    for name, address, given in fields:
        form, client = people.form(name, address).sent, people.client(name)
        for bad in BAD_ADDRESSES:
            answer = client.post(address, form | given(bad))
            assert answer.status_code == 200, (address, bad)
            assert dangers(answer.content.decode()) == [], address
        good = client.post(address, form | given("https://youtu.be/abcdefg"))
        assert good.status_code == 302, (address, errors(good))
