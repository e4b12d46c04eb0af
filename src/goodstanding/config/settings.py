"""Django's settings, derived from the one typed configuration object."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from goodstanding.adapters.compiled_files import CompiledFiles
from goodstanding.adapters.model_server_settings import server_from
from goodstanding.config.configuration import kept_secret, read_config
from goodstanding.config.database import database_settings
from goodstanding.config.keys import audit_key, former_audit_keys, sealing_ring
from goodstanding.config.logs import configure_logging
from goodstanding.core.signals.model_server import use_model_server
from goodstanding.core.text.compiled_store import use_store

CONFIG = read_config(os.environ)

DEBUG = CONFIG.debug
SECRET_KEY = CONFIG.secret_key or kept_secret(CONFIG.state_dir / "keys" / "secret_key")
ALLOWED_HOSTS = list(CONFIG.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(CONFIG.trusted_origins)
ROOT_URLCONF = "goodstanding.config.urls"
WSGI_APPLICATION = "goodstanding.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "goodstanding.apps.common",
    "goodstanding.apps.identity",
    "goodstanding.apps.audit",
    "goodstanding.apps.notices",
    "goodstanding.apps.webhooks",
    "goodstanding.apps.registry",
    "goodstanding.apps.policies",
    "goodstanding.apps.ingest",
    "goodstanding.apps.originality",
    "goodstanding.apps.claims",
    "goodstanding.apps.integrity",
    "goodstanding.apps.obligations",
    "goodstanding.apps.review",
    "goodstanding.apps.enforcement",
    "goodstanding.apps.screening",
    "goodstanding.apps.redress",
    "goodstanding.apps.credit",
    "goodstanding.apps.disclosure",
    "goodstanding.apps.analytics",
    "goodstanding.web.design",
    "goodstanding.web.api",
    "goodstanding.web.console",
    "goodstanding.web.portal",
    "goodstanding.web.public",
]

if CONFIG.demo:
    INSTALLED_APPS.append("goodstanding.demo")

MIDDLEWARE = [
    "goodstanding.config.middleware.name_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goodstanding.config.middleware.limit_browser_features",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "goodstanding.config.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodstanding.config.context.installation",
            ],
        },
    },
]

DATABASES = {"default": database_settings(CONFIG.database_url, state_dir=CONFIG.state_dir)}

AUTH_USER_MODEL = "identity.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
"""Each under its own name, so that nobody has to read another language to find theirs."""
LANGUAGE_COOKIE_NAME = "goodstanding_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.static_root or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG
_MANIFEST = STATIC_ROOT is not None and (Path(STATIC_ROOT) / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

SESSION_COOKIE_NAME = "goodstanding_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONFIG.secure_cookies
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "goodstanding_csrf"
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.secure_cookies else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CONFIG.secure_cookies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.secure_cookies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = [
    "goodstanding.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024
"""A little above the 8 MiB of an events call, which answers 413 itself."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

SILENCED_SYSTEM_CHECKS = ["fields.W163", "models.W046"]
"""SQLite keeps no comments on tables and columns; PostgreSQL does, and the models carry them for it."""

use_store(CompiledFiles(CONFIG.state_dir / "cache" / "patterns"))

use_model_server(
    server_from(
        {"url": CONFIG.model_server_url, "key": CONFIG.model_server_key, "price": CONFIG.model_server_price},
        folder=CONFIG.state_dir / "model-answers",
    )
)

LOGGING_CONFIG = None
configure_logging(log_format=CONFIG.log_format)

SEALING_RING = sealing_ring(CONFIG)
"""Keys by id, newest first: the first seals, all unseal."""
AUDIT_KEY = audit_key(CONFIG)
"""Id and Ed25519 seed of the key that signs log checkpoints."""
AUDIT_FORMER_KEYS = former_audit_keys(CONFIG)
"""Public keys, by id, whose signatures are still believed."""
