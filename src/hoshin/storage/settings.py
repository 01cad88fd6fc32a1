"""Settings of the workplace: safe as they are, changed by environment variables alone.

``HOSHIN_DATA`` is the folder of everything that is kept (``hoshin-data`` where nothing is said),
``HOSHIN_DATABASE`` the address of another database, ``HOSHIN_HOSTS`` the names under which people
reach the workplace, ``HOSHIN_HTTPS=1`` says that it stands behind TLS, ``HOSHIN_SMTP`` names the
mail server, ``HOSHIN_OIDC`` the identity provider. Reading this module writes nothing; ``start``
makes what must be made.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from hoshin.storage.addresses import database_of, mail_of, oidc_of

DATA = Path(os.environ.get("HOSHIN_DATA", "hoshin-data")).absolute()
SECRET_KEY_FILE = DATA / "secret-key"
EVIDENCE = DATA / "evidence"
RELEASES = DATA / "releases"
SITE = DATA / "site"
# The address under which people read the public site; screens lead there where it is set.
PUBLIC_SITE = os.environ.get("HOSHIN_PUBLIC_SITE", "")
IS_DEMO = os.environ.get("HOSHIN_DEMO", "") == "1"
# Whether this server reads what is uploaded; of several servers one may do it for all.
READS_UPLOADS = os.environ.get("HOSHIN_READS_UPLOADS", "1") != "0"
BEHIND_TLS = os.environ.get("HOSHIN_HTTPS", "") == "1"

DEBUG = False
SECRET_KEY = os.environ.get("HOSHIN_SECRET_KEY", "") or (
    SECRET_KEY_FILE.read_text(encoding="ascii").strip()
    if SECRET_KEY_FILE.is_file()
    else get_random_secret_key()
)
ALLOWED_HOSTS = [
    one.strip()
    for one in os.environ.get("HOSHIN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if one.strip()
]

DATABASES = {"default": database_of(os.environ.get("HOSHIN_DATABASE", ""), DATA / "hoshin.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "storage.Person"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "hoshin.storage",
    "hoshin.web",
]

# Delivery is named by strings alone: this floor imports nothing from above.
ROOT_URLCONF = "hoshin.web.urls"
WSGI_APPLICATION = "hoshin.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoshin.web.middleware.LanguageMiddleware",
    "hoshin.web.middleware.UploadLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hoshin.web.middleware.DeskMiddleware",
    "hoshin.web.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hoshin.web.rendering.environment",
            "context_processors": ["hoshin.web.desk.context"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
CSRF_FAILURE_VIEW = "hoshin.web.errors.csrf_failure"

# --- signing in ---

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_work"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hoshin.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "hoshin.web.accounts.LoginForm",
    "change_password": "hoshin.web.accounts.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# The lock-out is kept in the database, for each sign-in name: a whole office may share an address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": False}
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "hoshin.web.errors.locked_out"
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hoshin"
# Single sign-on: the city's own identity provider, and the claim by which it names invited people.
OIDC = oidc_of(os.environ.get("HOSHIN_OIDC", ""), os.environ.get("HOSHIN_OIDC_NAME", ""))
OIDC_CLAIM = os.environ.get("HOSHIN_OIDC_CLAIM", "email")
HAS_PASSWORDS = OIDC is None or os.environ.get("HOSHIN_PASSWORDS", "1") != "0"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [] if OIDC is None else [OIDC]}}
SOCIALACCOUNT_ADAPTER = "hoshin.web.single_sign_on.SingleSignOn"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# A session lasts a working day, and ends with the browser.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]

# Fixed files are served from the installed package itself: nothing has to be collected.
STATIC_URL = "/static/"
STATICFILES_DIRS = [("site", Path(__file__).parents[1] / "site" / "static")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 24 * 60 * 60
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'none'"],
        "base-uri": ["'none'"],
        # Signing in and out leads on to the identity provider.
        "form-action": ["'self'", *([] if OIDC is None else [OIDC["settings"]["origin"]])],
        "frame-ancestors": ["'none'"],
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("HOSHIN_MAIL_FROM", "hoshin@localhost")
for _name, _value in mail_of(os.environ.get("HOSHIN_SMTP", "")).items():
    globals()[_name] = _value

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
