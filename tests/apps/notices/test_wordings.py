"""Every notice says what it must, in both languages, and never leaves a blank."""

from __future__ import annotations

import copy

import pytest

from goodstanding.apps.notices import wordings
from goodstanding.apps.notices.errors import ContextIncomplete, WordingMalformed, WordingUnknown
from goodstanding.apps.notices.filters import filters_for
from goodstanding.apps.notices.rendering import parse
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.loader import load_pack
from tests.apps.notices.contexts import CONTEXTS, PLATFORM

EVERY = [(code, language) for code in wordings.codes() for language in wordings.LANGUAGES]


def rendered(code, language):
    return wordings.template(code, language).render({**CONTEXTS[code], "platform": PLATFORM})


def test_every_code_has_an_example():
    assert sorted(CONTEXTS) == list(wordings.codes())


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_every_wording_shows_every_required_part(code, language):
    shown = wordings.parsed_body(code, language).values()

    assert set() == set(wordings.meta(code).must_show) - shown


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_a_notice_reads_as_recorded(code, language, golden):
    subject, body = rendered(code, language)

    golden(f"notices/{code}.{language}.txt", f"{subject}\n\n{body}")


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_no_notice_runs_into_double_blank_lines(code, language):
    assert "\n\n\n" not in rendered(code, language)[1]


@pytest.mark.parametrize("code", wordings.codes())
def test_a_context_without_any_one_required_part_is_refused(code):
    whole = {**CONTEXTS[code], "platform": PLATFORM}
    wordings.require_complete(code, whole)

    for part in whole:
        lacking = copy.deepcopy(whole)
        del lacking[part]
        if part in wordings.meta(code).context["required"]:
            with pytest.raises(ContextIncomplete):
                wordings.require_complete(code, lacking)


def test_a_violation_without_a_clause_is_refused():
    context = {**CONTEXTS["decision_issued"], "platform": PLATFORM, "clauses": []}

    with pytest.raises(ContextIncomplete, match="clauses"):
        wordings.require_complete("decision_issued", context)


def test_a_missing_value_names_the_line():
    with pytest.raises(ContextIncomplete, match=r"example\.txt:2: .*account\.name"):
        parse("one\n{{ account.name }}", name="example.txt").render({"account": {}}, filters={})


@pytest.mark.parametrize("text", ["{% if x %}", "{% end %}", "{% else %}", "{% while x %}", "{{ x + 1 }}"])
def test_a_malformed_wording_is_refused(text):
    with pytest.raises(WordingMalformed):
        parse(text, name="example.txt")


def test_what_a_value_says_is_never_a_directive():
    wording = parse("{{ title }}", name="example.txt")

    assert "{{ secret }}{% if %}" == wording.render({"title": "{{ secret }}{% if %}", "secret": "x"}, filters={})


def test_an_unknown_notice_is_refused():
    with pytest.raises(WordingUnknown):
        wordings.meta("nothing_of_the_kind")


@pytest.mark.parametrize("language", wordings.LANGUAGES)
def test_every_violation_has_a_name_and_a_remedy(language):
    words = wordings.template("decision_issued", language).words

    assert (set(), set()) == (set(VIOLATION_LABELS) - set(words["violation"]), set(VIOLATION_LABELS) - set(words["remedy"]))


def test_both_languages_have_words_for_the_same_codes():
    chinese, english = (wordings.template("decision_issued", language).words for language in wordings.LANGUAGES)

    assert {table: set(entries) for table, entries in chinese.items()} == {
        table: set(entries) for table, entries in english.items()
    }


@pytest.mark.parametrize(
    ("ref", "chinese", "english"),
    [
        ("PA21:18(8)", "《规定》第十八条第（八）项", "Rules, article 18, item 8"),
        ("PA21:4.1", "《规定》第四条第一款", "Rules, article 4, paragraph 1"),
        ("PA21:10", "《规定》第十条", "Rules, article 10"),
        ("OTHER:1024", "OTHER第一千零二十四条", "OTHER, article 1024"),
        ("OTHER:105", "OTHER第一百零五条", "OTHER, article 105"),
        ("OTHER:110", "OTHER第一百一十条", "OTHER, article 110"),
    ],
)
def test_clauses_are_named_as_the_law_names_them(ref, chinese, english):
    zh = filters_for("zh-hans", {"instrument": {"PA21": "《规定》"}})["clause"]
    en = filters_for("en", {"instrument": {"PA21": "Rules"}})["clause"]

    assert (chinese, english) == (zh(ref), en(ref))


@pytest.mark.parametrize("language", wordings.LANGUAGES)
def test_every_law_the_shipped_pack_cites_has_a_name(language):
    cited = {ref.partition(":")[0] for ref in load_pack(bundled_pack_dir()).clauses}

    assert set() == cited - set(wordings.words(language)["instrument"])


def test_times_are_shown_as_local_time():
    assert "2026年11月24日 01:30（北京时间）" == filters_for("zh-hans", {})["moment"]("2026-11-23T17:30:00+00:00")


def test_a_time_without_an_offset_is_refused():
    with pytest.raises(ContextIncomplete):
        filters_for("en", {})["moment"]("2026-11-23T17:30:00")
