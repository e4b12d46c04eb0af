"""Claims about filing packages and what changed since the last receipt."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.obligations.errors import OfficeUnresolved, RecordUnfit, RecordUnknown
from goodstanding.apps.obligations.models import Filing
from goodstanding.apps.obligations.reading.filings import filings, package, pending_changes
from goodstanding.apps.obligations.services.filings import note_receipt, prepare_filing
from goodstanding.apps.obligations.services.offices import note_office
from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.policies.services import install_pack
from tests.apps.obligations.conftest import keeper_named
from tests.core.policy import sample
from tests.factories.matters import seed_matters
from tests.factories.screening_pack import RULES, archive

DAY = timedelta(days=1)


@pytest.fixture
def filer(db, at):
    seed_matters(at=at)
    keeper = keeper_named("filer", at=at)
    note_office("110000", channel="示例渠道", contact_owner=int(keeper.ref), checked_on=day_of(at), actor=keeper, at=at)
    return keeper


def filed(filer, at):
    made = prepare_filing("110000", actor=filer, at=at)
    return note_receipt(made.ref, receipt="示例回执-1", actor=filer, at=at)


def other_rules(at):
    pack = sample.PACK.replace("2026.11.1", "2026.12.1") + "settings: {machine_hold_hours: 24}\n"
    rules = RULES.replace("score: 0.9", "score: 0.8", 1)
    install_pack(archive(pack=pack, rules__rules=rules), mode="live", actor=SYSTEM, at=at)


def test_rq018_package_built_again_from_its_snapshot_is_byte_identical(filer, at):
    made = prepare_filing("110000", actor=filer, at=at)
    other_rules(at + DAY)

    assert made.package_sha256 == hashlib.sha256(package(made.ref)).hexdigest()


def test_rq018_package_holds_accounts_rules_and_agreement_with_their_digests(filer, at):
    made = prepare_filing("110000", actor=filer, at=at)

    names = zipfile.ZipFile(io.BytesIO(package(made.ref))).namelist()
    assert ["accounts.json", "agreement.json", "manifest.json", "office.json", "rules.pack"] == names


def test_rq018_person_notes_the_filing_with_its_receipt(filer, at):
    filed(filer, at)

    assert ("示例回执-1", at) == (filings()[0].receipt, filings()[0].filed_at)


@pytest.mark.parametrize("receipt", ["", "  "])
def test_rq018_filing_without_a_receipt_number_is_refused(filer, at, receipt):
    made = prepare_filing("110000", actor=filer, at=at)

    with pytest.raises(RecordUnfit):
        note_receipt(made.ref, receipt=receipt, actor=filer, at=at)


def test_receipt_is_noted_once(filer, at):
    made = filed(filer, at)

    with pytest.raises(RecordUnknown):
        note_receipt(made.ref, receipt="示例回执-2", actor=filer, at=at)


def test_rq002_package_without_a_resolvable_office_is_refused(filer, at):
    with pytest.raises(OfficeUnresolved):
        prepare_filing("310000", actor=filer, at=at)


def test_snapshot_cannot_be_changed(filer, at):
    prepare_filing("110000", actor=filer, at=at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Filing.objects.update(snapshot="{}")


def test_rq019_nothing_is_pending_right_after_a_receipt(filer, at):
    filed(filer, at)

    assert () == pending_changes(at=at)


def test_rq019_changed_rule_is_pending_until_the_next_receipt(filer, at):
    filed(filer, at)
    other_rules(at + DAY)

    before = pending_changes(at=at + DAY)
    prepared = prepare_filing("110000", actor=filer, at=at + DAY)
    between = pending_changes(at=at + DAY)
    note_receipt(prepared.ref, receipt="示例回执-2", actor=filer, at=at + DAY)

    assert ("changed", "rule", ("score",)) in {(one.change, one.kind, one.detail) for one in before}
    assert (before, ()) == (between, pending_changes(at=at + DAY))
