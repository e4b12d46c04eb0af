"""Addresses of the review desk."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.console.views import (
    agencies,
    appeals,
    cases,
    corrections,
    credentials,
    deciding,
    decisions,
    documents,
    matters,
    names,
    patrol,
    policies,
    proposals,
    queues,
    record,
)

app_name = "console"
urlpatterns = [
    path("", queues.home, name="home"),
    path("queues/<slug:queue_id>/", queues.queue, name="queue"),
    path("start/", queues.start, name="start"),
    path("start/<slug:queue_id>/", queues.start, name="start_queue"),
    path("search/", queues.search, name="search"),
    path("cases/<slug:ref>/", cases.case, name="case"),
    path("cases/<slug:ref>/lease/", cases.renew_lease, name="lease"),
    path("cases/<slug:ref>/draft/", deciding.draft, name="draft"),
    path("cases/<slug:ref>/statement/", deciding.statement, name="statement"),
    path("cases/<slug:ref>/preview/", deciding.preview, name="preview"),
    path("cases/<slug:ref>/decide/", deciding.decide, name="decide"),
    path("cases/<slug:ref>/answer/", appeals.answer, name="answer"),
    path("cases/<slug:ref>/matter/", matters.settle, name="matter"),
    path("cases/<slug:ref>/attachments/<slug:receipt>/<slug:sha256>/", appeals.attachment, name="attachment"),
    path("cases/<slug:ref>/images/<slug:sha256>/", cases.image, name="image"),
    path("cases/<slug:ref>/<slug:action>/", cases.act, name="act"),
    path("credentials/<slug:ref>/number/", credentials.number, name="credential_number"),
    path("documents/<slug:ref>/", documents.document, name="document"),
    path("requests/<slug:ref>/words/", documents.words, name="request_words"),
    path("patrol/", patrol.patrol, name="patrol"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("accuracy/", patrol.accuracies, name="accuracy"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:ref>/", proposals.proposal, name="proposal"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:ref>/", decisions.decision, name="decision"),
    path("measures/", decisions.measures, name="measures"),
    path("names/", names.names, name="names"),
    path("policies/", policies.policies, name="policies"),
    path("policies/rules/<str:rule_id>/", policies.rule, name="rule"),
    path("record/", record.record, name="audit"),
    path("record/verify/", record.verify, name="verify"),
    path("<path:address>/", queues.missing, name="missing"),
]
