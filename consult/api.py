"""`/api/v1/`: conversations, rooms, their logs. Every answer about a room goes through `queries.rooms.get`."""

from django.http import Http404, JsonResponse
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from accounts.queries import people
from consult import groupcommit, limits
from consult.actions import reading
from consult.actions import rooms as room_actions
from consult.answers import stored_answer
from consult.journal import Submission
from consult.live import instant
from consult.models import Room
from consult.queries import log, rooms
from lib import ids, ratelimit

router = Router(tags=["rooms"])
LARGEST_SEQ = 2**53 - 1


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class RecordIn(Strict):
    h: str
    b: str
    s: str


class FirstRecordIn(RecordIn):
    peer: str


class ReadIn(Strict):
    seq: int = Field(ge=0, le=LARGEST_SEQ)


async def signed_in(request):
    """The door of the one asynchronous operation."""
    user = await request.auser()
    if user.is_authenticated:
        request.user = user
        return user
    return None


def room_id_of(text: str) -> bytes:
    try:
        return ids.from_text(text, ids.ID_SIZE)
    except ValueError as error:
        raise Http404 from error


def head_of(room: Room) -> dict:
    return {"seq": room.head_seq, "link": ids.to_text(room.head_link)}


def person_json(user, *, has_keys: bool) -> dict:
    return {"uid": ids.to_text(user.uid), "name": user.name, "role": user.role, "has_keys": has_keys}


@router.get("me/rooms", summary="Whom I talk with")
def my_rooms(request):
    return JsonResponse({"conversations": [conversation_json(c) for c in rooms.conversations_of(request.user)]})


def conversation_json(conversation: rooms.Conversation) -> dict:
    room = conversation.room
    return {
        "engagement": ids.to_text(conversation.engagement.public_id),
        "peer": person_json(conversation.peer, has_keys=conversation.peer_has_keys),
        "room": room and ids.to_text(room.public_id),
        "head": room and head_of(room),
        "epoch": room and room.epoch,
        "read": conversation.read,
        "peer_read": conversation.peer_read,
        "at": room and instant(room.last_at),
    }


@router.post("rooms", summary="Open the room of a conversation with its first record")
def open_room(request, data: FirstRecordIn):
    ratelimit.hit("rooms", str(request.user.pk), limit=60, seconds=3600)
    peer = people.visible_to(request.user, room_id_of(data.peer))
    submission = Submission.from_json(data.dict(), by=request.user)
    room, stored = room_actions.open_room(submission, peer=peer, by=request.user)
    return stored_answer(stored, room=ids.to_text(room.public_id))


@router.get("rooms/{room_id}", summary="A room: its head, its members, how far each has read")
def room(request, room_id: str):
    room, members = rooms.get(room_id_of(room_id), request.user)
    return JsonResponse(
        {
            "room": ids.to_text(room.public_id),
            "kind": room.kind,
            "head": head_of(room),
            "epoch": room.epoch,
            "at": instant(room.last_at),
            "members": [
                {"uid": ids.to_text(m.uid), "gen": m.gen, "role": m.role, "read": seq}
                for m, seq in rooms.read_by(room, members)
            ],
        }
    )


@router.get("rooms/{room_id}/log", summary="A page of the log, in order")
def read_log(request, room_id: str, after: int | None = None, before: int | None = None, limit: int = 100):
    room, _ = rooms.get(room_id_of(room_id), request.user)
    in_range = lambda n: None if n is None else max(0, min(n, LARGEST_SEQ))
    records = log.page(room, after=in_range(after), before=in_range(before), limit=limit)
    return JsonResponse({"records": records, "head": head_of(room)})


@router.post("rooms/{room_id}/log", summary="Add a record to the log", auth=signed_in)
async def append(request, room_id: str, data: RecordIn):
    limits.spend(request.user.pk)
    submission = Submission.from_json(data.dict(), room_id=room_id_of(room_id), by=request.user)
    return stored_answer(await groupcommit.append(submission))


@router.put("rooms/{room_id}/read", summary="How far I have read")
def mark_read(request, room_id: str, data: ReadIn):
    room, members = rooms.get(room_id_of(room_id), request.user)
    return JsonResponse({"seq": reading.mark(room, members, seq=data.seq, by=request.user)})
