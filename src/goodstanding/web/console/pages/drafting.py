"""The decision being written: what the rules and the ladder offer for it, and what it would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext, ngettext, pgettext

from goodstanding.apps.enforcement import ladder
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.drafts import second_person_reasons
from goodstanding.apps.enforcement.measures import CONTENT_MEASURES
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence, MeasureDraft, Preview, ProposedMeasures
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.review.values import CaseFile
from goodstanding.core.kernel.clauses import OPEN_ENDED
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.kernel.severity import Severity
from goodstanding.core.policy.model import LadderStep, Pack
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.facts import facts_to_show, suggested_facts
from goodstanding.web.console.pages.item import latest_evaluation, spans_of
from goodstanding.web.console.pages.policies import clause_texts
from goodstanding.web.console.shapes import Choice, Drafting, Finding
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.rulebook import live_policy

VERDICTS = ("violation", "no_violation", "inadmissible")
NO_MEASURE = "none"
EVIDENCE_OF_DECISIONS = frozenset({"evaluation", "report", "snapshot", "attachment"})
"""A colleague's note is not evidence against an account."""
_FOUND_BY = {"rule": "rule", "report": "report", "staff": "patrol"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the person chose and typed. ``step`` is the occurrence of a ladder step, or ``none``; empty means the recommended."""

    verdict: str
    label: str
    severity: str
    clauses: tuple[str, ...]
    step: str
    facts: str
    exception_reason: str = ""
    supersede_reason: str = ""

    @classmethod
    def read(cls, form: QueryDict, /) -> Typed:
        """Read the decision form; nothing is trusted, wrong codes are refused later by the one door."""
        return cls(
            verdict=form.get("verdict", "violation"),
            label=form.get("label", ""),
            severity=form.get("severity", ""),
            clauses=tuple(form.getlist("clauses")),
            step=form.get("step", ""),
            facts=form.get("facts", "").strip(),
            exception_reason=form.get("exception_reason", "").strip(),
            supersede_reason=form.get("supersede_reason", "").strip(),
        )


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to go on: a step of the ladder, or nothing beyond the finding."""

    value: str
    measures: tuple[MeasureDraft, ...]
    is_recommended: bool
    is_outside: bool


def first_typing(file: CaseFile, findings: tuple[Finding, ...], /) -> Typed:
    """Prefill a decision from what was found."""
    label = file.case.label or (findings[0].label if findings else VIOLATION_LABELS[0])
    cited = [clause.ref for finding in findings if finding.label == label for clause in finding.clauses]
    specific = [ref for ref in dict.fromkeys(cited) if ref not in OPEN_ENDED]
    return Typed(
        verdict="violation",
        label=label,
        severity=file.case.severity or Severity.MODERATE,
        clauses=tuple(specific),
        step="",
        facts=suggested_facts(file, findings, verdict="violation", label=label),
    )


def drafting(
    file: CaseFile, findings: tuple[Finding, ...], desk: Desk, /, *, typed: Typed | None = None, problems: tuple[str, ...] = ()
) -> Drafting:
    """Offer everything the decision form needs for what was typed so far, with the statement and the notice it gives."""
    typed = typed or first_typing(file, findings)
    typed = replace(typed, facts=facts_to_show(typed.facts, file, findings, verdict=typed.verdict, label=typed.label))
    pack = live_policy()
    proposed = _proposed(file, typed, desk)
    steps, step = _steps(file, typed, pack, proposed), typed.step
    typed = _with_defaults(typed, steps)
    draft = draft_of(file, typed, steps=steps)
    preview, gap = _preview(draft, desk)
    replaced = _replaced(file)
    outside = any(step.is_outside for step in steps if step.value == typed.step)
    return Drafting(
        verdicts=tuple(Choice(code, name_of("verdict", code), chosen=code == typed.verdict) for code in VERDICTS),
        labels=tuple(Choice(code, name_of("violation", code), chosen=code == typed.label) for code in VIOLATION_LABELS),
        severities=tuple(Choice(code, name_of("severity", code), chosen=code == typed.severity) for code in Severity),
        clauses=_clauses(findings, typed, pack),
        steps=tuple(_choice(step, typed) for step in steps),
        step=typed.step if typed.verdict == "violation" else step,
        because=_because(proposed),
        facts=typed.facts,
        exception_reason=typed.exception_reason,
        supersedes=replaced,
        supersede_reason=typed.supersede_reason,
        statement="" if preview is None else statement_text(draft, preview),
        gap=gap,
        problems=problems,
        notice_subject=preview.subject if preview else "",
        notice_body=preview.body if preview else "",
        needs_second=bool(second_person_reasons(draft, outside_ladder=outside)),
        finds_violation=typed.verdict == "violation",
    )


def decision_draft(file: CaseFile, typed: Typed, desk: Desk, /) -> DecisionDraft:
    """Turn what was typed into a draft for the one door."""
    steps = _steps(file, typed, live_policy(), _proposed(file, typed, desk))
    return draft_of(file, _with_defaults(typed, steps), steps=steps)


def draft_of(file: CaseFile, typed: Typed, /, *, steps: Iterable[_Step]) -> DecisionDraft:
    """Assemble a draft: what was typed, the case's evidence, and where the case came from."""
    case, finds = file.case, typed.verdict == "violation"
    rules = tuple(source.ref for source in file.sources if source.kind == "rule")
    evaluations = [piece.ref for piece in file.evidence if piece.kind == "evaluation"]
    chosen = next((step for step in steps if step.value == typed.step), None)
    pack = policies.live_pack()
    return DecisionDraft(
        source="staff",
        verdict=typed.verdict,  # type: ignore[arg-type]  # the one door refuses what is not a verdict
        case_ref=case.ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label=typed.label if finds else "",
        severity=typed.severity if finds else "",
        clauses=typed.clauses if finds else (),
        facts=typed.facts,
        evidence=_evidence(file, typed.label),
        measures=chosen.measures if finds and chosen else (),
        found_by=_FOUND_BY.get(file.sources[0].kind, "rule") if file.sources else "rule",
        rules=rules,
        automation="partial" if rules else "none",
        exception_reason=typed.exception_reason if chosen and chosen.is_outside else "",
        supersede_reason=typed.supersede_reason,
        evaluation_ref=evaluations[-1] if evaluations else "",
        pack_digest=pack.digest if pack else "",
    )


def measures_text(measures: Iterable[MeasureDraft], /) -> str:
    """Name a set of measures in one line."""
    named = [measure_name(measure) for measure in measures]
    return pgettext("between measures", " + ").join(named) if named else gettext("No measure beyond the finding")


def measure_name(measure: MeasureDraft, /) -> str:
    """Name one measure with its scope and length."""
    name = name_of("measure", measure.code)
    if measure.scope:
        name = gettext("%(measure)s (%(scope)s)") % {"measure": name, "scope": name_of("scope", measure.scope)}
    if measure.days is not None:
        length = ngettext("%(count)d day", "%(count)d days", measure.days) % {"count": measure.days}
        name = gettext("%(measure)s, %(length)s") % {"measure": name, "length": length}
    return name


def statement_text(draft: DecisionDraft, preview: Preview, /) -> str:
    """Say the decision in a few lines, as it stands while it is written."""
    lines = [name_of("verdict", draft.verdict) + (f" · {name_of('violation', draft.label)}" if draft.label else "")]
    lines.append(gettext("Facts: %(facts)s") % {"facts": draft.facts})
    if draft.clauses:
        lines.append(gettext("Clauses: %(clauses)s") % {"clauses": pgettext("between quotations", ", ").join(draft.clauses)})
    if draft.verdict == "violation":
        lines.append(gettext("Measures: %(measures)s") % {"measures": measures_text(draft.measures)})
    lines.append(gettext("How it came about: %(automation)s") % {"automation": name_of("automation", draft.automation)})
    days = preview.statement.get("appeal", {}).get("days")
    if days:
        lines.append(ngettext("Appeal: within %(count)d day", "Appeal: within %(count)d days", days) % {"count": days})
    return "\n".join(lines)


def _preview(draft: DecisionDraft, desk: Desk) -> tuple[Preview | None, str]:
    gap = _gap(draft)
    if gap:
        return None, gap
    try:
        return enforcing.preview(draft, at=desk.now), ""
    except GoodstandingError as fault:
        return None, refusals.sentence(fault)


def _gap(draft: DecisionDraft) -> str:
    if not draft.evidence:
        return gettext("There is no evidence in this case yet; a decision rests on at least one piece.")
    if draft.verdict == "violation" and not [ref for ref in draft.clauses if ref not in OPEN_ENDED]:
        return gettext("Choose at least one precise clause; an open-ended one cannot carry a decision alone.")
    if not draft.facts:
        return gettext("State the facts in a sentence; the statement of reasons then appears here.")
    return ""


def _replaced(file: CaseFile) -> str:
    """Return the decision of a person that this one would replace; empty when there is none."""
    earlier = enforcement.decisions_of_case(file.case.ref)
    return next((one.ref for one in earlier if one.is_in_force and one.source != "machine"), "")


def _proposed(file: CaseFile, typed: Typed, desk: Desk) -> ProposedMeasures | None:
    if typed.verdict != "violation" or typed.severity not in set(Severity):
        return None
    try:
        return enforcement.proposed_measures(typed.label, typed.severity, file.case.account_ref, at=desk.now)
    except GoodstandingError:
        return None


def _steps(file: CaseFile, typed: Typed, pack: Pack | None, proposed: ProposedMeasures | None) -> tuple[_Step, ...]:
    if proposed is None or pack is None:
        return (_Step(NO_MEASURE, (), is_recommended=True, is_outside=False),)
    found = [
        step for step in (_step(file, step, proposed) for step in _ladder_of(pack, typed)) if not _is_too_heavy(step, proposed)
    ]
    recommended = [step for step in found if step.is_recommended]
    others = [step for step in found if not step.is_recommended]
    nothing = _Step(NO_MEASURE, (), is_recommended=not recommended, is_outside=False)
    return (*recommended, *others, nothing)


def _ladder_of(pack: Pack, typed: Typed) -> list[LadderStep]:
    of_label = [step for step in pack.ladder if step.label == typed.label and step.severity == typed.severity]
    of_any = [step for step in pack.ladder if step.label == "*" and step.severity == typed.severity]
    return sorted(of_label or of_any, key=lambda step: step.occurrence)


def _step(file: CaseFile, step: LadderStep, proposed: ProposedMeasures) -> _Step:
    measures = tuple(
        measure
        for measure in ladder.step_measures(step, label=proposed.label)
        if file.case.content_ref or measure.code not in CONTENT_MEASURES
    )
    outside = any(not ladder.is_within(measure, proposed.measures) for measure in measures)
    return _Step(str(step.occurrence), measures, is_recommended=step.occurrence == proposed.step, is_outside=outside)


def _is_too_heavy(step: _Step, proposed: ProposedMeasures) -> bool:
    return bool(proposed.maximum) and any(ladder.is_above(measure, proposed.maximum) for measure in step.measures)


def _with_defaults(typed: Typed, steps: tuple[_Step, ...]) -> Typed:
    if any(step.value == typed.step for step in steps):
        return typed
    return replace(typed, step=next((step.value for step in steps if step.is_recommended), steps[0].value))


def _choice(step: _Step, typed: Typed) -> Choice:
    says = " ".join(dict.fromkeys(name_of("consequence", measure.code) for measure in step.measures))
    return Choice(
        value=step.value,
        name=measures_text(step.measures),
        says=says or gettext("The account is told what was found; nothing else changes."),
        chosen=step.value == typed.step,
        recommended=step.is_recommended,
        flag=gettext("second person") if step.is_outside else "",
    )


def _because(proposed: ProposedMeasures | None) -> str:
    if proposed is None:
        return ""
    earlier = len(proposed.prior)
    if not earlier:
        return gettext("The first violation of this kind within %(days)d days.") % {"days": proposed.window_days}
    return ngettext(
        "%(count)d earlier violation of this kind within %(days)d days stands: step %(step)d.",
        "%(count)d earlier violations of this kind within %(days)d days stand: step %(step)d.",
        earlier,
    ) % {"count": earlier, "days": proposed.window_days, "step": proposed.step}


def _clauses(findings: tuple[Finding, ...], typed: Typed, pack: Pack | None) -> tuple[Choice, ...]:
    found = [clause.ref for finding in findings if finding.label == typed.label for clause in finding.clauses]
    of_label = [ref for rule in pack.rules if rule.label == typed.label for ref in rule.clauses] if pack else []
    refs = tuple(dict.fromkeys([*found, *of_label, *typed.clauses]))
    return tuple(
        Choice(
            value=text.ref,
            name=text.ref,
            says=text.text,
            chosen=text.ref in typed.clauses,
            flag=gettext("only beside a precise one") if text.ref in OPEN_ENDED else "",
        )
        for text in clause_texts(refs, pack)
    )


def _evidence(file: CaseFile, label: str) -> tuple[Evidence, ...]:
    record = latest_evaluation(file)
    seen = spans_of(record, label) if record else ()
    return tuple(
        Evidence(piece.kind, piece.ref, piece.sha256, piece.summary, seen if record and piece.ref == record.ref else ())
        for piece in file.evidence
        if piece.kind in EVIDENCE_OF_DECISIONS
    )
