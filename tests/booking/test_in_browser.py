"""The pages in a real Chromium: by keyboard, without scripts, by themselves, and readable for everybody."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.models import Identity
from billing.actions import payments, payouts
from booking.actions import appointments
from booking.models import Appointment, BookingRules, Service, WeeklyRule
from booking.queries import diaries
from lib import clock
from lib.ids import to_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(django_user_model, monkeypatch):
    """Vera, open around the clock in Vienna, with a priced and a free service; Karl; both with keys; really now."""
    monkeypatch.setattr("directory.queries.is_listed", lambda counsellor: True)
    vera = django_user_model.objects.create(username="vera", role="counsellor", display_name="Vera Weiss")
    karl = django_user_model.objects.create(username="karl", role="client", zone="Europe/Vienna")
    BookingRules.objects.create(counsellor=vera, zone="Europe/Vienna", slot_step=60, min_notice=0, buffer_after=0)
    WeeklyRule.objects.bulk_create(
        WeeklyRule(counsellor=vera, weekday=day, start_min=0, end_min=1440) for day in range(7)
    )
    Service.objects.create(counsellor=vera, name="Conversation", minutes=50, price_cents=8000)
    Service.objects.create(counsellor=vera, name="Getting to know", minutes=10, order=1)
    payouts.set_bank_account(vera, holder="Vera Weiss", iban="AT611904300234573201")
    for person in (karl, vera):
        Identity.objects.create(user=person, gen=1, ir=bytes(157), sig_self=bytes(64), sig_prev=bytes(64))
    return vera, karl


@pytest.fixture
def soon(scene):
    """The priced conversation, in five minutes."""
    vera, karl = scene
    service = Service.objects.get(price_cents=8000)
    start = clock.now() + timedelta(minutes=5)
    return appointments.place(service=service, client=karl, start=start, by=karl, booking_rules=diaries.rules_of(vera))


@pytest.fixture
def visit(browser, live_server):
    """`page = visit(person, **options)`: a browser of their own; what its console complains about fails the test."""
    contexts, complaints = [], []

    def open_page(person=None, **options):
        context = browser.new_context(base_url=live_server.url, **{"timezone_id": "Europe/Vienna"} | options)
        contexts.append(context)
        context.on("weberror", lambda e: complaints.append(str(e.error)))
        context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        if person:
            client = Client()
            client.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def book_page(vera):
    return f"/appointments/book/{to_text(vera.uid)}/"


def test_choosing_another_service_changes_times_and_button(scene, visit):
    vera, karl = scene
    page = visit(karl)
    page.goto(book_page(vera))
    expect(page.get_by_role("button", name="€80 incl. VAT")).to_be_visible()
    page.get_by_role("radio", name="Getting to know").check()
    expect(page.get_by_role("button", name="Book – free of charge")).to_be_visible()
    page.locator("input[name=start]").first.check()
    page.get_by_role("button", name="Book – free of charge").click()
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()
    assert Appointment.objects.get().service.name == "Getting to know"


def test_booking_with_the_keyboard_alone(scene, visit):
    vera, karl = scene
    page = visit(karl)
    page.goto(book_page(vera))
    page.locator("input[name=service]").first.focus()
    for _step in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "start":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()


def test_booking_without_scripts(scene, visit):
    vera, karl = scene
    page = visit(karl, java_script_enabled=False)
    page.goto(book_page(vera))
    page.get_by_role("radio", name="Getting to know").check()
    page.get_by_role("button", name="Show times").click()
    page.locator("input[name=start]").nth(1).check()
    page.get_by_role("button", name="Book – free of charge").click()
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()


def test_a_visitors_browser_says_its_zone(scene, visit):
    vera, _ = scene
    page = visit(timezone_id="America/New_York")
    page.goto(book_page(vera))
    expect(page.locator("#times").get_by_text("America/New_York")).to_be_visible()
    expect(page.locator("#times").get_by_text("Vienna").first).to_be_visible()


def test_the_door_opens_by_itself(soon, scene, visit):
    vera, karl = scene
    outside, inside = visit(karl), visit(vera)
    door = f"/appointments/{to_text(soon.uid)}/door/"
    outside.goto(door)
    expect(outside.get_by_role("link", name="Pay €80")).to_be_visible()
    inside.goto(door)
    expect(inside.get_by_text("karl waits at the door.")).to_be_visible(timeout=15_000)
    inside.get_by_role("button", name="Let in without payment").click()
    expect(outside.get_by_role("link", name="Enter the room")).to_be_visible(timeout=15_000)


def test_a_transfer_from_both_sides(soon, scene, visit):
    vera, karl = scene
    payer, payee = visit(karl), visit(vera)
    payer.goto(f"/appointments/{to_text(soon.uid)}/door/")
    payer.get_by_role("link", name="Pay €80").click()
    payer.get_by_role("radio", name="Bank transfer").check()
    payer.get_by_role("button", name="Pay €80 (incl. VAT)").click()
    expect(payer.get_by_role("img", name="QR code")).to_be_visible()
    payer.get_by_role("button", name="I have sent the transfer").click()
    payer.get_by_role("link", name="To the door").click()
    payee.goto("/practice/payments/")
    payee.get_by_role("link", name="Received", exact=True).click()
    payee.get_by_role("button", name="Yes, it has arrived").click()
    expect(payer.get_by_role("link", name="Enter the room")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_for_everybody(scheme, soon, scene, visit):
    vera, karl = scene
    payments.declare(payments.start(soon.charge, "transfer", by=karl), by=karl)
    one = f"/appointments/{to_text(soon.uid)}/"
    paths = {
        karl: ["/appointments/", book_page(vera), one, f"{one}cancel/", f"{one}door/", f"/payments/{to_text(soon.charge.uid)}/"],
        vera: ["/appointments/", book_page(vera), one, f"{one}door/", "/practice/", "/practice/hours/", "/practice/services/",
               "/practice/services/new/", "/practice/payments/", "/practice/payout/"],
    }  # fmt: skip
    found = {}
    for person, addresses in paths.items():
        page = visit(person, color_scheme=scheme, reduced_motion="reduce")
        for path in addresses:
            page.goto(path)
            found[person.username, path] = serious(page)
    assert {where: problems for where, problems in found.items() if problems} == {}


def serious(page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations if v["impact"] in ("serious", "critical")]
