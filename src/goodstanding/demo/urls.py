"""The demo's addresses, under ``/demo/``."""

from __future__ import annotations

from django.urls import path

from goodstanding.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.first_page, name="first-page"),
    path("messages/", views.messages, name="messages"),
    path("be/<slug:username>/", views.be, name="be"),
]
