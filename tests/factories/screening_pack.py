"""A small pack for the tests of the line from event to case: one rule that asks for a look, one that holds, one that counts."""

from __future__ import annotations

from goodstanding.core.policy.digest import texts_bytes
from tests.core.policy import sample

FACTS = """\
facts:
  - {name: content.title, type: string, path: event.data.title, events: [content.published, content.edited], text_field: title}
  - {name: content.body, type: string, path: event.data.body, events: [content.published, content.edited], text_field: body}
  - {name: comment.body, type: string, path: event.data.body, events: [comment.posted], text_field: body}
  - {name: profile.name, type: string, path: event.data.name, text_field: name,
     events: [account.registered, account.profile_changed]}
  - {name: account.followers, type: int, path: account.followers}
  - {name: account.age_days, type: int, path: account.age_days}
  - {name: account.licences, type: list<string>, path: account.licences}
  - {name: counters.recent_fingerprints, type: list<int>, path: counters.recent_fingerprints}
  - {name: counters.posts_1h, type: int, path: counters.posts_1h}
"""

SIGNALS = """\
signals:
  - {name: alike, kind: near_duplicate, options: {fields: [body], fact: counters.recent_fingerprints, threshold: 0.9}}
  - {name: offers, kind: phrase_bank, options: {bank: offers, fields: [body, title, name]}}
  - {name: bets, kind: phrase_bank, options: {bank: bets, fields: [body, title]}}
"""

_RULE = """\
  - id: {id}
    title: {{zh: 示例规则, en: Sample rule}}
    events: [{events}]
    clauses: [PA21:18(8)]
    label: {label}
    severity: serious
    when: |
      {when}
    suggestion: {suggestion}
    queue: ordinary
    score: 0.9
    rationale: {{zh: 说明, en: Why}}
    advice: {{zh: 建议删除, en: Remove it}}
    owner: 示例团队
    review_by: 2027-05-01
    effective_from: 2021-02-22
"""

_ALIKE = "content.published, content.edited"
_POSTS = "content.published, content.edited, comment.posted"


def _rule(id: str, events: str, label: str, when: str, suggestion: str) -> str:  # noqa: A002
    return _RULE.format(id=id, events=events, label=label, when=when, suggestion=suggestion)


RULES = "rules:\n" + "".join(
    [
        _rule("account-trading.offer", _POSTS, "account_trading", "signal.offers.hit", "review"),
        _rule("gambling.promotion", _POSTS, "pornography_or_gambling_promotion", "signal.bets.hit", "hold"),
        _rule(
            "coordinated-posting.burst", "content.published", "coordinated_posting", "counters.posts_1h > param.burst", "review"
        ),
        _rule(
            "account-trading.name",
            "account.registered, account.profile_changed",
            "account_trading",
            "signal.offers.hit",
            "review",
        ),
        _rule("coordinated-posting.alike", _ALIKE, "coordinated_posting", "counters.posts_1h > 99 && signal.alike.hit", "review"),
        _rule("missing.fact", "follow.created", "forced_follow", "account.age_days >= 0", "review"),
    ]
)

PARAMETERS = """\
parameters:
  - id: burst
    type: int
    unit: posts
    description: {zh: 数量, en: How many}
    reference: platform choice
    values:
      2021-02-22: 3
"""

BETS = sample.BANK.replace("id: offers", "id: bets").replace("收购公众号", "示例博彩平台").replace("出售公众号", "下注赢大奖")


def rules_from(since: str, old: str, new: str, /, *, count: int = -1) -> str:
    """Return the rules as changed from a day on: each that changes ends that day and is written again.

    Args:
        count: How many of the rules change, from the first; all when -1.
    """
    head, *blocks = RULES.split("  - id: ")
    written = [head]
    for block in blocks:
        changed = block.replace(old, new)
        ends = changed != block and count != 0
        count -= ends
        written.append(f"  - id: {block}")
        if ends:
            written.append(f"    effective_to: {since}\n  - id: {changed.replace('2021-02-22', since)}")
    return "".join(written)


def texts(**changes: str) -> dict[str, str]:
    """Return the pack's files, with some replaced."""
    files = {
        "pack.yaml": sample.PACK + "settings: {machine_hold_hours: 24}\n",
        "sources.yaml": sample.SOURCES,
        "facts.yaml": FACTS,
        "signals.yaml": SIGNALS,
        "parameters/burst.yaml": PARAMETERS,
        "rules/rules.yaml": RULES,
        "banks/offers.yaml": sample.BANK,
        "banks/bets.yaml": BETS,
        "queues.yaml": sample.QUEUES,
        "ladder.yaml": sample.LADDER,
        "credit.yaml": sample.CREDIT,
        "cases/cases.yaml": "cases: []\n",
    }
    return {**files, **{name.replace("__", "/") + ".yaml": text for name, text in changes.items()}}


def archive(**changes: str) -> bytes:
    """Return the pack as ``install_pack`` takes it."""
    return texts_bytes(texts(**changes))
