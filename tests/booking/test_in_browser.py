"""The pages in a real Chromium: by keyboard, without scripts, by themselves, and readable for everybody."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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
from lib import clock, formats
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


def test_choosing_another_service_changes_the_times_and_what_is_booked(scene, visit):
    vera, karl = scene
    page = visit(karl)
    page.goto(book_page(vera))
    expect(page.get_by_text("You can cancel free of charge until 24 hours before.")).to_be_visible()
    page.get_by_role("radio", name="Getting to know").check()
    expect(page.get_by_text("You can cancel at any time; it costs nothing.")).to_be_visible()
    page.locator("input[name=start]").first.check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Book – free of charge").click()
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()
    assert Appointment.objects.get().service.name == "Getting to know"


def tab_to(page, what: str, most: int = 60):
    """Press Tab until the focus is on what this expression says."""
    for _step in range(most):
        if page.evaluate(f"(({what})(document.activeElement))"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {what}")


def test_booking_with_the_keyboard_alone(scene, visit):
    vera, karl = scene
    page = visit(karl)
    page.goto(book_page(vera))
    tab_to(page, "at => at.name === 'start'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    tab_to(page, "at => at.name === 'consent'")
    page.keyboard.press("Space")
    tab_to(page, "at => at.textContent.startsWith('Book – ')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()
    page.goto("/appointments/?view=week")
    tab_to(page, "at => at.closest('[data-sheet]') && at.textContent === 'Vera Weiss'", most=90)


def test_booking_looking_and_cancelling_without_scripts(scene, visit):
    vera, karl = scene
    page = visit(karl, java_script_enabled=False)
    page.goto(book_page(vera))
    page.get_by_role("radio", name="Getting to know").check()
    page.get_by_role("button", name="Show times").click()
    page.locator("input[name=start]").nth(1).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Book – free of charge").click()
    expect(page.get_by_text("Your appointment is booked.")).to_be_visible()
    on = Appointment.objects.get().start.astimezone(ZoneInfo("Europe/Vienna")).date()
    for view in ("Day", "Week", "Month", "List"):
        page.goto("/appointments/")
        page.get_by_role("link", name=view, exact=True).click()
        page.get_by_label("Go to").fill(on.isoformat())
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("main").get_by_text("Vera Weiss").filter(visible=True).first).to_be_visible()
    page.get_by_role("link", name="Vera Weiss").click()
    page.get_by_role("link", name="Cancel the appointment").click()
    page.get_by_role("button", name=re.compile("^Yes, cancel|^Cancel")).click()
    expect(page.get_by_text("The appointment is cancelled.")).to_be_visible()


def test_a_visitors_browser_says_its_zone(scene, visit):
    vera, _ = scene
    page = visit(timezone_id="America/New_York")
    page.goto(book_page(vera))
    expect(page.locator("#times").get_by_text("New York, Eastern Time")).to_be_visible()
    expect(page.locator("#times").get_by_text("Vienna").first).to_be_visible()


def test_from_new_york_to_vienna_across_the_change_of_clocks(scene, visit):
    """In March 2027 America changes its clocks two weeks before Europe; the server's clock stands in between."""
    vera, karl = scene
    WeeklyRule.objects.filter(counsellor=vera).update(start_min=15 * 60, end_min=16 * 60)
    karl.zone = ""
    karl.save()
    with clock.frozen(datetime(2027, 3, 25, 12, tzinfo=UTC)):
        page = visit(karl, timezone_id="America/New_York")
        page.goto(f"{book_page(vera)}?from=2027-03-27")
        expect(page.locator("#times").get_by_text("New York, Eastern Time")).to_be_visible()
        before = page.get_by_role("group", name="Saturday, 27 March")
        after = page.get_by_role("group", name="Monday, 29 March")
        expect(before).to_contain_text("10:0015:00 Vienna")
        expect(after).to_contain_text("09:0015:00 Vienna")
        after.get_by_role("radio").check()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_text("15:00 in Vienna")).to_be_visible()
        page.get_by_role("checkbox", name="Please start before the 14 days").check()
        page.get_by_role("button", name="Book – you pay before").click()
        expect(page.get_by_text("Your appointment is booked.")).to_be_visible()
        assert Appointment.objects.get().start == datetime(2027, 3, 29, 13, tzinfo=UTC)
        page.goto("/appointments/?view=week&on=2027-03-29")  # the account has learned the zone
        expect(page.get_by_text("09:00–09:50")).to_be_visible()
        theirs = visit(vera)
        theirs.goto("/appointments/?view=day&on=2027-03-29")
        expect(theirs.get_by_text("15:00–15:50")).to_be_visible()
        expect(theirs.locator("main").get_by_text("09:00 on your client’s clock").last).to_be_visible()


def test_an_account_takes_the_zone_of_the_device_once(scene, visit):
    _vera, karl = scene
    page = visit(karl, timezone_id="America/New_York")
    page.goto("/appointments/")
    expect(page.get_by_text("Your device says New York.")).to_be_visible()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("Times in New York, Eastern Time")).to_be_visible()
    expect(page.get_by_text("Your device says")).to_be_hidden()


def test_from_the_agenda_through_the_door_on_a_phone(soon, scene, visit):
    vera, karl = scene
    Appointment.objects.update(mode="picture")
    page = visit(karl, viewport={"width": 390, "height": 844}, has_touch=True)
    too_small, too_wide = {}, []

    def look(path=None):
        if path:
            page.goto(path)
        where = page.url.partition("/appointments")[2]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(where)
        too_small[where] = page.evaluate(SMALL_TARGETS)

    for view in ("day", "week", "month", "list"):
        look(f"/appointments/?view={view}")
    page.get_by_role("link", name="To the door").click()
    look()
    page.get_by_role("button", name="I am a few minutes late.").click()
    expect(page.get_by_text("your counsellor sees:")).to_be_visible()
    look()
    page.get_by_role("link", name="Try them now").click()
    page.get_by_role("button", name="Start the test").click()
    expect(page.get_by_text("It works. Do you see yourself?")).to_be_visible()
    look()
    page.get_by_role("link", name="Back to the door").click()
    appointments.let_in(soon, by=vera)
    expect(page.get_by_text("Enter the room")).to_be_visible(timeout=15_000)
    look(book_page(vera))
    assert too_wide == []
    assert {where: small for where, small in too_small.items() if small} == {}


def test_moving_and_cancelling_late_say_what_follows(soon, scene, visit):
    vera, karl = scene
    start = (clock.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    later = appointments.place(
        service=soon.service, client=karl, start=start, by=karl, booking_rules=diaries.rules_of(vera)
    )
    page, address = visit(karl), f"/appointments/{to_text(later.uid)}/"
    page.goto(address)
    page.get_by_role("link", name="Move", exact=True).click()
    page.locator("input[name=start]").last.check()
    button = page.get_by_role("button", name=re.compile("^Move from"))
    expect(button).to_be_visible()
    if page.locator("#consent").count():
        page.locator("#consent").check()
    button.click()
    page.wait_for_url(f"**{address}")
    later.refresh_from_db()
    assert later.start > start
    Appointment.objects.filter(pk=later.pk).update(cancel_hours=24 * 30)
    page.reload()
    page.get_by_role("link", name="Cancel the appointment").click()
    page.get_by_role("button", name="Cancel late – nothing was paid, nothing is owed").click()
    expect(page.get_by_text("The appointment is cancelled.")).to_be_visible()
    later.refresh_from_db()
    assert later.cancelled_late


# links inside a sentence may be as small as its words (WCAG 2.5.8); what a label enlarges, its label is
SMALL_TARGETS = """() => [...document.querySelectorAll("main :is(a, button, select, input, summary)")]
  .filter((at) => at.checkVisibility() && at.type !== "hidden" && !at.closest("p, li > span, .zone, .slot__who, .crumbs"))
  .map((at) => ({ at, box: (at.closest(".tile, .sheet__it") ?? at).getBoundingClientRect() }))
  .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
  .map(({ at }) => at.outerHTML.slice(0, 120))"""


def test_the_arrow_keys_walk_over_a_sheet(soon, scene, visit):
    vera, _karl = scene
    page = visit(vera)
    page.goto("/appointments/?view=month")
    page.locator("[data-piece]").first.focus()
    here = "document.activeElement.closest('td')?.cellIndex + ' ' + document.activeElement.closest('tr')?.rowIndex"
    for key, cell in (("ArrowRight", "1 1"), ("ArrowDown", "1 2"), ("ArrowLeft", "0 2"), ("ArrowUp", "0 1")):
        page.keyboard.press(key)
        assert page.evaluate(here) == cell
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h2#span")).not_to_have_text(formats.month(clock.now().date()))


def test_the_door_opens_by_itself(soon, scene, visit):
    vera, karl = scene
    outside, inside = visit(karl), visit(vera)
    door = f"/appointments/{to_text(soon.uid)}/door/"
    outside.goto(door)
    expect(outside.get_by_role("link", name="Pay €80")).to_be_visible()
    inside.goto(door)
    expect(inside.get_by_text("karl has been waiting at the door since")).to_be_visible(timeout=15_000)
    inside.get_by_role("button", name="Let in without payment").click()
    expect(outside.get_by_role("button", name="Enter the room")).to_be_visible(timeout=15_000)


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
    expect(payer.get_by_role("button", name="Enter the room")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_for_everybody(scheme, soon, scene, visit):
    vera, karl = scene
    payments.declare(payments.start(soon.charge, "transfer", by=karl), by=karl)
    appointments.place(  # something to count
        service=soon.service, client=karl, start=clock.now() - timedelta(hours=9), by=karl,
        booking_rules=diaries.rules_of(vera),
    )  # fmt: skip
    one = f"/appointments/{to_text(soon.uid)}/"
    paths = {
        karl: ["/appointments/", "/appointments/?view=week", "/appointments/?view=month", "/appointments/devices/", book_page(vera), one, f"{one}cancel/", f"{one}door/", f"/payments/{to_text(soon.charge.uid)}/"],
        vera: ["/appointments/", "/appointments/?view=day", "/appointments/?view=week", "/appointments/?view=month", book_page(vera), one, f"{one}door/", "/practice/", "/practice/statistics/", "/practice/hours/", "/practice/services/",
               "/practice/services/new/", "/practice/payments/", "/practice/payout/", "/practice/invoices/", "/practice/invoices/statement/", "/practice/billing-details/", "/practice/receipts/",
               "/practice/plan/", "/practice/plan/change/premium/", "/practice/plan/activate/?next=/practice/"],
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
