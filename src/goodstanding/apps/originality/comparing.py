"""What a text shares with those published before it: found by the index, aligned, judged, and put in order of time.

Who came first is not read off one timestamp: of each content the earliest wording that holds what both share counts, and a draft
recorded in the log before that. Within one millisecond the log decides, and where a text was not declared, the order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Min

from goodstanding.apps.ingest.records import ContentVersionRecord
from goodstanding.apps.originality.evidence import Comparison
from goodstanding.apps.originality.models import Declaration
from goodstanding.apps.originality.selectors import drafted_at, licence_covering
from goodstanding.apps.originality.text_index import content_of, name_of, version_of, wordings
from goodstanding.apps.originality.values import LicenceScope, LicenceView, Version
from goodstanding.apps.registry.selectors import accounts
from goodstanding.core.originality.alignment import Passage, align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.index import Match, OriginalityIndex
from goodstanding.core.originality.verdict import MOSTLY, WORD_FOR_WORD, SamenessVerdict, judge
from goodstanding.core.text.normalise import normalise

MOST_FOUND = 40
"""Wordings of the index looked at, the closest first."""
MOST_KEPT = 12
"""Contents kept as evidence on either side."""
BORROWED_FROM = 0.3
"""Share of a text made of passages from others at which it is no original: what is less is shown, and source it is."""
_WHOLE = frozenset({"exact_copy", "light_edit", "rewriting"})
_MOST_VERSIONS = 20
_NOT_OWN = frozenset(
    {"licensed", "whitelisted", "quotation", "passed_on", "law_text", "public_document", "verse", "recipe", "boilerplate"}
)
"""Reasons by which a passage is rightly shared and yet not the author's own."""
_SAME_SUBJECT = "同一主体的账号 / accounts of one subject"
_NEVER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Examined:
    """A text to be compared.

    Args:
        version: Its name and time; content and digest empty for a text that is not published.
        body: The text.
        versions: Every wording of its content, oldest first.
    """

    version: Version
    body: str
    versions: Sequence[ContentVersionRecord] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found.

    Args:
        comparisons: Those that speak against it first, the closest first.
        shared: Share of the text that is rightly shared and not its own (quotation, licence, law …), 0.0–1.0.
        texts: How many texts the index held.
    """

    comparisons: tuple[Comparison, ...]
    shared: float
    texts: int

    @property
    def is_against(self) -> bool:
        """Whether something speaks against the text being original."""
        return any(comparison.counts for comparison in self.comparisons)


def compare(index: OriginalityIndex, examined: Examined, /) -> Compared:
    """Compare a text with everything the index holds."""
    own = frozenset(name_of(version.content_ref, version.sha256) for version in examined.versions)
    matches = index.query(examined.body, limit=MOST_FOUND, texts=wordings(), except_refs=own)
    kept = [match for match in matches if match.alignment is not None and match.entry.published_at is not None]
    comparing = _Comparing(index, examined, kept)
    found = comparing.by_content()
    letters = max((one.alignment.a_letters for one in found), default=0)
    borrowed = _covered((p for one in found if one.verdict.kind == "borrowed_passage" for p in one.verdict.passages), letters)
    settled = tuple(
        replace(one, counts=one.verdict.kind in _WHOLE or borrowed >= BORROWED_FROM) for one in found if one.verdict.is_copying
    )
    excused = tuple(one for one in found if not one.verdict.is_copying)
    ordered = sorted(settled, key=lambda one: (not one.counts, -one.verdict.score))[:MOST_KEPT]
    return Compared((*ordered, *excused[:MOST_KEPT]), _covered(comparing.rightly_shared, letters), len(index))


class _Comparing:
    """Carries one text from matches to comparisons."""

    def __init__(self, index: OriginalityIndex, examined: Examined, matches: Sequence[Match]) -> None:
        self._index = index
        self._examined = examined
        self._matches = matches
        contents = {content_of(match.entry.ref) for match in matches} | {examined.version.content_ref}
        rows = Declaration.objects.filter(original__content_ref__in=contents).values_list("original__content_ref")
        self._declared = dict(rows.annotate(first=Min("log_index")))
        known = accounts({match.entry.account for match in matches} | {examined.version.account_ref})
        self._operators = {ref: account.operator.ref for ref, account in known.items() if account.operator is not None}
        self.rightly_shared: list[Passage] = []

    def by_content(self) -> list[Comparison]:
        """Return one comparison for each earlier content that has something to say: of its wordings, the one that says most."""
        best: dict[str, Comparison] = {}
        for match in self._matches:
            found = self._compared(match)
            if found is None:
                continue
            held = best.get(found.other.content_ref)
            if held is None or _says_more(found, held):
                best[found.other.content_ref] = found
        return list(best.values())

    def _compared(self, match: Match) -> Comparison | None:
        version = version_of(match.entry.ref)
        if version is None or match.alignment is None:
            return None
        other = self._version(match, version)
        licence = self._licence(other)
        verdict = judge(match.alignment, self._context(match, version.body, licence))
        if not verdict.is_copying and not verdict.exclusions:
            return None
        order = self._order(other, match, version.body)
        if not order:
            return None
        if not (licence is not None and _makes_own(licence) and match.alignment.verbatim_share < WORD_FOR_WORD):
            self.rightly_shared += [
                p for one in verdict.exclusions if one.code in _NOT_OWN for p in self._not_own(one.passages, licence)
            ]
        return Comparison(other, verdict, match.alignment, counts=False, order=order)

    def _not_own(self, passages: Iterable[Passage], licence: LicenceView | None) -> Iterable[Passage]:
        return passages if licence is None or licence.ref else ()

    def _version(self, match: Match, version: ContentVersionRecord) -> Version:
        draft = drafted_at(match.entry.account, version.sha256)
        return Version(
            content_ref=version.content_ref,
            account_ref=match.entry.account,
            sha256=version.sha256,
            at=version.at,
            drafted_at=draft.recorded_at if draft else None,
            log_index=self._declared.get(version.content_ref),
        )

    def _licence(self, other: Version) -> LicenceView | None:
        mine = self._examined.version
        if not mine.account_ref or mine.account_ref == other.account_ref:
            return None
        operator = self._operators.get(mine.account_ref)
        return licence_covering(
            grantor=other.account_ref, grantee=mine.account_ref, content_ref=other.content_ref, at=mine.at
        ) or (_own_licence(other, mine) if operator and operator == self._operators.get(other.account_ref) else None)

    def _context(self, match: Match, earlier: str, licence: LicenceView | None) -> Context:
        is_whitelisted = licence is not None and licence.kind == "whitelist"
        return Context(
            self._examined.body,
            earlier,
            examined_account=self._examined.version.account_ref,
            earlier_account=match.entry.account,
            common=match.common,
            licence="" if licence is None or is_whitelisted else licence.ref or licence.terms,
            whitelisted=is_whitelisted,
        )

    def _order(self, other: Version, match: Match, earlier: str) -> str:
        """Return what shows that the other text came first: time, log or arrival; empty where it did not."""
        mine = _instant(self._since(earlier))
        theirs = _instant(other.since)
        if mine != theirs:
            return "time" if theirs < mine else ""
        mine_logged, theirs_logged = self._declared.get(self._examined.version.content_ref), other.log_index
        if mine_logged is not None and theirs_logged is not None:
            return "log" if theirs_logged < mine_logged else ""
        entry = self._index.entry(name_of(self._examined.version.content_ref, self._examined.version.sha256))
        return "arrival" if match.entry.sequence < (entry.sequence if entry else _NEVER) else ""

    def _since(self, earlier: str) -> datetime:
        """Return since when the examined content holds what both share: of its earlier wordings the first that does."""
        mine = self._examined
        for version in [one for one in mine.versions if one.at < mine.version.at][:_MOST_VERSIONS]:
            alignment = align(normalise(version.body), normalise(earlier))
            if judge(alignment, Context(version.body, earlier)).is_copying:
                draft = drafted_at(mine.version.account_ref, version.sha256)
                return min(version.at, mine.version.since, *([draft.recorded_at] if draft else []))
        return mine.version.since


def _own_licence(other: Version, mine: Version) -> LicenceView:
    """Return what stands for a licence between accounts of one subject: both are the same author's."""
    return LicenceView("", "licence", other.account_ref, mine.account_ref, "", (), _SAME_SUBJECT, other.at, None, other.at, None)


def _makes_own(licence: LicenceView) -> bool:
    """Whether what is made under a licence is the grantee's own: an adaptation or a translation."""
    return bool({LicenceScope.ADAPT, LicenceScope.TRANSLATE} & set(licence.scopes))


def _says_more(one: Comparison, other: Comparison) -> bool:
    return _weight(one.verdict) > _weight(other.verdict) or (
        _weight(one.verdict) == _weight(other.verdict) and one.other.since < other.other.since
    )


def _weight(verdict: SamenessVerdict) -> tuple[bool, int, int]:
    return verdict.is_copying, verdict.letters, sum(p.letters for one in verdict.exclusions for p in one.passages)


def _covered(passages: Iterable[Passage], letters: int) -> float:
    """Return the share of a text that passages cover together, by their places; overlaps count once."""
    covered, end = 0.0, 0
    for passage in sorted(passages, key=lambda one: (one.a_start, one.a_end)):
        length = max(passage.a_end - passage.a_start, 1)
        fresh = max(passage.a_end - max(passage.a_start, end), 0)
        covered += passage.letters * fresh / length
        end = max(end, passage.a_end)
    return min(covered / letters, 1.0) if letters else 0.0


def _instant(at: datetime) -> datetime:
    """Cut a time to the millisecond: platforms' clocks tell no more."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def is_mostly_shared(compared: Compared, /) -> bool:
    """Whether most of a text is rightly shared: then it is no violation, and no original either."""
    return compared.shared >= MOSTLY
