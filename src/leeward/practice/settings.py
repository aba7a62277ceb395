# SPDX-License-Identifier: Apache-2.0
"""How Django is set up. Read from the environment that `leeward serve` prepares:

    LEEWARD_HOME      the folder of the practice            DATABASE_URL   where it is not db.sqlite3 in the
    LEEWARD_ADDRESS   https://name, behind a TLS proxy                     home: sqlite:///FILE or
                      on this machine; else plain loopback                 postgresql://user@host:port/name
    LEEWARD_BACKUP_TO, LEEWARD_BACKUP_KEYS_TO   folders for a back-up each night, where they are set

The secret key is made anew at each start and never stored: a restart signs everybody out.
"""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from leeward.practice.databases import django_settings, read_database_url, require_driver
from leeward.practice.outgoing.server import read_server

HOME = Path(os.environ["LEEWARD_HOME"])
AGENT_SOCKET = HOME / "run" / "agent.sock"
SETUP_CODE = os.environ.get("LEEWARD_SETUP_CODE", "")

BACKUP_TO = os.environ.get("LEEWARD_BACKUP_TO", "")
BACKUP_KEYS_TO = os.environ.get("LEEWARD_BACKUP_KEYS_TO", "")
"""Folders on other disks: with the first, a back-up is made each night."""

DEBUG = False
SECRET_KEY = os.environ.get("LEEWARD_RUN_SECRET") or secrets.token_urlsafe(48)
ROOT_URLCONF = "leeward.practice.urls"
WSGI_APPLICATION = "leeward.practice.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "leeward.practice",
]
MIDDLEWARE = [
    "leeward.practice.site.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leeward.practice.site.session_line.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "leeward.practice.lan.quota.quota",
    "leeward.practice.site.origin.origin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leeward.practice.notes.session_key.keep_session_key",
    "leeward.practice.site.gate.gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "leeward.practice.site.context.every_page",
            ]
        },
    }
]


DATABASE_ADDRESS = os.environ.get("DATABASE_URL", "")
_records = read_database_url(DATABASE_ADDRESS, HOME)
require_driver(_records, is_installed=find_spec("psycopg") is not None)
DATABASES = {"default": django_settings(_records)}


def _zone_of_this_machine() -> str:
    """The time zone the clinician's clock shows; UTC where the machine does not say."""
    named = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return named if named in available_timezones() else "UTC"


AUTH_USER_MODEL = "practice.Account"
PASSWORD_HASHERS = ["leeward.practice.accounts.hashing.PasswordHasher"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60  # since the last sign of life; a page being written on makes small ones
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

MAIL = read_server(os.environ.get("LEEWARD_MAIL", ""), os.environ.get("LEEWARD_MAIL_FROM", ""))
"""None: off. Then nothing that sends can be reached."""

_address = urlsplit(os.environ.get("LEEWARD_ADDRESS", ""))
if _address.scheme not in ("", "https") or (_address.scheme and not _address.hostname):
    raise ImproperlyConfigured("LEEWARD_ADDRESS must be https://name; leave it out on this machine alone")
IS_HTTPS = _address.scheme == "https"
ALLOWED_HOSTS = [_address.hostname] if IS_HTTPS else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{_address.netloc}"] if IS_HTTPS else []
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
_COOKIE = "__Host-leeward-" if IS_HTTPS else "leeward-"
SESSION_COOKIE_NAME = _COOKIE + "session"
CSRF_COOKIE_NAME = _COOKIE + "form"
LANGUAGE_COOKIE_NAME = _COOKIE + "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
DEVICE_COOKIE = "__Secure-leeward-questions" if IS_HTTPS else "leeward-questions"
DEVICE_COOKIE_PATH = "/questions/"
IS_LAN = False
LAN_ADDRESS = os.environ.get("LEEWARD_LAN_ADDRESS", "")
"""Where a tablet in the practice's network finds check-in; empty: this door is shut."""
LAN_FINGERPRINT = os.environ.get("LEEWARD_LAN_FINGERPRINT", "")
CSRF_FAILURE_VIEW = "leeward.practice.site.views.form_too_old"

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = [
    "leeward.practice.inspection.uploading.LookUploadHandler",
    "leeward.practice.notes.uploading.SealedUploadHandler",
]
"""A file is sealed on its way in, or only looked at in memory: none of Django's own handlers, which write
plain temporary files."""

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False  # a page from elsewhere could learn that Leeward runs here

USE_TZ = True
TIME_ZONE = _zone_of_this_machine()
USE_I18N = True
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "leeward.practice.formats"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]

# No request line, address or word of a form is written anywhere; faults name the place in the code alone.
LOGGING_CONFIG = None
