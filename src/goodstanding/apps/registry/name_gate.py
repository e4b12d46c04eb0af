"""One gate for names, self-descriptions and avatars, at registration and at every change: what asks for a person, and why.

It says what it finds and where, and decides nothing, with one exception that is a fact of the register: the exact name of an
account closed by a decision. Without a rule pack of the platform's own nothing passes unseen. Source: PA21:8.2, PA21:8.3
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from goodstanding.apps.registry.admission import Applicant, barriers
from goodstanding.apps.registry.marks import LikeMark, marks_like
from goodstanding.apps.registry.models import NameLetter, ProtectedName
from goodstanding.apps.registry.name_index import current_names
from goodstanding.apps.registry.name_records import FIELDS, Bearer, Hit, Likeness, Profile, Reading, Verdict
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.ports import profile_hits
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.names.rules import Applicant as NameApplicant
from goodstanding.core.names.rules import NameFinding, check_name
from goodstanding.core.names.values import HELD_FROM, NameKind, NameMatch
from goodstanding.core.signals.base import Document
from goodstanding.core.signals.naming import NameIndex
from goodstanding.core.signals.profile_mismatch import OCCUPATIONS, ProfileMismatch

CLAUSE = "PA21:8.2"
CLOSED_CLAUSE = "PA21:8.3"
_NEWS_ALSO = ("AIR22:10", "SMN23:7")
LONGEST_COMPARED = 200
"""Characters of a name that are compared: names of the register are no longer."""
_LIMIT = 5

_DOMAINS = {"economy": "finance", "medicine": "health", "justice": "law"}
"""Domains of credentials as registers name them, to the names the occupations use."""
_CLAIMS = ProfileMismatch("occupation", ("", "bio"), ("account.verified_name", "account.licences"), NameIndex(()), 1.0)


def examine(
    profile: Profile, bearer: Bearer, /, *, fields: Collection[str] = FIELDS, rules: bool = True, at: datetime
) -> Verdict:
    """Look at a proposed profile.

    Args:
        fields: The fields that are new; the others are looked at by nobody again.
        rules: False where the platform's pack judges the profile elsewhere (an event that is screened).
    """
    hits: list[Hit] = []
    likenesses: tuple[Likeness, ...] = ()
    if "name" in fields and profile.name:
        found, likenesses = _name_hits(profile.name[:LONGEST_COMPARED], bearer)
        hits += found
    if "bio" in fields and profile.bio:
        hits += occupation_hits(profile.bio, bearer)
    if not {"avatar_sha256", "avatar_phash"}.isdisjoint(fields):
        hits += _mark_hits(profile, bearer)
    ruled = _pack_hits(profile, bearer, fields, at) if rules else ()
    return Verdict((*hits, *(ruled or ())), likenesses, is_ruled=ruled is not None)


def _name_hits(name: str, bearer: Bearer) -> tuple[list[Hit], tuple[Likeness, ...]]:
    refusals = list(_closed_hits(name, bearer))
    recheck_from = number("name_recheck_percent") / 100
    matches = [
        match
        for match in current_names().match(name, limit=_LIMIT * 2)
        if match.entry.kind is not NameKind.CLOSED or match.score >= recheck_from
    ]
    entitled = _entitled(matches, bearer)
    others = [match for match in matches if match.entry.holder_ref not in entitled]
    if refusals:
        others = [match for match in others if not _is_same_closure(match, name)]
    others = others[:_LIMIT]
    hits = [_hit(found, bearer) for found in name_findings(name, bearer, others)]
    return [*refusals, *hits], tuple(_likeness(match, recheck_from) for match in others)


def name_findings(name: str, bearer: Bearer, matches: Sequence[NameMatch] = (), /) -> tuple[NameFinding, ...]:
    """Apply the rules on names that hold everywhere."""
    applicant = NameApplicant(bearer.subject_class, bearer.verified_name, bearer.licences)
    return check_name(name, applicant=applicant, matches=matches)


def _closed_hits(name: str, bearer: Bearer) -> Iterator[Hit]:
    """Find the one thing that is refused without a person: the name of an account that a decision closed."""
    applicant = Applicant(bearer.account_ref, name, refs=bearer.refs)
    barrier = barriers([applicant]).get(bearer.account_ref)
    if barrier is not None and barrier.code == "closed_name":
        says = say(
            "closed_name",
            "“{name}”是被依法依约关闭的账号的名称（决定 {ref}），不得重新注册。请换一个名称；该决定经申诉撤销的，名称随即释放。",
            "“{name}” is the name of an account closed by the decision {ref} and cannot be registered again. "
            "Choose another; an appeal that overturns the closing frees it.",
            name=name,
            ref=barrier.decision_ref,
        )
        yield Hit("name", "closed", CLOSED_CLAUSE, 0, len(name), name, says, is_refusal=True, also=_NEWS_ALSO)


def _is_same_closure(match: NameMatch, name: str) -> bool:
    return match.entry.kind is NameKind.CLOSED and match.entry.name == name


def _entitled(matches: Iterable[NameMatch], bearer: Bearer) -> frozenset[str]:
    """Return the entries that are the applicant's own: its own closed account's, or with a letter on file."""
    refs = [match.entry.holder_ref for match in matches]
    if not refs:
        return frozenset()
    mine = {*bearer.refs, bearer.account_ref, bearer.operator_ref} - {""}
    own = ProtectedName.objects.filter(ref__in=refs, holder_ref__in=mine)
    own = own.filter(~Q(letter="") | Q(kind=NameKind.CLOSED, holder_ref=bearer.account_ref))
    lent = NameLetter.objects.filter(entry__ref__in=refs, bearer_ref__in=mine, revoked_at__isnull=True)
    return frozenset((*own.values_list("ref", flat=True), *lent.values_list("entry__ref", flat=True)))


def _hit(found: NameFinding, bearer: Bearer) -> Hit:
    values = (("claimed", found.text), ("on_record", bearer.verified_name)) if found.rule in {"official", "organ"} else ()
    return Hit("name", found.rule, found.clause, found.start, found.end, found.text, found.reason, also=found.also, values=values)


def _likeness(match: NameMatch, recheck_from: float) -> Likeness:
    is_closed = match.entry.kind is NameKind.CLOSED
    return Likeness(
        ref=match.entry.holder_ref,
        name=match.entry.name,
        kind=match.entry.kind.value,
        source=match.entry.source,
        percent=round(match.score * 100),
        threshold=round((recheck_from if is_closed else HELD_FROM) * 100),
        how=match.how.value,
        disguises=tuple(one.value for one in match.disguises),
        readings=tuple(
            Reading(
                one.start,
                one.end,
                one.text,
                one.protected_start,
                one.protected_end,
                one.protected_text,
                one.disguise.value,
                one.sentence,
            )
            for one in match.spans
        ),
        says=match.sentence,
    )


def occupation_hits(bio: str, bearer: Bearer, /) -> Iterator[Hit]:
    """Find licensed occupations the self-description claims and no credential on record bears out. Source: RQ-026."""
    licences = [name for licence in bearer.licences for name in _both_names(licence)]
    facts = {"account.verified_name": bearer.verified_name, "account.licences": licences}
    on_record = "、".join(bearer.licences)
    for span in _CLAIMS.read(Document({"bio": bio}, facts)).spans:
        domain = next((name for name, words in OCCUPATIONS.items() if any(word in span.text for word in words)), "")
        says = say(
            "occupation_without_credential",
            "简介自称“{word}”，而登记的资质为：{held}。请提交相应资质，或删去该表述。",
            "The self-description claims “{word}”; the credentials on record are: {held_en}. "
            "Hand in the credential, or take the words out.",
            word=span.text,
            held=on_record or "无",
            held_en=f"“{on_record}”" if on_record else "none",
        )
        values = (("claimed", span.text), ("needs", domain), ("on_record", on_record), ("subject", bearer.verified_name))
        yield Hit("bio", "occupation", CLAUSE, span.start, span.end, span.text, says, values=values)


def _both_names(licence: str) -> tuple[str, ...]:
    domain, colon, kind = licence.partition(":")
    return (licence, f"{_DOMAINS[domain]}{colon}{kind}") if domain in _DOMAINS else (licence,)


def _mark_hits(profile: Profile, bearer: Bearer) -> Iterator[Hit]:
    """Find the protected marks an avatar is or looks like; whoever has a letter on file for one may use it."""
    for mark in marks_like(profile.avatar_sha256, profile.avatar_phash):
        if not (mark.letter and mark.holder_ref in bearer.refs):
            says = _is_mark(mark) if mark.is_same_file else _looks_like_mark(mark)
            values = (("mark", mark.title), ("source", mark.source), ("bits", str(mark.bits)), ("threshold", str(mark.threshold)))
            rule = "protected_mark" if mark.is_same_file else "near_mark"
            yield Hit("avatar_sha256", rule, CLAUSE, 0, 0, mark.ref, says, values=values)


def _is_mark(mark: LikeMark) -> Sentence:
    return say(
        "protected_mark",
        "头像与受保护的标识“{title}”（来源：{source}）相同，由人工判断是否有权使用。",
        "The avatar is the protected mark “{title}” (source: {source}); a person decides whether it may be used.",
        title=mark.title,
        source=mark.source,
    )


def _looks_like_mark(mark: LikeMark) -> Sentence:
    return say(
        "near_mark",
        "头像与受保护的标识“{title}”（来源：{source}）近似（感知哈希 256 位中相差 {bits} 位），由人工判断是否有权使用。",
        "The avatar looks like the protected mark “{title}” (source: {source}): {bits} of the 256 bits of their perceptual "
        "hashes differ. A person decides whether it may be used.",
        title=mark.title,
        source=mark.source,
        bits=mark.bits,
    )


def _pack_hits(profile: Profile, bearer: Bearer, fields: Collection[str], at: datetime) -> tuple[Hit, ...] | None:
    """Ask the platform's own rules; None where it has none."""
    given = {name: getattr(profile, name) for name in FIELDS if getattr(profile, name) and name != "avatar_phash"}
    found = profile_hits(given, _facts(bearer), at=at)
    if found is None:
        return None
    return tuple(
        Hit(one.field, one.rule, one.clause, one.start, one.end, one.text, one.why) for one in found if one.field in fields
    )


def _facts(bearer: Bearer) -> dict[str, Any]:
    return {
        "id": bearer.account_ref,
        "subject_class": bearer.subject_class,
        "verified_name": bearer.verified_name,
        "verified": bool(bearer.subject_class),
        "licences": list(bearer.licences),
    }
