"""What a counsellor still has to do before clients can come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.queries import identities
from billing import entitlements
from billing.queries import payouts
from booking.models import WeeklyRule
from booking.queries import guests, services
from consult.queries import own_clients
from directory import queries as directory


@dataclass(frozen=True)
class Todo:
    done: bool
    title: str
    text: str
    link: str


@dataclass(frozen=True)
class OwnClients:
    """The people a counsellor brings along, and whether there is room for more."""

    number: int
    most: int | None  # None: as many as they like
    suspended: bool
    invited: bool  # a link nobody has used yet keeps the first place

    @property
    def state(self) -> str:
        if self.suspended:
            return "suspended"
        if self.most is None:
            return "active"
        if not self.number:
            return "free" if self.most else "none"
        return "full" if self.number >= self.most else "some"


def own_clients_of(counsellor) -> OwnClients:
    number, most = own_clients.of(counsellor).count(), entitlements.own_clients(counsellor)
    return OwnClients(
        number=number,
        most=most,
        suspended=not entitlements.may_take_bookings(counsellor),
        invited=bool(most and not number) and guests.has_invited(counsellor),
    )


def todos(counsellor) -> list[Todo]:
    offered = list(services.of_counsellor(counsellor).filter(active=True))
    priced = any(service.price_cents for service in offered)
    return [
        Todo(
            identities.head(counsellor) is not None,
            _("Set up your room"),
            _("Your room password opens your conversations. Only your devices know it."),
            "/app/setup",
        ),
        Todo(
            directory.is_listed(counsellor),
            _("Publish your profile"),
            _("Say who you are and what you help with. The staff looks at it before it appears."),
            "/practice/profile/",
        ),
        Todo(
            bool(offered),
            _("Say what you offer"),
            _("Conversations with their length and price."),
            "/practice/services/",
        ),
        Todo(
            WeeklyRule.objects.filter(counsellor=counsellor).exists(),
            _("Set your hours"),
            _("When clients can book you, in your own time zone."),
            "/practice/hours/",
        ),
        Todo(
            payouts.bank_account(counsellor) is not None or (bool(offered) and not priced),
            _("Say where your money goes"),
            _("Clients pay you directly, to your own bank account."),
            "/practice/payout/",
        ),
    ]
