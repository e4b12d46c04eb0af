"""What is said about notices of infringement, in both languages: to the sender, to the account, and in the record. Pure.

Functions that return several sentences return the heading first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from goodstanding.apps.redress.reading_language import in_both, in_reading_language
from goodstanding.apps.redress.takedown import Step
from goodstanding.core.kernel.sentences import Sentence


class Noticed(Protocol):
    """What the words need of a notice."""

    ref: str
    work: str
    content_ref: str
    capacity: str
    missing: list[str]
    reasons: str


PARTS: Mapping[str, tuple[str, str]] = {
    "name": ("姓名或名称", "the name"),
    "contact": ("联系方式", "a contact"),
    "address": ("通信地址", "an address"),
    "work": ("被侵权作品的名称", "the title of the work"),
    "infringement": ("为什么构成侵权的说明", "why the content infringes"),
    "rights_proof": (
        "权属证明（登记证书、首次发表记录、底稿或者时间戳等）",
        "proof of the rights (certificate, first publication, drafts, time stamp)",
    ),
    "authority": ("权利人的授权委托书", "the owner's authorization of the agent"),
    "guarantee": ("对通知真实性负责的声明", "the statement that you answer for the truth of it"),
    "statement": ("为什么不构成侵权的说明", "why the content does not infringe"),
    "proof": ("不构成侵权的初步证据", "first proof that the content does not infringe"),
}
"""Names of what a notice or a counter-statement must bring."""

FILES: Mapping[str, tuple[str, str]] = {
    "identity": ("身份证明（不转送）", "Proof of identity (not forwarded)"),
    "rights_proof": ("权属证明", "Proof of rights"),
    "infringement": ("侵权初步证据", "Proof of infringement"),
    "authority": ("授权委托书", "Authorization"),
    "counter_proof": ("不侵权初步证据", "Proof of non-infringement"),
    "proceedings": ("起诉或者投诉证明", "Proof of suit or complaint"),
    "delay": ("延迟原因证明", "Proof of delay"),
}
"""Names of files by what they prove."""

CAPACITIES: Mapping[str, tuple[str, str]] = {
    "owner": ("权利人", "the owner of the rights"),
    "licensee": ("独占被许可人", "the holder of an exclusive licence"),
    "agent": ("权利人的代理人", "an agent of the owner"),
}

STEPS: Mapping[Step, tuple[str, str]] = {
    Step.FILE: ("通知材料齐全，已交人工审查。", "The notice is complete; a person looks at it."),
    Step.FILE_INCOMPLETE: (
        "通知缺少材料，已退回并列明缺少的内容。",
        "Something is missing; the notice was returned with a list of it.",
    ),
    Step.COMPLETE: ("缺少的材料已补齐，已交人工审查。", "What was missing was added; a person looks at it."),
    Step.LAPSE: ("逾期未补齐材料，通知失效。", "Nobody completed the notice in time."),
    Step.WITHDRAW: ("发出通知的人撤回了通知。", "Its sender withdrew the notice."),
    Step.COUNTER: (
        "账号声明不构成侵权；声明已转送发出通知的人。",
        "The account answered that it does not infringe; the answer was forwarded.",
    ),
    Step.PROVE: ("发出通知的人提交了证明，已交人工核对。", "The sender handed in a proof; a person looks at it."),
    Step.RESTORE: (
        "期限届满，没有收到起诉或者投诉的证明，措施自行终止。",
        "No proof of a suit or complaint came by the end; the measure ended by itself.",
    ),
}
"""Reasons of the steps no person gives reasons for."""


def step(which: Step, language: str, /) -> str:
    """Say why a step was taken."""
    return _pick(STEPS[which], language)


def read_reason(stored: str, language: str, /) -> str:
    """Return the reason of a step as somebody reads it: machine-made ones in the reader's language."""
    zh, both, en = stored.partition(in_both(("", "")))
    others = ((zh, en),) if both and zh.startswith("决定 D-") else ()
    return in_reading_language(stored, (*STEPS.values(), *others), language)


def parts(codes: Iterable[str], language: str, /) -> str:
    """List what is missing."""
    return ("；" if language.startswith("zh") else "; ").join(_pick(PARTS[code], language) for code in codes if code in PARTS)


def file_kind(code: str, language: str, /) -> str:
    """Name a file by what it proves."""
    return _pick(FILES.get(code, (code, code)), language)


def capacity(code: str, language: str, /) -> str:
    """Name a capacity."""
    return _pick(CAPACITIES[code], language)


def summary(row: Noticed, /) -> str:
    """Say what a case is about, for reviewers; names nobody."""
    zh = f"侵权通知：作品《{row.work}》，内容 {row.content_ref}。"
    return in_both((zh, f"Notice of infringement: “{row.work}”, content {row.content_ref}."))


def evidence_notice(row: Noticed, language: str, /) -> str:
    """Name the notice as a piece of evidence."""
    return _pick((f"关于作品《{row.work}》的侵权通知", f"Notice of infringement about “{row.work}”"), language)


def facts(row: Noticed, title: str, reasons: str, language: str, /) -> str:
    """State the facts of a precaution."""
    zh = (
        f"有人以{capacity(row.capacity, 'zh')}的身份通知平台（{row.ref}），称内容“{title or row.content_ref}”未经许可使用了作品"
        f"《{row.work}》。通知材料齐全，附有权属证明和初步证据，经人工审查。通知全文已同时转送您。平台没有认定侵权或者违规。"
        f"\n审查说明：{reasons}"
    )
    en = (
        f"As {capacity(row.capacity, 'en')}, somebody notified the platform ({row.ref}) that the content "
        f"“{title or row.content_ref}” "
        f"uses the work “{row.work}” without permission. The notice is complete, with proof of rights and first proof of "
        f"infringement, "
        "and a person examined it. It is forwarded to you whole at the same time. No infringement or violation is found."
        f"\nThe examiner: {reasons}"
    )
    return _pick((zh, en), language)


def advice(row: Noticed, language: str, /, *, days: int) -> str:
    """Say what the account can do about a precaution."""
    zh = (
        f"如果您认为不构成侵权，请在门户“侵权通知”中打开 {row.ref}，提交声明和初步证据。平台当日转送对方；"
        f"对方自转送之日起 {days} 日内"
        "没有证明已经起诉或者投诉的，措施自行终止，内容恢复展示。您也可以与对方协商，由对方撤回通知。"
    )
    en = (
        f"If it does not infringe, open {row.ref} under “Notices of infringement” in the portal and file a "
        f"counter-statement with first "
        f"proof. We forward it the same day; if the sender does not prove within {days} days that a court or an "
        f"authority was asked, the "
        "measure ends by itself and the content is shown again. You can also settle with the sender, who can withdraw "
        "the notice."
    )
    return _pick((zh, en), language)


def superseded(decision_ref: str, /) -> str:
    """Say why a notice is settled by another decision."""
    return in_both(
        (f"决定 {decision_ref} 取代了就本通知采取的措施。", f"The decision {decision_ref} took the place of the measure.")
    )


def sender_received() -> tuple[Sentence, ...]:
    """Confirm a complete notice."""
    return (
        _say("received", "侵权通知已收到", "Your notice was received"),
        _say(
            "received_next",
            "您的通知材料齐全，当日由人工审查。符合要求的，内容当日停止展示，通知转送账号。",
            "Your notice is complete and a person examines it today. If it stands, the content is taken down and the notice is "
            "forwarded to the account the same day.",
        ),
        _KEEP,
    )


def sender_incomplete(row: Noticed, /) -> tuple[Sentence, ...]:
    """Return a notice with what is missing."""
    zh, en = parts(row.missing, "zh"), parts(row.missing, "en")
    return (
        _say("incomplete", "侵权通知缺少材料", "Your notice lacks something"),
        _say("incomplete_parts", f"还缺少：{zh}。", f"Still missing: {en}."),
        *_why(row),
        _say(
            "incomplete_next",
            "请凭回执编号和联系方式补充；已提交的内容都已保存。补齐前不会采取措施。",
            "Add it with the receipt and your contact; what you sent is kept. Nothing is done before it is complete.",
        ),
        _KEEP,
    )


def sender_lapsed() -> tuple[Sentence, ...]:
    """Tell that a notice was never completed."""
    again = _say("lapsed_next", "您可以随时重新发出通知。", "You can send a new notice at any time.")
    return (_say("lapsed", "侵权通知已失效", "Your notice lapsed"), _say("lapsed_why", *STEPS[Step.LAPSE]), again)


def sender_withdrawn() -> tuple[Sentence, ...]:
    """Confirm a withdrawal."""
    return (
        _say("withdrawn", "侵权通知已撤回", "Your notice is withdrawn"),
        _say("withdrawn_next", "就该通知采取的措施已经终止。", "Whatever was done on it has ended."),
    )


def sender_refused(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that a notice is not acted on, and why."""
    return (
        _say("refused", "未就侵权通知采取措施", "Your notice was not acted on"),
        *_why(row),
        _say(
            "refused_next",
            "您可以补充证据重新发出通知，也可以直接向有关部门投诉或者向人民法院起诉。",
            "You can send a new notice with more proof, complain to the authority, or sue.",
        ),
    )


def sender_acted(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the content is down and the notice forwarded."""
    return (
        _say("acted", "已采取措施并转送通知", "The content is down and your notice is forwarded"),
        _say(
            "acted_what",
            f"内容 {row.content_ref} 已停止展示，通知已转送账号。身份证明、联系方式和地址没有转送。",
            f"The content {row.content_ref} is not shown any more, and your notice was forwarded to the account. Your identity "
            "documents, contact and address were not.",
        ),
        _say(
            "acted_next",
            "账号可以提交不侵权声明。如果提交，我们会转送给您，并告知您证明已经起诉或者投诉的期限；期限内没有证明的，"
            "内容将恢复展示。",
            "The account may answer that it does not infringe. We would forward that to you and say until when you can "
            "prove that you "
            "sued or complained; without such proof the content is shown again.",
        ),
    )


def sender_proof_received() -> tuple[Sentence, ...]:
    """Confirm a proof."""
    return (
        _say("proof_received", "证明已收到", "Your proof was received"),
        _say(
            "proof_received_next",
            "我们将在一个工作日内核对。核对完成前，措施不会因期限届满而终止。",
            "A person looks at it within one working day; the window does not close before that.",
        ),
    )


def sender_proof(row: Noticed, kind: str, /, *, is_accepted: bool) -> tuple[Sentence, ...]:
    """Tell what came of a proof."""
    if not is_accepted:
        return (_say("proof_refused", "证明未被采纳", "Your proof was not accepted"), *_why(row), _STILL)
    if kind == "delay":
        return (_say("extended", "期限已延长", "The window is extended"), *_why(row), _STILL)
    return (
        _say("proceedings", "证明已采纳，措施继续", "Your proof is accepted; the measure stays"),
        *_why(row),
        _say(
            "proceedings_next",
            "案件或者投诉有结果时，请把生效文书告诉我们。",
            "Tell us when the court or authority has decided, with the document.",
        ),
    )


def sender_restored(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the content is shown again."""
    return (
        _say("restored", "措施已终止，内容恢复展示", "The measure has ended; the content is shown again"),
        *_why(row),
        _say(
            "restored_why",
            "依照《民法典》第一千一百九十六条，期限内没有收到您已经投诉或者起诉的通知，平台应当终止措施；"
            "或者程序的结果不支持继续采取措施。",
            "Under article 1196 of the Civil Code the platform ends its measures when it is not told in time of a "
            "complaint or suit, or "
            "when its result does not support them.",
        ),
        _say(
            "restored_next",
            "您仍然可以向有关部门投诉或者向人民法院起诉。",
            "You can still complain to the authority or sue.",
        ),
    )


def sender_wrongful(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that a notice was found wrongful."""
    return (
        _say("wrongful", "通知经审查与事实不符", "Your notice was found to be wrong"),
        *_why(row),
        _say(
            "wrongful_next",
            "措施已经终止，本次情况记入记录，今后审查您的通知时会参考。因错误通知造成损害的，"
            "依照《民法典》第一千一百九十五条承担责任。",
            "The measure has ended. This is kept on record and seen when you send further notices. Whoever causes harm "
            "by a wrong notice "
            "answers for it (Civil Code, article 1195).",
        ),
    )


def sender_confirmed(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the content stays down."""
    return (_say("confirmed", "内容不再恢复展示", "The content stays down"), *_why(row))


def sender_superseded(*, is_down: bool) -> tuple[Sentence, ...]:
    """Tell that another decision settled the matter."""
    zh, en = ("内容仍不展示。", "The content stays down.") if is_down else ("内容恢复展示。", "The content is shown again.")
    return (
        _say("superseded", "平台作出了新的决定", "The platform decided anew"),
        _say(
            "superseded_what",
            "一项新的决定（申诉结果或者法院文书）取代了就您的通知采取的措施。" + zh,
            "A new decision, on an appeal or a court's order, took the place of what was done on your notice. " + en,
        ),
    )


def account_incomplete(missing: Sequence[str], /) -> tuple[Sentence, ...]:
    """Return a counter-statement with what is missing."""
    return (
        _say("counter_incomplete", "声明缺少材料", "Your counter-statement lacks something"),
        _say("counter_parts", f"还缺少：{parts(missing, 'zh')}。", f"Still missing: {parts(missing, 'en')}."),
        _say(
            "counter_next",
            "已填写的内容都已保存，请打开通知页面补充；补齐后当日转送。",
            "What you wrote is kept; add the rest on the notice's page. It is forwarded the day it is complete.",
        ),
    )


def account_countered() -> tuple[Sentence, ...]:
    """Confirm that a counter-statement was forwarded."""
    return (
        _say("countered", "声明已转送", "Your counter-statement was forwarded"),
        _say(
            "countered_next",
            "对方在截止时间前没有证明已经投诉或者起诉的，措施自行终止，您的内容恢复展示，不需要您再做什么。",
            "If the sender has not proved a complaint or suit by the time below, the measure ends by itself and your "
            "content is shown "
            "again; you need do nothing more.",
        ),
    )


def account_left(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the allegation of a wrong notice changed nothing."""
    return (_say("left", "未认定通知错误，期限继续", "The notice was not found wrong; the window runs on"), *_why(row))


def account_proof(kind: str, /) -> tuple[Sentence, ...]:
    """Tell that the sender handed in a proof."""
    zh, en = (
        ("已经投诉或者起诉", "a complaint or suit") if kind == "proceedings" else ("存在无法控制的延迟", "a delay beyond control")
    )
    return (
        _say("proof_filed", "对方提交了证明", "The sender handed in a proof"),
        _say(
            "proof_filed_what",
            f"对方提交材料称{zh}，一个工作日内由人工核对。",
            f"It is said to prove {en}; a person looks at it within one working day.",
        ),
    )


def account_extended(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the window is longer."""
    return (_say("account_extended", "期限已延长一次", "The window was extended, once"), *_why(row))


def account_proceedings(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that a court or authority was asked."""
    return (
        _say(
            "account_proceedings", "对方已经投诉或者起诉，措施继续", "The sender asked a court or an authority; the measure stays"
        ),
        *_why(row),
        _say(
            "account_proceedings_next",
            "有结果时，请把文书告诉我们；不支持对方的，内容恢复展示。",
            "Tell us the result; where it does not support the sender, your content is shown again.",
        ),
    )


def account_confirmed(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the content stays down."""
    return (
        _say("account_confirmed", "内容不再恢复展示", "Your content stays down"),
        *_why(row),
        _say(
            "account_confirmed_next",
            "您可以在决定的申诉期限内申诉。",
            "You can appeal against the decision within its time.",
        ),
    )


def account_over(row: Noticed, /) -> tuple[Sentence, ...]:
    """Tell that the notice is over."""
    return (
        _say("over", "侵权通知已了结，内容恢复展示", "The notice is over; your content is shown again"),
        *_why(row),
        _say(
            "over_next",
            "就该通知采取的措施已经终止，没有计入违规记录。",
            "What was done on it has ended, and nothing counts against you.",
        ),
    )


_KEEP = Sentence(
    "redress:keep",
    "请保存回执编号：凭它和您的联系方式即可查询、补充或者撤回，不需要登录。",
    "Keep the receipt: with it and your contact you can follow, add to or withdraw the notice without signing in.",
)
_STILL = Sentence(
    "redress:still",
    "截止时间前没有采纳起诉或者投诉证明的，措施自行终止。",
    "Without an accepted proof of suit or complaint by the time below the measure ends by itself.",
)


def _why(row: Noticed) -> tuple[Sentence, ...]:
    return (_say("why", f"审查说明：{row.reasons}", f"The examiner: {row.reasons}"),) if row.reasons else ()


def _say(code: str, zh: str, en: str) -> Sentence:
    return Sentence(f"redress:{code}", zh, en)


def _pick(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language.startswith("zh") else pair[1]
