"""What is said to both sides of a dispute, to jurors and in the record, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from goodstanding.apps.redress.disputing import Step, Tally, Worth
from goodstanding.apps.redress.reading_language import in_both, in_reading_language
from goodstanding.core.kernel.sentences import Sentence

STEPS: Mapping[Step, tuple[str, str]] = {
    Step.FILE: ("已提出争议，双方可见同一份比对。", "A dispute was filed; both sides see the same comparison."),
    Step.ANSWER: ("声明方作出了答复。", "The declarer answered."),
    Step.LAPSE: ("声明方在期限内没有答复。", "The declarer did not answer in time."),
    Step.INVITE: ("疑似洗稿，随机邀请无关联的原创作者合议。", "It may be a rewriting; unrelated authors were invited at random."),
    Step.REPEAT: (
        "有效票不足或者没有明显多数，另行邀请合议一次。",
        "Too few votes or no majority; others were invited, once.",
    ),
    Step.TALLY: ("合议结束，交工作人员决定。", "The panel is over; a person decides."),
    Step.EXAMINE: ("交工作人员决定。", "A person decides."),
    Step.WITHDRAW: ("提出方撤回了争议。", "The claimant withdrew."),
}
"""Reasons of the steps no person gives reasons for."""

KINDS: Mapping[str, tuple[str, str]] = {
    "exact_copy": ("全文相同", "exact copy"),
    "light_edit": ("轻微改动", "lightly edited"),
    "rewriting": ("疑似洗稿", "rewriting"),
    "borrowed_passage": ("段落相同", "borrowed passage"),
    "none": ("未见相同", "nothing that counts"),
}
"""Names of what a comparison amounts to."""

NO_PANEL = ("可以邀请的作者不足，不组织合议，交工作人员决定。", "Too few authors could be invited; a person decides.")
"""Why there was no panel."""


def step(which: Step, /) -> str:
    """Say why a step was taken, in both languages: both sides read the same record."""
    return in_both(STEPS[which])


def no_panel() -> str:
    """Say why there was no panel, in both languages."""
    return in_both(NO_PANEL)


def read_reason(stored: str, language: str, /) -> str:
    """Return the reason of a step or an end as somebody reads it: machine-made ones in the reader's language."""
    return in_reading_language(stored, (*STEPS.values(), NO_PANEL), language)


def filed(ref: str, claim: str, /) -> tuple[Sentence, ...]:
    """Tell the declarer that his declaration is disputed."""
    return (
        _say("dispute_filed", "您的原创声明被提出争议", "Your declaration of originality is disputed"),
        _say("dispute_claim", f"争议 {ref}。对方的陈述：{claim}", f"Dispute {ref}. The other side says: {claim}"),
        _say(
            "dispute_answer",
            "请在截止时间前查看双方文本的逐段比对并作出答复。争议期间，您的原创标识保留不变。",
            "Look at the comparison of both texts and answer before the time below. Your badge stays while the dispute is open.",
        ),
    )


def answered(answer: str, /) -> tuple[Sentence, ...]:
    """Tell the claimant what the declarer answers."""
    return (
        _say("dispute_answered", "对方已就争议作出答复", "The other side answered the dispute"),
        _say("dispute_answer_text", f"对方的答复：{answer}", f"The answer: {answer}"),
    )


def invited(*, hours: int) -> tuple[Sentence, ...]:
    """Invite a juror."""
    return (
        _say("panel_invited", "邀请您参加洗稿合议", "You are asked to judge whether a text is a rewriting"),
        _say(
            "panel_task",
            f"两篇文本之间存在争议，请您在 {hours} 小时内阅读比对和双方陈述后投票，并写明理由。双方看不到您的身份。"
            "如果与任何一方有利害关系，请不要投票。",
            f"Two texts are in dispute. Read the comparison and both statements, vote within {hours} hours and say why. "
            "Neither side learns who you are. Do not vote if you have an interest in either side.",
        ),
    )


def opened(*, hours: int, people: int) -> tuple[Sentence, ...]:
    """Tell both sides that a panel was asked."""
    return (
        _say("panel_opened", "争议已交由同行合议", "The dispute is with a panel of peers"),
        _say(
            "panel_opened_what",
            f"已随机邀请 {people} 位与双方无关联的原创作者，在 {hours} 小时内投票并说明理由。",
            f"{people} authors unrelated to either side were drawn at random; they vote within {hours} hours and say why.",
        ),
    )


def counted(found: Tally, /) -> tuple[Sentence, ...]:
    """Tell both sides what came of a panel."""
    says = {
        Worth.BINDING: ("达到约束比例，工作人员应当采纳。", "The majority is large enough to bind: staff follow it."),
        Worth.ADVISORY: ("达到参考比例，供工作人员参考。", "The majority is advice to staff."),
        Worth.NONE: ("没有形成结果。", "It found nothing."),
    }[found.worth]
    return (
        _say("panel_counted", "同行合议已结束", "The panel is over"),
        _say(
            "panel_counted_what",
            f"有效票 {found.valid} 张：认为是改写 {found.rewritten} 张，认为是独立作品 {found.own_work} 张。{says[0]}",
            f"{found.valid} valid votes: {found.rewritten} for a rewriting, {found.own_work} for a work of its own. {says[1]}",
        ),
    )


def ended(outcome: str, zh: str, en: str, /) -> tuple[Sentence, ...]:
    """Tell a side how the dispute ended, and why, in either language."""
    heading = {
        "revoked": ("争议成立，原创标识已撤销", "Your claim stands; the badge was removed"),
        "dismissed": ("争议不成立，原创声明维持", "Your claim does not stand; the declaration stays"),
        "withdrawn": ("争议已撤回", "The dispute is withdrawn"),
    }[outcome]
    return (_say("dispute_ended", *heading), _say("dispute_reasons", f"理由：{zh}", f"Why: {en}"))


def summary(ref: str, kind: str, /) -> str:
    """Say what a case is about, for reviewers; names nobody."""
    zh, en = KINDS.get(kind, (kind, kind))
    return in_both((f"原创争议 {ref}（{zh}）", f"Dispute about originality {ref} ({en})"))


def facts(claim: str, answer: str, found: str, panel: Tally | None, reasons: str, language: str, /) -> str:
    """State the facts of a decision."""
    is_zh = language.startswith("zh")
    lines = [found]
    if panel is not None:
        lines.append(counted(panel)[1].in_language(language))
    lines += [
        f"提出方陈述：{claim}" if is_zh else f"The claimant: {claim}",
        (f"声明方答复：{answer}" if is_zh else f"The declarer: {answer}") if answer else (STEPS[Step.LAPSE][0 if is_zh else 1]),
        f"认定理由：{reasons}" if is_zh else f"Findings: {reasons}",
    ]
    return "\n".join(lines)


def _say(code: str, zh: str, en: str) -> Sentence:
    return Sentence(f"redress:{code}", zh, en)
