"""Where each face answers."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from goodstanding.apps.identity import views as identity

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", identity.sign_in, name="sign-in"),
    path("sign-out/", identity.sign_out, name="sign-out"),
    path("language/", identity.switch_language, name="language"),
]
if settings.CONFIG.demo:
    urlpatterns.append(path("demo/", include("goodstanding.demo.urls")))
for _route, _face in {"api/v1/": "api", "console/": "console", "portal/": "portal", "": "public"}.items():
    if find_spec(f"goodstanding.web.{_face}.urls"):
        urlpatterns.append(path(_route, include(f"goodstanding.web.{_face}.urls")))
