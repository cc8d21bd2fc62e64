"""The yearly report of platforms about their sellers (DAC7), as a table: what it holds and what it does not."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.actions import audit
from billing import money
from billing.models import TaxProfile
from billing.queries import operators, plans, sellers
from billing.staff.pages import Entry, StaffPage
from cms import desk
from lib import spreadsheets

PERMISSION = "billing.change_taxprofile"  # tax numbers and dates of birth are in it
ENTRY = Entry(gettext_lazy("Yearly report (DAC7)"), "billing_sellers", "doc-full-inverse", PERMISSION)
SHOWN = 200
desk.place(gettext_lazy("The yearly report about counsellors’ income (DAC7)"), ENTRY.view, PERMISSION)


class SellersPage(StaffPage):
    permission = PERMISSION
    template_name = "billing/desk/sellers.html"
    page_title = ENTRY.words
    header_icon = "doc-full-inverse"

    def get(self, request, *args, **kwargs):
        self.years = sellers.years()
        asked = request.GET.get("year", "")
        self.year = int(asked) if asked in map(str, self.years) else last_whole(self.years)
        self.with_persons = operators.details().reports_sellers
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """A file with personal data is asked for on purpose, and that is noted."""
        self.years, asked = sellers.years(), request.POST.get("year", "")
        year = int(asked) if asked in map(str, self.years) else last_whole(self.years)
        found = sellers.report(year)
        audit.record("billing.sellers_exported", by=request.user, year=year, sellers=len(found))
        return as_file(found, year, with_persons=operators.details().reports_sellers)

    def get_context_data(self, **kwargs):
        found = sellers.report(self.year)
        return super().get_context_data(
            year=self.year, years=self.years, with_persons=self.with_persons, count=len(found), shown=SHOWN,
            rows=[row_of(seller, self.with_persons) for seller in found[:SHOWN]],
            incomplete=said_incomplete(sum(bool(s.missing(with_persons=self.with_persons)) for s in found)),
            is_running=self.year == plans.today().year, **kwargs,
        )  # fmt: skip


def last_whole(years: list[int]) -> int:
    """What has to be reported now is the year that is over."""
    return years[1] if len(years) > 1 else years[0]


def said_incomplete(count: int) -> str:
    if not count:
        return ""
    words = ngettext("Of one counsellor something is missing.", "Of %(count)s counsellors something is missing.", count)
    return words % {"count": count}


def row_of(seller, with_persons) -> dict:
    say = lambda cents: money.show(cents, seller.currency)
    return {
        "seller": seller, "received": say(seller.received), "given_back": say(seller.year("given_back")),
        "shares": say(seller.year("shares")), "fixed": say(seller.year("fixed")), "consideration": say(seller.consideration), "activities": seller.activities,
        "missing": ", ".join(seller.missing(with_persons=with_persons)),
    }  # fmt: skip


PARTY = ("legal_name", "street", "postcode", "city", "country", "vat_id", "tax_number")
PERSON = ("tin", "born_on")


def as_file(found, year: int, *, with_persons: bool):
    quarter = lambda number, word: _("Q%(number)s: %(what)s") % {"number": number, "what": word}
    kinds = {
        "received": _("received"), "given_back": _("given back"), "shares": _("your share excl. VAT"),
        "consideration": _("consideration"), "fixed": _("other fees excl. VAT"), "activities": _("number of activities"),
    }  # fmt: skip
    fields = [*PARTY, *(PERSON if with_persons else ())]
    heads = [
        _("Year"), _("Counsellor"), *(seller_label(name) for name in fields), _("Account holder"), _("IBAN"), _("Currency"),
        *(quarter(number, word) for number in sellers.QUARTERS for word in kinds.values()),
        pgettext("of a report", "Missing"),
    ]  # fmt: skip
    lines = (line_of(seller, year, fields, kinds, with_persons) for seller in found)
    return spreadsheets.download(f"sellers-{year}.csv", heads, lines)


def seller_label(name: str) -> str:

    return str(TaxProfile._meta.get_field(name).verbose_name)


def line_of(seller, year, fields, kinds, with_persons) -> list[str]:
    cells = [year, seller.counsellor.username, *(getattr(seller.profile, name, None) or "" for name in fields)]
    cells += [getattr(seller.account, "holder", ""), getattr(seller.account, "iban", ""), seller.currency]
    for number in sellers.QUARTERS:
        of = seller.quarters[number]
        cells += [getattr(of, kind) if kind == "activities" else money.plain(getattr(of, kind)) for kind in kinds]
    return [*cells, ", ".join(seller.missing(with_persons=with_persons))]
