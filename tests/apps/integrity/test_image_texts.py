"""Articles posted as pictures: what was read from them is held against the index like a body, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from goodstanding.adapters.alike_texts import IndexedTexts
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.integrity.models import Alike, Observation
from goodstanding.apps.integrity.selectors import finding
from goodstanding.apps.integrity.services.watching import WAVE_ACCOUNTS, watch_images
from goodstanding.apps.originality.services.indexing import bring_up_to_date
from goodstanding.apps.screening.ports import ImageFindings, ImageLine, MediaUnavailable, Reading, register_image_reading
from goodstanding.apps.screening.selectors import image_text, images_read_after
from goodstanding.apps.screening.services import IMAGES, read_images
from tests.factories.events import SOURCE
from tests.factories.farms import watched
from tests.factories.matters import Matters
from tests.factories.originals import article, published

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
WAVE = [f"acct-wave-{n}" for n in range(WAVE_ACCOUNTS)]


class Pictures:
    """Holds pictures by address and reads what is written in them."""

    def fetch(self, url: str, /, *, sha256: str = "") -> bytes:
        """Return what the address says; an empty one stays away."""
        if url.endswith("/"):
            raise MediaUnavailable("The media cannot be fetched.")
        return url.rsplit("/", maxsplit=1)[1].encode()

    def read(self, data: bytes, /) -> ImageFindings:
        """Break the text into lines as a page does; bytes that are no picture are refused."""
        text = data.decode()
        if text == "junk":
            return ImageFindings(refused="corrupt", model="standin@1", model_sha256="1" * 64)
        cut = [text[place : place + 20] for place in range(0, len(text), 20)]
        lines = tuple(ImageLine(line, (10, 30 * n, 300, 28), 0.99) for n, line in enumerate(cut))
        return ImageFindings("", "standin@1", "1" * 64, 640, 480, "0f" * 32, lines, (), b"")


@pytest.fixture
def reads_images(matters: Matters) -> Iterator[None]:
    """Let the worker read pictures."""
    register_image_reading(Reading(Pictures(), Pictures()))
    yield
    register_image_reading(None)


def _pictured(content: str, *texts: str, account: str, at: datetime, body: str = "") -> None:
    media = [{"kind": "image", "url": f"https://media.example/{text}"} for text in texts]
    published(content, body, account=account, at=at, media=media)


def _looked_at(*, at: datetime) -> tuple[str, ...]:
    """Do the worker's part: pictures are read, the index reads, posts and pictures are looked at."""
    drain(lambda: at, only=frozenset({IMAGES}))
    return *watched(at=at), *watch_images(images_read_after, IndexedTexts(), at=at)


def _wave_in_pictures(at: datetime) -> None:
    published("c-wave-0", article(1), account=WAVE[0], at=at)
    for n, account in enumerate(WAVE[1:], 1):
        half = len(article(1)) // 2
        _pictured(f"c-wave-{n}", article(1)[:half], article(1)[half:], account=account, at=at + n * HOUR / 12)


@pytest.mark.usefixtures("reads_images")
def test_an_article_posted_as_pictures_joins_a_wave(at: datetime) -> None:
    _wave_in_pictures(at)

    (ref,) = _looked_at(at=at + HOUR)

    found = finding(ref)
    assert ("wave", tuple(WAVE)) == (found.kind, found.accounts)
    assert {("exact_copy", "c-wave-0", True)} == {(one.kind, one.other_ref, bool(one.evaluation_ref)) for one in found.alike}
    assert '"read_from":"image"' in Observation.objects.get().evidence


@pytest.mark.usefixtures("reads_images")
def test_places_lie_in_the_text_of_the_images_and_in_the_original(at: datetime) -> None:
    published("c-first", article(1), account=WAVE[0], at=at)
    _pictured("c-pictures", article(1), account=WAVE[1], at=at + HOUR)

    _looked_at(at=at + 2 * HOUR)

    pair = Alike.objects.get()
    (a, b, c, d), *_ = pair.passages
    assert ("c-pictures", "c-first") == (pair.content_ref, pair.other_content)
    assert image_text(pair.evaluation_ref)[a:b].replace("\n", "") == article(1)[c:d]


@pytest.mark.usefixtures("reads_images")
def test_what_was_read_is_looked_at_once(at: datetime) -> None:
    _wave_in_pictures(at)
    _looked_at(at=at + HOUR)
    before = list(Alike.objects.order_by("id").values()), Observation.objects.count()

    for n in range(WAVE_ACCOUNTS):
        read_images(SOURCE, f"e-c-wave-{n}", attempt=2, at=at + HOUR)
    again = _looked_at(at=at + 2 * HOUR)

    assert ((), before) == (again, (list(Alike.objects.order_by("id").values()), Observation.objects.count()))


@pytest.mark.usefixtures("reads_images")
def test_what_the_body_is_alike_already_is_no_second_pair_by_its_pictures(at: datetime) -> None:
    published("c-first", article(1), account=WAVE[0], at=at)
    _pictured("c-both", article(1), account=WAVE[1], at=at + HOUR, body=article(1))

    _looked_at(at=at + 2 * HOUR)

    assert {""} == set(Alike.objects.values_list("evaluation_ref", flat=True))


@pytest.mark.usefixtures("reads_images")
@pytest.mark.parametrize("text", ["junk", "", "春天的花开了"])
def test_pictures_unread_or_with_little_text_are_alike_nothing(text: str, at: datetime) -> None:
    published("c-first", article(1), account=WAVE[0], at=at)
    _pictured("c-pictures", text, account=WAVE[1], at=at + HOUR)

    _looked_at(at=at + 2 * HOUR)

    assert not Alike.objects.exists()


@pytest.mark.usefixtures("reads_images")
def test_pictures_wait_until_the_index_has_read_their_post(at: datetime) -> None:
    bring_up_to_date(at=at)
    published("c-first", article(1), account=WAVE[0], at=at)
    _pictured("c-pictures", article(1), account=WAVE[1], at=at + HOUR)
    drain(lambda: at + HOUR, only=frozenset({IMAGES}))

    watch_images(images_read_after, IndexedTexts(), at=at + HOUR)
    early = Alike.objects.count()
    _looked_at(at=at + 2 * HOUR)

    assert (0, 1) == (early, Alike.objects.count())
