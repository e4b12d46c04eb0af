"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.public.views import accounts, home, infringement, reports, rules

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
    path("copyright/", infringement.notice, name="copyright"),
    path("copyright/<str:ref>/", infringement.followed, name="copyright_notice"),
    path("copyright/<str:ref>/complete/", infringement.complete, name="complete_notice"),
    path("copyright/<str:ref>/prove/", infringement.prove, name="prove_notice"),
    path("copyright/<str:ref>/withdraw/", infringement.withdraw, name="withdraw_notice"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("how-we-decide/", home.how, name="how"),
    path("healthz", home.health, name="health"),
    path("robots.txt", home.robots, name="robots"),
]
