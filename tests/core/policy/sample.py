"""A small, whole pack as texts, and ways to spoil it: what loader and lint tests begin from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

CLAUSE = "违规批量注册、囤积或者非法交易买卖公众账号；"
OPEN = "制作、复制、发布违法信息，或者未采取措施防范和抵制制作、复制、发布不良信息；"


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


PACK = """\
id: sample
version: "2026.11.1"
title: {zh: 示例策略包, en: Sample pack}
"""

SOURCES = f"""\
instruments:
  - id: PA21
    title: 互联网用户公众账号信息服务管理规定
    in_force: 2021-02-22
    clauses:
      - ref: PA21:18(8)
        text: {CLAUSE}
        sha256: {_sha(CLAUSE)}
      - ref: PA21:18(9)
        text: {OPEN}
        sha256: {_sha(OPEN)}
"""

FACTS = """\
facts:
  - {name: content.body, type: string, path: event.data.body, events: [content.published], text_field: body}
  - {name: account.followers, type: int, path: account.followers}
"""

SIGNALS = """\
signals:
  - {name: offers, kind: phrase_bank, options: {bank: offers, fields: [body]}}
"""

PARAMETERS = """\
parameters:
  - id: few_followers
    type: int
    unit: followers
    description: {zh: 少量粉丝, en: Few followers}
    reference: platform choice
    values:
      2021-02-22: 100
"""

RULES = """\
rules:
  - id: account-trading.offer
    title: {zh: 买卖公众账号, en: Trading accounts}
    events: [content.published]
    clauses: [PA21:18(8)]
    label: account_trading
    severity: serious
    when: |
      signal.offers.hit
        && (!has(account.followers) || account.followers >= param.few_followers)
    suggestion: review
    queue: ordinary
    score: 0.9
    rationale: {zh: 说明, en: Why}
    advice: {zh: 建议, en: What to do}
    owner: 示例团队
    review_by: 2027-05-01
    effective_from: 2021-02-22
"""

BANK = """\
id: offers
kind: phrases
title: {zh: 交易邀约, en: Offers}
owner: 示例团队
source: 自行编写
clause: PA21:18(8)
review_by: 2027-05-01
entries:
  - 收购公众号
  - {pattern: 出售公众号, weight: 0.9, note: 卖方}
"""

QUEUES = """\
queues:
  - {id: ordinary, title: {zh: 一般, en: Ordinary}, limit: 5, unit: working_days}
"""

LADDER = """\
window_days: 365
steps:
  - label: "*"
    severity: serious
    maximum: close
    occurrences:
      - [{code: suspend_updates, days: 7}]
      - [{code: close}]
"""

CREDIT = """\
start: 100
maximum: 100
levels:
  - {code: good, at_least: 60, title: {zh: 良好, en: Good}}
  - {code: low, at_least: 0, title: {zh: 低, en: Low}}
deductions:
  - {label: "*", severity: serious, points: 10}
recovery: {points: 1, clean_days: 7}
"""

CASES = """\
cases:
  - {rule: account-trading.offer, name: 明确收购, kind: hit, at: 2026-11-02, post: {body: 长期收购公众号}}
  - {rule: account-trading.offer, name: 普通文章, kind: miss, at: 2026-11-02, post: {body: 今天天气不错}}
  - rule: account-trading.offer
    name: 粉丝恰好一百
    kind: boundary
    at: 2026-11-02
    post: {body: 出售公众号}
    account: {followers: 100}
    expect: hit
"""

TEXTS = {
    "pack.yaml": PACK,
    "sources.yaml": SOURCES,
    "facts.yaml": FACTS,
    "signals.yaml": SIGNALS,
    "parameters/followers.yaml": PARAMETERS,
    "rules/trading.yaml": RULES,
    "banks/offers.yaml": BANK,
    "queues.yaml": QUEUES,
    "ladder.yaml": LADDER,
    "credit.yaml": CREDIT,
    "cases/trading.yaml": CASES,
}


def written(directory: Path, texts: Mapping[str, str] = TEXTS) -> Path:
    """Write a pack's texts to a directory and return it."""
    for path, text in texts.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    return directory


def spoilt(path: str, old: str, new: str) -> dict[str, str]:
    """Return the sample pack's texts with one passage of one file replaced."""
    if old not in TEXTS[path]:
        raise LookupError(f"{path} does not hold {old!r}")
    return {**TEXTS, path: TEXTS[path].replace(old, new)}
