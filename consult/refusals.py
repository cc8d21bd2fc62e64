"""Every way in which the rooms' API says no: a stable code, its HTTP status, a sentence. docs/protocol/api.md lists them."""

from django.utils.translation import gettext_lazy as _

from e2ee.errors import Invalid
from lib.denied import Denied

REFUSALS = {
    # what was sent is not what the protocol says
    "bad_encoding": (400, _("This is not base64url of the right length.")),
    "bad_header": (400, _("The record's header is not valid.")),
    "wrong_room": (400, _("The record belongs to another room.")),
    "bad_length": (400, _("The record's body does not have the announced length, or none of the padded lengths.")),
    "clock_skew": (400, _("The clock of this device is more than a day off.")),
    "bad_signature": (400, _("The signature does not verify.")),
    "bad_epoch": (400, _("This change of members or keys does not follow the rules.")),
    "bad_grant": (400, _("This hand-over of older keys does not follow the rules.")),
    "too_large": (413, _("This is more than one request may carry.")),
    # the person may not
    "wrong_sender": (403, _("The record was signed for somebody else.")),
    "old_identity": (403, _("These keys were replaced. Please unlock again.")),
    "read_only": (403, _("Who keeps the archive of this room only reads.")),
    "only_owner": (403, _("Only an owner of the room may do this.")),
    "not_contacts": (403, _("A conversation begins with a booking, an invitation or a published profile.")),
    "not_found": (404, _("There is nothing here for you.")),
    # the room has moved on; the answer says where it is
    "head": (409, _("Somebody else wrote first. Fetch what is new and try again.")),
    "epoch_stale": (409, _("The room has a new key. Fetch it and encrypt again.")),
    "rekey_first": (409, _("Who made the room's key has left. Make a new key first.")),
    "conflict": (409, _("A different record was stored under this id.")),
    "room_exists": (409, _("This conversation already has a room.")),
    "peer_without_keys": (409, _("The other person has not set up their room password yet.")),
    # later
    "slow_down": (429, _("That was a little too often. Please wait a moment and try again.")),
    "busy": (503, _("Too much at once. Nothing was stored; please try again.")),
}

# the protocol's own words for what does not verify, as this API says them; everything else is a bad EPOCH
FROM_PROTOCOL = {
    "base64": "bad_encoding",
    "json": "bad_encoding",
    "header": "bad_header",
    "type": "bad_header",
    "number": "bad_header",
    "body": "bad_length",
    "signature": "bad_signature",
    "grant": "bad_grant",
    "room": "wrong_room",
    "epoch_stale": "epoch_stale",
    "rekey_first": "rekey_first",
    "only_owner": "only_owner",
}


def refuse(code: str, **extra) -> Denied:
    status, message = REFUSALS[code]
    return Denied(code, message, status=status, **extra)


def refuse_invalid(error: Invalid) -> Denied:
    code = FROM_PROTOCOL.get(error.code, "bad_epoch")
    return refuse(code, **({"rule": error.code} if code == "bad_epoch" else {}))
