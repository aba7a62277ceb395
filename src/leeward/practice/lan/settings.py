# SPDX-License-Identifier: Apache-2.0
"""The settings of the second door: those of the practice, without a sign-in, a session or a staff page.

LEEWARD_LAN_HOSTS   the names a tablet may ask for this machine by, with commas
"""

from __future__ import annotations

import os

from leeward.practice.settings import *  # noqa: F403

ROOT_URLCONF = "leeward.practice.lan.urls"
MIDDLEWARE = [
    "leeward.practice.site.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "leeward.practice.lan.files.NeededFiles",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "leeward.practice.lan.quota.quota",
    "leeward.practice.site.origin.origin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "leeward.practice.lan.gate.gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

IS_LAN = True
IS_HTTPS = True
ALLOWED_HOSTS = [name for name in os.environ.get("LEEWARD_LAN_HOSTS", "").split(",") if name]
CSRF_TRUSTED_ORIGINS = []
SECURE_PROXY_SSL_HEADER = None  # type: ignore[assignment]  # this door is never behind a proxy
SECURE_HSTS_SECONDS = 0  # a tablet that learned it could not be told to trust a new certificate
CSRF_COOKIE_NAME = "__Host-form"
LANGUAGE_COOKIE_NAME = "__Host-language"
CSRF_COOKIE_AGE = None  # gone with the browser: no mark on the tablet for a year
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "leeward.practice.lan.views.form_too_old"
DEVICE_COOKIE = "__Host-questions"
DEVICE_COOKIE_PATH = "/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
