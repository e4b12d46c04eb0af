"""Contact handles: the step out of the platform that nearly every solicitation needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.contacts import CHANNELS, FINDER, Contact
from goodstanding.core.signals.evidence import reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.signals.waking import SharedEntities

_USUAL = tuple(channel for channel in CHANNELS if channel not in ("email", "landline"))
_IN_WORDS = {
    "wechat": "微信",
    "qq": "QQ",
    "telegram": "Telegram",
    "messenger": "即时通讯",
    "email": "电子邮箱",
    "landline": "电话",
}


class ContactHandle(TextKind):
    """Contacts beside an identifier, and invitations to add one. The score is the surest one's; the count is of contacts."""

    kind: ClassVar[str] = "contact_handle"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE,
        "channels": f"Channels to look for, of {', '.join(CHANNELS)}. Default: all but email and landline.",
        "min_score": "Leave out contacts less sure than this, 0.0–1.0. Default: 0.6.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "需要的加薇信:demo_seller88 详聊"}, hit=True),
        Example(fields={"body": "扣扣群 123456789 进群领取"}, hit=True),
        Example(fields={"body": "有意请致电13800138000"}, hit=True, spans=("13800138000",)),
        Example(fields={"title": "加v demo778899"}, hit=True),
        Example(fields={"body": "telegram:@demo_channel"}, hit=True),
        Example(fields={"body": "微信发布了新版本,增加了QQ音乐入口。"}, hit=False),
        Example(fields={"body": "订单号 2026138001380001234 已发货"}, hit=False),
    )

    def __init__(
        self, name: str, fields: tuple[str, ...], channels: frozenset[str], min_score: float, shared: SharedEntities
    ) -> None:
        super().__init__(name, fields)
        self._shared = shared
        shared.register_for_contacts(name, fields=fields)
        self._channels = channels
        self._min_score = min_score

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        channels = options.names(
            "channels", default=tuple(channel for channel in CHANNELS if channel not in ("email", "landline"))
        )
        for channel in channels:
            if channel not in CHANNELS:
                raise options.fault(f"there is no channel “{channel}”.", hint=f"Known: {', '.join(CHANNELS)}.")
        min_score = options.number("min_score", default=0.6, low=0.0, high=1.0)
        return cls(options.name, fields, frozenset(channels), min_score, sharing.entities)

    @property
    def watch(self) -> SharedEntities:
        """The pass that says whether there can be a contact."""
        return self._shared

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Find the contacts of several documents together."""
        FINDER.prepare(documents, self.fields)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        score = 0.0
        for field in self.present(document):
            for contact in FINDER.contacts(document, field):
                if contact.channel in self._channels and contact.score >= self._min_score:
                    score = max(score, contact.score)
                    spans.append(span_of(document, field, contact.start, contact.end, signal=self.name, why=_why(contact)))
        return reading_of(self.name, score=score, spans=spans, count=len(spans))


def _why(contact: Contact) -> str:
    if contact.channel == "phone":
        return reason("phone")
    return reason("handle", channel=_IN_WORDS[contact.channel])
