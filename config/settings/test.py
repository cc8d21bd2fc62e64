"""The suite: quick hashing, mails in memory, tasks run at once. The database is the environment's choice."""

import os

if "REDIS_URL" in os.environ and (worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")):
    # several processes test at once: each has a Redis database of its own, as it has a database of its own
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{worker}"

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, Q_CLUSTER, STATIC_ROOT

SECRET_KEY, PRELOGIN_SECRET, PEPPER = (f"only-for-tests-{number}-" * 4 for number in range(3))
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
Q_CLUSTER = Q_CLUSTER | {"sync": True}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is not there
GROUP_COMMIT = False  # a test's transaction cannot be seen from another thread; the batcher has tests of its own
PAYMENTS_TEST = True
STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRETS, STRIPE_API_BASE = "", [], ""  # whatever stands in somebody's .env
