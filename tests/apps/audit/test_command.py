"""``goodstanding audit`` as an auditor types it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from goodstanding.apps.audit.merkle import leaf_hash
from goodstanding.cli.audit import command


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_whole_log_is_said_to_be_whole(log):
    result = run("verify")

    assert (0, "whole: 13 entries, 2 checkpoints agree\n") == (result.exit_code, result.stdout)


def test_a_broken_log_names_the_record_and_exits_1(log, tamper):
    tamper("UPDATE audit_logentry SET actor_ref = 'x' WHERE \"index\" = 5")

    result = run("verify")

    assert (1, True) == (result.exit_code, result.stdout.startswith("broken at L-5: "))


def test_the_verdict_can_be_read_by_machines(log):
    assert {"is_whole": True, "size": 13, "checkpoints": 2, "broken": "", "reason": ""} == json.loads(
        run("verify", "--format", "json").stdout
    )


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_the_verdict_comes_in_every_form(log, form):
    result = run("verify", "--format", form)

    assert (0, True) == (result.exit_code, "13" in result.stdout)


@pytest.mark.parametrize("ref", ["L-3", "3", "l-12"])
def test_one_entry_is_proved(log, ref):
    document = json.loads(run("verify", "--proof", ref).stdout)

    assert (True, 13, document["leaf_hash"]) == (
        document["verified"], document["checkpoint"]["size"], leaf_hash(document["leaf"].encode()).hex(),
    )  # fmt: skip


def test_an_altered_entry_does_not_prove_itself(log, tamper):
    tamper("UPDATE audit_logentry SET payload = '{}' WHERE \"index\" = 3")

    assert 1 == run("verify", "--proof", "L-3").exit_code


@pytest.mark.parametrize("ref", ["L-99", "C-7K2M", "", "L-²"])
def test_an_entry_that_does_not_exist_is_a_wrong_call(log, ref):
    assert 2 == run("verify", "--proof", ref).exit_code


def test_a_kept_checkpoint_is_compared(log, tmp_path, tamper):
    kept = tmp_path / "kept.json"
    kept.write_text(run("checkpoint").stdout, encoding="utf-8")
    tamper("DELETE FROM audit_checkpoint WHERE size = 13")

    assert "whole: 13 entries, 2 checkpoints agree\n" == run("verify", "--checkpoint", str(kept)).stdout


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"size": 1}', '{"size": 1, "root_hash": "zz", "at": "", "key_id": "", "signature": ""}']
)
def test_a_file_that_is_no_checkpoint_is_a_wrong_call(log, tmp_path, text):
    kept = tmp_path / "kept.json"
    kept.write_text(text, encoding="utf-8")

    assert 2 == run("verify", "--checkpoint", str(kept)).exit_code
