"""What connected browsers are told, in one list. Hints only: whoever misses one finds everything in the log.

Frames carry what the server knows anyway; a record travels as the ciphertext it is.
"""

from datetime import datetime

from consult.hub import Frame, hub
from e2ee import records as protocol
from lib import ids

LONGEST_BODY = 16 * 1024  # bytes; a longer record is announced without its body, and browsers fetch it
ROOMS: Frame = {"t": "rooms"}


def instant(at: datetime) -> str:
    """An instant as the API writes it: 2031-05-04T03:02:01.000Z."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record_frame(room_id: bytes, seq: int, at: datetime, record: protocol.Record) -> Frame:
    frame = {"t": "record", "room": ids.to_text(room_id), "seq": seq, "at": instant(at)}
    return frame | protocol.to_json(record) if len(record.body) <= LONGEST_BODY else frame


def list_changed(uids: list[bytes]) -> None:
    """Tell these people that their list of conversations is another one now."""
    hub.publish([(uids, ROOMS)])


def read(uids: list[bytes], room_id: bytes, uid: bytes, seq: int) -> None:
    hub.publish([(uids, {"t": "read", "room": ids.to_text(room_id), "uid": ids.to_text(uid), "seq": seq})])


def typing_frame(room_id: bytes, uid: bytes) -> Frame:
    return {"t": "typing", "room": ids.to_text(room_id), "uid": ids.to_text(uid)}
