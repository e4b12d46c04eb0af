"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.public.views import accounts, home, reports, rules

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", accounts.search, name="accounts"),
    path("accounts/<str:ref>/", accounts.card, name="card"),
    path("accounts/<str:ref>/code.svg", accounts.code, name="code"),
    path("agencies/<slug:uscc>/", accounts.agency, name="agency"),
    path("report/", reports.report, name="report"),
    path("reports/", reports.follow, name="follow"),
    path("reports/<str:receipt>/", reports.receipt, name="receipt"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("how-we-decide/", home.how, name="how"),
    path("healthz", home.health, name="health"),
    path("robots.txt", home.robots, name="robots"),
]
