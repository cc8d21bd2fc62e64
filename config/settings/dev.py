"""One person's machine: what `python3 start.py` runs. DEBUG is on, so demo data may exist here."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, require_secrets

require_secrets()
DEBUG = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is not there
WHITENOISE_USE_FINDERS = not any(STATIC_ROOT.iterdir())  # the sources, unless this build has been collected
WHITENOISE_AUTOREFRESH = False
PAYMENTS_TEST = True
