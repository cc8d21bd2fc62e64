"""A provider rang. The bell is noted once and answered at once; what it is about is asked over there, by the worker."""

from django.db import transaction

from billing.actions import payments, payouts
from billing.models import Payment, PayoutAccount, ProviderEvent
from billing.providers import Ring, Unavailable
from lib import clock, ids, tasks
from lib.denied import Denied


def note(provider, request) -> int:
    """How many rings were new. Raises Denied("bad_signature")."""
    return sum(_note(provider.key, ring) for ring in provider.receive(request))


def _note(provider: str, ring: Ring) -> bool:
    with transaction.atomic():
        event, is_new = ProviderEvent.objects.get_or_create(
            provider=provider,
            event_id=ring.event_id[:255],
            defaults={"account": ring.account[:100], "kind": ring.kind[:100], "about": ring.about[:255]},
        )
        if is_new:
            tasks.later("billing.tasks.answer_ring", event.pk)
    return is_new


def answer(event: ProviderEvent) -> ProviderEvent:
    """Ask about everything it may be about. What is unknown here is none of ours. Raises Unavailable, to be tried again."""
    if event.done_at:
        return event
    try:
        for payment in _payments(event):
            payments.refresh(payment)
        for account in _accounts(event):
            payouts.refresh(account)
        error = ""
    except Unavailable as gone:
        ProviderEvent.objects.filter(pk=event.pk).update(error=str(gone)[:200])
        raise
    except Denied as refused:  # no such provider any more, say: nothing that another try would change
        error = refused.code
    event.done_at, event.error = clock.now(), error
    event.save(update_fields=["done_at", "error"])
    return event


def _payments(event: ProviderEvent):
    """On the account that rings alone: whoever owns one writes there what they like, other people's ids too."""
    ours = Payment.objects.filter(provider=event.provider, account_ref=event.account)
    ours = ours.select_related("charge__payer", "charge__payee")
    try:
        uid = ids.from_text(event.about, ids.ID_SIZE)
    except ValueError:
        return ours.filter(provider_ref=event.about).exclude(provider_ref="")
    return ours.filter(uid=uid)


def _accounts(event: ProviderEvent):
    return PayoutAccount.objects.filter(provider=event.provider, reference=event.about).exclude(reference="")
