"""Setting the room up: the rule for the password, the recovery code, and what reaches the server."""

import json
import re

import pytest
from playwright.sync_api import expect

from e2ee import recovery
from e2ee.account import unwrap_ak
from e2ee.passwords import room_kek
from e2ee.primitives import b64u, unb64u
from tests.app.person import Person
from tests.journeys.canary import scan

pytestmark = pytest.mark.browser
GOOD = "Kastanie7!-unter"


@pytest.fixture
def newcomer(fake, anna):
    person = fake.add(Person("new-here", "new-here", "client"))
    fake.engage(anna, person)
    return person


def choose(page, password, again=None):
    page.get_by_label("Room password", exact=True).fill(password)
    page.get_by_label("The same password again").fill(again or password)
    page.get_by_role("button", name="Continue", exact=True).click()


def shown_code(page) -> str:
    page.wait_for_selector(".code__group")
    return "-".join(page.locator(".code__group").all_inner_texts())


def type_back(page, code):
    label = page.get_by_text(re.compile(r"type group \d")).inner_text()
    group = int(re.search(r"group (\d)", label).group(1))
    page.get_by_label(label).fill(code.split("-")[group - 1].lower())


def test_somebody_without_keys_is_led_to_the_set_up_wherever_they_come_from(tab, newcomer):
    page = tab(newcomer).open("/app/rooms/" + b64u(bytes(16)), password=None).page
    expect(page.get_by_role("heading", name="Choose a room password")).to_be_visible()


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Kqzw7!", {"at least 12 characters"}),
        ("no-capital-77!", {"a capital letter"}),
        ("No-digit-at-all!", {"a digit"}),
        ("NoSpecial12345", {"a special character, such as ! or -"}),
        ("Xy-new-here-99", {"not to contain your login name"}),
        ("Password1234!", {"not to be a common password"}),
        (GOOD, set()),
    ],
)
def test_the_rules_are_ticked_off_while_typing(tab, newcomer, password, missing):
    page = tab(newcomer).open(password=None).page
    page.get_by_label("Room password", exact=True).fill(password)
    expect(page.locator(".rules .met")).to_have_count(6 - len(missing))
    assert set(page.locator(".rules .open .visually-hidden").all_inner_texts()) == {
        f"still missing: {rule}" for rule in missing
    }


def test_a_password_against_the_rule_or_typed_differently_is_refused_beside_its_field(tab, newcomer, fake):
    page = tab(newcomer).open(password=None).page
    choose(page, "too short")
    expect(page.get_by_text("does not meet all rules yet")).to_be_visible()
    choose(page, GOOD, GOOD + "x")
    expect(page.get_by_text("not the same yet")).to_be_visible()
    assert not [r for r in fake.requests if r[0] == "PUT"]


def test_set_up_stores_wrapped_keys_and_nothing_that_opens_them(tab, newcomer, fake):
    page = tab(newcomer).open(password=None).page
    choose(page, GOOD)
    code = shown_code(page)
    type_back(page, code)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Go to your messages").click()
    expect(page.get_by_role("link", name=re.compile("Dr. Anna Keller"))).to_be_visible()

    body = json.loads(
        next(body for method, path, body in fake.requests if method == "PUT" and path.endswith("me/keys"))
    )
    raw = recovery.parse(code)
    rc_auth, rc_kek = recovery.recovery_keys(raw)
    assert body["rc_auth"] == b64u(rc_auth)
    seed = unb64u(body["seed_room"])
    wraps = {wrap["kind"]: unb64u(wrap["blob"]) for wrap in body["wraps"]}
    ak = unwrap_ak(room_kek(GOOD, seed), wraps[1], uid=newcomer.uid, gen=1, kind=1, seed_room=seed)
    assert unwrap_ak(rc_kek, wraps[2], uid=newcomer.uid, gen=1, kind=2) == ak
    secrets = {"password": GOOD.encode(), "code": raw, "written code": code.encode(), "rc_kek": rc_kek, "ak": ak}
    assert scan(secrets, {"requests": repr(fake.requests).encode()}) == []


def test_a_suggested_password_meets_the_rule(tab, newcomer):
    page = tab(newcomer).open(password=None).page
    page.get_by_role("button", name="Suggest a password").click()
    suggested = page.locator(".passphrase").inner_text()
    assert re.fullmatch(r"[A-Z][a-z]+(-[a-z]+){4}-\d\d[!?%+=*#&]", suggested)
    page.get_by_role("button", name="Another one").click()
    assert page.locator(".passphrase").inner_text() != suggested
    page.get_by_role("button", name="Use this one").click()
    expect(page.locator(".rules .met")).to_have_count(6)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("heading", name="Keep your recovery code")).to_be_visible()


def test_a_wrong_group_of_the_code_is_not_accepted(tab, newcomer, fake):
    page = tab(newcomer).open(password=None).page
    choose(page, GOOD)
    shown_code(page)
    page.get_by_label(re.compile("type group")).fill("00000")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text(re.compile("That is not group"))).to_be_visible()
    assert newcomer.keyset is None


def test_a_client_may_go_on_without_the_code_after_a_warning(tab, newcomer):
    page = tab(newcomer).open(password=None).page
    choose(page, GOOD)
    page.get_by_role("button", name="Continue without keeping the code").click()
    expect(page.get_by_role("dialog")).to_contain_text("cannot be replaced")
    page.get_by_role("dialog").get_by_role("button", name="Continue without").click()
    expect(page.get_by_role("heading", name="Your room is ready")).to_be_visible()
    assert newcomer.keyset is not None


def test_a_counsellor_must_keep_the_code(tab, fake):
    page = tab(fake.add(Person("bernd", "Bernd Vogel", "counsellor"))).open(password=None).page
    choose(page, GOOD)
    shown_code(page)
    expect(page.get_by_role("button", name="Continue without keeping the code")).to_have_count(0)


def test_the_code_can_be_saved_as_a_file_with_a_neutral_name(tab, newcomer):
    page = tab(newcomer).open(password=None).page
    choose(page, GOOD)
    code = shown_code(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "recovery-code.txt"
    assert code in download.value.path().read_text()


def test_keys_that_were_made_elsewhere_meanwhile_are_not_overwritten(tab, newcomer, fake):
    page = tab(newcomer).open(password=None).page
    choose(page, GOOD)
    code = shown_code(page)
    newcomer.set_up()
    before = dict(newcomer.keyset)
    type_back(page, code)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("changed in another window or on another device")).to_be_visible()
    assert newcomer.keyset == before
