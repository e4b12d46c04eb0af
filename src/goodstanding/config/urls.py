"""Where each face answers."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from goodstanding.apps.identity import views as identity

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", identity.sign_in, name="sign-in"),
    path("sign-in/code/", identity.sign_in_code, name="sign-in-code"),
    path("sign-out/", identity.sign_out, name="sign-out"),
    path("confirm/", identity.confirm, name="confirm"),
    path("security/", identity.security, name="security"),
    path("security/set-up/", identity.set_up, name="set-up-factor"),
    path("security/codes/", identity.renew_codes, name="renew-codes"),
    path("security/remove/", identity.remove, name="remove-factor"),
    path("language/", identity.switch_language, name="language"),
    path("api/v1/", include("goodstanding.web.api.urls")),
    path("console/", include("goodstanding.web.console.urls")),
    path("portal/", include("goodstanding.web.portal.urls")),
]
if settings.CONFIG.demo:
    urlpatterns.append(path("demo/", include("goodstanding.demo.urls")))
urlpatterns.append(path("", include("goodstanding.web.public.urls")))
