"""Guests by link: the counsellor keeps a time, somebody from outside comes by a link and becomes its client."""

from datetime import timedelta

import pytest
from django.core import mail, signing

from billing.models import Plan
from booking import changes, rules
from booking.actions import appointments, guests, moves
from booking.enums import Billed, Status
from booking.models import Appointment, GuestLink
from booking.queries import appointments as found
from booking.queries import guests as links
from booking.queries import times
from consult.actions import engagements
from consult.enums import Origin
from consult.models import Engagement
from lib import clock
from lib.denied import Denied
from lib.ids import to_text
from tests.booking.conftest import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "listed")]


@pytest.fixture
def premium(vera):
    """Vera's plan lets her invite guests."""
    Plan.objects.update(may_invite_guests=True)
    return vera


@pytest.fixture
def kept(premium, talk):
    return appointments.book(service=talk, client=None, start=NINE, by=premium)


def path_of(appointment) -> str:
    return f"/appointments/guest/{links.token_of(GuestLink.objects.get(appointment=appointment))}/"


HOUR = timedelta(hours=1)


@pytest.fixture
def small(vera):
    """Vera's plan: one own client and no guests."""
    Plan.objects.update(may_invite_guests=False, own_clients=1)
    return vera


def test_the_first_guest_is_free_with_every_plan_and_the_second_needs_another_one(small, talk, finn):
    first = appointments.book(service=talk, client=None, start=NINE, by=small)
    with pytest.raises(Denied) as refused:  # the link nobody has used yet keeps the place
        appointments.book(service=talk, client=None, start=NINE + HOUR, by=small)
    assert refused.value.code == "plan"
    guests.accept(first, by=finn)
    assert Engagement.objects.get(counsellor=small, client=finn).is_trial
    with pytest.raises(Denied):
        appointments.book(service=talk, client=None, start=NINE + HOUR, by=small)
    assert Appointment.objects.count() == 1


def test_an_invitation_nobody_accepted_gives_its_place_back(small, talk):
    kept = appointments.book(service=talk, client=None, start=NINE, by=small)
    appointments.cancel(kept, by=small)
    assert links.may_invite(small)
    appointments.book(service=talk, client=None, start=NINE, by=small)
    with clock.frozen(NINE + 2 * HOUR):
        assert links.may_invite(small)


def test_the_page_of_the_practice_offers_the_free_place_once(small, talk, client):
    client.force_login(small)
    offers = [b"Invite the first one" in client.get("/practice/").content]
    appointments.book(service=talk, client=None, start=NINE, by=small)
    offers.append(b"Invite the first one" in client.get("/practice/").content)
    assert offers == [True, False]


def test_a_plan_without_own_clients_has_no_free_one(small, talk):
    Plan.objects.update(own_clients=0)
    with pytest.raises(Denied) as refused:
        appointments.book(service=talk, client=None, start=NINE, by=small)
    assert refused.value.code == "plan"


def test_who_was_invited_comes_also_when_the_plan_is_smaller_by_then(premium, talk, karl, finn):
    Plan.objects.update(own_clients=None)
    kept = [appointments.book(service=talk, client=None, start=NINE + n * HOUR, by=premium) for n in range(2)]
    Plan.objects.update(own_clients=1, may_invite_guests=False)
    for appointment, person in zip(kept, (karl, finn), strict=True):
        guests.accept(appointment, by=person)
    trials = Engagement.objects.filter(counsellor=premium).order_by("pk").values_list("client__username", "is_trial")
    assert list(trials) == [("karl", True), ("finn", False)]


def test_a_smaller_plan_keeps_what_is_booked_and_takes_new_ones_of_the_first_own_client(premium, talk, karl, finn):
    Plan.objects.update(own_clients=None)
    for person in (karl, finn):
        engagements.begin(counsellor=premium, client=person, by=premium, origin=Origin.EXTERNAL)
    booked = appointments.book(service=talk, client=finn, start=NINE, by=finn)
    Plan.objects.update(own_clients=1)
    appointments.book(service=talk, client=karl, start=NINE + HOUR, by=karl)
    for by, code in ((finn, "takes_nothing_new"), (premium, "own_clients")):
        with pytest.raises(Denied) as refused:
            appointments.book(service=talk, client=finn, start=NINE + 2 * HOUR, by=by)
        assert (by.username, refused.value.code) == (by.username, code)
    assert times.free(talk, since=NINE, until=NINE + 5 * HOUR, client=finn) == []
    moves.move(booked, start=NINE + 3 * HOUR, by=finn)
    booked.refresh_from_db()
    assert booked.start == NINE + 3 * HOUR


def test_the_second_invitation_leads_to_the_plans_and_back_to_what_was_chosen(small, talk, finn, client):
    appointments.book(service=talk, client=None, start=NINE, by=small)
    client.force_login(small)
    at = f"/appointments/book/{to_text(small.uid)}/"
    chosen = {"service": to_text(talk.uid), "client": "guest", "start": "2027-03-02T09:00Z"}
    page = client.get(at, chosen).content.decode()
    assert "Your plan has no room for another own client." in page
    answer = client.post(at, chosen | {"price": "8000", "request_key": "k"})
    assert answer.url.startswith("/practice/plan/activate/?next=%2Fappointments%2Fbook%2F")
    assert "client%3Dguest" in answer.url
    assert "start%3D2027-03-02T09" in answer.url


def test_a_client_cannot_keep_a_time_for_nobody(premium, talk, karl):
    with pytest.raises(Denied) as refused:
        appointments.book(service=talk, client=None, start=NINE, by=karl)
    assert refused.value.code == "not_yours"


def test_the_time_is_taken_before_the_guest_has_come(kept, talk, karl):
    with pytest.raises(Denied) as refused:
        appointments.book(service=talk, client=karl, start=NINE, by=karl)
    assert refused.value.code == "slot_taken"


def test_who_accepts_becomes_the_client_and_owes_the_price_at_the_door(kept, finn, vera):
    guests.accept(kept, by=finn)
    kept.refresh_from_db()
    assert kept.client == finn
    assert (kept.charge.payer, kept.charge.amount_cents) == (finn, 8000)
    assert found.standing(kept).due
    assert Engagement.objects.get(counsellor=vera, client=finn).origin == Origin.EXTERNAL


def test_a_price_settled_outside_opens_no_charge_and_the_door_stands_open(premium, talk, finn):
    kept = guests.accept(
        appointments.book(service=talk, client=None, start=NINE, by=premium, billed=Billed.OUTSIDE), by=finn
    )
    assert kept.charge is None
    assert not found.standing(kept).due
    with clock.frozen(NINE):
        assert rules.may_enter(kept, finn, now=clock.now(), settled=False)


def test_a_client_who_was_found_here_pays_here(vera, talk, karl, finn):
    engagements.begin(counsellor=vera, client=karl, by=karl)
    with pytest.raises(Denied) as refused:
        appointments.book(service=talk, client=karl, start=NINE, by=vera, billed=Billed.OUTSIDE)
    assert refused.value.code == "billed"
    engagements.begin(counsellor=vera, client=finn, by=vera, origin=Origin.EXTERNAL)
    booked = appointments.book(service=talk, client=finn, start=NINE, by=vera, billed=Billed.OUTSIDE)
    assert booked.charge is None


def test_clients_do_not_choose_how_it_is_billed(vera, talk, finn):
    engagements.begin(counsellor=vera, client=finn, by=vera, origin=Origin.EXTERNAL)
    with pytest.raises(Denied) as refused:
        appointments.book(service=talk, client=finn, start=NINE, by=finn, billed=Billed.OUTSIDE)
    assert refused.value.code == "billed"


def test_the_second_who_opens_the_link_is_refused_and_the_first_may_press_again(kept, karl, finn):
    guests.accept(kept, by=karl)
    guests.accept(kept, by=karl)
    with pytest.raises(Denied) as refused:
        guests.accept(kept, by=finn)
    assert refused.value.code == "link_over"
    assert kept.events.filter(kind="joined").count() == 1


def test_a_guest_with_another_appointment_at_the_time_is_told_so(kept, ada, karl):
    from booking.models import Service

    other = Service.objects.create(counsellor=ada, name="Talk", minutes=30)
    appointments.book(service=other, client=karl, start=NINE, by=karl)
    with pytest.raises(Denied) as refused:
        guests.accept(kept, by=karl)
    assert refused.value.code == "own_overlap"


@pytest.mark.parametrize("who", ["vera", "ada"])
def test_counsellors_are_no_guests(kept, who, request):
    with pytest.raises(Denied) as refused:
        guests.accept(kept, by=request.getfixturevalue(who))
    assert refused.value.code == "not_a_client"


def test_a_cancelled_or_past_appointment_cannot_be_accepted(kept, finn, vera, client):
    path = path_of(kept)
    with clock.frozen(NINE + timedelta(hours=1)), pytest.raises(Denied):
        guests.accept(kept, by=finn)
    appointments.cancel(kept, by=vera)
    with pytest.raises(Denied):
        guests.accept(kept, by=finn)
    assert client.get(path).status_code == 410


# --- the pages ----------------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_shows_what_was_offered(kept, client):
    page = client.get(path_of(kept))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Vera Weiss invites you" in text
    assert "€80" in text
    kept.refresh_from_db()
    assert kept.client is None


def test_a_visitor_is_led_through_the_entrance_and_back(kept, client, finn):
    answer = client.post(path_of(kept), {"go": "signup"})
    assert answer["Location"].startswith("/account/signup/?next=%2Fappointments%2Fguest%2F")
    client.force_login(finn)
    assert client.post(path_of(kept)).status_code == 409  # the tick is missing
    answer = client.post(path_of(kept), {"consent": "yes"})
    assert answer["Location"] == f"/appointments/{to_text(kept.uid)}/"
    kept.refresh_from_db()
    assert kept.client == finn
    assert client.get(path_of(kept)).status_code == 302  # the link goes on leading to the appointment
    client.logout()
    assert "Log in" in client.get(path_of(kept)).content.decode()


@pytest.mark.parametrize("token", ["x", "AAAAAAAAAAAAAAAAAAAAAA:x", "\u202e", "A" * 500])
def test_a_link_that_was_never_given_is_refused(client, db, token):
    assert client.get(f"/appointments/guest/{token}/").status_code == 410


def test_a_copy_of_the_database_opens_nothing(kept, client):
    uid = to_text(GuestLink.objects.get(appointment=kept).uid)
    assert client.get(f"/appointments/guest/{uid}/").status_code == 410
    assert client.get(f"/appointments/guest/{signing.Signer(salt='other').sign(uid)}/").status_code == 410


def test_a_new_link_makes_the_one_before_worthless(kept, client, vera):
    before = path_of(kept)
    client.force_login(vera)
    client.post(f"/appointments/{to_text(kept.uid)}/link/renew/")
    assert path_of(kept) != before
    client.logout()
    assert client.get(before).status_code == 410
    assert client.get(path_of(kept)).status_code == 200


def test_the_counsellor_books_gets_the_link_and_others_never_see_it(premium, talk, client, ada):
    client.force_login(premium)
    form = {"service": to_text(talk.uid), "start": "2027-03-02T08:00Z", "client": "guest", "billed": "outside"}
    answer = client.post(f"/appointments/book/{to_text(premium.uid)}/", form)
    kept = Appointment.objects.get()
    assert answer["Location"] == f"/appointments/{to_text(kept.uid)}/"
    assert kept.billed == Billed.OUTSIDE
    assert path_of(kept) in client.get(answer["Location"]).content.decode()
    client.force_login(ada)
    assert client.get(answer["Location"]).status_code == 404


def test_the_guest_never_sees_the_link_nor_sends_it(kept, finn, client):
    guests.accept(kept, by=finn)
    client.force_login(finn)
    assert "/appointments/guest/" not in client.get(f"/appointments/{to_text(kept.uid)}/").content.decode()
    with pytest.raises(Denied) as refused:
        guests.renew(kept, by=finn)
    assert refused.value.code == "not_yours"


def test_the_invitation_by_mail_names_nobody_and_its_address_is_not_kept(
    kept, client, vera, django_capture_on_commit_callbacks
):
    client.force_login(vera)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/appointments/{to_text(kept.uid)}/link/send/", {"to": "guest@example.org"})
    (sent,) = [one for one in mail.outbox if one.to == ["guest@example.org"]]
    assert path_of(kept) in sent.body
    assert "Vera" not in sent.body + sent.subject
    from accounts.models import NoticeLedger

    assert not [row for row in NoticeLedger.objects.all() if "guest@example.org" in str(row.context)]


def test_something_that_is_no_address_is_not_mailed_to(kept, client, vera):
    client.force_login(vera)
    page = client.post(f"/appointments/{to_text(kept.uid)}/link/send/", {"to": "no address"}, follow=True)
    assert "This is not an e-mail address." in page.content.decode()


def test_a_counsellor_can_cancel_before_the_guest_has_come(kept, vera):
    assert appointments.cancel(kept, by=vera).status == Status.CANCELLED


def test_the_days_for_withdrawing_begin_when_the_guest_accepts(kept, finn, now):
    now(timedelta(hours=5))
    accepted = guests.accept(kept, by=finn, consent=True)
    assert changes.can_withdraw(accepted, by=finn, now=clock.now())
    assert accepted.created_at == clock.now()
    assert accepted.events.filter(kind="consent").exists()
