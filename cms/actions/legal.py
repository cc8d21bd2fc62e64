"""Publishing what people agree to: each wording becomes a version that stays."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max

from cms import queries
from cms.models import LegalText, LegalVersion
from lib import clock


@transaction.atomic
def publish(text: LegalText, *, shipped: bool = False) -> LegalVersion:
    """The version of what `text` says now; the one there is, if nothing was changed."""
    versions = LegalVersion.objects.filter(key=text.key, language=text.language)
    digest = LegalVersion.digest_of(text.title, text.body)
    newest = versions.order_by("-number").first()
    if newest is not None and newest.digest == digest and not text.ask_again:
        return newest
    if text.ask_again:
        transaction.on_commit(partial(cache.delete, queries.QUESTION))
    return LegalVersion.objects.create(
        key=text.key, language=text.language, title=text.title, body=text.body, digest=digest, shipped=shipped,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        what_changed=text.what_changed, asks_again=text.ask_again, published_at=clock.now(),
    )  # fmt: skip
