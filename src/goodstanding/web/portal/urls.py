"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.portal.views import (
    accounts,
    appeals,
    applications,
    categories,
    check,
    corrections,
    credentials,
    decisions,
    notices,
    personal,
    profile,
    transfers,
)

app_name = "portal"
urlpatterns = [
    path("", accounts.home, name="home"),
    path("apply/", applications.applications, name="applications"),
    path("apply/start/", applications.start, name="apply"),
    path("apply/districts/", applications.districts, name="districts"),
    path("apply/<slug:ref>/", applications.application, name="application"),
    path("apply/<slug:ref>/save/", applications.save, name="save_application"),
    path("apply/<slug:ref>/withdraw/", applications.withdraw, name="withdraw_application"),
    path("transfers/take/", transfers.take, name="take"),
    path("transfers/<slug:ref>/", transfers.transfer, name="transfer"),
    path("transfers/<slug:ref>/withdraw/", transfers.withdraw, name="withdraw_transfer"),
    path("accounts/<str:ref>/transfer/", transfers.offer, name="offer"),
    path("apply/<slug:ref>/credentials/", credentials.of_application, name="application_credentials"),
    path("accounts/<str:ref>/", accounts.account, name="account"),
    path("accounts/<str:ref>/profile/", profile.profile, name="profile"),
    path("accounts/<str:ref>/profile/withdraw/", profile.withdraw, name="withdraw_profile"),
    path("accounts/<str:ref>/categories/", categories.categories, name="categories"),
    path("accounts/<str:ref>/categories/withdraw/", categories.withdraw, name="withdraw_categories"),
    path("accounts/<str:ref>/credentials/", credentials.of_account, name="credentials"),
    path("credentials/<slug:ref>/withdraw/", credentials.withdraw, name="withdraw_credential"),
    path("corrections/<slug:ref>/", corrections.correction, name="correction"),
    path("corrections/<slug:ref>/hand-in/", corrections.hand_in, name="correct"),
    path("corrections/<slug:ref>/extend/", corrections.extend, name="extend_correction"),
    path("decisions/<slug:ref>/", decisions.decision, name="decision"),
    path("decisions/<slug:ref>/appeal/", appeals.appeal_form, name="appeal"),
    path("appeals/<slug:receipt>/", appeals.appeal, name="receipt"),
    path("appeals/<slug:receipt>/withdraw/", appeals.withdraw, name="withdraw"),
    path("appeals/<slug:receipt>/files/<slug:sha256>/", appeals.attachment, name="attachment"),
    path("notices/", notices.inbox, name="notices"),
    path("notices/<slug:ref>/", notices.notice, name="notice"),
    path("personal/", personal.personal, name="personal"),
    path("personal/consent/", personal.consent, name="personal_consent"),
    path("personal/ask/", personal.ask, name="personal_ask"),
    path("personal/requests/<slug:ref>/withdraw/", personal.withdraw, name="personal_withdraw"),
    path("personal/requests/<slug:ref>/copy/", personal.copy, name="personal_copy"),
    path("check/", check.check, name="check"),
]
