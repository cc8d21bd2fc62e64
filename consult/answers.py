"""What the rooms' API answers, shared by its two ways in."""

from django.http import JsonResponse

from consult.journal import Stored
from consult.live import instant
from lib import ids


def stored_answer(stored: Stored, **more) -> JsonResponse:
    """201 for a record that is new, 200 for one that already stood there: the same words otherwise."""
    answer = {"seq": stored.seq, "link": ids.to_text(stored.link), "at": instant(stored.at), **more}
    return JsonResponse(answer, status=201 if stored.is_new else 200)
