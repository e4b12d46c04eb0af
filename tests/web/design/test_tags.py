"""Tags of the common look: escaped, local, and never by colour alone."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from goodstanding.demo.stories import cast, lawful_events, stories
from goodstanding.web.design import vocabulary
from tests.web.design.test_highlighting import Mark

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def printed(source: str, **context: object) -> str:
    with translation.override("zh-hans"):
        return Template("{% load design %}" + source).render(Context(context)).strip()


def test_times_are_printed_in_the_local_zone():
    assert printed("{% moment at %}", at=NOON) == '<time datetime="2026-11-23T04:00:00+00:00">2026-11-23 12:00</time>'


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(days=3), "还剩 3 天", "good"),
        (timedelta(hours=3, minutes=59), "还剩 3 小时", "warn"),
        (timedelta(minutes=-5), "逾期 5 分钟", "bad"),
    ],
)
def test_deadline_says_in_words_what_its_tone_shows(left: timedelta, words: str, tone: str):
    text = printed("{% due deadline at %}", deadline=NOON + left, at=NOON)

    assert words in text
    assert f"tone-{tone}" in text
    assert "<svg" in text


def test_marked_text_is_escaped():
    text = printed("{% marked text marks %}", text="<b>出售</b>账号", marks=[Mark(3, 5)])

    assert "&lt;b&gt;" in text
    assert "<mark>出售</mark>" in text
    assert "<b>" not in text


def test_each_mark_of_a_passage_is_linked_and_numbered():
    text = printed("{% marked text marks 2 %}", text="公众号转让", marks=[Mark(0, 3), Mark(0, 5)])

    assert 'href="#why-3" data-span="4 3" aria-describedby="why-4 why-3"' in text
    assert '<sup aria-hidden="true">3 4</sup>' in text


def test_mark_without_letters_has_a_name():
    text = printed("{% marked text marks %}", text="公 \u200b众", marks=[Mark(1, 3)])

    assert 'data-span="1" aria-label="1"' in text


def test_unseen_character_is_shown_and_kept():
    text = printed("{% shown text %}", text="公\u200b众")

    assert '公<span class="unseen" data-code="ZWSP" title="U+200B ZERO WIDTH SPACE">\u200b</span>众' == text


def test_references_are_escaped():
    assert "<script>" not in printed("{% ref value %}", value="<script>")


def test_unknown_code_is_printed_as_it_is():
    assert vocabulary.name_of("violation", "made_up_later") == "made_up_later"


def test_every_violation_label_has_a_name():
    from goodstanding.core.kernel.labels import VIOLATION_LABELS

    by_the_register = {"registration_mismatch", "identity_unverified"}
    assert set(VIOLATION_LABELS) | by_the_register == set(vocabulary.VIOLATIONS)


@pytest.mark.parametrize("table", ["category", "licence"])
def test_categories_and_licences_have_chinese_names(table: str):
    with translation.override("zh-hans"):
        names = {code: vocabulary.name_of(table, code) for code in vocabulary.codes(table)}

    assert {} == {code: name for code, name in names.items() if name.isascii()}


def test_categories_of_the_demo_have_names():
    told = [event for story in stories() for event in story.events]
    used = {code for one in (*told, *lawful_events()) if (code := one.data.get("category"))}
    used |= {code for account in cast()["accounts"] for code in account["categories"]}

    assert set() == used - set(vocabulary.codes("category"))


def test_a_category_of_another_platform_is_shown_as_it_is():
    assert "knitting" == printed('{{ code|named:"category" }}', code="knitting")


@pytest.mark.parametrize(
    ("language", "named"), [("zh-hans", "电子商务法"), ("en", "E-Commerce Law of the People's Republic of China")]
)
def test_a_law_is_named_in_the_language_of_the_reader(language: str, named: str):
    with translation.override(language):
        text = Template('{% load design %}{{ "ECL19:13"|instrument:"电子商务法" }}').render(Context())

    assert named == html.unescape(text)
