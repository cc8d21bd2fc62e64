"""Who gets what from every address: authorisation.csv, tried line by line.

The table has a line for each address and method of this project (Wagtail's own pages and admin have tests of their
own). A line says which status each of the cast gets; a new address without a line fails. `vera` counsels `karl`: the
room, the appointment, the charge and the refund in the addresses are theirs, so `finn` (a client), `ada` (a
counsellor) and `office` (staff) are strangers to them, and what is foreign must look as if it did not exist.
"""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

import booking.demo
from accounts.models import SignIn
from billing.actions import parties, payments, receipts, refunds, runs
from billing.enums import Regime
from booking.actions import absences, appointments
from booking.models import Appointment, Meeting, OutsideCalendar, Series, Service, Waiting
from booking.queries import diaries, guests
from cms.models import ContactPage
from directory.models import ProfessionalTitle, ProfileVideo, Qualification
from lib import clock, ids
from tests.billing import books
from tests.consult import cast as rooms

TABLE = Path(__file__).with_name("authorisation.csv")
CAST = ["visitor", "karl", "finn", "vera", "ada", "office"]
NOT_OURS = ("cms/", "documents/", "_util/", "media/", "^")
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
UNKNOWN_ID, UNKNOWN_SECRET = "A" * 22, "unknown-secret"


def addresses(patterns=None, prefix: str = ""):
    """(address, view) of every route this project answers itself."""
    for pattern in patterns or get_resolver().url_patterns:
        address = prefix + str(pattern.pattern)
        if address.startswith(NOT_OURS):
            continue
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        else:
            yield from addresses(pattern.url_patterns, address)


def table() -> list[dict]:
    with TABLE.open() as lines:
        return list(csv.DictReader(lines))


def test_every_address_has_its_lines():
    assert {line["address"] for line in table()} == {address for address, _ in addresses()}


def test_every_operation_of_the_api_has_its_line():
    from config.api import api

    schema = api.get_openapi_schema()
    operations = {(path.lstrip("/"), method.upper()) for path, ways in schema["paths"].items() for method in ways}
    listed = {(line["address"].replace("<", "{").replace(">", "}"), line["method"]) for line in table()}
    assert operations <= listed


@pytest.fixture
def practice(db):
    """Vera and Karl with everything two people can have; the ids of it, by the address they stand in."""
    with clock.frozen(NOW):
        people = {name: rooms.person(name) for name in ("karl", "finn")}
        people |= {name: rooms.person(name, "counsellor") for name in ("vera", "ada")}
        people |= {"office": rooms.person("office", "staff", has_keys=False)}
        users = {name: person.user for name, person in people.items()}
        vera, karl = users["vera"], users["karl"]
        for number, name in enumerate(("vera", "ada")):
            booking.demo.open_practice(users[name], number)
        absence = absences.add(vera, first_on=NOW.date(), last_on=NOW.date())
        service = Service.objects.filter(counsellor=vera, price_cents__gt=0).first()
        soon, later = (
            appointments.place(
                service=service, client=karl, start=NOW + wait, by=karl, booking_rules=diaries.rules_of(vera)
            )
            for wait in (timedelta(minutes=10), timedelta(hours=5))
        )
        kept = appointments.place(
            service=service, client=None, start=NOW + timedelta(hours=20), by=vera, booking_rules=diaries.rules_of(vera)
        )
        meeting = Meeting.objects.create(host=vera, start=NOW + timedelta(days=2), end=NOW + timedelta(days=2, hours=1))
        series = Series.objects.create(counsellor=vera, client=karl, created_by=karl)
        Appointment.objects.filter(pk=later.pk).update(series=series)
        waiting = Waiting.objects.create(client=karl, service=service, until=NOW + timedelta(days=9))
        paid = payments.confirm(payments.declare(payments.start(later.charge, "transfer", by=karl), by=karl), by=vera)
        payment = payments.declare(payments.start(soon.charge, "transfer", by=karl), by=karl)
        refund = refunds.request(paid, 100, by=vera)
        room = ids.to_text(rooms.open_room(people["karl"], people["vera"]).room)
        title = Qualification.objects.create(
            counsellor=vera, title=ProfessionalTitle.objects.first(), evidence=ContentFile(b"%PDF-1.4", name="a.pdf")
        )
        books.operator()
        books.address(vera, tax_number="12 345/6789")
        books.owes(vera, 1000, on=NOW.date() - timedelta(days=20))
        (invoice,) = runs.close(NOW.date().replace(month=2)).issued
        parties.write_receipts(vera, regime=Regime.MEDICAL, rate_bps=0, by=vera)
        receipt = receipts.write(paid, by=karl)
        video = ProfileVideo.objects.create(owner=vera, file=ContentFile(b"", name="a.mp4"))
        elsewhere = OutsideCalendar.objects.create(counsellor=vera, name="Elsewhere", address_sealed=b"")
        sign_in = SignIn.objects.create(user=karl, session_key="elsewhere")
        yield (
            users,
            {
                "appointments/book/<id:uid>/": {"<id:uid>": ids.to_text(vera.uid)},
                "appointments/meetings/": {"<id:uid>": ids.to_text(meeting.uid)},
                "appointments/guest/": {"<str:token>": guests.token_of(kept.guest_link)},
                "appointments/series/": {"<id:uid>": ids.to_text(series.uid)},
                "appointments/waiting-list/": {"<id:uid>": ids.to_text(waiting.uid)},
                "appointments/": {"<id:uid>": ids.to_text(soon.uid)},
                "practice/services/": {"<id:uid>": ids.to_text(service.uid)},
                "payments/<id:uid>/receipt/<": {
                    "<id:uid>": ids.to_text(later.charge.uid),
                    "<id:receipt>": ids.to_text(receipt.uid),
                },
                "payments/": {"<id:uid>": ids.to_text(soon.charge.uid)},
                "practice/plan/change/": {"<slug:slug>": "basic"},
                "practice/payments/": {"<id:uid>": ids.to_text(payment.uid)},
                "practice/payout/": {"<slug:provider>": "stripe"},
                "webhooks/": {"<slug:provider>": "stripe"},
                "practice/refunds/": {"<id:uid>": ids.to_text(refund.uid)},
                "practice/receipts/": {"<id:uid>": ids.to_text(receipt.uid)},
                "practice/invoices/": {"<id:uid>": ids.to_text(invoice.uid)},
                "practice/hours/": {"<date:on>": "2027-03-02", "<id:uid>": ids.to_text(absence.uid)},
                "practice/calendars/": {"<id:uid>": ids.to_text(elsewhere.uid)},
                "calendar/": {"<str:secret>": UNKNOWN_SECRET},
                "practice/profile/titles/": {"<id:uid>": ids.to_text(title.uid)},
                "practice/profile/video/": {"<id:uid>": ids.to_text(video.uid)},
                "api/v1/identities/": {"<uid>": ids.to_text(karl.uid)},
                "api/v1/rooms/": {"<room_id>": room},
                "account/security/": {"<int:pk>": str(sign_in.pk)},
                "account/2fa/": {"<int:pk>": "1"},
                "account/": {"<str:secret>": UNKNOWN_SECRET},
                "api/": {"<path:rest>": "nothing"},
                "colours/": {"<str:build>": "b", "<colour:main>": "224466", "<colour:accent>": "884422"},
                "sitemaps/": {"<slug:section>": "pages"},
                "cards/": {"<int:page_id>": "1", "<slug:stamp>": "another"},
                "contact/": {"<int:pk>": str(ContactPage.objects.first().pk)},
                "app/": {"<path:path>": f"rooms/{room}"},
            },
        )


def filled(address: str, samples: dict) -> str:
    for start, values in samples.items():
        if address.startswith(start):
            for placeholder, value in values.items():
                address = address.replace(placeholder, value)
    return "/" + address


def status(user, method: str, path: str) -> int:
    """What one of the cast gets; whatever it did is undone."""
    client = Client()
    with transaction.atomic():
        if user:
            client.force_login(user)
        body = (
            {"data": b"{}", "content_type": "application/json"} if path.startswith("/api/") and method != "GET" else {}
        )
        response = client.generic(method, path, **body)
        transaction.set_rollback(True)
    return response.status_code


def test_everybody_gets_what_the_table_says(practice, monkeypatch):
    monkeypatch.setattr("config.health.worker", lambda: "ok")  # the suite runs none
    users, samples = practice
    found = []
    for line in table():
        got = [status(users.get(name), line["method"], filled(line["address"], samples)) for name in CAST]
        found.append(
            {"address": line["address"], "method": line["method"]} | dict(zip(CAST, map(str, got), strict=True))
        )
    assert found == [{key: line[key] for key in found[0]} for line in table()]


def test_what_is_foreign_looks_like_what_does_not_exist(practice):
    """Byte for byte, for every address of the API that names somebody's thing."""
    users, samples = practice
    client = Client()
    client.force_login(users["finn"])
    for line in table():
        if line["address"].startswith("api/v1/rooms/") and line["method"] == "GET":
            foreign = client.get(filled(line["address"], samples))
            missing = client.get(filled(line["address"], {"api/v1/rooms/": {"<room_id>": UNKNOWN_ID}}))
            assert (
                (foreign.status_code, foreign.content)
                == (missing.status_code, missing.content)
                == (404, foreign.content)
            )
            assert dict(foreign.headers) == dict(missing.headers)
