"""What people are told about their credentials, and what the platform is told about the public cards they change.

Source: PA21:9.1, PA21:9.2, RQ-033, RQ-035
"""

from __future__ import annotations

from datetime import date, datetime, time

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.registry.checks.credential import NAMES
from goodstanding.apps.registry.models import Account, AccountStatus, Credential
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account, tell_person
from goodstanding.apps.registry.taxonomy import domain_of
from goodstanding.core.kernel.sentences import Sentence


def tell_verified(row: Credential, /, *, at: datetime) -> None:
    """Tell the holder that a credential counts, and from which badge readers see it."""
    zh = "您提交的{zh}领域资质已在“{register}”核实（{day}）。公示页面显示“{zh}”领域的认证标识，注明核实日期和有效期。"
    en = "Your credential for {en} was found in “{register}” on {day}. The public card shows a badge for {en} with that day."
    heading = say("credential_is_verified", "资质已核实：{zh}", "Credential verified: {en}", **_names(row))
    body = say("credential_found", zh, en, register=_plain(row.register), day=_day(row.checked_on), **_names(row))
    _tell(row, heading, (body,), at)


def tell_refused(row: Credential, /, *, at: datetime) -> None:
    """Tell the holder why a credential was not accepted."""
    heading = say("credential_is_refused", "资质未通过核实：{zh}", "Credential not accepted: {en}", **_names(row))
    what = say(
        "credential_again",
        "可以更正后重新提交，或者提交其他证件；对处理有异议的，可以申诉。",
        "Hand it in again corrected, or another certificate; if you think this is wrong, you can appeal.",
    )
    _tell(row, heading, (_written(row.reasons), what), at)


def tell_withdrawn(row: Credential, /, *, at: datetime) -> None:
    """Tell the holder that a field is suspended because its credential was withdrawn."""
    heading = say("credential_is_withdrawn", "资质已撤回：{zh}", "Credential withdrawn: {en}", **_names(row))
    _tell(row, heading, (_written(row.reasons), *_suspended(row)), at)


def tell_lapsed(row: Credential, /, *, at: datetime) -> None:
    """Tell the holder that a field is suspended because its credential ran out."""
    heading = say("credential_is_lapsed", "资质已到期：{zh}", "Credential lapsed: {en}", **_names(row))
    ended = say(
        "credential_ran_out",
        "{zh}领域的资质（尾号 {tail}）有效期至 {day}，现已到期。",
        "Your credential for {en} ({tail}) was valid to {day} and has run out.",
        tail=row.number_tail,
        day=_day(row.valid_to),
        **_names(row),
    )
    _tell(row, heading, (ended, *_suspended(row)), at)


def tell_expiring(row: Credential, /, *, at: datetime) -> None:
    """Warn the holder that a credential will run out, and what happens then."""
    heading = say("credential_expires", "资质即将到期：{zh}", "Credential about to lapse: {en}", **_names(row))
    zh = "{zh}领域的资质（尾号 {tail}）有效期至 {day}。到期后认证标识自动撤下，暂停发布该领域内容；其他领域不受影响。"
    en = "Your credential for {en} ({tail}) is valid to {day}. Then its badge goes and publishing in that field pauses; no other."
    will = say("credential_will_lapse", zh, en, tail=row.number_tail, day=_day(row.valid_to), **_names(row))
    do = say("credential_renew", "请在到期前提交新的证件。", "Hand in the new certificate before that day.")
    _tell(row, heading, (will, do), at, deadline=_midnight_after(row.valid_to))


def announce(row: Credential, /, *, at: datetime) -> None:
    """Tell the platform that the public cards of all accounts a credential covers changed."""
    for account_ref, _ in accounts_covered(row):
        announce_disclosure(account_ref, at=at)


def accounts_covered(row: Credential, /) -> tuple[tuple[str, str], ...]:
    """Return the accounts a credential covers, closed ones left out, each with its name."""
    if row.account is not None:
        return ((row.account.account_ref, row.account.name),)
    if row.operator is None:
        return ()
    rows = Account.objects.filter(operator=row.operator).exclude(status=AccountStatus.CLOSED).order_by("account_ref")
    return tuple(rows.values_list("account_ref", "name"))


def _tell(row: Credential, heading: Sentence, said: tuple[Sentence, ...], at: datetime, deadline: datetime | None = None) -> None:
    clause = "PA21:5.2" if domain_of(row.domain) == "news" else "PA21:9.1"
    application = row.application
    if application is not None:
        news = News(heading, said, clause, deadline, f"/portal/apply/{application.ref}/")
        if application.applicant_id is not None:
            tell_person(application.applicant_id, about=application.ref, name=application.account_name, news=news, at=at)
        return
    for account_ref, name in accounts_covered(row):
        news = News(heading, said, clause, deadline, f"/portal/accounts/{account_ref}/credentials/")
        tell_account(account_ref, name=name, news=news, at=at)


def _suspended(row: Credential) -> tuple[Sentence, ...]:
    zh = "认证标识已撤下，暂停以该账号发布{zh}领域的内容；其他领域的发布、已发布的内容和账号的其他功能不受影响。"
    en = "Its badge is gone and publishing in {en} pauses; other fields, what is published and everything else go on."
    do = say(
        "credential_restore",
        "恢复方法：提交现行有效的证件，核实后立即恢复。认为有误的，可以申诉。",
        "To restore it, hand in a certificate in force; once verified it is restored. If you think this is wrong, appeal.",
    )
    return say("credential_suspends", zh, en, **_names(row)), do


def _names(row: Credential) -> dict[str, str]:
    zh, en = NAMES.get(domain_of(row.domain), (row.domain, row.domain))
    return {"zh": zh, "en": en}


def _written(text: str) -> Sentence:
    return say("as_written", "{text}", "{text}", text=text)


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _midnight_after(day: date | None) -> datetime | None:
    return datetime.combine(day, time(23, 59), tzinfo=LOCAL) if day else None
