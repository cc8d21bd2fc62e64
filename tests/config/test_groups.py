"""Who of the staff may open and do what in the admin: a table of groups and addresses. Nobody gets near a room."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page, Workflow

from accounts.models import User
from billing.models import PlanPrice, Subscription
from cms.actions import groups
from cms.models import ContactMessage, CrisisContact, HomePage, LegalText, Menu, PortalSettings
from directory.models import ProfessionalTitle, Qualification
from tests.architecture.test_authorisation import filled, practice, status  # noqa: F401 - a fixture
from tests.architecture.test_authorisation import table as lines
from tests.staff import browser, member

pytestmark = pytest.mark.django_db
E, M, B, O = groups.EDITORS, groups.MODERATORS, groups.BILLING, groups.OPERATORS  # noqa: E741
NEVER_IN_A_GROUP = {"consult", "booking"}  # no permission on anything of theirs, nor on the keys below
KEYS = {"identity", "keyset", "wrap", "oldkey", "signin", "onetimelink", "noticeledger", "auditevent", "consent"}


EVIDENCE = b"%PDF-1.4 nobody else's business"


def address(name: str, *args) -> str:
    return reverse(name, args=args)


@pytest.fixture
def table(db, settings, tmp_path) -> dict[str, tuple[str, set[str]]]:
    """What it is: its address, and the groups it is open to."""
    settings.PRIVATE_ROOT = tmp_path
    home, portal = HomePage.objects.first(), PortalSettings.objects.get()
    profile_list = Page.objects.filter(slug="counsellors").first()
    settings = ("cms", "portalsettings", portal.site_id)
    someone = User.objects.create(username="someone", role="counsellor")
    title = Qualification.objects.create(
        counsellor=someone,
        title=ProfessionalTitle.objects.first(),
        evidence=ContentFile(EVIDENCE, name="a.pdf"),
    )
    message = ContactMessage.objects.create(number="A-1", language="en", text="Hello.")
    price = PlanPrice.objects.first()
    chosen = Subscription.objects.create(counsellor=someone, price=price, starts_on=date(2026, 1, 1))
    return {
        "the first page": (address("wagtailadmin_home"), {E, M, B, O}),
        "a page": (address("wagtailadmin_pages:edit", home.pk), {E}),
        "the directory's page": (address("wagtailadmin_pages:edit", profile_list.pk), {E, M}),
        "a new page": (address("wagtailadmin_pages:add_subpage", home.pk), {E}),
        "pictures": (address("wagtailimages:add"), {E, O}),
        "topics": (address("wagtailsnippets_directory_speciality:list"), {E}),
        "titles": (address("wagtailsnippets_directory_professionaltitle:list"), {M}),
        "crisis numbers": (address("wagtailsnippets_cms_crisiscontact:list"), {E, O}),
        "menus": (address("wagtailsnippets_cms_menu:list"), {E, O}),
        "mail texts": (address("mail_texts:list"), {E, O}),
        "legal texts": (address("legal_texts:list"), {O}),
        "the portal's settings": (address("wagtailsettings:edit", *settings), {O}),
        "people": (address("wagtailusers_users:index"), {O}),
        "a person": (address("wagtailusers_users:edit", someone.pk), {O}),
        "an invitation": (address("invite_staff"), {O}),
        "groups": (address("wagtailusers_groups:index"), set()),
        "system health": (address("system_health"), {O}),
        "who changed what": (address("who_changed_what"), {O}),
        "workflows": (address("wagtailadmin_workflows:index"), set()),
        "sites": (address("wagtailsites:index"), set()),
        "another menu": (address("wagtailsnippets_cms_menu:add"), set()),
        "a menu": (address("wagtailsnippets_cms_menu:edit", Menu.objects.first().pk), {E, O}),
        "a crisis number": (
            address("wagtailsnippets_cms_crisiscontact:edit", CrisisContact.objects.first().pk),
            {E, O},
        ),
        "the words of one mail": (address("mail_texts:one", "directory.waiting", "en"), {E, O}),
        "a legal text": (address("legal_texts:edit", LegalText.objects.first().pk), {O}),
        "opening hours": (address("wagtailsettings:edit", "cms", "servicehours", portal.site_id), {O}),
        "languages": (address("wagtailsnippets_directory_spokenlanguage:list"), {E}),
        "the how-to": (address("wagtailsnippets_directory_profileguide:list"), {E}),
        "topics of articles": (address("wagtailsnippets_blog_topic:list"), {E}),
        "topics of messages": (address("wagtailsnippets_cms_contacttopic:list"), {E, O}),
        # the desk of the contact form
        "messages": (address("contactmessage:index"), {M}),
        "a message": (address("contact_message", message.pk), {M}),
        "the record of a message": (address("contactmessage:edit", message.pk), set()),
        # titles and their evidence
        "titles to check": (address("titles_to_check"), {M}),
        "titles that end": (address("titles_ending"), {M}),
        "incomplete profiles": (address("incomplete_profiles"), {M}),
        "ageing profiles": (address("ageing_profiles"), {M}),
        "a title to check": (address("check_title", title.pk), {M}),
        "the document itself": (address("evidence", title.uid), {M}),
        # billing
        "plans": (address("plan:index"), {B}),
        "a plan": (address("plan:edit", price.plan_id), {B}),
        "prices": (address("planprice:index"), {B}),
        "a new price": (address("planprice:add"), {B}),
        "a price": (address("planprice:inspect", price.pk), {B}),
        "a price, changed": (address("planprice:edit", price.pk), set()),
        "a price, deleted": (address("planprice:delete", price.pk), set()),
        "who has which plan": (address("subscription:index"), {B}),
        "one who has a plan": (address("subscription:inspect", chosen.pk), {B}),
        "the operator on invoices": (
            address("wagtailsettings:edit", "billing", "operatordetails", portal.site_id),
            {B},
        ),
        "invoices": (address("billing_invoices"), {B}),
        "the end of a month": (address("billing_month"), {B}),
        "what waits about money": (address("billing_tasks"), {B}),
        "the ledger": (address("billing_ledger"), {B}),
        "a correction": (address("billing_adjust"), {B}),
        "revenue": (address("billing_revenue"), {B}),
        "VAT numbers": (address("billing_vat_ids"), {B}),
        "the yearly report": (address("billing_sellers"), {B}),
        "somebody's plan, changed": (address("subscription:edit", chosen.pk), set()),
    }


@pytest.mark.parametrize("group", [*groups.ALL, None])
def test_each_group_opens_what_its_work_needs_and_nothing_else(table, group):
    client = browser(member(*([group] if group else []), login="tester"))
    opened = {name for name, (path, _) in table.items() if client.get(path).status_code == 200}
    assert opened == {name for name, (_, open_to) in table.items() if group in open_to}


@pytest.mark.parametrize("group", [B, O])
def test_the_list_of_translations_names_no_drafts_to_who_writes_no_pages(group):
    assert browser(member(group)).get(address("wagtail_localize:translations_report")).status_code == 302


def test_whoever_is_in_all_groups_gets_no_nearer_to_what_is_somebodys(practice):  # noqa: F811
    """Outside the admin, groups open one thing: the evidence of a title. No room, key, appointment or payment."""
    _users, samples = practice
    colleague = member(*groups.ALL, login="everything")
    opened = set()
    for line in lines():
        path = filled(line["address"], samples)
        if "<" in line["address"] and status(colleague, line["method"], path) != int(line["office"]):
            opened.add(line["address"])
    assert opened == {"practice/profile/titles/<id:uid>/evidence/"}


def test_no_group_has_a_permission_on_rooms_keys_or_evidence_of_anything():
    given = Permission.objects.filter(group__name__in=groups.ALL).select_related("content_type")
    for permission in given:
        model = permission.content_type.model
        assert permission.content_type.app_label not in NEVER_IN_A_GROUP, permission
        assert model not in KEYS, permission
        if "qualification" in model:  # evidence is the moderators'
            assert set(permission.group_set.values_list("name", flat=True)) <= {M}


def test_nobody_in_a_group_makes_or_deletes_people_groups_or_logs():
    names = set(
        Permission.objects.filter(group__name__in=groups.ALL).values_list("content_type__app_label", "codename")
    )
    assert ("accounts", "change_user") in names
    forbidden = {("accounts", "add_user"), ("accounts", "delete_user"), ("auth", "change_group"), ("auth", "add_group")}
    assert not names & forbidden
    assert not {name for app, name in names if "logentry" in name or app == "sessions"}


def test_nothing_of_rooms_and_keys_can_be_opened_in_the_admin_by_anybody():
    """Not even by an administrator: there is no page."""
    from wagtail.admin.viewsets import viewsets
    from wagtail.snippets.models import get_snippet_models

    shown = {viewset.model for viewset in viewsets.viewsets if getattr(viewset, "model", None)} | set(
        get_snippet_models()
    )
    hidden = {*apps.get_app_config("consult").get_models()} | {apps.get_model("accounts", name) for name in KEYS}
    assert not shown & hidden


def test_a_permission_that_was_taken_away_stays_away():
    from cms.actions import defaults

    group = Group.objects.get(name=E)
    group.permissions.remove(Permission.objects.get(codename="change_crisiscontact"))
    defaults.ensure()
    assert not group.permissions.filter(codename="change_crisiscontact").exists()


def test_editors_publish_and_ask_no_moderators():
    """Wagtail's own workflow, given to the whole site, would have moderators read every page."""
    assert HomePage.objects.first().get_workflow() is None
    assert Workflow.objects.active().count() == 2  # profiles and articles


def test_members_of_the_former_group_are_in_all_four():
    from cms.actions import defaults

    old = Group.objects.create(name="Staff")
    user = User.objects.create(username="oldtimer", role="staff")
    user.groups.add(old)
    defaults.ensure()
    assert set(user.groups.values_list("name", flat=True)) == set(groups.ALL)
    assert not Group.objects.filter(name="Staff").exists()
