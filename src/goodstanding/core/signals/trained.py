"""What a trained classifier says: the calibrated probability that a text is of a class, in shadow until it has proved itself.

A model is one more witness. In shadow its reading is recorded and counts for nothing; live, it hits from its threshold on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.learning.model import Model
from goodstanding.core.learning.passages import telling_passage
from goodstanding.core.learning.sample import OFFER, SAMPLE, sample_files
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.evidence import reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing

SHADOW, LIVE = "shadow", "live"


class Settings(NamedTuple):
    """How a declaration uses a model."""

    model: Model
    model_name: str
    class_name: str
    threshold: float
    is_live: bool


class Trained(TextKind):
    """A trained classifier. The score is the probability of the class in the likeliest field; below the threshold it is 0.

    In shadow, the default, the reading is recorded with its probability but neither hits nor scores. The model is a folder
    `models/<name>` of the pack with the two files `goodstanding train` wrote; weights that do not match their card are refused.
    """

    kind: ClassVar[str] = "trained"
    cost: ClassVar[Cost] = Cost.MODERATE
    option_notes: ClassVar[Mapping[str, str]] = {
        "model": "Name of the model: its folder below models.",
        "class": "The class whose probability is read.",
        "fields": FIELDS_NOTE,
        "threshold": "Probability from which it hits, 0.01–1.0. Default: the card's, which keeps its precision.",
        "mode": "shadow (recorded, never a hit) or live. Default: shadow.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"model": SAMPLE, "class": OFFER, "mode": LIVE}
    example_models: ClassVar[Mapping[str, str]] = sample_files()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "长期收购公众号,价格面议"}, hit=True),
        Example(fields={"title": "出售帐号", "body": "出售账号"}, hit=True),
        Example(fields={"body": "今天去河边走了走,风很大"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], settings: Settings) -> None:
        super().__init__(name, fields)
        self._settings = settings

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        model = options.model("model")
        class_name = options.word("class", allowed=model.card.classes)
        known = model.card.thresholds.get(class_name)
        settings = Settings(
            model=model,
            model_name=options.word("model"),
            class_name=class_name,
            threshold=options.number("threshold", default=known.value if known else 0.5, low=0.01, high=1.0),
            is_live=options.word("mode", default=SHADOW, allowed=(SHADOW, LIVE)) == LIVE,
        )
        return cls(options.name, fields, settings)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        likely = [(field, self.probability(document, field)) for field in self.present(document)]
        found = [(field, probability) for field, probability in likely if probability >= self._settings.threshold]
        spans = [span for field, probability in found for span in self._spans(document, field, probability)]
        if not self._settings.is_live or not found:
            return Reading(self.name, spans=tuple(spans))
        return reading_of(self.name, score=max(probability for _, probability in found), spans=spans, count=len(found))

    def probability(self, document: Document, field: str, /) -> float:
        """Return the probability of the class for one field, 0.0–1.0; signals of one model read a field once."""
        settings = self._settings
        said: dict[str, float] = document.text(field).shared(
            settings.model, lambda text: settings.model.probabilities(text.normal)
        )
        return said[settings.class_name]

    def _spans(self, document: Document, field: str, probability: float) -> list[Span]:
        settings = self._settings
        start, end = telling_passage(settings.model, settings.class_name, document.normalised(field))
        why = reason(
            "trained" if settings.is_live else "trained_shadow",
            model=settings.model_name,
            class_name=settings.class_name,
            probability=f"{probability:.2f}",
        )
        span = span_of(document, field, start, end, signal=self.name, why=why)
        return [span] if span.text else []
