"""Made-up articles in quantity: a Zipfian vocabulary with topics, set phrases and boilerplate, and what is done to originals.

The words are random characters, so no article says anything; how often words, phrases and four letters in a row recur is what
matters. Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

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
        self.phrases = np.full((4000, 6), -1)
        for number in range(len(self.phrases)):
            length = 3 + number % 4
            self.phrases[number, :length] = self._stream(int(rng.integers(0, self.topics)), length)
        self.phrase_ranks = rng.choice(len(self.phrases), size=1 << 16, p=_falling(len(self.phrases), 30))

    @cached_property
    def widths(self) -> np.ndarray:
        """Characters of each word."""
        return np.array([len(word) for word in self.lexicon])

    def _stream(self, topics: np.ndarray | int, count: int) -> np.ndarray:
        """Draw words: some of the topic (one for all, or one each), some that like to follow the word before."""
        rng = self.rng
        words = self.common[rng.integers(0, 1 << 20, size=count)]
        on_topic = np.flatnonzero(rng.random(count) < 0.3)
        chosen = topics[on_topic] if isinstance(topics, np.ndarray) else topics
        words[on_topic] = self.topical[chosen, rng.integers(0, 4096, size=len(on_topic))]
        for step in (1, 2):
            at = np.arange(step, count, 3)
            at = at[rng.random(len(at)) < 0.55]
            words[at] = self.followers[words[at - 1], rng.integers(0, 12, size=len(at)) * rng.integers(0, 2, size=len(at))]
        return words

    def _with_phrases(self, words: np.ndarray) -> np.ndarray:
        """Put set phrases over the words, one for every thirty."""
        chosen = self.phrase_ranks[self.rng.integers(0, 1 << 16, size=len(words) // 30)]
        places = self.rng.integers(0, max(len(words) - self.phrases.shape[1], 1), size=len(chosen))
        for step in range(min(self.phrases.shape[1], len(words))):
            long = self.phrases[chosen, step] >= 0
            words[places[long] + step] = self.phrases[chosen[long], step]
        return words

    def article(self, *, letters: int, topic: int | None = None) -> Article:
        """Write one article of about so many letters."""
        rng = self.rng
        topic = int(rng.integers(0, self.topics)) if topic is None else topic
        return self.composed(self._punctuated(self._with_phrases(self._stream(topic, max(letters // 2, 4)))))

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
        for first in range(0, count, 500):
            sizes = self.rng.integers(low // 2, high // 2, size=min(500, count - first))
            tails = self.rng.integers(0, 5 * len(_BOILERPLATE), size=len(sizes)).tolist()
            for text, tail in zip(self._many(sizes), tails, strict=True):
                yield text + "\n" + _BOILERPLATE[tail] if tail < len(_BOILERPLATE) else text

    def _many(self, sizes: np.ndarray) -> Iterator[str]:
        """Write articles of so many words each, all at once: what `article` does, in a tenth of the time."""
        topics = self.rng.integers(0, self.topics, size=len(sizes)).repeat(sizes)
        words = self._with_phrases(self._stream(topics, int(sizes.sum())))
        ends = np.cumsum(self.rng.integers(4, 10, size=len(words) // 4 + 1))
        ends = ends[ends < len(words)]
        marks = np.where(self.rng.random(len(ends)) < 0.4, STOP, COMMA)
        bounds = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
        bounds += np.searchsorted(ends, bounds)
        spelt = list(map(self.lexicon.__getitem__, np.insert(words, ends, marks).tolist()))
        for start, end in pairwise(bounds.tolist()):
            yield "".join(spelt[start:end]) + _MARKS[STOP]

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
