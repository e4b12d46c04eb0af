"""A small register of names that belong to nobody."""

from __future__ import annotations

from goodstanding.core.names.protected import ProtectedNames
from goodstanding.core.names.values import NameKind, NameMatch, ProtectedName

ENTRIES = (
    ProtectedName("示例大学", NameKind.UNIVERSITY, "演示名录", "op-1"),
    ProtectedName("样例市人民政府", NameKind.GOVERNMENT, "演示名录"),
    ProtectedName("演示晚报", NameKind.MEDIA, "演示名录"),
    ProtectedName("样例市第一人民医院", NameKind.TRADEMARK, "演示商标册"),
    ProtectedName("示例职业技术学院", NameKind.UNIVERSITY, "演示名录"),
    ProtectedName("某某养生课堂", NameKind.CLOSED, "D-DEMO1", "acct-9"),
    ProtectedName("Demo新闻网", NameKind.MEDIA, "演示名录"),
)


def register() -> ProtectedNames:
    return ProtectedNames.build(ENTRIES)


def best(names: ProtectedNames, name: str, **how: float) -> NameMatch:
    found = names.match(name, **how)
    assert found, f"nothing found for {name}"
    return found[0]
