"""Licences and whitelists: what an author lets another account do, and both see it. Source: PA21:14.2, RQ-064."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality.errors import LicenceRefused, LicenceUnknown
from goodstanding.apps.originality.models import Licence
from goodstanding.apps.originality.selectors import licence_view
from goodstanding.apps.originality.sentences import as_written, say
from goodstanding.apps.originality.values import LicenceKind, LicenceScope, LicenceView
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

LONGEST_TERMS = 2000
_SCOPES = {
    LicenceScope.REPRINT: ("转载", "reprint"),
    LicenceScope.EXCERPT: ("摘编", "excerpt"),
    LicenceScope.ADAPT: ("改编", "adapt"),
    LicenceScope.TRANSLATE: ("翻译", "translate"),
}
_GRANTED = say("licence_granted", "您获得了转载许可", "You were given a licence")
_TAKEN_BACK = say("licence_revoked", "转载许可已被收回", "A licence was taken back")
_ENDED = say("licence_ended", "转载许可已由平台终止", "A licence was ended by the platform")
_OBJECT = say(
    "licence_object",
    "终止自现在起生效，此前的使用仍在许可范围内。双方可以重新订立许可；对处理有异议的，可以向平台投诉。",
    "It ends from now on; what was used before stays covered. You can agree on a new licence; if you object, complain to the "
    "platform.",
)


def grant_licence(
    *,
    grantor: str,
    grantee: str,
    kind: str = LicenceKind.LICENCE,
    content_ref: str = "",
    scopes: Sequence[str] = (),
    terms: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> LicenceView:
    """Let an account reuse one text, or every text of an account; the grantee is told.

    Args:
        kind: ``licence``, which names scopes, or ``whitelist``, which allows everything.
        content_ref: The one text; empty for all, also those to come.
        starts_at: From when; now when None. A past time covers what was reused before.

    Raises:
        AccountUnknown: The registry does not know one of the accounts.
        LicenceRefused: It names no scope or an unknown one, another's text, nobody else, or ends before it begins.
    """
    begins = starts_at or at
    chosen = list(dict.fromkeys(scopes))
    _check(grantor, grantee, kind, content_ref, chosen, terms, begins, ends_at)
    names = account(grantor).name, account(grantee).name
    with immediate():
        audit.hold_log()
        row = Licence.objects.create(
            ref=new_ref("OL"),
            kind=kind,
            grantor=grantor,
            grantee=grantee,
            content_ref=content_ref,
            scopes=chosen,
            terms=terms.strip(),
            starts_at=begins,
            ends_at=ends_at,
            granted_at=at,
            granted_by=f"{actor.kind}:{actor.ref}",
        )
        payload = {
            "kind": kind,
            "grantor": grantor,
            "grantee": grantee,
            "content": content_ref,
            "scopes": chosen,
            "starts_at": begins.isoformat(),
            "ends_at": ends_at.isoformat() if ends_at else None,
        }
        _record("licence:granted", row, payload, actor=actor, at=at)
        _tell(row, names, _GRANTED, at=at)
        return licence_view(row)


def revoke_licence(ref: str, /, *, grantor: str, actor: Actor, at: datetime) -> LicenceView:
    """End a licence from now on; what was reused before stays covered, and the grantee is told.

    Raises:
        LicenceUnknown: The account gave none with that reference.
        LicenceRefused: It was taken back, or ended, already.
    """
    with immediate():
        row = _ended(ref, grantor=grantor, reason="", actor=actor, at=at)
        _tell(row, _names(row), _TAKEN_BACK, at=at)
        return licence_view(row)


def end_licence(ref: str, /, *, reason: str, actor: Actor, at: datetime) -> LicenceView:
    """End a licence as staff, from now on: what was reused before stays covered; both sides are told why and what they can do.

    Args:
        reason: 1–2,000 characters; both sides read it.

    Raises:
        LicenceUnknown: There is none with that reference.
        LicenceRefused: It was taken back or ended already, or no reason is given.
    """
    said = reason.strip()
    if not 1 <= len(said) <= LONGEST_TERMS:
        raise LicenceRefused(
            f"A licence is ended with a reason of 1 to {LONGEST_TERMS:,} characters.", hint="Both sides read it."
        )
    with immediate():
        row = _ended(ref, grantor="", reason=said, actor=actor, at=at)
        names = _names(row)
        for side in (row.grantor, row.grantee):
            _tell(row, names, _ENDED, as_written(said), _OBJECT, to=side, at=at)
        return licence_view(row)


def _ended(ref: str, *, grantor: str, reason: str, actor: Actor, at: datetime) -> Licence:
    """End a licence in the caller's transaction, and write down who did.

    Args:
        grantor: Whose it has to be; empty for anybody's.
    """
    audit.hold_log()
    row = Licence.objects.select_for_update().filter(ref=ref).first()
    if row is None or grantor not in ("", row.grantor):
        raise LicenceUnknown(f"The account gave no licence {ref}." if grantor else f"There is no licence {ref}.")
    if row.revoked_at is not None:
        raise LicenceRefused("The licence was taken back already.", hint="Nothing is left to do.")
    row.revoked_at, row.revoked_by, row.revoked_reason = at, f"{actor.kind}:{actor.ref}", reason
    row.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    payload = {"grantor": row.grantor, "grantee": row.grantee}
    _record("licence:ended" if reason else "licence:revoked", row, payload, actor=actor, at=at)
    return row


def _check(
    grantor: str,
    grantee: str,
    kind: str,
    content_ref: str,
    scopes: Sequence[str],
    terms: str,
    begins: datetime,
    ends_at: datetime | None,
) -> None:
    if grantor == grantee:
        raise LicenceRefused("An account needs no licence for its own texts.", hint="Name another account.")
    if kind not in set(LicenceKind):
        raise LicenceRefused(f"“{kind}” is no kind of licence.", hint="licence or whitelist.")
    strange = sorted(set(scopes) - set(LicenceScope))
    if strange or bool(scopes) != (kind == LicenceKind.LICENCE):
        hint = f"A licence names some of {', '.join(LicenceScope)}; a whitelist entry names none."
        raise LicenceRefused("The scope does not fit.", hint=hint)
    if ends_at is not None and ends_at <= begins:
        raise LicenceRefused("The licence ends before it begins.", hint="Choose a later end.")
    if len(terms) > LONGEST_TERMS:
        raise LicenceRefused(f"The terms have {len(terms)} characters.", hint=f"At most {LONGEST_TERMS}.")
    found = ingest.find_content(content_ref) if content_ref else None
    if content_ref and (found is None or found.account_ref != grantor):
        raise LicenceRefused("The account published no such text.", hint="Name a text of its own, or none for all.")


def _names(row: Licence) -> tuple[str, str]:
    return account(row.grantor).name, account(row.grantee).name


def _tell(row: Licence, names: tuple[str, str], heading: Sentence, *more: Sentence, to: str = "", at: datetime) -> None:
    """Tell a side, the grantee unless another is named; whoever did it sees it on the same list."""
    scopes = [_SCOPES[one] for one in row.scopes] or [("不限", "anything")]
    what = say(
        "licence_what",
        "“{grantor}”许可“{grantee}”使用：{zh}；范围：{zh_scopes}。",
        "“{grantor}” lets “{grantee}” use: {en}; scope: {en_scopes}.",
        grantor=names[0],
        grantee=names[1],
        zh=row.content_ref or "全部作品",
        en=row.content_ref or "every text",
        zh_scopes="、".join(zh for zh, _ in scopes),
        en_scopes=", ".join(en for _, en in scopes),
    )
    side = to or row.grantee
    news = News(heading, (what, *more), "PA21:17.1", row.ends_at if row.revoked_at is None else None, path="/portal/licences/")
    tell_account(side, name=names[0] if side == row.grantor else names[1], news=news, at=at)


def _record(action: str, row: Licence, payload: Mapping[str, object], *, actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="licence", subject_ref=row.ref, payload=payload, at=at)
