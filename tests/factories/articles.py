"""Made-up articles in quantity: a Zipfian vocabulary with topics, set phrases and boilerplate, and what is done to originals.

The words are random characters, so no article says anything; how often words, phrases and four letters in a row recur is what
matters. Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

COMMA, STOP = 0, 1
_MARKS = ("，", "。")
_CHARACTERS = np.array([ord(bytes((high, low)).decode("gb2312")) for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)])
"""The 3,666 commonest characters, by their rows in GB 2312."""
_BOILERPLATE = (
    "点击上方蓝字关注演示账号，每天为您推送示例内容。",
    "本文由示例编辑部整理发布，转载请联系样例邮箱取得授权，未经许可不得以任何形式使用。",
    "免责声明：本页内容仅供演示，不构成任何建议，据此操作风险自担，本账号不承担由此产生的任何责任。",
    "长按识别下方图案，加入样例读者群，与更多朋友一起交流，觉得有用请点赞并分享给身边的人。",
    "往期精彩内容请在菜单栏查看，欢迎在评论区留下您的看法，我们会挑选部分留言予以回复。",
)


def _falling(count: int, flat: float) -> np.ndarray:
    """Return shares that fall with the rank as those of words do (Zipf and Mandelbrot)."""
    shares = 1 / (np.arange(1, count + 1) + flat)
    return shares / shares.sum()


@dataclass(frozen=True)
class Article:
    """An article as word numbers, with its text; ``words`` includes the punctuation marks."""

    words: np.ndarray
    text: str


@dataclass(frozen=True)
class Rewriting:
    """A rewritten article: its text, and which spans of it tell which spans of the source."""

    text: str
    spans: tuple[tuple[int, int], ...]
    source_spans: tuple[tuple[int, int], ...]


@dataclass
class Newsroom:
    """Writes articles and rewrites them."""

    seed: int = 1
    vocabulary: int = 30_000
    topics: int = 200
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        rng = self.rng = np.random.default_rng(self.seed)
        pool = rng.permutation(_CHARACTERS)
        drawn = rng.choice(pool, size=(self.vocabulary, 3), p=_falling(len(pool), 20))
        lengths = rng.choice([1, 2, 3], size=self.vocabulary, p=[0.12, 0.68, 0.2])
        lengths[:60] = 1
        rows = zip(drawn.tolist(), lengths.tolist(), strict=True)
        self.lexicon = [*_MARKS, *("".join(map(chr, row[:length])) for row, length in rows)]
        count = len(self.lexicon) - 2
        self.common = rng.choice(count, size=1 << 20, p=_falling(count, 2.7)).astype(np.int32) + 2
        own = rng.integers(60, count, size=(self.topics, 600)) + 2
        ranks = rng.choice(600, size=(self.topics, 4096), p=_falling(600, 5))
        self.topical = np.take_along_axis(own, ranks, axis=1).astype(np.int32)
        self.followers = self.common[rng.integers(0, 1 << 20, size=(count + 2, 12))]
        self.synonyms = rng.integers(60, count, size=count + 2).astype(np.int32) + 2
        phrases = [self._stream(rng.integers(0, self.topics), 3 + n % 4) for n in range(4000)]
        self.phrases = phrases
        self.phrase_ranks = rng.choice(len(phrases), size=1 << 16, p=_falling(len(phrases), 30))

    @cached_property
    def widths(self) -> np.ndarray:
        """Characters of each word."""
        return np.array([len(word) for word in self.lexicon])

    def _stream(self, topic: int, count: int) -> np.ndarray:
        rng = self.rng
        words = self.common[rng.integers(0, 1 << 20, size=count)]
        on_topic = rng.random(count) < 0.3
        words[on_topic] = self.topical[topic, rng.integers(0, 4096, size=int(on_topic.sum()))]
        for step in (1, 2):
            at = np.arange(step, count, 3)
            at = at[rng.random(len(at)) < 0.55]
            words[at] = self.followers[words[at - 1], rng.integers(0, 12, size=len(at)) * rng.integers(0, 2, size=len(at))]
        return words

    def article(self, *, letters: int, topic: int | None = None) -> Article:
        """Write one article of about so many letters."""
        rng = self.rng
        topic = int(rng.integers(0, self.topics)) if topic is None else topic
        count = max(letters // 2, 4)
        words = self._stream(topic, count)
        for _ in range(count // 30):
            phrase = self.phrases[int(self.phrase_ranks[rng.integers(0, 1 << 16)])]
            at = int(rng.integers(0, max(count - len(phrase), 1)))
            words[at : at + len(phrase)] = phrase[: count - at]
        return self.composed(self._punctuated(words))

    def _punctuated(self, words: np.ndarray) -> np.ndarray:
        clauses = self.rng.integers(4, 10, size=len(words) // 4 + 1)
        ends = np.cumsum(clauses)
        ends = ends[ends < len(words)]
        marks = np.where(self.rng.random(len(ends)) < 0.4, STOP, COMMA)
        return np.append(np.insert(words, ends, marks), STOP)

    def composed(self, words: np.ndarray) -> Article:
        """Spell word numbers out."""
        return Article(words, "".join(map(self.lexicon.__getitem__, words.tolist())))

    def articles(self, count: int, *, low: int = 340, high: int = 1700) -> Iterator[str]:
        """Yield article texts of 1–5 KB, one in five with boilerplate at its end."""
        sizes = self.rng.integers(low, high, size=count).tolist()
        tails = self.rng.integers(0, 5 * len(_BOILERPLATE), size=count).tolist()
        for size, tail in zip(sizes, tails, strict=True):
            text = self.article(letters=size).text
            yield text + "\n" + _BOILERPLATE[tail] if tail < len(_BOILERPLATE) else text

    def sentences(self, article: Article) -> list[np.ndarray]:
        """Return an article's sentences as word numbers."""
        return [part for part in np.split(article.words, np.flatnonzero(article.words == STOP) + 1) if len(part)]

    def rewritten(self, article: Article, *, share: float, moved: float = 0.15) -> Rewriting:
        """Rewrite a share of the words (seven in ten by another word, the rest left out, added, swapped); move some sentences."""
        parts = self.sentences(article)
        starts = np.cumsum([0, *(int(self.widths[part].sum()) for part in parts)])
        order = self._shuffled(len(parts), moved)
        text, spans, sources = "", [], []
        for index in order:
            piece = self.composed(self._altered(parts[index], share)).text
            spans.append((len(text), len(text) + len(piece)))
            sources.append((int(starts[index]), int(starts[index + 1])))
            text += piece
        return Rewriting(text, tuple(spans), tuple(sources))

    def _shuffled(self, count: int, moved: float) -> list[int]:
        order = list(range(count))
        for _ in range(int(count * moved)):
            order.insert(int(self.rng.integers(0, count)), order.pop(int(self.rng.integers(0, count))))
        return order

    def _altered(self, words: np.ndarray, share: float) -> np.ndarray:
        rng, out = self.rng, []
        for word in words.tolist():
            if word <= STOP or rng.random() >= share:
                out.append(word)
                continue
            way = rng.random()
            if way < 0.7:
                out.append(int(self.synonyms[word]))
            elif way < 0.8:
                continue
            elif way < 0.9:
                out += [word, int(self.common[rng.integers(0, 1 << 20)])]
            else:
                out.insert(max(len(out) - 1, 0), word)
        return np.array(out, dtype=np.int64)

    def mixed(self, rewriting: Rewriting, *, letters: int) -> Rewriting:
        """Put own writing before, amid and after a rewriting; the spans follow."""
        cut = rewriting.spans[len(rewriting.spans) // 2][0]
        own = [self.article(letters=letters // 3).text for _ in range(3)]
        text = own[0] + rewriting.text[:cut] + own[1] + rewriting.text[cut:] + own[2]
        shift = [len(own[0]) + (len(own[1]) if start >= cut else 0) for start, _ in rewriting.spans]
        spans = tuple((start + by, end + by) for (start, end), by in zip(rewriting.spans, shift, strict=True))
        return Rewriting(text, spans, rewriting.source_spans)
