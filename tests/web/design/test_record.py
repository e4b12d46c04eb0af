"""Every act the code writes into the record has a name in both languages, and every name is of an act or thing there is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from goodstanding.apps.integrity.models import FindingStatus
from goodstanding.apps.redress.correcting import Step as CorrectionStep
from goodstanding.apps.redress.disputing import Step as DisputeStep
from goodstanding.apps.redress.services.corrections import steps as corrections
from goodstanding.apps.redress.takedown import Step as NoticeStep
from goodstanding.apps.registry import models as registry
from goodstanding.apps.review.services import actions as review
from goodstanding.web.design.record import ENTRIES, MATTERS

APPS = Path(__file__).parents[3] / "src" / "goodstanding" / "apps"
CODE = re.compile(r"[a-z_]+:[a-z_]+")
NOT_WRITTEN_BY_ACTS = {"apps/identity/permissions.py"}
SUFFIXES: Mapping[str, Iterable[str]] = {
    "agency:": ("ended", "expired"),
    "application:": ("correction", "active", "refused", "withdrawn"),
    "case:": (*(review._DEEDS.keys() - {"renew"}), "opened", "joined", "settled", "closed", "proposed", "proposal_rejected"),
    "category_change:": ("approved", "refused"),
    "copyright:": tuple(NoticeStep),
    "correction:": tuple(corrections._PAST[step] for step in CorrectionStep),
    "credential:": ("verified", "refused", "withdrawn"),
    "data_request:": ("granted", "refused"),
    "dispute:": tuple(DisputeStep),
    "finding:": tuple(status for status in FindingStatus if status != FindingStatus.OPEN),
    "identity:letter_": tuple(state for state in registry.LetterState if state != registry.LetterState.WAITING),
    "identity:payment_": tuple(state for state in registry.PaymentState if state != registry.PaymentState.QUEUED),
    "names:": ("released", "refused", "returned"),
    "owner:": ("cleared", "proven"),
    "ring:": ("unrelated", "lawful", "doubtful"),
}
"""What may follow where an action is put together while the program runs."""


@cache
def trees() -> dict[str, ast.Module]:
    files = (file for file in sorted(APPS.rglob("*.py")) if "migrations" not in file.parts and file.name != "errors.py")
    return {file.relative_to(APPS.parent).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that write into the record, directly or by a function of the module itself."""
    own = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and _passes_an_action_on(one)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and _name(one.func) in {*own, "record", "record_batch", "Entry"}:
            yield one


def _passes_an_action_on(function: ast.FunctionDef) -> bool:
    names = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
    return "action" in names


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def written() -> set[str]:
    """Collect the actions that stand in the code as they are written into the record."""
    found = set()
    for name, tree in trees().items():
        if name not in NOT_WRITTEN_BY_ACTS:
            parts = (part for call in calls(tree) for given in (*call.args, *call.keywords) for part in ast.walk(given))
            found |= {part.value for part in parts if _is_action(part)}
    return found


def _is_action(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str) and bool(CODE.fullmatch(part.value))


def put_together() -> set[str]:
    """Collect the beginnings of actions that are put together while the program runs."""
    found = set()
    for tree in trees().values():
        for call in calls(tree):
            for given in call.args:
                first = given.values[0] if isinstance(given, ast.JoinedStr) and given.values else None
                if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_]+:[a-z_]*", str(first.value)):
                    found.add(str(first.value))
    return found


def test_every_act_written_into_the_record_has_a_name() -> None:
    families = {f"{beginning}{suffix}" for beginning, suffixes in SUFFIXES.items() for suffix in suffixes}

    nameless = {action for action in (written() | families) if not action.endswith("_")} - ENTRIES.keys()

    assert set() == nameless


def test_every_action_put_together_while_running_is_known_here() -> None:
    assert set() == put_together() - SUFFIXES.keys()


def test_everything_an_entry_is_about_has_a_name() -> None:
    kinds = {
        keyword.value.value
        for tree in trees().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "subject_kind" and isinstance(keyword.value, ast.Constant)
    }

    assert set() == kinds - MATTERS.keys()


@pytest.mark.parametrize("names", [ENTRIES, MATTERS], ids=["acts", "things"])
def test_names_are_there_in_both_languages_and_tell_acts_apart(names: Mapping[str, object]) -> None:
    with translation.override("zh-hans"):
        chinese = [str(name) for name in names.values()]
    with translation.override("en"):
        english = [str(name) for name in names.values()]

    assert [] == [name for name in chinese if not re.search(r"[一-鿿]", name)]
    assert len(english) == len(set(english))
