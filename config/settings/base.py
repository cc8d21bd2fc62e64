"""Settings every installation shares. What differs comes from the environment or `.env` (see .env.example)."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

import config.checks  # noqa: F401  (registers them: they must be there before any command runs)
from config.build import build_id

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
if not env.bool("IGNORE_DOTENV", False):
    env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))  # database, media, mails of this installation
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
PRELOGIN_SECRET = env("PRELOGIN_SECRET", default="")  # keys the seeds that unknown login names are answered with
PEPPER = env("PEPPER", default="")  # seals wrapped keys at rest; lives outside the database and its backups
PEPPER_BEFORE = env.list("PEPPER_BEFORE", default=[])  # earlier ones, until `manage.py reseal` has run
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
SITE_URL = env("SITE_URL", default="http://localhost:8000")  # how mails write our address, no slash at the end
SITE_NAME = "Sprechraum"

INSTALLED_APPS = [
    # this project, top to bottom (docs/architecture.md)
    "config",
    "booking",
    "consult",
    "directory",
    "blog",
    "billing",
    "accounts",
    "cms",
    "e2ee",
    # the CMS
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleInCmsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "cms.admin_app.AdminConfig",  # wagtail.admin without its mails
    "wagtail",
    "modelcluster",
    "taggit",
    # accounts
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # work in the background
    "django_q",
    "django_htmx",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.forms",  # the templates of form widgets, for FORM_RENDERER
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.headers.HeadersMiddleware",
    "cms.page_cache.MarkPublicPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.LanguageMiddleware",
    "cms.routing.PublicPages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.api.ApiGuard",
    "accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.nul.NoNulInAddresses",
    "config.buttons.PagesOfButtons",
    "directory.desk.CounsellorsDesk",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

FORM_RENDERER = "cms.forms.Renderer"  # templates/forms/

# --- database, cache, jobs --------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "timeout": 20,
    # IMMEDIATE is what keeps read-then-write transactions from ending in "database is locked"
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# threads stay (config/threads.py), and so do their connections
DATABASES["default"] = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} | DATABASES["default"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    _cache = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    CACHES = {
        "default": _cache | {"KEY_PREFIX": "c"},
        "limits": _cache | {"KEY_PREFIX": "l"},
        "shared": _cache | {"KEY_PREFIX": "s"},
    }
else:
    _cache = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "rate_limits",
        # far above what honest use reaches: Django's 300 would let a flood push the counters out
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "limits": _cache,  # counters must survive a restart, so they live in the database
        "shared": _cache | {"KEY_PREFIX": "s"},  # what web process and worker must both see
    }

Q_CLUSTER = {
    "name": "sprechraum",
    "workers": 1,
    "timeout": 60,
    "retry": 90,  # must exceed the timeout; tasks are written to be run twice
    "max_attempts": 5,
    "poll": 0.5,
    "catch_up": False,
    "bulk": 1,
    **({"redis": REDIS_URL} if REDIS_URL else {"orm": "default"}),
}

# --- who someone is ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = []  # the server never sees a password; the browser checks the policy (docs/protocol)
AUTHENTICATION_BACKENDS = ["accounts.backends.DerivedKeyBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)  # of staff and counsellors
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sid"
CSRF_COOKIE_NAME = "csrf"

# django-allauth: the second factor, and the flow of a login around it. Its own views that take passwords are not mounted.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are confirmed by ourselves (accounts.actions.links)
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
    "authenticate": "accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_factor.ReauthenticateForm",
}

# --- money ------------------------------------------------------------------------------------------------------

PAYMENT_PROVIDERS = [  # in the order people see them
    "billing.providers.transfer.Transfer",
    "billing.providers.stripe.Stripe",
    "billing.providers.test.PlayMoney",
]
PAYMENTS_TEST = False  # play money may settle real charges: never where people really pay
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")  # empty: nobody is paid through Stripe
STRIPE_WEBHOOK_SECRETS = env.list(
    "STRIPE_WEBHOOK_SECRETS", default=[]
)  # of the own account's and of the connected ones' events
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")  # a stand-in for Stripe; only with DEBUG and a test key

# --- rooms ------------------------------------------------------------------------------------------------------

RECORDS_AT_ONCE = env.int("RECORDS_AT_ONCE", default=120)  # of one person; then they flow with the next number
RECORDS_PER_SECOND = env.float("RECORDS_PER_SECOND", default=10.0)
# records that arrive while others are being committed are committed together, in a thread of their own
GROUP_COMMIT = True

# --- the CMS ----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Wagtail's own forms would receive raw passwords
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGES = {"SHARED_PASSWORD": False}
# no request to a third party
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_COMMENTS_ENABLED = False  # their mails would carry what was written
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILIMAGES_IMAGE_MODEL = "cms.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "directory.picture_form.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp"}  # small, and no metadata
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- language and time ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_ZONE = env("DEFAULT_ZONE", default="Europe/Vienna")  # of people who have not chosen one
DEFAULT_COUNTRY = env("DEFAULT_COUNTRY", default="at")  # where a postcode is first looked up: at, de, ch, li or fr

# --- files ------------------------------------------------------------------------------------------------------

BUILD = env("BUILD", default="") or build_id(BASE_DIR)
STATIC_URL = f"/static/{BUILD}/"
STATIC_ROOT = DATA_DIR / "static" / BUILD
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"  # evidence of titles: no address leads here


def WHITENOISE_IMMUTABLE_FILE_TEST(path, url):  # noqa: N802  (the setting's name)
    return url.startswith(STATIC_URL)


# --- mail -------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="notices@localhost")
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "lib.mail.FolderBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- headers ----------------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
# not "no-referrer": browsers would then send "Origin: null" with forms, and the CSRF check would refuse them
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # X-Frame-Options: our policies say frame-ancestors
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}


def require_secrets() -> None:
    """Refuse to start without the secrets of this installation: fail closed, and say what to do."""
    for name, value in [("SECRET_KEY", SECRET_KEY), ("PRELOGIN_SECRET", PRELOGIN_SECRET), ("PEPPER", PEPPER)]:
        if len(value) < 32:
            raise ImproperlyConfigured(
                f"{name} is missing or shorter than 32 characters. `python3 start.py` writes a .env with fresh ones; "
                f"or set it yourself: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
