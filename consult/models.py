"""What a conversation leaves on the server: signed, encrypted records in one chain a room, and who talks with whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from consult.enums import MemberRole, Origin, RecordType, RoomKind
from lib import clock
from lib.ids import BytesField, IdField

HEADER_SIZE, SIGNATURE_SIZE, HASH_SIZE, UID_SIZE = 136, 64, 32, 16


def exactly(field: str, size: int, name: str) -> models.CheckConstraint:
    """The column holds `size` bytes, whoever writes it."""
    return models.CheckConstraint(condition=Exact(Length(field), size), name=name)


class Room(models.Model):
    """One log of records. `head_*` is its last record, `epoch_*` the one that says who is a member now."""

    public_id = IdField(help_text="Chosen by whoever opened the room; part of every signed record.")
    kind = models.PositiveSmallIntegerField(choices=RoomKind.choices)
    head_seq = models.BigIntegerField()
    head_link = BytesField(max_length=HASH_SIZE)
    epoch = models.PositiveIntegerField()
    epoch_seq = models.BigIntegerField()
    epoch_link = BytesField(max_length=HASH_SIZE)
    opened_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now, help_text="When the last record was stored")

    class Meta:
        constraints = [
            exactly("public_id", UID_SIZE, "room_public_id_size"),
            exactly("head_link", HASH_SIZE, "room_head_link_size"),
            exactly("epoch_link", HASH_SIZE, "room_epoch_link_size"),
            models.CheckConstraint(condition=Q(kind__in=RoomKind.values), name="room_kind_known"),
            models.CheckConstraint(
                condition=Q(epoch__gte=1, epoch_seq__gte=F("epoch"), head_seq__gte=F("epoch_seq")),
                name="room_head_after_epoch",
            ),
        ]


class Member(models.Model):
    """The room's last EPOCH record as rows, for finding and listing. It never adds anybody: the record decides."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    gen = models.PositiveIntegerField()
    role = models.PositiveSmallIntegerField(choices=MemberRole.choices)
    ir_hash = BytesField(max_length=HASH_SIZE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="member_once_a_room"),
            models.CheckConstraint(condition=Q(role__in=MemberRole.values), name="member_role_known"),
            models.CheckConstraint(condition=Q(gen__gte=1), name="member_gen_from_one"),
            exactly("ir_hash", HASH_SIZE, "member_ir_hash_size"),
        ]


class Record(models.Model):
    """One signed record as it was received, byte for byte. Only `consult.journal` writes here."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="records")
    seq = models.BigIntegerField()
    type = models.PositiveSmallIntegerField(choices=RecordType.choices)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    client_msg_id = BytesField(max_length=UID_SIZE)
    link = BytesField(max_length=HASH_SIZE)
    header = BytesField(max_length=HEADER_SIZE)
    body = BytesField()
    sig = BytesField(max_length=SIGNATURE_SIZE)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="record_seq_once_a_room"),
            models.UniqueConstraint(fields=["room", "sender", "client_msg_id"], name="record_msg_id_once_a_sender"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="record_seq_from_one"),
            models.CheckConstraint(condition=Q(type__in=RecordType.values), name="record_type_known"),
            exactly("client_msg_id", UID_SIZE, "record_msg_id_size"),
            exactly("link", HASH_SIZE, "record_link_size"),
            exactly("header", HEADER_SIZE, "record_header_size"),
            exactly("sig", SIGNATURE_SIZE, "record_sig_size"),
        ]


class ReadMarker(models.Model):
    """How far someone has read, in clear on purpose: notices and "seen" need it."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="read_markers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="read_marker_once_a_room"),
            models.CheckConstraint(condition=Q(seq__gte=0), name="read_marker_not_negative"),
        ]


class Engagement(models.Model):
    """A counsellor and a client who have to do with each other; their conversation's room once somebody opened it."""

    public_id = IdField()
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="clients_engaged")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="counsellors_engaged")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PORTAL)
    is_trial = models.BooleanField(default=False, help_text="The one own client every plan allows")
    room = models.OneToOneField(Room, models.PROTECT, null=True, blank=True, related_name="engagement")
    began_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counsellor", "client"], name="engagement_once_a_pair"),
            models.CheckConstraint(condition=~Q(counsellor=F("client")), name="engagement_of_two_people"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="engagement_origin_known"),
            # the first own client is free, once
            models.UniqueConstraint(fields=["counsellor"], condition=Q(is_trial=True), name="engagement_one_trial"),
            models.CheckConstraint(
                condition=Q(is_trial=False) | Q(origin=Origin.EXTERNAL), name="engagement_trial_is_an_own_client"
            ),
            exactly("public_id", UID_SIZE, "engagement_public_id_size"),
        ]

    def __str__(self):
        return f"{self.counsellor} and {self.client}"

    def other(self, user):
        """The person `user` talks with."""
        return self.client if user.pk == self.counsellor_id else self.counsellor
