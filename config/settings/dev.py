"""One person's machine: what `python3 start.py` runs. DEBUG is on, so demo data may exist here."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, require_secrets

require_secrets()
DEBUG = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is not there
PAYMENTS_TEST = True
