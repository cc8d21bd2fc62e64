"""Plans: what they allow and cost, choosing one, and a price that never changes once it was promised."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import AuditEvent, User
from billing import entitlements, money
from billing.actions import plans as actions
from billing.actions import subscriptions
from billing.models import Plan, PlanPrice, Subscription
from billing.queries import plans
from directory.actions import roles
from lib import clock
from lib.append_only import WrittenOnce
from lib.denied import Denied

NOON = datetime(2027, 3, 10, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def time(db):
    with clock.frozen(NOON):
        yield


def person(login, role, **more):
    user = User.objects.create(username=login, role=role, email=f"{login}@example.org", **more)
    roles.grant(user)
    return user


@pytest.fixture
def anna(db):
    return person("anna", "counsellor")


@pytest.fixture
def office(db):
    return person("office", "staff")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def at(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T11:00:00+00:00"))


def priced(slug, day, cents, bps=0, interval="month"):
    price = PlanPrice(plan=Plan.objects.get(slug=slug), valid_from=day, amount_cents=cents, commission_bps=bps,
                      interval=interval)  # fmt: skip
    return actions.set_price(price, by=None)


def test_the_shipped_plans_are_the_four():
    found = [(o.plan.name, o.price.amount_cents, o.price.interval, o.price.commission_bps, o.plan.may_write_articles)
             for o in plans.offers()]  # fmt: skip
    assert found == [
        ("Basic", 0, "month", 1500, False),
        ("Basic PLUS", 1900, "month", 1000, False),
        ("Premium", 14900, "month", 0, True),
        ("Premium PLUS", 163900, "year", 0, True),
    ]


def test_plans_are_given_once():
    from billing.actions import default_plans

    PlanPrice.objects.all()._raw_delete("default")
    Plan.objects.all().delete()
    default_plans.ensure()
    assert not Plan.objects.exists()


# --- what a plan allows and costs ---


@pytest.mark.parametrize(
    ("slug", "articles", "bps"),
    [("", False, 1500), ("basic", False, 1500), ("basic-plus", False, 1000), ("premium", True, 0)],
)
def test_a_plan_allows_and_costs_what_it_says(anna, slug, articles, bps):
    if slug:
        subscriptions.choose(anna, slug, by=anna)
    assert entitlements.allows(anna, "articles") is articles
    assert entitlements.commission(anna) == bps


def test_a_feature_nobody_listed_is_a_mistake_not_a_no(anna):
    with pytest.raises(KeyError):
        entitlements.allows(anna, "artciles")


def test_only_counsellors_who_can_log_in_may_do_what_a_plan_allows(anna, office):
    Plan.objects.update(may_write_articles=True)
    assert entitlements.allows(anna, "articles")
    clara = person("clara", "client")
    assert not entitlements.allows(clara, "articles")
    assert not entitlements.allows(office, "articles")
    anna.is_active = False
    assert not entitlements.allows(anna, "articles")


def test_only_counsellors_choose_a_plan(office):
    for user in (office, person("clara", "client"), person("gone", "counsellor", is_active=False)):
        with pytest.raises(Denied):
            subscriptions.choose(user, "basic", by=user)
    assert not Subscription.objects.exists()


def test_what_a_plan_asks_costs_the_same_number_of_queries(anna, django_assert_num_queries):
    with django_assert_num_queries(3):
        entitlements.allows(anna, "articles")
    subscriptions.choose(anna, "premium", by=anna)
    for year in (2025, 2026):
        priced("premium", date(year, 5, 1), 1)
    with django_assert_num_queries(1):
        entitlements.allows(anna, "articles")
    with django_assert_num_queries(2):
        plans.offers()


# --- what the database keeps ---


def test_the_database_refuses_two_plans_at_once(anna):
    price = plans.default_price()
    Subscription.objects.create(counsellor=anna, price=price, starts_on=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(counsellor=anna, price=price, starts_on=date(2027, 2, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(counsellor=anna, price=price, starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1))


# --- prices ---


def test_a_new_price_is_for_those_who_choose_from_its_day_on(anna):
    subscriptions.choose(anna, "premium", by=anna)
    priced("premium", date(2027, 4, 1), 19900, 100)
    boris = person("boris", "counsellor")
    assert plans.offer("premium").price.amount_cents == 14900
    with at("2027-04-02"):
        assert plans.offer("premium").price.amount_cents == 19900
        subscriptions.choose(boris, "premium", by=boris)
        assert entitlements.commission(boris) == 100
        assert entitlements.commission(anna) == 0
        assert entitlements.terms_of(anna).amount_cents == 14900


def test_a_price_is_never_changed_or_deleted():
    price = PlanPrice.objects.first()
    price.amount_cents = 1
    for attempt in (price.save, price.delete, PlanPrice.objects.all().delete):
        with pytest.raises(WrittenOnce):
            attempt()
    with pytest.raises(WrittenOnce):
        PlanPrice.objects.update(amount_cents=1)


def test_a_plan_without_a_price_is_not_offered():
    Plan.objects.create(slug="new", name="New")
    priced("new", date(2027, 4, 1), 100)
    assert "new" not in [offer.plan.slug for offer in plans.offers()]


@pytest.mark.parametrize(
    ("language", "whole", "broken", "share"),
    [
        ("en", "€19", "€1,639.50", "12.5"),
        ("de", "19\xa0€", "1.639,50\xa0€", "12,5"),
        ("fr", "19\xa0€", "639,50\xa0€", "12,5"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language, whole, broken, share):
    with override(language):
        assert money.show(1900, "EUR") == whole
        assert money.show(163950, "EUR").endswith(broken)
        assert money.percent(1250).startswith(share)


# --- the pages ---


@pytest.mark.parametrize("sent", [{}, {"plan": ""}, {"plan": "gold"}, {"plan": "x" * 5000}])
def test_an_odd_choice_is_told_and_changes_nothing(anna, sent):
    answer = browser(anna).post("/practice/plan/", sent)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not Subscription.objects.exists()


def test_nobody_else_has_the_page(office):
    for user in (office, person("clara", "client")):
        assert browser(user).get("/practice/plan/").status_code == 404
        assert browser(user).post("/practice/plan/", {"plan": "basic"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [("/prices/", ["Basic PLUS", "€19 a month", "15%", "Clients pay nothing to the portal"]),
     ("/de/prices/", ["Basic PLUS", "19", "15", "Eine kleine Gebühr"]), ("/fr/prices/", ["149", "Un montant fixe"])],
)  # fmt: skip
def test_the_page_of_prices_has_the_plans_of_today(address, words):
    html = Client().get(address).content.decode()
    for word in words:
        assert (word, word in html) == (word, True)


def test_a_new_price_is_on_the_page_on_its_day_and_the_plan_no_more_offered_is_gone():
    priced("premium", date(2027, 4, 1), 19900)
    Plan.objects.filter(slug="basic-plus").update(is_active=False)
    html = Client().get("/prices/").content.decode()
    assert ("€149 a month" in html, "€199 a month" in html, "Basic PLUS" in html) == (True, False, False)
    with at("2027-04-01"):
        assert "€199 a month" in Client().get("/prices/").content.decode()


# --- the admin ---


def new_price(client, **fields):
    given = {
        "plan": Plan.objects.get(slug="premium").pk, "valid_from": "2027-04-01", "amount_cents": "199.00",
        "currency": "EUR", "interval": "month", "commission_bps": "2.5",
    }  # fmt: skip
    return client.post(reverse("planprice:add"), given | fields)


def test_staff_change_what_a_plan_costs_from_a_day_on(office):
    client, premium = browser(office), Plan.objects.get(slug="premium")
    page = client.get(reverse("plan:edit", args=[premium.pk])).content.decode()
    assert f"{reverse('planprice:add')}?plan=premium" in page
    assert "149.00" in client.get(reverse("planprice:add") + "?plan=premium").content.decode()
    assert new_price(client).status_code == 302
    prices = [(p.valid_from, p.amount_cents, p.commission_bps) for p in premium.prices.order_by("valid_from")]
    assert prices == [(date(2026, 1, 1), 14900, 0), (date(2027, 4, 1), 19900, 250)]
    event = AuditEvent.objects.get(kind="billing.plan_priced")
    assert (event.actor, event.data["cents"]) == (office, 19900)


@pytest.mark.parametrize(
    "fields",
    [{"valid_from": "2027-03-09"}, {"valid_from": ""}, {"amount_cents": "-1"}, {"amount_cents": "ten"},
     {"commission_bps": "101"}, {"commission_bps": "-1"}, {"currency": "XXX"}, {"plan": "99"}],
)  # fmt: skip
def test_an_odd_price_is_refused(office, fields):
    before = PlanPrice.objects.count()
    answer = new_price(browser(office), **fields)
    assert (answer.status_code, PlanPrice.objects.count()) == (200, before)


def test_a_second_price_for_a_day_is_refused(office):
    client = browser(office)
    new_price(client)
    answer = new_price(client, amount_cents="1")
    assert "There is a price from this day on already." in answer.content.decode()
    assert PlanPrice.objects.filter(valid_from="2027-04-01").get().amount_cents == 19900


def plan_form(plan, **fields):
    names = ("own_clients", "name", "name_de", "name_fr", "description", "description_de", "description_fr", "slug")
    flags = {flag: "on" for flag in ("may_write_articles", "is_active", "is_default") if getattr(plan, flag)}
    given = {name: getattr(plan, name) for name in names} | flags | fields
    return {name: value for name, value in given.items() if value is not None}


def test_the_mark_of_those_who_have_not_chosen_moves(office, anna):
    client = browser(office)
    plus, basic = Plan.objects.get(slug="basic-plus"), Plan.objects.get(slug="basic")
    answer = client.post(reverse("plan:edit", args=[plus.pk]), plan_form(plus, is_default="on"))
    assert answer.status_code == 302
    assert entitlements.commission(anna) == 1000
    basic.refresh_from_db()
    assert not basic.is_default
    plus.refresh_from_db()
    answer = client.post(reverse("plan:edit", args=[plus.pk]), plan_form(plus, is_default=None))
    assert "Please set this mark on another plan" in answer.content.decode()
    assert Plan.objects.get(is_default=True) == plus


def test_staff_see_who_has_which_plan_and_change_nothing_there(office, anna):
    chosen = subscriptions.choose(anna, "premium", by=anna)
    client = browser(office)
    html = client.get(reverse("subscription:index")).content.decode()
    assert "anna" in html
    assert "€149 a month" in html
    for fee, is_there in (("yes", True), ("no", False)):
        shown = client.get(reverse("subscription:index") + f"?fee={fee}").content.decode()
        assert (fee, "anna" in shown) == (fee, is_there)
    office.is_superuser = True
    office.save()
    plan = chosen.price.plan
    for name, args in (
        ("subscription:edit", [chosen.pk]), ("subscription:delete", [chosen.pk]), ("subscription:add", []),
        ("planprice:edit", [chosen.price.pk]), ("planprice:delete", [chosen.price.pk]), ("plan:delete", [plan.pk]),
    ):  # fmt: skip
        assert (name, client.post(reverse(name, args=args)).status_code) == (name, 302)
    assert Subscription.objects.filter(pk=chosen.pk).exists()
    assert PlanPrice.objects.filter(pk=chosen.price.pk).exists()


def test_counsellors_have_no_plans_in_the_admin(anna):
    for name in ("plan:index", "planprice:index", "planprice:add", "subscription:index"):
        assert (name, browser(anna).get(reverse(name)).status_code) == (name, 404)


@pytest.mark.parametrize(("typed", "stored", "shown"), [("", None, "no limit"), ("4", 4, "4"), ("0", 0, "0")])
def test_staff_say_how_many_own_clients_a_plan_has_room_for(office, typed, stored, shown):
    client, basic = browser(office), Plan.objects.get(slug="basic")
    assert client.post(reverse("plan:edit", args=[basic.pk]), plan_form(basic, own_clients=typed)).status_code == 302
    basic.refresh_from_db()
    assert basic.own_clients == stored
    assert shown in client.get(reverse("plan:index")).content.decode()
    answer = client.post(reverse("plan:edit", args=[basic.pk]), plan_form(basic, own_clients="-1"))
    assert answer.status_code == 200
    assert Plan.objects.get(pk=basic.pk).own_clients == stored


def test_the_history_of_a_plan_is_kept(office):
    client, basic = browser(office), Plan.objects.get(slug="basic")
    client.post(reverse("plan:edit", args=[basic.pk]), plan_form(basic, name="Start"))
    assert "Edited" in client.get(reverse("plan:history", args=[basic.pk])).content.decode()
