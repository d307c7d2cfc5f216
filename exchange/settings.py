"""Settings of the platform. Every value that differs between places comes from the environment, through `env`."""

from pathlib import Path

from django.utils.csp import CSP

from exchange import env, jobs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG, DEMO = env.flag("DEBUG", "false"), env.flag("DEMO", "false")
SECRET_KEY = env.secret("SECRET_KEY", "only-for-development-and-tests-" + "0" * 32 if DEBUG else None)
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000" if DEBUG or DEMO else None).rstrip("/")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver" if DEBUG or DEMO else None)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
PROXIES = env.integer("PROXIES", "1" if SITE_URL.startswith("https://") else "0")

# The product and its coordinator, as people see them.
PRODUCT_NAMES = {
    code: env.text(f"PRODUCT_{code.upper()}", name)
    for code, name in {"fr": "Papillon", "nl": "Vlinder", "en": "Vlinder"}.items()
}
MAYA_NAME = env.text("MAYA_NAME", "Els Vlinderslag" if DEMO else "Maya")
MAYA_MAIL = env.text("MAYA_MAIL", "papillon@maya.brussels")
MAYA_PHONE = env.text("MAYA_PHONE", "0490 11 42 12")
MAYA_COORDINATION_PHONE = env.text("MAYA_COORDINATION_PHONE", "0490 11 42 11")

INSTALLED_APPS = [
    "exchange.demo",
    "exchange.desk",
    "exchange.intake",
    "exchange.matching",
    "agreements",
    "exchange.questionnaires",
    "exchange.placements",
    "catalogue",
    "exchange.members",
    "exchange.programmes",
    "exchange.notifications",
    "exchange",
    *("allauth", "allauth.account", "allauth.mfa", "allauth.usersessions"),
    *("django_q", "django_htmx", "django_filters"),
    *(f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")),
    "django.forms",
]
MIDDLEWARE = [
    "exchange.members.middleware.RealAddress",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "exchange.compression.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "exchange.members.middleware.DatabaseAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "exchange.members.middleware.OwnLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "exchange.members.middleware.TwoSteps",
    "exchange.members.middleware.NoStore",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "exchange.urls"
FORM_RENDERER = "exchange.forms.Renderer"
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
                "exchange.programmes.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "exchange.programmes.templatetags.site",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'vlinder.sqlite3'}"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
Q_CLUSTER = jobs.CLUSTER

LANGUAGE_CODE = "en"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "exchange" / "locale"]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "language", 365 * 24 * 3600
TIME_ZONE = "Europe/Brussels"

STATIC_URL, STATIC_ROOT = "/static/", VAR_DIR / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "exchange.joined.Finder"]
STATIC_STORAGE = "django.contrib.staticfiles.storage." if DEBUG else "whitenoise.storage.CompressedManifest"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"{STATIC_STORAGE}StaticFilesStorage"},
}

# Mail leaves through the outbox alone (exchange.notifications); in the demo world none leaves.
RELAY = env.mailer(env.text("MAIL_URL", "memory:" if DEBUG or DEMO else None))
MAILERS = {"default": {"BACKEND": "exchange.demo.relay.Relay"} if DEMO else RELAY}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"{MAYA_NAME} <{MAYA_MAIL}>")

LOGGING = {"version": 1, "root": {"handlers": ["err"]}, "handlers": {"err": {"class": "logging.StreamHandler"}}}
LOGGING["disable_existing_loggers"] = False  # `jobs` is imported above, and its faults must be heard

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "home"
ACCOUNT_ADAPTER = "exchange.members.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = False  # ours: exchange.members.fresh
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute: who reads the code and types slowly is not refused (RFC 6238, 5.2)
MFA_TOTP_ISSUER = PRODUCT_NAMES["fr"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO

SESSION_COOKIE_AGE = 12 * 3600
if SITE_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    **{f"{kind}-src": [CSP.SELF] for kind in ("script", "style", "img", "font", "connect", "manifest")},
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
