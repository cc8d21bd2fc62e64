"""The account pages in a real Chromium, against a real server: nothing readable leaves the browser, passkeys work."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys import canary

pytestmark = pytest.mark.browser

FIRST, SECOND, WRONG, STAFF = (
    "Weinbergschnecke über Kreuzberg 7!",
    "Siebenundzwanzig Kirschkerne? 3",
    "Ganz-falsches-Passwort 99",
    "Leuchtturm-am-Morgen 12 Möwen",
)


@pytest.fixture(scope="module", autouse=True)
def stella(site):
    site.manage("create_person", "--role", "staff", "--login", "Stella", input=f"{STAFF}\n")


class Visitor:
    """Somebody in a browser of their own; `sent` is every byte that left it, `complaints` what the console said."""

    def __init__(self, browser, site, **options):
        self.site, self.sent, self.complaints = site, [], []
        self.context = browser.new_context(base_url=site.url, **options)
        self.context.on("request", self.note)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note(self, request):
        head = json.dumps([request.url, request.headers])
        self.sent.append(head.encode() + b"\n" + (request.post_data_buffer or b""))

    def open(self, path):
        self.page.goto(path)
        for tick in self.page.locator("[name^=agree_]").all():
            tick.check()
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)
        return self

    def submit(self, until):
        """Press the button of the page's form and wait for the address `until`, a regular expression."""
        self.page.locator("main form.form button.btn--primary").first.click()
        self.page.wait_for_url(re.compile(until), timeout=30_000)

    def sign_up(self, login, password=FIRST, **more):
        self.open("/account/signup/").fill(login=login, password=password, **more).submit(r"/app/")

    def log_in(self, login, password=FIRST, until=r"/app/"):
        self.open("/account/login/").fill(login=login, password=password).submit(until)

    def log_out(self):
        self.open("/account/logout/")
        self.page.locator("main form button").first.click()
        self.page.wait_for_url(self.site.url + "/")

    def refused(self, text):
        self.page.get_by_text(text).first.wait_for(timeout=30_000)


@pytest.fixture
def visit(browser, site):
    visitors = []

    def make(**options):
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()


def test_no_password_leaves_the_browser_in_any_spelling(visit, site):
    mira = visit()
    mira.sign_up("Mira")
    mira.log_out()
    mira.open("/account/login/").fill(login="mira", password=WRONG)
    mira.page.keyboard.press("Enter")
    mira.refused("The user name or the password is not right.")
    mira.log_in("mira")
    mira.open("/account/password/").fill(current=FIRST, new=SECOND).submit("/account/security/")
    mira.log_out()
    mira.log_in("Mira", SECOND)
    mira.open("/account/2fa/totp/activate/")

    stella = visit()
    stella.open("/cms/").fill(login="stella", password=STAFF).submit(r":\d+/cms/$")
    assert "/account/login/?next=/cms/" in "".join(entry.decode("latin-1") for entry in stella.sent)

    plain = visit(java_script_enabled=False)
    plain.open("/account/login/").fill(login="mira", password=SECOND)
    plain.page.keyboard.press("Enter")
    assert plain.page.get_by_role("button", name="Log in", exact=True).is_disabled()
    assert "please switch it on" in plain.page.content()
    assert not any(entry.partition(b"\n")[2] for entry in plain.sent)  # no form was sent

    secrets = {f"password {n}": text.encode() for n, text in enumerate((FIRST, SECOND, WRONG, STAFF))}
    secrets |= {
        f"word {n}": text.encode()
        for n, text in enumerate(("Weinbergschnecke", "Kirschkerne", "falsches-Passwort", "Leuchtturm-am"))
    }
    sent = {
        f"{who} {n}": body
        for who, v in (("mira", mira), ("stella", stella), ("plain", plain))
        for n, body in enumerate(v.sent)
    }
    assert b"cp1a." in b"".join(sent.values()), "or this test looks at nothing"
    assert canary.scan(secrets, sent) == []
    assert canary.scan(secrets, canary.everything(site)) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"kdf": 0, "seed": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"kdf": 2, "seed": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"kdf": 1, "seed": "AAAAAAAAAAAAAAAAAAAAAA", "ops": 1},
        {"kdf": 1, "seed": "AAAA"},
        {"seed": "AAAAAAAAAAAAAAAAAAAAAA"},
        {},
    ],
)
def test_a_server_that_asks_for_a_cheaper_derivation_gets_nothing(visit, answer):
    mira = visit()
    mira.context.route("**/api/v1/auth/prelogin", lambda route: route.fulfill(json=answer))
    mira.open("/account/login/").fill(login="mira", password=FIRST)
    before = len(mira.sent)
    mira.page.keyboard.press("Enter")
    mira.page.locator("[data-status][data-state=wrong]").wait_for()
    assert [
        request for request in mira.sent[before:] if b"cp1a." in request or b"/account/login/" in request.split(b'"')[1]
    ] == []


def test_a_lost_connection_keeps_what_was_typed(visit):
    mira = visit()
    mira.open("/account/login/").fill(login="mira", password=FIRST)
    mira.context.set_offline(True)
    mira.page.keyboard.press("Enter")
    mira.refused("There is no connection at the moment.")
    assert mira.page.input_value("#id_login") == "mira"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "Many people use this password"),
        ("my name is ottoline ok", "leave your user name"),
    ],
)
def test_a_weak_password_is_named_before_anything_is_sent(visit, password, says):
    otto = visit()
    otto.open("/account/signup/").fill(login="Ottoline", password=password)
    otto.page.keyboard.press("Enter")
    otto.refused(says)
    assert otto.page.url.endswith("/account/signup/")
    assert not [request for request in otto.sent if b"ottoline" in request.lower().split(b"\n", 1)[1]]


def test_a_suggested_name_can_be_taken(visit):
    somebody = visit()
    somebody.open("/account/signup/")
    somebody.page.click("[data-suggest]")
    name = somebody.page.input_value("#id_login")
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d+", name)
    somebody.fill(password=FIRST).submit("/app/")
    somebody.open("/account/")
    assert name in somebody.page.inner_text("main")


def authenticator(visitor):
    cdp = visitor.context.new_cdp_session(visitor.page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_the_second_factor_and_logs_in_alone(visit):
    paula = visit()
    authenticator(paula)
    paula.sign_up("Paula")
    paula.open("/account/2fa/webauthn/add/")
    paula.page.check("#id_passwordless")
    paula.page.click("[data-passkey=add]")
    paula.page.wait_for_url("**/2fa/recovery-codes/")
    assert paula.page.locator(".codes li").count() == 10
    paula.log_out()

    paula.log_in("paula", until="/2fa/authenticate/")
    paula.page.click("[data-passkey=use]")
    paula.page.wait_for_url("**/app/")
    paula.log_out()

    paula.open("/account/login/")
    paula.page.click("[data-passkey=login]")
    paula.page.wait_for_url("**/app/")
    paula.open("/account/2fa/webauthn/")
    assert "Logs in alone" in paula.page.inner_text("main")
    assert paula.complaints == [text for text in paula.complaints if "404" in text], paula.complaints


def totp(secret: str) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


PUBLIC = ["/account/login/", "/account/signup/", "/account/signup/counsellor/", "/account/forgotten/"]
OWN = ["/account/", "/account/security/", "/account/email/", "/account/password/", "/account/2fa/",
       "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/logout/", "/account/reauthenticate/"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_for_everybody_and_keeps_the_policy(visit, scheme):
    axel = visit(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for path in PUBLIC:
        axel.open(path)
        found[path] = serious(axel.page)
    axel.sign_up(f"Axel-{scheme}")
    axel.complaints.clear()  # the room application is watched by its own tests
    for path in OWN:
        axel.open(path)
        found[path] = serious(axel.page)
    axel.open("/account/2fa/totp/activate/").fill(code=totp(axel.page.inner_text(".secret"))).submit("/recovery-codes/")
    found["codes"] = serious(axel.page)
    assert {path: rules for path, rules in found.items() if rules} == {}
    assert axel.complaints == []


def serious(page) -> list[str]:
    results = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in results if v["impact"] in ("serious", "critical")]


def test_the_login_works_with_the_keyboard_alone(visit):
    kim = visit()
    kim.sign_up("Kimiko")
    kim.log_out()
    kim.open("/account/login/")
    kim.page.focus("#id_login")
    kim.page.keyboard.type("kimiko")
    kim.page.keyboard.press("Tab")
    kim.page.keyboard.type(FIRST)
    kim.page.keyboard.press("Tab")  # show the password
    kim.page.keyboard.press("Space")
    assert kim.page.get_attribute("#id_password", "type") == "text"
    kim.page.keyboard.press("Enter")
    kim.page.wait_for_url("**/app/", timeout=30_000)
