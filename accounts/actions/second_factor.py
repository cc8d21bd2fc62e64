"""The second factor: an authenticator app, passkeys and recovery codes, kept by django-allauth."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.translation import gettext as _

from accounts import sealed
from accounts.models import User
from lib import ids, ratelimit
from lib.denied import Denied

ABOUT = "second factor"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
WINDOW = {"limit": 5, "seconds": 300}
CODE_LIFE = 30 * 4  # a code is accepted one step early and one step late; it must not work twice in all that time


def is_on(user: User) -> bool:
    return is_mfa_enabled(user, FACTORS)


def is_due(user: User) -> bool:
    """Must this person set one up before going on?"""
    return settings.REQUIRE_SECOND_FACTOR and not user.is_client and not is_on(user)


def methods(user: User) -> list[str]:
    """What the person could answer with: totp, webauthn, recovery_codes."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True).distinct())


def check_code(user: User, code: str) -> Authenticator:
    """The authenticator that `code` is good for now, once. Raises Denied."""
    who = ids.to_text(user.uid)
    ratelimit.hit("otp", who, **WINDOW)
    code = "".join(code.split())[:64]
    for authenticator in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if not authenticator.wrap().validate_code(code):
            continue
        if ratelimit.once("otp", f"{authenticator.pk}:{code}", seconds=CODE_LIFE):
            ratelimit.forget("otp", who, seconds=WINDOW["seconds"])
            return authenticator
    raise Denied("wrong_code", _("This code is not right, or was used before. Please take a fresh one."), status=401)


def seal(text: str) -> str:
    """How a secret of the second factor is stored (accounts.adapters)."""
    return ids.to_text(sealed.seal(text.encode(), ABOUT))


def unseal(text: str) -> str:
    return sealed.unseal(ids.from_text(text), ABOUT).decode()


def reseal() -> int:
    """Seal with the newest pepper what an older one sealed: the secrets of apps and the seeds of recovery codes."""
    count = 0
    for authenticator in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        old = {
            name: text
            for name, text in authenticator.data.items()
            if name in ("secret", "seed") and not sealed.is_current(ids.from_text(text))
        }
        authenticator.data |= {name: seal(unseal(text)) for name, text in old.items()}
        authenticator.save(update_fields=["data"])
        count += len(old)
    return count
