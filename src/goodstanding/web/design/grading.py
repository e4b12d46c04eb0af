"""Grades in words, for operators and staff alike: what each input gave, and what the grade obliges to. Part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from goodstanding.core.scoring.grades import Contribution, GradeTable, Obligations

INPUTS: Mapping[str, str | Promise] = {
    "quality": pgettext_lazy("grade", "Quality of content"),
    "reach": pgettext_lazy("grade", "Reach"),
    "credit": pgettext_lazy("grade", "Credit of the subject"),
}
"""The three inputs of a grade. Source: PA21:7.2"""
MEASURED: Mapping[str, str | Promise] = {
    "posts": gettext_lazy("posts in the window"),
    "violations": gettext_lazy("found in violation"),
    "followers": gettext_lazy("followers"),
    "score": gettext_lazy("credit score"),
}
"""What an input was measured on."""


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input of a grade, in words. ``points`` is empty where it is unknown."""

    code: str
    name: str
    measured: str
    points: str
    weight: str
    counted: str
    adds: int
    is_missing: bool


def input_line(one: Contribution, details: Mapping[str, int], /) -> InputLine:
    """Word what one input gave."""
    is_missing = one.points is None
    return InputLine(
        code=one.input,
        name=str(INPUTS.get(one.input, one.input)),
        measured=_("not known yet") if is_missing else measured_words(details),
        points="" if one.points is None else str(one.points),
        weight=f"{one.weight / 10:g} %",
        counted=f"{(one.counted or one.weight) / 10:g} %",
        adds=one.adds,
        is_missing=is_missing,
    )


def measured_words(details: Mapping[str, int], /) -> str:
    """Word what an input was measured on."""
    return " · ".join(f"{n:,} {MEASURED.get(code, code)}" for code, n in details.items())


def obligation_words(duties: Obligations, /) -> tuple[str, ...]:
    """Word what a grade obliges to."""
    n = duties.verification_months
    said = [ngettext("verified again every month", "verified again every %(n)d months", n) % {"n": n}]
    if duties.prepublication_check == "required":
        said.append(_("texts are checked before publishing, on record; posts without a record are looked at by a person"))
    if duties.second_look_permille:
        said.append(_("a person looks at %(share)s %% of the posts") % {"share": f"{duties.second_look_permille / 10:g}"})
    return tuple(said)


def rule_words(table: GradeTable, /) -> tuple[str, ...]:
    """Word how points come about by a table."""
    quality = _("Quality: 1,000 points without a post in violation, 0 from %(share)s %% of the posts on.")
    reach = _("Reach: the further an account reaches, the fewer points: %(tiers)s.")
    steps = ((f"{start:,}+", points) for start, points in table.reach_points)
    tiers = " · ".join(f"{start}: {points}" for start, points in steps)
    return (
        quality % {"share": f"{table.quality_zero_permille / 10:g}"},
        reach % {"tiers": tiers},
        _("Credit: the subject's credit, where there is one."),
        _("What is not known is left out, and its weight spread over the others; from one input alone there is no grade."),
        _("A from %(a)d points, B from %(b)d, else C.") % {"a": table.a_from, "b": table.b_from},
    )
