"""Settings: one file. What differs between machines comes from the environment; a missing secret stops start-up.

`DEBUG=1` is for development alone: it makes a throw-away secret and allows plain HTTP.
"""

import importlib
import importlib.util
import ipaddress
import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, *, default: bool = False) -> bool:
    """A yes-or-no from the environment: 1, true, yes and on mean yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list from the environment."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder from the environment; an empty value names none, as an unset one."""
    return Path(os.environ.get(name) or default).absolute()


def number(name: str, default: int, *, least: int = 1) -> int:
    """A number from the environment, not smaller than `least`."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal()) or int(value) < least:
        raise ImproperlyConfigured(f"{name} is “{value}”: it has to be a number, such as {default}.")
    return int(value)


def site_url(value: str) -> str:
    """The site's own URL without its last slash; empty where none is set."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/")):
        raise ImproperlyConfigured(
            f"SITE_URL is “{value}”: it has to be a URL without a path, such as https://archive.example."
        )
    return value.rstrip("/")


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Networks from the environment, with commas: 127.0.0.1, 10.0.0.0/8."""
    try:
        return [ipaddress.ip_network(part) for part in names(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} has to be addresses or networks with commas, such as 127.0.0.1,10.0.0.0/8 ({error})."
        ) from error


def database(url: str) -> dj_database_url.DBConfig:
    """Django's settings for the PostgreSQL at this address. The address may hold a password, so no error repeats it."""
    try:
        found = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError:
        found = {}
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL is not the address of a PostgreSQL server, such as postgres://user:password@host/name."
        )
    # A server that is gone is noticed in seconds, by a web page as by a command.
    found.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    return found


MEMORY_OF_THE_PROCESS = "inspections.memory_cache.MemoryCache"


def kept_pages(url: str) -> dict[str, object]:
    """Where pages are kept: in each process's own memory, or on a Redis or Valkey server that many share.

    A page is usually 20 kB, so that 32 MB hold some 1,600 of them. A server that does not answer within a second is
    done without.
    """
    if not url:
        most = number("PAGES_KEPT_MB", 32) * 1024 * 1024
        return {"BACKEND": MEMORY_OF_THE_PROCESS, "OPTIONS": {"MAX_BYTES": most}}
    scheme, separator, rest = url.partition("://")
    if scheme not in {"redis", "rediss", "valkey", "valkeys"} or not rest:
        raise ImproperlyConfigured(
            "CACHE_URL is not the URL of a Redis or Valkey server, such as redis://cache.example:6379/0."
        )
    # The protocol is one; the client knows it by one name.
    location = scheme.replace("valkey", "redis") + separator + rest
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": location,
        "OPTIONS": patience,
    }


DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Put a long random value into the environment and start again."
        )
    SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = site_url(os.environ.get("SITE_URL", ""))
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")

# Everything that the archive writes on disk: the embedded server's data and the source files.
VAR_DIR = folder("VAR_DIR", BASE_DIR / "var")
SOURCES_DIR = folder("SOURCES_DIR", VAR_DIR / "sources")
# Long work is done by a process of its own (reports/jobs/queue.py); the tests do it at once.
JOBS_AT_ONCE = False

INSTALLED_APPS = [
    "inspections.admin_site.CuratorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "pgtrigger",
    "pghistory",
    "reports",
]

MIDDLEWARE = [
    "inspections.request_log.RequestLogMiddleware",
    "inspections.metrics.MetricsMiddleware",  # where METRICS_CLIENTS names who may look
    "inspections.rate_limits.RateLimitMiddleware",  # where RATE_LIMIT says how much
    "django.middleware.security.SecurityMiddleware",
    "inspections.site_url.SiteUrlMiddleware",
    "inspections.middleware.PermissionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inspections.kept_pages.KeptPagesMiddleware",  # keeps what those below it make
    "inspections.admission.AdmissionMiddleware",  # only what is not kept has to be made
    # Pages hold no secret but Django's CSRF token, masked again each time: compressing them is safe (BREACH).
    "inspections.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "inspections.request_bodies.RequestBodyMiddleware",  # before the check that reads the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "pghistory.middleware.HistoryMiddleware",  # says who made each change (reports/models/history.py)
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "inspections.known_parameters.KnownParametersMiddleware",
    "axes.middleware.AxesMiddleware",  # answers whoever has failed to log in too often
    "inspections.middleware.DatabaseDownMiddleware",
]

ROOT_URLCONF = "inspections.urls"
WSGI_APPLICATION = "inspections.wsgi.application"

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
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or "postgres:///inspections")}
DATABASE_POOL = number("DATABASE_POOL", 0, least=0)  # connections of each web process; 0 keeps one a thread
# The longest that one query of a web page may take, in PostgreSQL's own words; commands take their time (wsgi.py).
WEB_STATEMENT_TIMEOUT = os.environ.get("WEB_STATEMENT_TIMEOUT", "10s")
CACHES = {"default": kept_pages(os.environ.get("CACHE_URL", ""))}
# For how long a shared cache between the archive and its readers may answer without asking, in seconds.
SHARED_CACHE_SECONDS = number("SHARED_CACHE_SECONDS", 0, least=0)
# How many comparisons, searches and exports a process makes at once; the next wait a second (admission.py).
EXPENSIVE_PLACES = number("EXPENSIVE_PLACES", 2)
WEB_LOCK_TIMEOUT = os.environ.get("WEB_LOCK_TIMEOUT", "5s")  # for a writer that waits for another
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# So many failures lock an account, and a client, out of logging in for a quarter of an hour (login.py).
AUTHENTICATION_BACKENDS = ["inspections.login.LimitedLogin", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = number("LOGIN_FAILURES", 10)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or anybody could keep a curator out for ever
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "inspections.request_log.client_address"
AXES_LOCKOUT_CALLABLE = "inspections.login.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who came in is not kept; who failed is
AXES_SENSITIVE_PARAMETERS = ["username"]  # some type a password there; the client's address is logged
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Inspection Archive"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = folder("STATIC_ROOT", BASE_DIR / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What may not happen: no script, style, frame or form target of another origin, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # a curator's day
CSRF_COOKIE_HTTPONLY = True

# Only curators send anything, and only small forms; everything else is in the address.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_VIEW = (
    "admin:reports_source_upload"  # the one page that takes more: a report file, up to REPORT_MAX_BYTES
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# HTTPS is the rule; `make run` serves one reader on this machine and says HTTPS=0.
HTTPS = flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [
    r"^health/(live/|ready/)?$"
]  # asked from inside the machine, where there is no certificate
SESSION_COOKIE_SECURE = HTTPS
RATE_LIMIT = number("RATE_LIMIT", 0, least=0)  # requests a minute from one address; 0 sets no limit
METRICS_CLIENTS = networks("METRICS_CLIENTS")  # who may see /metrics; nobody, where none is named
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Limits on one report file, which is hostile until it is read.
REPORT_MAX_BYTES = number("REPORT_MAX_BYTES", 50 * 1024 * 1024)
REPORT_MAX_PAGES = number("REPORT_MAX_PAGES", 500)
REPORT_MAX_SECONDS = number("REPORT_MAX_SECONDS", 60)
REPORT_MAX_MEMORY = number("REPORT_MAX_MEMORY", 1024 * 1024 * 1024)

# One line an event on standard error, where whoever runs the process collects it.
LOG_FORMAT = os.environ.get("LOG_FORMAT") or "line"
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT is “{LOG_FORMAT}”: it has to be “line” or “json”.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "inspections.request_log.WithRequestId"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s"},
        "json": {"()": "inspections.request_log.JsonLines"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request_id"]}
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING").upper()},
    "loggers": {
        # Django's own handlers for these would say everything twice, and mail somebody.
        "django": {"handlers": [], "propagate": True},
        # A page that is not there, or not for this reader, is no fault of the archive; each has its line above.
        "django.request": {"level": "ERROR"},
        # Scanners send any Host header: that is refused, and no news.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
if SENTRY_DSN:
    if importlib.util.find_spec("sentry_sdk") is None:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but its package is not installed: `pip install sentry-sdk`, or unset SENTRY_DSN."
        )
    importlib.import_module("sentry_sdk").init(dsn=SENTRY_DSN, send_default_pii=False)
