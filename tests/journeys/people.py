"""What people do in a browser, step by step, as journeys need it."""

import re
import urllib.parse

from playwright.sync_api import Page, expect

expect.set_options(timeout=20_000)

DEMO_PASSWORD, DEMO_ROOM_PASSWORD = "quiet-lantern-harbour", "Quiet-Lantern-7-Harbour"


def works_around_the_clock(site, login: str) -> None:
    """Given a counsellor who has time within the next minutes, whenever this runs."""
    site.manage("shell", "-v0", "-c", f"""
from booking.models import BookingRules, WeeklyRule
rules = BookingRules.objects.get(counsellor__username="{login}")
rules.min_notice, rules.slot_step, rules.max_per_day = 0, 5, None
rules.save()
WeeklyRule.objects.filter(counsellor=rules.counsellor).delete()
for day in range(7):
    WeeklyRule.objects.create(counsellor=rules.counsellor, weekday=day, start_min=0, end_min=1440)
""")  # fmt: skip


def sign_up(page: Page, login: str, password: str) -> None:
    page.get_by_label("User name").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    for tick in page.locator("[name^=agree_]").all():
        tick.check()
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url(lambda url: "/signup/" not in url)


def log_in(page: Page, login: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/account/login/")
    page.get_by_label("User name or e-mail").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def set_up_room(page: Page, password: str) -> str:
    """From the first page of the set-up to its end; the recovery code."""
    page.get_by_label("Room password", exact=True).fill(password)
    page.get_by_label("The same password again").fill(password)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("heading", name="Keep your recovery code")).to_be_visible()
    code = "-".join(page.locator(".code__group").all_inner_texts())
    label = page.get_by_text(re.compile(r"type group \d")).inner_text()
    group = int(re.search(r"group (\d)", label)[1])
    page.get_by_label(label).fill(code.split("-")[group - 1])
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your room is ready")).to_be_visible()
    return code


def unlock(page: Page, password: str = DEMO_ROOM_PASSWORD) -> None:
    page.get_by_label("Room password", exact=True).fill(password)
    page.get_by_role("button", name="Open", exact=True).click()


def write(page: Page, text: str) -> None:
    box = page.get_by_label(re.compile("^Message to "))
    box.fill(text)
    box.press("Control+Enter")


def messages(page: Page):
    return page.locator(".msg__text")


def status_of(page: Page, text: str):
    return page.locator(".msg--mine", has_text=text).locator(".status")


def room_of(page: Page) -> str:
    """The id of the room a page shows."""
    page.wait_for_url(re.compile("/app/rooms/"))
    return urllib.parse.urlsplit(page.url).path.split("/")[3]
