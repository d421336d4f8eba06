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
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import django_stubs_ext
from croniter import croniter
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

# Django's admin, forms, feeds and sitemaps take a type parameter from here on, at run time too.
django_stubs_ext.monkeypatch()

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


def timetable(name: str) -> str:
    """When something is done, in the five fields of cron; empty where it never is."""
    value = os.environ.get(name, "").strip()
    if value and not croniter.is_valid(value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”: it has to be five fields of cron, such as 17 5 * * *."
        )
    return value


def site_url(value: str) -> str:
    """The site's own URL without its last slash; empty where none is set."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/")):
        raise ImproperlyConfigured(
            f"SITE_URL is “{value}”: it has to be a URL without a path, such as https://archive.example."
        )
    return value.rstrip("/")


DUMMY_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def mail_server(url: str) -> dict[str, Any]:
    """A mail server from its URL; empty where none is set. The URL may hold a password, so no error repeats it."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl"} or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is not the URL of a mail server, such as smtp+tls://user:password@mail.example:587."
        )
    if not os.environ.get("EMAIL_FROM"):
        raise ImproperlyConfigured(
            "EMAIL_URL is set and EMAIL_FROM is not: set it to the address that mail comes from."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtp+tls",
        "ssl": parts.scheme == "smtp+ssl",
    }


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
# Long work is done by `manage.py worker` (reports/jobs/queue.py); the tests do it at once.
JOBS_AT_ONCE = False
WORKER_JOBS = number("WORKER_JOBS", 1)  # how many jobs a worker does at once
JOB_MAX_MEMORY = number("JOB_MAX_MEMORY", 2 * 1024 * 1024 * 1024)  # bytes of one job's process
# A folder that new reports come into; a worker reads it every quarter of an hour.
INCOMING_DIR = folder("INCOMING_DIR", BASE_DIR) if os.environ.get("INCOMING_DIR") else None
# The harvest of the inspectorate's site (reports/harvest/): whom its operator can write to, and when it runs, as in
# cron: "17 5 * * *". Without a time it runs by command alone.
HARVEST_CONTACT = os.environ.get("HARVEST_CONTACT", "")
HARVEST_CRON = timetable("HARVEST_CRON")
HARVEST_SECONDS_BETWEEN = number("HARVEST_SECONDS_BETWEEN", 2)  # two requests
HARVEST_RECHECK_DAYS = number("HARVEST_RECHECK_DAYS", 30)  # after which pages and files are looked at again
HARVEST_TIMEOUT = 20.0  # seconds without a sign of the site
HARVEST_SITE_URL = os.environ.get("HARVEST_SITE_URL", "")  # a stand-in of the site, to try it against
HARVEST_FILE_URLS = names("HARVEST_FILE_URLS")
PROCRASTINATE_IMPORT_PATHS = ["reports.jobs.queued", "reports.jobs.periodic"]

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
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "reports",
]

MIDDLEWARE = [
    "inspections.request_log.RequestLogMiddleware",
    "inspections.metrics.MetricsMiddleware",  # where METRICS_CLIENTS names who may look
    "inspections.data_answers.DataAnswersMiddleware",  # also what those below it refuse
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
# The worker listens, which a pooler in transaction mode does not pass on: this names the server itself.
WORKER_DATABASE_URL = os.environ.get("WORKER_DATABASE_URL", "")
WORKER_DATABASE = database(WORKER_DATABASE_URL) if WORKER_DATABASE_URL else {}
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

# Mail is sent through the server that EMAIL_URL names, such as smtp+tls://user:password@mail.example:587; without it
# none is sent, and nothing offers any.
EMAIL_SERVER = mail_server(os.environ.get("EMAIL_URL", ""))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_SERVER else DUMMY_MAIL
EMAIL_HOST, EMAIL_PORT = EMAIL_SERVER.get("host", ""), EMAIL_SERVER.get("port", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_SERVER.get("user", ""), EMAIL_SERVER.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SERVER.get("tls", False), EMAIL_SERVER.get("ssl", False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "")
MAIL_CRON = timetable("MAIL_CRON") or "0 7 * * *"  # when digests are sent
# Who is told when the harvest finds the site changed.
ADMINS = [("Operator", address) for address in names("OPERATOR_EMAIL")]

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

# Whether ingest leaves a file that would take another's place to a curator, who sees first what differs.
HOLD_REPLACEMENTS = flag("HOLD_REPLACEMENTS")
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
        # A worker whose database is gone says so in a sentence (its command), not in a traceback of each of its parts.
        "procrastinate": {"level": "CRITICAL"},
    },
}

SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
if SENTRY_DSN:
    if importlib.util.find_spec("sentry_sdk") is None:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but its package is not installed: `pip install sentry-sdk`, or unset SENTRY_DSN."
        )
    try:
        importlib.import_module("sentry_sdk").init(dsn=SENTRY_DSN, send_default_pii=False)
    except ValueError as error:  # it may hold a secret, so the sentence does not repeat it
        raise ImproperlyConfigured(f"SENTRY_DSN is not one that Sentry gives ({error}).") from error
