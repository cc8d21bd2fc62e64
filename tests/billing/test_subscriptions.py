"""Having a plan: choosing, upgrading to the cent, changing later, cancelling, renewing."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import AuditEvent, User
from billing import comparisons, entitlements
from billing.actions import ledger, subscriptions
from billing.actions import plans as prices
from billing.models import LedgerEntry, Plan, PlanPrice, Subscription
from billing.queries import plans
from directory.actions import roles
from lib import clock
from lib.denied import Denied

NOON = datetime(2027, 3, 10, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def time(db):
    with clock.frozen(NOON):
        yield


def person(login, role="counsellor", **more):
    user = User.objects.create(username=login, role=role, email=f"{login}@example.org", **more)
    roles.grant(user)
    return user


@pytest.fixture
def anna(db):
    return person("anna")


@pytest.fixture
def browser(anna):
    client = Client()
    client.force_login(anna)
    return client


def at(day: str):
    return clock.frozen(datetime.fromisoformat(f"{day}T11:00:00+00:00"))


def choose(user, slug, day=None):
    with at(day or "2027-03-10"):
        return subscriptions.choose(user, slug, by=user)


def owed(user) -> list[tuple]:
    return [
        (entry.kind, entry.net_cents, entry.on.isoformat()) for entry in LedgerEntry.objects.filter(counsellor=user)
    ]


# --- choosing ---


def test_the_first_choice_is_valid_and_charged_at_once(anna):
    chosen = choose(anna, "premium")
    assert (chosen.starts_on, chosen.ends_on) == (date(2027, 3, 10), None)
    entry = chosen.entries.get()
    assert (entry.net_cents, entry.on, entry.text) == (
        14900,
        date(2027, 3, 10),
        "Premium, 10 March 2027 to 9 April 2027",
    )
    assert (entry.period_start_on, entry.period_end_on) == (date(2027, 3, 10), date(2027, 4, 10))
    assert AuditEvent.objects.get(kind="billing.plan_chosen").data["charged"] == 14900


def test_a_plan_without_a_fee_writes_nothing(anna):
    choose(anna, "basic")
    assert owed(anna) == []


def test_an_upgrade_is_now_and_credits_unused_whole_days(anna):
    choose(anna, "basic-plus", "2027-04-01")
    chosen = choose(anna, "premium", "2027-04-10")
    assert chosen.starts_on == date(2027, 4, 10)
    assert owed(anna) == [
        ("subscription", 1900, "2027-04-01"), ("proration", -1267, "2027-04-10"), ("subscription", 14900, "2027-04-10"),
    ]  # fmt: skip
    credit = LedgerEntry.objects.get(kind="proration")
    assert credit.text == "Basic PLUS: 20 of 30 days not used, of €19 charged for 1 April 2027 to 30 April 2027"
    with at("2027-04-10"):
        assert entitlements.commission(anna) == 0
        assert entitlements.allows(anna, "articles")
    with at("2027-05-10"):  # the new periods are counted from the day of the change
        subscriptions.renew_due()
    assert owed(anna)[-1] == ("subscription", 14900, "2027-05-10")
    assert len(owed(anna)) == 4


def test_an_upgrade_on_the_first_day_keeps_that_day(anna):
    choose(anna, "basic-plus", "2027-04-01")
    choose(anna, "premium", "2027-04-01")
    assert [cents for _kind, cents, _on in owed(anna)] == [1900, -1837, 14900]
    first = Subscription.objects.get(price__plan__slug="basic-plus")
    assert first.starts_on == first.ends_on
    with at("2027-04-01"):
        assert plans.subscription_of(anna).price.plan.slug == "premium"


def test_an_upgrade_from_a_plan_without_a_fee_credits_nothing(anna):
    choose(anna, "basic")
    choose(anna, "premium-plus", "2027-03-20")
    assert owed(anna) == [("subscription", 163900, "2027-03-20")]


def test_never_is_more_credited_than_was_charged(anna):
    """Also when the worker has slept over the beginning of the period that is credited."""
    choose(anna, "basic-plus", "2027-03-10")
    choose(anna, "premium", "2027-06-12")
    assert owed(anna) == [
        ("subscription", 1900, "2027-03-10"), ("subscription", 1900, "2027-04-10"), ("subscription", 1900, "2027-05-10"),
        ("subscription", 1900, "2027-06-10"), ("proration", -1710, "2027-06-12"), ("subscription", 14900, "2027-06-12"),
    ]  # fmt: skip


def test_another_plan_begins_when_the_period_is_used_up(anna):
    choose(anna, "premium", "2027-01-31")
    assert choose(anna, "basic-plus", "2027-02-10").starts_on == date(2027, 2, 28)
    with at("2027-02-27"):
        assert entitlements.allows(anna, "articles")
        assert subscriptions.renew_due() == 0
    with at("2027-02-28"):
        assert not entitlements.allows(anna, "articles")
        assert entitlements.commission(anna) == 1000
        assert plans.coming_of(anna) is None
        assert subscriptions.renew_due() == 1
    assert owed(anna) == [("subscription", 14900, "2027-01-31"), ("subscription", 1900, "2027-02-28")]


def test_a_period_ends_at_home_not_in_greenwich(anna):
    choose(anna, "premium")
    choose(anna, "basic")
    with clock.frozen(datetime(2027, 4, 9, 22, 30, tzinfo=UTC)):  # half past midnight in Vienna
        assert plans.subscription_of(anna).price.plan.slug == "basic"
    with clock.frozen(datetime(2027, 4, 9, 21, 30, tzinfo=UTC)):
        assert plans.subscription_of(anna).price.plan.slug == "premium"


def test_a_year_is_used_up(anna):
    choose(anna, "premium-plus")
    assert choose(anna, "basic", "2027-12-05").starts_on == date(2028, 3, 10)


def test_a_change_can_be_changed_and_taken_back(anna):
    choose(anna, "premium")
    choose(anna, "basic")
    choose(anna, "basic-plus")
    assert plans.coming_of(anna).price.plan.slug == "basic-plus"
    subscriptions.keep(anna, by=anna)
    assert plans.coming_of(anna) is None
    assert plans.subscription_of(anna).ends_on is None
    assert Subscription.objects.count() == 1


def test_an_upgrade_drops_a_change_that_was_to_come(anna):
    choose(anna, "basic-plus")
    choose(anna, "basic", "2027-03-12")
    choose(anna, "premium", "2027-03-15")
    with at("2027-03-15"):
        assert plans.coming_of(anna) is None
        assert plans.subscription_of(anna).price.plan.slug == "premium"
    assert [cents for _kind, cents, _on in owed(anna)] == [1900, -1532, 14900]  # 25 of 31 days


def test_choosing_twice_is_choosing_once(anna):
    for slug in ("premium", "premium", "basic", "basic"):
        choose(anna, slug)
    assert Subscription.objects.count() == 2
    assert len(owed(anna)) == 1


def test_a_plan_that_is_not_offered_cannot_be_chosen_and_is_kept(anna):
    choose(anna, "premium")
    Plan.objects.filter(slug__in=["premium", "basic-plus"]).update(is_active=False)
    with pytest.raises(Denied):
        choose(anna, "basic-plus")
    assert entitlements.allows(anna, "articles")
    assert [offer.plan.slug for offer in plans.offers_beside(plans.subscription_of(anna))] == [
        "basic", "premium", "premium-plus",
    ]  # fmt: skip


def test_cancelling_is_one_step_to_the_plan_without_a_fee(anna):
    choose(anna, "premium")
    coming = subscriptions.cancel(anna, by=anna)
    assert (coming.price.plan.slug, coming.starts_on) == ("basic", date(2027, 4, 10))
    with at("2027-05-10"):
        assert subscriptions.renew_due() == 0
        with pytest.raises(Denied):
            subscriptions.cancel(anna, by=anna)


def test_nobody_is_charged_other_than_the_page_said(anna):
    choose(anna, "basic-plus")
    with at("2027-03-20"):
        seen = plans.change(anna, "premium").code
    with at("2027-03-21"), pytest.raises(Denied) as refused:
        subscriptions.choose(anna, "premium", by=anna, seen=seen)
    assert refused.value.code == "consequence_changed"
    prices.set_price(
        PlanPrice(
            plan=Plan.objects.get(slug="premium"), valid_from=date(2027, 3, 20), amount_cents=19900, commission_bps=0
        ),
        by=None,
    )
    with at("2027-03-20"), pytest.raises(Denied):
        subscriptions.choose(anna, "premium", by=anna, seen=seen)
    assert len(owed(anna)) == 1


def test_a_change_is_told_by_mail_without_amounts(anna, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        choose(anna, "premium")
    from accounts.models import NoticeLedger

    assert [row.kind for row in NoticeLedger.objects.filter(user=anna)] == ["billing.plan_changed"]


# --- renewing ---


def test_renewing_twice_charges_once_and_catches_up(anna):
    choose(anna, "basic-plus", "2027-01-31")
    with at("2027-04-30"):
        assert (subscriptions.renew_due(), subscriptions.renew_due()) == (3, 0)
    assert [on for _kind, _cents, on in owed(anna)] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_nothing_is_charged_beyond_the_end_however_late_somebody_looks(anna):
    price = Plan.objects.get(slug="premium").prices.get()
    Subscription.objects.create(counsellor=anna, price=price, starts_on=date(2027, 1, 31), ends_on=date(2027, 3, 31))
    with at("2027-09-01"):
        assert [subscriptions.renew_due() for _time in range(2)] == [2, 0]
    assert [entry.period_end_on for entry in LedgerEntry.objects.all()] == [date(2027, 2, 28), date(2027, 3, 31)]


def test_a_run_that_is_interrupted_goes_on(anna, monkeypatch):
    boris = person("boris")
    choose(anna, "basic-plus", "2027-01-10")
    choose(boris, "basic-plus", "2027-01-10")
    charge, calls = ledger.charge, []

    def fails_at_the_fourth(subscription, period):
        calls.append(period)
        if len(calls) == 4:
            raise ConnectionError
        return charge(subscription, period)

    monkeypatch.setattr(ledger, "charge", fails_at_the_fourth)
    with pytest.raises(ConnectionError):
        subscriptions.renew_due()  # two of the first, one of the second, which is undone
    subscriptions.renew_due()
    assert len(owed(anna)) == len(owed(boris)) == 3


def test_the_database_charges_a_period_once(anna):
    chosen = choose(anna, "basic-plus")
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.charge(chosen, plans.period_of(chosen))


def test_who_keeps_a_plan_keeps_its_price(anna):
    choose(anna, "premium")
    prices.set_price(
        PlanPrice(
            plan=Plan.objects.get(slug="premium"), valid_from=date(2027, 4, 1), amount_cents=19900, commission_bps=0
        ),
        by=None,
    )
    with at("2027-04-10"):
        subscriptions.renew_due()
    assert [cents for _kind, cents, _on in owed(anna)] == [14900, 14900]


def test_whoever_has_gone_is_charged_no_more(anna):
    choose(anna, "premium")
    choose(anna, "basic-plus")
    choose(anna, "premium")
    User.objects.filter(pk=anna.pk).update(is_active=False)
    with at("2027-06-01"):
        assert (subscriptions.renew_due(), subscriptions.renew_due()) == (0, 0)
    assert len(owed(anna)) == 1
    assert Subscription.objects.get().ends_on == date(2027, 4, 10)


def test_a_year_is_announced_once_a_month_before(anna):
    from accounts.models import NoticeLedger

    boris = person("boris")
    choose(anna, "premium-plus")
    choose(boris, "premium-plus")
    choose(boris, "basic")
    for day in ("2028-02-08", "2028-02-09", "2028-02-10", "2028-03-09"):
        with at(day):
            subscriptions.remind_of_renewals()
            told = NoticeLedger.objects.filter(kind="billing.renewal")
            assert (day, [row.user for row in told]) == (day, [] if day == "2028-02-08" else [anna])


def test_looking_for_what_is_due_costs_one_query(anna, django_assert_num_queries):
    choose(anna, "premium")
    with django_assert_num_queries(1):
        assert subscriptions.renew_due() == 0


# --- what another plan would have cost ---


@pytest.mark.parametrize(
    ("kept", "present", "best"),
    [
        ([], "basic", None),
        ([38000] * 12, "basic", None),  # 57.00 a month either way
        ([38100] * 12, "basic", "basic-plus"),
        ([130000] * 12, "basic-plus", "premium-plus"),
        ([], "premium", "basic"),
        ([117582] * 12, "basic-plus", None),
        ([117590] * 12, "basic-plus", "premium-plus"),
    ],
)
def test_a_plan_that_would_have_cost_less_is_named(kept, present, best):
    offers = {offer.plan.slug: offer.price for offer in plans.offers()}
    found = comparisons.cheaper(offers[present], offers.values(), kept)
    assert (found.price.plan.slug if found else None) == best


def test_shares_are_rounded_for_each_payment_as_the_ledger_does():
    basic = plans.default_price()
    assert comparisons.cost(basic, [7990, 7990]).share_cents == 2 * 1199
    plus = plans.offer("premium-plus").price
    assert comparisons.cost(plus, [], months=6).fixed_cents == 81950
    assert comparisons.cost(plans.offer("basic-plus").price, [], months=6).fixed_cents == 6 * 1900


# --- the pages ---


def test_after_the_account_comes_the_plan_and_then_the_profile(browser, anna):
    html = browser.get("/practice/plan/").content.decode()
    assert 'value="basic" required checked' in html
    assert "Decide later" in html
    answer = browser.post("/practice/plan/", {"plan": "basic"})
    assert (answer.status_code, answer.url) == (302, "/practice/profile/")
    assert plans.subscription_of(anna).price.plan.slug == "basic"


def test_a_plan_with_a_fee_is_shown_before_it_is_ordered(browser, anna):
    answer = browser.post("/practice/plan/", {"plan": "premium"})
    assert answer.url == "/practice/plan/change/premium/"
    assert plans.subscription_of(anna) is None
    html = browser.get(answer.url).content.decode()
    assert "Order Premium for €149.00 excl. VAT" in html
    answer = browser.post(answer.url, {"seen": plans.change(anna, "premium").code})
    assert answer.url == "/practice/profile/"
    assert owed(anna) == [("subscription", 14900, "2027-03-10")]


def test_an_upgrade_says_to_the_cent_what_is_credited_and_charged(browser, anna):
    choose(anna, "basic-plus", "2027-04-01")
    with at("2027-04-10"):
        browser.force_login(anna)
        html = browser.get("/practice/plan/change/premium/").content.decode()
        for words in ("20 of 30 days of Basic PLUS not used", "-€12.67", "€136.33", "€19 × 20 ÷ 30"):
            assert (words, words in html) == (words, True)
        code = plans.change(anna, "premium").code
        assert code in html
        assert browser.post("/practice/plan/change/premium/", {"seen": code}).url == "/practice/plan/"
    assert sum(cents for _kind, cents, on in owed(anna) if on == "2027-04-10") == 13633


def test_what_was_not_seen_is_not_ordered(browser, anna):
    choose(anna, "basic-plus")
    for seen in ({}, {"seen": "1-20270310-1-1"}, {"seen": "x" * 9000}):
        answer = browser.post("/practice/plan/change/premium/", seen)
        assert answer.status_code == 409
        assert "Please read it again" in answer.content.decode()
    assert len(owed(anna)) == 1


def test_a_later_change_says_the_day_and_what_ends(browser, anna):
    choose(anna, "premium")
    html = browser.get("/practice/plan/change/basic/").content.decode()
    for words in ("Change to Basic on 10 April 2027", "You can write no more articles", "invite nobody else by link"):
        assert (words, words in html) == (words, True)
    browser.post("/practice/plan/change/basic/", {"seen": plans.change(anna, "basic").code})
    html = browser.get("/practice/plan/").content.decode()
    assert "your plan is <strong>Basic</strong>" in html
    assert "Take it back and keep Premium" in html
    browser.post("/practice/plan/keep/")
    assert plans.coming_of(anna) is None


def test_cancelling_is_one_button_with_the_day_on_it(browser, anna):
    choose(anna, "premium")
    assert "Cancel this plan for 10 April 2027" in browser.get("/practice/plan/").content.decode()
    assert browser.post("/practice/plan/cancel/").url == "/practice/plan/"
    assert plans.coming_of(anna).price.plan.slug == "basic"
    html = browser.get("/practice/plan/").content.decode()
    assert "Your plan is cancelled. From 10 April 2027 on you have “Basic”." in html
    assert "Cancel this plan" not in html


def test_what_somebody_was_about_to_do_is_kept_while_they_choose_a_plan(browser, anna):
    back = "/appointments/book/x/?service=a&client=guest"
    html = browser.get("/practice/plan/activate/", {"next": back}).content.decode()
    link = "/practice/plan/change/premium/?next=%2Fappointments%2Fbook%2Fx%2F%3Fservice%3Da%26client%3Dguest"
    assert link in html
    assert back.replace("&", "&amp;") in browser.get(link).content.decode()
    code = plans.change(anna, "premium").code
    assert browser.post("/practice/plan/change/premium/", {"seen": code, "next": back}).url == back


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_elsewhere(browser, anna, away):
    assert browser.get("/practice/plan/activate/", {"next": away}).context["onward"] == ""
    code = plans.change(anna, "premium").code
    answer = browser.post("/practice/plan/change/premium/", {"seen": code, "next": away})
    assert answer.url == "/practice/profile/"


def test_what_is_so_already_needs_no_page(browser, anna):
    choose(anna, "premium")
    choose(anna, "basic")
    for slug in ("premium", "basic"):
        assert browser.get(f"/practice/plan/change/{slug}/").url == "/practice/plan/"


def test_a_plan_that_is_withdrawn_while_somebody_reads_is_said(browser, anna, monkeypatch):
    from billing.views import plan as view

    choose(anna, "basic")
    seen, real = plans.change(anna, "premium"), plans.change
    Plan.objects.filter(slug="premium").update(is_active=False)
    answers = iter([seen])
    monkeypatch.setattr(view.plans, "change", lambda user, slug: next(answers, None) or real(user, slug))
    answer = browser.post("/practice/plan/change/premium/", {"seen": seen.code}, follow=True)
    assert "This plan is not offered any more" in answer.content.decode()
    assert plans.subscription_of(anna).price.plan.slug == "basic"


def test_an_unknown_plan_is_missing(browser):
    assert browser.get("/practice/plan/change/gold/").status_code == 404
    assert browser.post("/practice/plan/change/gold/", {"seen": "x"}).status_code == 404
