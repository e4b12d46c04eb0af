"""The images of an event are read after it was answered, and the event is judged again with them: once, whatever happens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.enforcement.models import Decision
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.review.models import Case
from goodstanding.apps.screening import selectors
from goodstanding.apps.screening.models import EvaluationRecord, ImageReading, ImageScreening
from goodstanding.apps.screening.ports import (
    ImageFindings,
    ImageLine,
    MediaRefused,
    MediaUnavailable,
    ReaderUnavailable,
    Reading,
    register_image_reading,
)
from goodstanding.apps.screening.replay import replay_evaluation
from goodstanding.apps.screening.services import (
    IMAGES,
    read_images,
    receive_events,
    receive_events_for_later,
    screen_pending,
)
from goodstanding.apps.screening.services import images as service
from tests.apps.screening.conftest import PLATFORM
from tests.factories.events import SOURCE, post
from tests.factories.screening_pack import FACTS, SIGNALS, archive

OFFER = b"an image that offers"
PLAIN = b"an image of flowers"
BET = b"an image that bets"
TEXTS = {OFFER: "长期收购公众号", PLAIN: "春天的花", BET: "示例博彩平台"}
URL = "https://media.example/a.png"
PHASH = "0f" * 32


class Reader:
    """Reads what the tests wrote."""

    def __init__(self) -> None:
        self.read_images: list[bytes] = []

    def read(self, data: bytes, /) -> ImageFindings:
        """Answer with the text of a known image; others are refused."""
        self.read_images.append(data)
        if data not in TEXTS:
            return ImageFindings(refused="corrupt", model="standin@1", model_sha256="1" * 64)
        line = ImageLine(TEXTS[data], (10, 20, 300, 40), 0.99)
        code = ImageLine("https://demo.example/join", (5, 5, 50, 50), 1.0)
        return ImageFindings("", "standin@1", "1" * 64, 640, 480, PHASH, (line,), (code,), b"\xff\xd8small")


class Source:
    """Holds media by address."""

    def __init__(self) -> None:
        self.media: dict[str, bytes] = {}

    def fetch(self, url: str, /, *, sha256: str = "") -> bytes:
        """Return what the tests put there."""
        if url not in self.media:
            raise MediaUnavailable("The media cannot be fetched.")
        if sha256 and sha256 != hashlib.sha256(self.media[url]).hexdigest():
            raise MediaRefused("sha256_differs")
        return self.media[url]


@pytest.fixture
def reading(db: None, at: datetime) -> Iterator[Reading]:
    """A pack whose signals read images, and stand-ins for who fetches and reads them."""
    facts = FACTS + "  - {name: content.image_text, type: string, path: images.text, text_field: image_text}\n"
    facts += "  - {name: content.image_qr, type: list<string>, path: images.qr}\n"
    signals = SIGNALS.replace("fields: [body, title", "fields: [image_text, body, title")
    install_pack(archive(facts=facts, signals=signals), mode="live", actor=SYSTEM, at=at)
    ports = Reading(Reader(), Source())
    register_image_reading(ports)
    yield ports
    register_image_reading(None)


def _post(id: str, *images: bytes, ports: Reading, body: str = "今天天气不错。") -> dict[str, Any]:  # noqa: A002
    media = []
    for number, image in enumerate(images):
        url = f"https://media.example/{id}-{number}.png"
        ports.source.media[url] = image  # type: ignore[attr-defined]
        media.append({"kind": "image", "url": url})
    return post(id, body, data={"media": media})


def _receive(event: dict[str, Any], at: datetime) -> None:
    receive_events([event], source_actor=PLATFORM, at=at)


def _read(id: str, at: datetime, *, attempt: int = 1) -> str:  # noqa: A002
    return read_images(SOURCE, id, attempt=attempt, at=at)


def _spans(ref: str) -> list[dict[str, Any]]:
    evaluation = msgspec.json.decode(selectors.evaluation(ref).evaluation)
    return [span for violation in evaluation["violations"] for span in violation["spans"]]


def test_an_event_with_images_asks_for_their_reading(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)
    _receive(post("e-2"), at)

    assert [{"source": SOURCE, "id": "e-1"}] == [row.payload for row in OutboxMessage.objects.filter(topic=IMAGES)]


@pytest.mark.usefixtures("pack")
def test_without_a_reader_nothing_is_asked(at: datetime) -> None:
    _receive(post("e-1", data={"media": [{"kind": "image", "url": URL}]}), at)

    assert 0 == OutboxMessage.objects.filter(topic=IMAGES).count()


def test_events_kept_for_later_ask_when_they_are_judged(reading: Reading, at: datetime) -> None:
    receive_events_for_later([_post("e-1", OFFER, ports=reading)], source_actor=PLATFORM, at=at)
    screen_pending(at=at)

    assert 1 == OutboxMessage.objects.filter(topic=IMAGES).count()


def test_an_offer_in_an_image_opens_a_case(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", PLAIN, OFFER, ports=reading), at)

    drain(lambda: at, only=frozenset({IMAGES}))

    case = Case.objects.get()
    assert ("account_trading", "c-e-1") == (case.label, case.content_ref)


def test_the_span_names_the_image_and_its_box(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", PLAIN, OFFER, ports=reading), at)

    (span,) = _spans(_read("e-1", at))

    sha256 = hashlib.sha256(OFFER).hexdigest()
    assert (f"image:{sha256}", 2, 7, "收购公众号", [10, 20, 300, 40]) == tuple(
        span[name] for name in ("field", "start", "end", "text", "box")
    )


def test_an_image_alone_can_hold_its_content(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", BET, ports=reading), at)
    _read("e-1", at)

    decision = Decision.objects.get()
    assert "示例博彩平台" in decision.facts
    assert [10, 20, 300, 40] == decision.evidence[0]["spans"][0]["box"]


def test_reading_twice_changes_nothing(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)

    assert _read("e-1", at) == _read("e-1", at, attempt=2)
    assert (1, 1, 2) == (ImageScreening.objects.count(), Case.objects.count(), EvaluationRecord.objects.count())


def test_one_image_is_read_once_for_all_events(reading: Reading, at: datetime) -> None:
    for number in (1, 2, 3):
        _receive(_post(f"e-{number}", PLAIN, ports=reading), at)
        _read(f"e-{number}", at)

    assert [PLAIN] == reading.reader.read_images  # type: ignore[attr-defined]
    assert 1 == ImageReading.objects.count()


@pytest.mark.parametrize("place", ["open_cases", "record_batch", "judged_again"])
def test_a_crash_in_the_middle_is_made_good_by_the_next_try(
    place: str, reading: Reading, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)

    def crash(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(service, place, crash)
        with pytest.raises(DatabaseError):
            _read("e-1", at)
    assert 0 == ImageScreening.objects.count() + Case.objects.count()

    _read("e-1", at, attempt=2)
    assert (1, 1, 2) == (ImageScreening.objects.count(), Case.objects.count(), EvaluationRecord.objects.count())


def test_a_rule_that_held_for_the_text_alone_gives_no_second_source(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", PLAIN, ports=reading, body="收购公众号"), at)
    before = Case.objects.get().version
    _read("e-1", at)

    assert before == Case.objects.get().version


def test_an_image_that_is_refused_is_noted_with_the_reason(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", b"junk", ports=reading), at)

    assert "" == _read("e-1", at)
    assert ["corrupt"] == [image["refused"] for image in ImageScreening.objects.get().images]


def test_other_bytes_than_the_event_said_are_noted(reading: Reading, at: datetime) -> None:
    event = _post("e-1", OFFER, ports=reading)
    event["data"]["media"][0]["sha256"] = "0" * 64
    _receive(event, at)
    _read("e-1", at)

    assert ["sha256_differs"] == [image["refused"] for image in ImageScreening.objects.get().images]


def test_media_that_stay_away_are_tried_again_and_then_given_up(reading: Reading, at: datetime) -> None:
    _receive(post("e-1", data={"media": [{"kind": "image", "url": URL}]}), at)

    with pytest.raises(MediaUnavailable):
        _read("e-1", at)
    _read("e-1", at, attempt=service.PATIENT_TRIES)
    assert ["unavailable"] == [image["refused"] for image in ImageScreening.objects.get().images]


def test_without_a_reader_the_message_waits(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)
    register_image_reading(None)

    with pytest.raises(ReaderUnavailable):
        _read("e-1", at)


def test_the_second_judgment_can_be_derived_again(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)
    frozen = selectors.evaluation(_read("e-1", at))

    assert frozen.evaluation == replay_evaluation(frozen)


@pytest.mark.parametrize("media", [None, 3, "x", [], [3], [{}], [{"kind": "image"}], [{"kind": "image", "url": 5}]])
def test_odd_media_ask_for_nothing(media: object, reading: Reading, at: datetime) -> None:
    receive_events([post("e-1", data={"media": media})], source_actor=PLATFORM, at=at)

    assert 0 == OutboxMessage.objects.filter(topic=IMAGES).count()


def test_readings_cannot_be_changed(reading: Reading, at: datetime) -> None:
    _receive(_post("e-1", OFFER, ports=reading), at)
    _read("e-1", at)

    with pytest.raises(DatabaseError):
        ImageReading.objects.update(refused="corrupt")
