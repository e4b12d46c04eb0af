"""What an alignment amounts to: a copy, an edited copy, a rewriting, a borrowed passage, or nothing; and what does not count.

Overlap is not sameness. A verdict is advice with its spans; people decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodstanding.core.originality.alignment import Alignment, Passage
from goodstanding.core.originality.exclusions import Context, Exclusion, exclusions_of

SamenessKind = Literal["exact_copy", "light_edit", "rewriting", "borrowed_passage", "none"]
LEAST_EXACT = 30
"""Letters a whole text needs to be called a copy: a greeting or a headline belongs to nobody."""
LEAST_TAKEN = 80
"""Letters that must have been taken; two sentences that happen to be alike are fewer."""
LEAST_IN_PASSAGE = 24
"""Word-for-word letters a passage needs to count by itself."""
ALMOST_ALL = 0.8
"""Share of a short text from which it may be an edited copy of another short one."""
A_PARAGRAPH = 70
"""Letters from which such a copy may have been edited in its middle; a shorter one stands in the other unbroken."""
MOSTLY = 0.6
"""Share of one text from which the whole is spoken of, not a passage."""
PARTLY = 0.3
"""Share of the other text needed beside it."""
WORD_FOR_WORD = 0.75
"""Share of the taken letters that stand word for word in an edited copy; with less it is a rewriting."""

_SENTENCES: dict[str, tuple[str, str]] = {
    "exact_copy": ("全文一字不差({letters} 字)", "the whole text, word for word ({letters} letters)"),
    "light_edit": (
        "与在先作品重合 {percent}%，其中逐字相同 {verbatim}%",
        "{percent}% is the earlier work, {verbatim}% of that word for word",
    ),
    "rewriting": (
        "{percent}% 由在先作品改写，逐字相同 {verbatim}%",
        "{percent}% is the earlier work rewritten, {verbatim}% of that word for word",
    ),
    "borrowed_passage": (
        "含在先作品段落 {letters} 字({passages} 处)",
        "holds {letters} letters of the earlier work ({passages} passages)",
    ),
    "excluded": ("重合部分不计:{why}", "what they share does not count: {why}"),
    "little": ("重合过少({letters} 字)", "too little is shared ({letters} letters)"),
}


@dataclass(frozen=True, slots=True)
class SamenessVerdict:
    """What was found between an examined text and an earlier one.

    Args:
        kind: What it amounts to.
        score: Share of the text that was taken from, or is made of, the other: 0.0–1.0; 0.0 for ``none``.
        letters: Letters taken, exclusions left out.
        verbatim: Share of them that stand word for word, 0.0–1.0.
        passages: The passages that count.
        exclusions: The passages that do not, with the reason.
    """

    kind: SamenessKind
    score: float
    letters: int
    verbatim: float
    passages: tuple[Passage, ...]
    exclusions: tuple[Exclusion, ...]

    @property
    def is_copying(self) -> bool:
        """Whether anything was taken that counts."""
        return self.kind != "none"

    def sentence(self, language: str, /) -> str:
        """Say what was found in a language: ``zh`` or ``en``."""
        details: dict[str, object] = {
            "letters": self.letters,
            "percent": round(100 * self.score),
            "verbatim": round(100 * self.verbatim),
            "passages": len(self.passages),
        }
        code: str = self.kind
        if self.kind == "none":
            code = "excluded" if self.exclusions else "little"
            between = ";" if language.startswith("zh") else "; "
            details["why"] = between.join(exclusion.sentence(language) for exclusion in self.exclusions)
        return _SENTENCES[code][0 if language.startswith("zh") else 1].format(**details)


def judge(alignment: Alignment, context: Context, /) -> SamenessVerdict:
    """Say what an alignment amounts to."""
    exclusions = tuple(exclusions_of(alignment, context)) if alignment.passages else ()
    excused = {passage for exclusion in exclusions for passage in exclusion.passages}
    passages = _counted([passage for passage in alignment.passages if passage not in excused])
    letters = sum(passage.letters for passage in passages)
    verbatim = sum(passage.verbatim for passage in passages) / letters if letters else 0.0
    left_out = sum(passage.letters for passage in excused)
    mine = letters / max(alignment.a_letters - left_out, 1)
    theirs = min(letters / max(alignment.b_letters, 1), 1.0)
    kind = _kind(alignment, letters, verbatim, (mine, theirs)) if passages else "none"
    score = max(mine, theirs) if kind != "none" else 0.0
    return SamenessVerdict(kind, min(score, 1.0), letters, verbatim, passages if kind != "none" else (), exclusions)


def _counted(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages that count: solid ones, and where those are enough, the rewritten sentences beside them."""
    solid = [passage for passage in passages if passage.verbatim >= LEAST_IN_PASSAGE]
    if sum(passage.verbatim for passage in solid) < 2 * LEAST_IN_PASSAGE:
        return tuple(solid)
    return tuple(passages)


def _kind(alignment: Alignment, letters: int, verbatim: float, shares: tuple[float, float]) -> SamenessKind:
    if alignment.verbatim == alignment.a_letters == alignment.b_letters:
        return "exact_copy" if letters >= LEAST_EXACT else "none"
    if letters < LEAST_TAKEN:
        return "light_edit" if _is_short_copy(alignment, letters, verbatim, shares) else "none"
    if max(shares) >= MOSTLY and min(shares) >= PARTLY:
        return "light_edit" if verbatim >= WORD_FOR_WORD else "rewriting"
    return "borrowed_passage"


def _is_short_copy(alignment: Alignment, letters: int, verbatim: float, shares: tuple[float, float]) -> bool:
    """Whether a short text is an edited copy of another: the same words in another order may say something else."""
    if letters < LEAST_EXACT or max(shares) < ALMOST_ALL or min(shares) < MOSTLY or verbatim < ALMOST_ALL:
        return False
    shorter = min(alignment.a_letters, alignment.b_letters)
    return alignment.longest_run >= (0.5 * shorter if shorter >= A_PARAGRAPH else shorter)
