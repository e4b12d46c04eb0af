"""Proof of priority checked with nothing but its file; and the repost form, returned with what it lacks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodstanding.apps.audit.offline import verify_document
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.originality import selectors
from goodstanding.apps.originality.errors import DraftRefused, LicenceRefused, LicenceUnknown
from goodstanding.apps.originality.proofs import priority_proof
from goodstanding.apps.originality.services.drafts import record_draft
from goodstanding.apps.originality.services.licensing import grant_licence, revoke_licence
from goodstanding.cli.audit import command
from tests.cli.running import goodstanding
from tests.factories.originals import AUTHOR, OTHER, article, declared, edited, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("matters")]

MINUTE = timedelta(minutes=1)
FULL = {"owner": "示例日报", "url": "https://demo.example.com/1", "basis": "licence"}


@pytest.fixture
def proof(at: datetime) -> dict[str, Any]:
    """The proof of a declared original, as it is downloaded."""
    found: dict[str, Any] = json.loads(json.dumps(priority_proof(declared("c-1", article(), at=at).ref, at=at)))
    return found


def checked(path: Path, document: object, *more: str) -> Result:
    path.write_text(json.dumps(document), encoding="utf-8")
    return CliRunner().invoke(command, ["verify", "--proof", str(path), *more])


def test_rq064_priority_is_proved_offline(proof: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_text(json.dumps(proof), encoding="utf-8")
    elsewhere = "import os; os.environ['GOODSTANDING_DATABASE_URL'] = 'postgresql://nobody@127.0.0.1:1/none'; "

    ran = goodstanding(
        "audit",
        "verify",
        "--proof",
        str(tmp_path / "proof.json"),
        starter=elsewhere + "from goodstanding.cli import main; main()",
    )

    assert (0, True) == (ran.code, ran.out.startswith("proved: original:declared at 2026-11-23T04:00:00")), ran
    assert "content c-1" in ran.out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda told: told["claim"].update(account="acct-else"), "claim is not what"),
        (lambda told: told["claim"].update(at="2020-01-01T00:00:00+08:00"), "claim is not what"),
        (lambda told: told["proof"].update(leaf=told["proof"]["leaf"].replace("acct-demo-01", "acct-demo-02")), "altered"),
        (lambda told: told["proof"]["checkpoint"].update(at="2020-01-01T00:00:00.000000Z"), "signature"),
        (lambda told: told["proof"]["checkpoint"].update(public_key="00" * 32), "signature"),
        (lambda told: told["proof"].update(checkpoint=None), "No signed root"),
        (lambda told: told["proof"].pop("path"), "no proof"),
        (lambda told: told["proof"].update(path=[]), "altered"),
    ],
)
def test_altered_proof_proves_nothing(
    change: Callable[[dict[str, Any]], object], says: str, proof: dict[str, Any], tmp_path: Path
) -> None:
    change(proof)

    result = checked(tmp_path / "proof.json", proof)

    assert (1, True) == (result.exit_code, says in result.output), result.output


@pytest.mark.parametrize("document", [[], 1, None, {"claim": {}, "proof": None}, {"proof": {"leaf": 1}}])
def test_what_is_no_proof_is_said_to_be_none(document: object) -> None:
    assert not verify_document(document).holds


def test_file_that_is_missing_or_no_json_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff{")

    codes = [
        CliRunner().invoke(command, ["verify", "--proof", str(tmp_path / name)]).exit_code for name in ("none.json", "x.json")
    ]

    assert [2, 2] == codes


def test_kept_checkpoint_of_the_same_key_vouches_and_of_another_refuses(proof: dict[str, Any], tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(proof["proof"]["checkpoint"]), encoding="utf-8")
    trusted = checked(tmp_path / "proof.json", proof, "--checkpoint", str(kept))
    kept.write_text(json.dumps(proof["proof"]["checkpoint"] | {"public_key": "ab" * 32}), encoding="utf-8")

    other = checked(tmp_path / "proof.json", proof, "--checkpoint", str(kept))

    assert ([0, 1], True) == ([trusted.exit_code, other.exit_code], "kept elsewhere" in trusted.output)


def test_draft_is_proved_with_its_text(at: datetime, tmp_path: Path) -> None:
    text = "尚未发表的示例文稿。".encode()
    draft = record_draft(AUTHOR, sha256=hashlib.sha256(text).hexdigest().upper(), actor=SYSTEM, at=at)
    (tmp_path / "text").write_bytes(text)
    (tmp_path / "other").write_bytes(text + b".")
    document = priority_proof(draft.ref, at=at + MINUTE)

    codes = [checked(tmp_path / "p.json", document, "--text", str(tmp_path / name)).exit_code for name in ("text", "other")]

    assert [0, 1] == codes


def test_same_draft_again_is_answered_with_the_first_time(at: datetime) -> None:
    first = record_draft(AUTHOR, sha256="a" * 64, actor=SYSTEM, at=at)

    assert first == record_draft(AUTHOR, sha256="A" * 64, actor=SYSTEM, at=at + MINUTE)


@pytest.mark.parametrize("sha256", ["", "abc", "g" * 64, "a" * 65])
def test_what_is_no_digest_is_refused(sha256: str, at: datetime) -> None:
    with pytest.raises(DraftRefused):
        record_draft(AUTHOR, sha256=sha256, actor=SYSTEM, at=at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"grantee": AUTHOR},
        {"scopes": []},
        {"scopes": ["resell"]},
        {"kind": "whitelist"},
        {"kind": "gift"},
        {"content_ref": "c-else"},
        {"ends_at": datetime.fromisoformat("2026-11-23T04:00:00+00:00")},
        {"terms": "x" * 2001},
    ],
)
def test_licence_that_contradicts_itself_is_refused(wrong: dict[str, Any], at: datetime) -> None:
    told: dict[str, Any] = {"grantor": AUTHOR, "grantee": OTHER, "scopes": ["reprint"]} | wrong

    with pytest.raises(LicenceRefused):
        grant_licence(**told, actor=SYSTEM, at=at)


def test_licence_is_taken_back_once_and_by_who_gave_it(at: datetime) -> None:
    made = grant_licence(grantor=AUTHOR, grantee=OTHER, scopes=["reprint"], actor=SYSTEM, at=at)

    with pytest.raises(LicenceUnknown):
        revoke_licence(made.ref, grantor=OTHER, actor=SYSTEM, at=at)
    revoke_licence(made.ref, grantor=AUTHOR, actor=SYSTEM, at=at)
    with pytest.raises(LicenceRefused):
        revoke_licence(made.ref, grantor=AUTHOR, actor=SYSTEM, at=at)

    assert (
        [made.ref]
        == [one.ref for one in selectors.licences_received(OTHER)]
        == [one.ref for one in selectors.licences_given(AUTHOR)]
    )


@pytest.mark.parametrize(
    ("source", "more", "missing"),
    [
        (FULL, {}, []),
        ({}, {"repost_of": "c-demo-1"}, ["owner_missing", "basis_missing"]),
        ({"owner": "示例作者", "basis": "licence"}, {"repost_of": "c-demo-1"}, []),
        ({"owner": "示例作者", "basis": "licence"}, {"repost_of": "c-nowhere"}, ["source_gone"]),
        (FULL | {"owner": "网络"}, {}, ["owner_vague"]),
        (FULL | {"owner": "the internet"}, {}, []),
        (FULL | {"owner": "internet"}, {}, ["owner_vague"]),
        (FULL | {"owner": "互联网"}, {}, ["owner_vague"]),
        (FULL | {"url": "网络"}, {}, ["source_vague"]),
        (FULL | {"url": "https://互联网"}, {}, ["source_vague"]),
        (FULL | {"url": "http://[bad"}, {}, ["source_vague"]),
        ({"owner": "示例作者"}, {}, ["source_missing", "basis_missing"]),
    ],
)
def test_rq075_repost_without_owner_and_traceable_source_is_returned(
    source: dict[str, str], more: dict[str, Any], missing: list[str], at: datetime
) -> None:
    notes = published("c-9", article(), at=at, source=source, **more)

    found = selectors.repost_of("c-9")
    assert found is not None
    assert (missing, not missing) == (list(found.missing), found.is_complete)
    assert len(missing) == len([note for note in notes if note.startswith("/data/source")])
    assert bool(missing) == any("转载信息需要补正" in one.subject for one in inbox([("account", AUTHOR)]))


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ({"basis": "own"}, ["taken_at_missing", "taken_place_missing"]),
        ({"basis": "own", "taken_at": "2026年11月", "place": "示例市"}, []),
    ],
)
def test_rq075_own_pictures_ask_for_time_and_place(source: dict[str, str], missing: list[str], at: datetime) -> None:
    media = [{"url": "https://demo.example.com/a.jpg", "sha256": "0" * 64, "kind": "image"}]
    published("c-9", article(), at=at, source=source, media=media)

    found = selectors.repost_of("c-9")
    assert found is not None
    assert missing == list(found.missing)
    assert not found.is_repost


def test_rq075_completed_form_shows_the_source_line(at: datetime) -> None:
    published("c-9", article(), at=at, source={"owner": "示例日报"})
    edited("c-9", article(), at=at + MINUTE, source=FULL)

    found = selectors.repost_of("c-9")
    assert found is not None
    assert (True, "来源：示例日报（https://demo.example.com/1）") == (found.is_complete, found.line_zh)


def test_post_that_says_nothing_of_a_source_is_no_repost(at: datetime) -> None:
    published("c-9", article(), at=at)

    assert selectors.repost_of("c-9") is None
