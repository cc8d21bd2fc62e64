"""A year of bookkeeping for the demonstration, made by the same actions as in earnest, on the days they happen.

Whoever opens "Billing" in the admin sees invoices that are paid, one that is late, a transfer to look for, a VAT number
to confirm, and a counsellor whose address is missing.
"""

from datetime import datetime, time, timedelta

from wagtail.models import Site

from billing import months
from billing.actions import books, charges, default_plans, dunning, payments, refunds, runs, subscriptions
from billing.enums import RefundState, VatState
from billing.models import Invoice, OperatorDetails, TaxProfile
from billing.queries import plans
from lib import clock

MONTHS = 11  # with the present one a year
RECENT = 3  # months in which those of `EARNED` had something to do, and since when most have their plan
OPERATOR = {
    "legal_name": "Sprechraum Demonstration", "street": "Musterweg 1", "postcode": "1010", "city": "Vienna",
    "country": "AT", "vat_id": "ATU13585627", "register_number": "A demonstration", "email": "billing@example.org",
    "holder": "Sprechraum Demonstration", "iban": "AT483200000012345864",
}  # fmt: skip
# whoever is not here has given no address: their invoice waits
ADDRESSES = {
    "anna": ("Lindengasse 4", "8010", "Graz", "AT", ""),
    "markus": ("Osterstraße 90", "20259", "Hamburg", "DE", "DE136695976"),
    "leyla": ("Hauptplatz 9", "4020", "Linz", "AT", ""),
    "samuel": ("Neubaugasse 12", "1070", "Vienna", "AT", ""),
    "helene": ("Talstraße 3", "79106", "Freiburg", "DE", ""),
    "naomi": ("Innrain 20", "6020", "Innsbruck", "AT", ""),
}
# who is paid what in a month, beside what their appointments bring in: the day, and cents
EARNED = {"naomi": [(5, 7500), (19, 7990)], "piotr": [(12, 6500)]}


def fill(counsellors: dict, clients: list, staff) -> None:
    """`counsellors`: login name to User; `staff`: who does the books. Once, in an installation without invoices."""
    name_the_operator()
    for login, given in ADDRESSES.items():
        if login in counsellors:
            give_address(counsellors[login], *given)
    if Invoice.objects.exists() or not clients:
        return
    first = beginning()
    while first < months.of(plans.today()):
        if first >= beginning(RECENT):
            _live_through(first, counsellors, clients)
        first = months.following(first)
        with clock.frozen(_at(first, hour=6)):
            subscriptions.renew_due()
            runs.close(months.before(first))
        if first < months.of(plans.today()):
            _pay_all(first + timedelta(days=8), by=staff)
    _leave_something_to_do(by=staff)


def beginning(count: int = MONTHS):
    """The first day of the demonstration's past, or of its last few months. No plan had a price before."""
    first = months.of(plans.today())
    for _month in range(count):
        first = months.before(first)
    return max(first, default_plans.FROM)


def name_the_operator() -> None:
    details, _is_new = OperatorDetails.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    if not details.legal_name:
        OperatorDetails.objects.filter(pk=details.pk).update(**OPERATOR)


def give_address(counsellor, street, postcode, city, country, vat_id) -> None:
    given = {
        "legal_name": counsellor.name, "street": street, "postcode": postcode, "city": city, "country": country, "vat_id": vat_id,
        "vat_state": VatState.UNVERIFIED if vat_id else VatState.NONE,
    }  # fmt: skip
    TaxProfile.objects.get_or_create(counsellor=counsellor, defaults=given)


def _at(day, hour: int) -> datetime:
    return datetime.combine(day, time(hour), plans.zone())


def _live_through(month, counsellors: dict, clients: list) -> None:
    for login, earned in EARNED.items():
        for number, (day, cents) in enumerate(earned if login in counsellors else []):
            with clock.frozen(_at(month.replace(day=day), hour=10)):
                payment = _consult(counsellors[login], clients[number % len(clients)], cents)
            if login == "naomi" and number == 1:  # half of it goes back
                with clock.frozen(_at(month.replace(day=day + 2), hour=10)):
                    _give_back(payment, cents // 2)


def _consult(counsellor, client, cents: int):
    charge = charges.open(
        payer=client, payee=counsellor, amount_cents=cents, currency="EUR", text="Consultation, 50 minutes",
        return_path="/appointments/", by=client, commissioned=True,
    )  # fmt: skip
    payment = payments.declare(payments.start(charge, "transfer", by=client), by=client)
    return payments.confirm(payment, by=counsellor)


def _give_back(payment, cents: int) -> None:
    counsellor = payment.charge.payee
    refund = refunds.request(payment, cents, by=counsellor, reason="given_back")
    refunds.apply(refund, RefundState.DONE)


def _pay_all(day, *, by) -> None:
    with clock.frozen(_at(day, hour=11)):
        for invoice in Invoice.objects.defer("xml", "pdf").select_related("charge__payer"):
            if invoice.is_to_pay:
                books.book(invoice.charge, by=by)


def _leave_something_to_do(*, by) -> None:
    """Of last month's invoices one is on its way and one waits, which is late from the middle of the month on."""
    for invoice in Invoice.objects.defer("xml", "pdf").select_related("charge__payer", "recipient"):
        if not invoice.is_to_pay or invoice.recipient.username == "naomi":
            continue
        if invoice.recipient.username == "anna":
            payments.declare(payments.start(invoice.charge, "transfer", by=invoice.recipient), by=invoice.recipient)
        else:
            books.book(invoice.charge, by=by)
    dunning.run()
