"""What is stored about people. Nothing here can open a room: keys arrive wrapped, passwords never arrive at all."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LinkPurpose, NoticeState, Role, WrapKind
from accounts.rules import login_key
from lib import clock
from lib.append_only import AppendOnly
from lib.ids import BytesField, IdField


class UserManager(DjangoUserManager):
    def get_by_natural_key(self, username):
        return self.get(login_key=login_key(username))

    def bulk_create(self, objs, *args, **kwargs):
        for user in objs:
            user.clean_login()
        return super().bulk_create(objs, *args, **kwargs)


class User(AbstractUser):
    """A person who can log in. `username` is the login name; `password` holds a hash of the derived login key."""

    username = models.CharField(_("user name"), max_length=30, unique=True)
    login_key = models.CharField(max_length=60, unique=True, editable=False)  # the user name without upper case
    uid = IdField(help_text="Public id, chosen by the person's browser; part of every signed record.")
    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)  # confirmed, or given by staff on the command line
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.CLIENT)
    language = models.CharField(_("language"), max_length=5, default="en")
    zone = models.CharField(_("time zone"), max_length=40, default="", blank=True, help_text="IANA name")
    kdf = models.PositiveSmallIntegerField(default=1, help_text="Version of the login derivation (docs/protocol)")
    seed_login = BytesField(max_length=16, default=bytes, editable=False)

    first_name = last_name = None

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="user_email_unique_when_given"),
        ]

    def __str__(self):
        return self.name

    def clean_login(self):
        self.login_key = login_key(self.username)
        self.email = self.email.strip().lower()

    def clean(self):
        super().clean()
        self.clean_login()

    def save(self, *args, **kwargs):
        self.clean_login()
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return self.display_name or self.username

    get_full_name = get_short_name = lambda self: self.name

    @property
    def time_zone(self) -> str:
        return self.zone or settings.DEFAULT_ZONE

    @property
    def is_client(self) -> bool:
        return self.role == Role.CLIENT

    @property
    def is_counsellor(self) -> bool:
        return self.role == Role.COUNSELLOR


class Identity(AppendOnly):
    """A public identity record (docs/protocol), exactly as the person's browser signed it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identities")
    gen = models.PositiveIntegerField()
    ir = BytesField(max_length=157)
    sig_self = BytesField(max_length=64)
    sig_prev = BytesField(max_length=64)  # 64 zero bytes: not signed by the key before
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["user", "gen"]
        constraints = [
            models.UniqueConstraint(fields=["user", "gen"], name="identity_one_per_generation"),
            models.CheckConstraint(condition=Q(gen__gte=1), name="identity_gen_from_one"),
        ]


class KeySet(models.Model):
    """The person's wrapped keys as a whole; `version` is what a change must expect."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="keyset")
    version = models.PositiveIntegerField(default=1)
    gen = models.PositiveIntegerField(default=1)
    seed_room = BytesField(max_length=16)
    rc_auth = BytesField(max_length=128, default=bytes, blank=True)  # sealed hash of the recovery code's login half
    changed_at = models.DateTimeField(default=clock.now)


class Wrap(models.Model):
    """The account key of one generation, wrapped by the browser and sealed again by us (accounts.sealed)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wraps")
    gen = models.PositiveIntegerField()
    kind = models.PositiveSmallIntegerField(choices=WrapKind.choices)
    blob = BytesField(max_length=256)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "gen", "kind"], name="wrap_one_per_kind")]


class OldKey(models.Model):
    """An earlier account key, wrapped by its successor, so that what it opened stays readable after a rotation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="old_keys")
    gen = models.PositiveIntegerField()
    blob = BytesField(max_length=256)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "gen"], name="old_key_one_per_generation")]


class SignIn(models.Model):
    """A browser that is logged in: what the person can see and end under "security"."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)  # "Firefox on Android", nothing finer
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]


class OneTimeLink(models.Model):
    """A link sent by mail; only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=16, choices=LinkPurpose.choices)
    secret_hash = BytesField(max_length=32, unique=True)
    email = models.EmailField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class NoticeLedger(models.Model):
    """Every notice that was ever owed to someone: written with the change it tells about, sent after the commit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)  # the same notice is told once, however often it is asked for
    state = models.CharField(max_length=12, choices=NoticeState.choices, default=NoticeState.QUEUED)
    context = models.JSONField(default=dict, blank=True)  # dropped when sent
    attachments = models.JSONField(default=list, blank=True)  # [{name, type, data: base64}], dropped when sent
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_told_once"),
            models.CheckConstraint(
                condition=Q(state=NoticeState.SENT, sent_at__isnull=False)
                | (~Q(state=NoticeState.SENT) & Q(sent_at__isnull=True)),
                name="notice_sent_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="notice_queue")]


class AuditEvent(AppendOnly):
    """Something that mattered: who did what to what, without any content."""

    kind = models.CharField(max_length=60, db_index=True)
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["-at"]


class Consent(AppendOnly):
    """That somebody agreed to a published wording; the wording itself is kept by whoever keeps legal texts."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    key = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["user", "key", "-at"], name="consent_newest")]
