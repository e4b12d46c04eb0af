"""What an organization says it does, beside what it wants to publish about. Source: PA21:15.1, RQ-068."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.taxonomy import domains_of

CODE = "scope"
CLAUSE = "PA21:15.1"

_WORDS: Mapping[str, tuple[str, ...]] = {
    "economy": ("金融", "证券", "基金", "保险", "银行", "投资", "财务", "会计", "经济", "财经", "信托", "期货"),
    "education": ("教育", "培训", "教学", "学校", "学前", "幼儿", "考试", "留学"),
    "medicine": ("医疗", "医药", "医院", "诊所", "药品", "健康", "卫生", "护理", "保健", "医学"),
    "justice": ("法律", "律师", "司法", "公证", "仲裁", "知识产权代理"),
    "news": ("新闻", "报刊", "广播", "电视", "出版", "互联网信息服务", "传媒"),
}
"""Words of a registered scope that speak for a field."""


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Compare the scope of an organization with the fields of its categories that need a credential."""
    del at
    if applied.is_person or not applied.business_scope:
        return None
    strange = [
        one for one in domains_of(applied.categories) if not any(word in applied.business_scope for word in _WORDS.get(one, ()))
    ]
    detail = {"scope": applied.business_scope, "domains": list(domains_of(applied.categories)), "without_words": strange}
    if not strange:
        says = say("scope_fits", "经营范围与内容类别相符。", "The business scope fits the content categories.")
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    says = say(
        "scope_differs",
        "经营范围中没有与所选专业领域内容相关的业务，需要人工核实。",
        "The business scope names nothing of the professional fields chosen; a person looks at it.",
    )
    return CheckResult(CODE, "needs_person", says, on="business_scope", clause=CLAUSE, detail=detail)
