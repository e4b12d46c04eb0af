"""Where each face answers."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from goodstanding.apps.identity import views as identity

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", identity.sign_in, name="sign-in"),
    path("sign-out/", identity.sign_out, name="sign-out"),
    path("language/", identity.switch_language, name="language"),
    path("api/v1/", include("goodstanding.web.api.urls")),
    path("console/", include("goodstanding.web.console.urls")),
    path("portal/", include("goodstanding.web.portal.urls")),
]
if settings.CONFIG.demo:
    urlpatterns.append(path("demo/", include("goodstanding.demo.urls")))
urlpatterns.append(path("", include("goodstanding.web.public.urls")))
