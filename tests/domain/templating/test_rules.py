"""The six rules of templates, and what holds for every template and every tag."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.templating.choosing import render_first
from tui_captioner.domain.templating.names import SENTENCE, SENTENCE_PLUS_TAGS
from tui_captioner.domain.templating.parsing import FUNCTIONS, parse_template
from tui_captioner.domain.templating.reading import choices_of, templates_from_settings
from tui_captioner.domain.templating.rendering import render
from tui_captioner.domain.templating.shipped import shipped_choices
from tui_captioner.domain.templating.template import Rendered, TemplateError, TemplateTag

KEYS = DEFAULT_STRUCTURE.keys


def tags(*texts: str, layer: str = "") -> list[TemplateTag]:
    return [TemplateTag(text, layer) for text in texts]


def made(template: str, capital: bool = False, **slots: Sequence[str]) -> Rendered:
    parsed = parse_template(template, DEFAULT_STRUCTURE, capital=capital)
    return render(parsed, {slot: tags(*texts) for slot, texts in slots.items()})


# --- the rules --------------------------------------------------------------------------------------------------------


def test_a_field_takes_what_no_field_before_it_took_and_the_rest_is_told() -> None:
    result = made("{action|first}; {action}", action=["standing", "waving", "smiling"], background=["park"])
    assert result.text == "standing; waving, smiling"
    assert result.left_texts == ["park"]


def test_an_optional_part_without_text_takes_nothing() -> None:
    result = made("a[ {action} {background}]; {action}", action=["standing"])
    assert result.text == "a; standing"
    assert not result.left


def test_a_part_inside_of_one_that_is_left_out_gives_its_tags_back() -> None:
    assert made("[{background}[ {action}] ]{action}", action=["standing"]).text == "standing"


def test_sentences_are_taken_by_their_own_function_alone() -> None:
    result = made("{details}. {details|sentences}", details=["soft light", "It is raining.", "The wind blows!"])
    assert result.text == "soft light. It is raining. The wind blows!"
    assert made("{details}", details=["It is raining."]).left_texts == ["It is raining."]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("[{type} ], {action}", "standing"),
        ("{action}[ {type}] .", "standing."),
        ("{action}, [{type}], {background}", "standing, :d"),
        ("{action} ,, {background} , ", "standing, :d"),
        ("so... {action}", "so... standing"),
        ("{action} with {subject}", "standing with with long hair"),
    ],
)
def test_marks_and_blanks_are_tidied_in_the_template_alone(template: str, text: str) -> None:
    expected = text.replace("with with", "with")
    assert made(template, action=["standing"], background=[":d"], subject=["with long hair"]).text == expected


def test_a_tag_keeps_its_own_marks() -> None:
    assert (
        made("{action} {background}", action=["a , b ;; c"], background=["[x] {y} ]]"]).text == "a , b ;; c [x] {y} ]]"
    )


def test_sentences_begin_with_a_capital_but_a_global_keeps_its_letters() -> None:
    slots = {"globals": ["tk"], "action": ["standing"]}
    assert made("{action}. {globals} there", capital=True, **slots).text == "Standing. tk there"


@pytest.mark.parametrize(
    ("function", "texts", "text"),
    [
        ("place", ["in a park"], "in a park"),
        ("place", ["white background"], "with a white background"),
        ("place", ["old church"], "in an old church"),
        ("place", ["outdoors"], "outdoors"),
        ("place", ["lamp on the table"], "with a lamp on the table"),
        ("place", ["street in the city"], "on a street in the city"),
        ("place", ["city at night"], "in a city at night"),
        ("place", ["composed of 4 different frames"], "composed of 4 different frames"),
        ("a", ["happy", "mid-twenties woman"], "a happy, mid-twenties woman"),
        ("each", ["red dress", "black boots", "umbrella"], "a red dress, black boots, an umbrella"),
        ("each", ["long hair", "two cats", "unicorn", "hour"], "long hair, two cats, a unicorn, an hour"),
        ("the", ["cat", "a dog"], "the cat, a dog"),
        ("cap", ["cat"], "Cat"),
        ("and", ["a", "b", "c"], "a, b and c"),
        ("or", ["a", "b"], "a or b"),
        ("join: & ", ["a", "b"], "a & b"),
        ("else:nobody", [], "nobody"),
    ],
)
def test_the_functions(function: str, texts: list[str], text: str) -> None:
    assert made(f"{{subject|{function}}}", subject=texts).text == text


def test_the_trigger_word_gets_no_article_in_a_place() -> None:
    text = made("{background|place}", globals=["Mickey"], background=["mickey on the ground"]).text
    assert text == "with mickey on the ground"


def test_a_phrase_is_how_a_tag_reads_and_gets_no_article() -> None:
    slots = {"type": [TemplateTag("1girl", phrase="a girl")], "background": [TemplateTag("night", phrase="at night")]}
    assert render(parse_template("{type|each} {background|place}", DEFAULT_STRUCTURE), slots).text == "a girl at night"
    assert render(parse_template("{type|tag}", DEFAULT_STRUCTURE), slots).text == "1girl"


def test_signs_are_written_twice() -> None:
    assert made("{{x}} [[{action}]]", action=["standing"]).text == "{x} [standing]"


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "column", "says"),
    [
        ("{type|and|or}", 11, "does not go with 'and'"),
        ("{type|first:2}", 7, "takes no text"),
        ("[ " * 40 + "{type}" + "] " * 40, 25, "flatter"),
        ("[{type}[ {action}]]", 8, "put a space"),
        ("{type|join:" + "x" * 101 + "}", 7, "Shorten"),
        ("x" * 4001, 4001, "Shorten"),
    ],
)
def test_more_errors_with_their_columns(template: str, column: int, says: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_template(template, DEFAULT_STRUCTURE)
    assert caught.value.column == column
    assert says in str(caught.value)


def test_a_template_of_several_lines_names_the_line() -> None:
    with pytest.raises(TemplateError, match="line 2, column 4: there is no slot 'colour'"):
        parse_template("{type}\n, {colour}", DEFAULT_STRUCTURE)
    assert made("{type}\n  {action}", type=["photo"], action=["standing"]).text == "photo standing"


# --- for all of them --------------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from([", ", " and ", ". ", " with ", "]]", "{{", "  ", ";"]),
    st.builds(
        lambda slot, functions: "{" + "|".join([slot, *functions]) + "}",
        st.sampled_from(KEYS),
        st.lists(st.sampled_from([name for name, text in FUNCTIONS.items() if not text and name != "tag"]), max_size=1),
    ),
)
TEMPLATES = st.lists(
    st.one_of(PIECES, st.lists(PIECES, min_size=1, max_size=3).map(lambda parts: f"[{''.join(parts)} {{type}} ]")),
    max_size=8,
).map("".join)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="§"), max_size=8)


@st.composite
def captions(draw: st.DrawFn) -> dict[str, list[TemplateTag]]:
    """Tags of any text, each with a number by which it is known again."""
    slots: dict[str, list[TemplateTag]] = {}
    for number, (slot, text) in enumerate(draw(st.lists(st.tuples(st.sampled_from(KEYS), TEXTS), max_size=8))):
        end = draw(st.sampled_from(["", ".", " of"]))
        slots.setdefault(slot, []).append(TemplateTag(f"x{text}§{number}§{end}"))
    return slots


def assert_each_stands_once(result: Rendered, slots: dict[str, list[TemplateTag]]) -> None:
    left = result.left_texts
    for all_tags in slots.values():
        for tag in all_tags:
            core = tag.text[1:]
            assert result.text.count(core.strip()) == (0 if tag.text in left else 1)


@given(TEMPLATES, captions())
def test_no_tag_is_lost_or_doubled_or_changed(template: str, slots: dict[str, list[TemplateTag]]) -> None:
    parsed = parse_template(template, DEFAULT_STRUCTURE)
    assert_each_stands_once(render(parsed, slots), slots)


@given(captions(), st.sampled_from([SENTENCE, SENTENCE_PLUS_TAGS]), st.sampled_from(["plain", "character", "motion"]))
def test_shipped_templates_leave_nothing_out(slots: dict[str, list[TemplateTag]], name: str, profile: str) -> None:
    result = render_first(shipped_choices(name, profile, DEFAULT_STRUCTURE), slots)
    assert not result.left
    assert_each_stands_once(result, slots)


@given(st.text(st.sampled_from("{}[]|:., abtype"), max_size=60))
def test_any_text_is_a_template_or_an_error_at_a_column_of_it(text: str) -> None:
    column, made_of = 1, ""
    try:
        made_of = render(parse_template(text, DEFAULT_STRUCTURE), {"type": tags("a")}).text
    except TemplateError as error:
        column = error.column
    assert 1 <= column <= max(1, len(text))
    assert len(made_of) <= 2 * len(text) + 10


# --- a project's own --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"mine": "{typ}"}, r"\[templates\] mine, column 2: there is no slot 'typ'. Did you mean type\?"),
        ({"mine": 3}, 'write mine = "text"'),
        ({"mine": {"txt": "a"}}, "Did you mean text"),
        ({"mine": {"text": ""}}, "must be a text"),
        ({"mine": {"text": "a", "capital": 1}}, "true or false"),
        ({"mine": "a\x1b[2J{type}"}, "can't be seen"),
        ({"tags": "{type}"}, "another name"),
    ],
)
def test_an_own_template_that_is_wrong_is_named(tables: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        templates_from_settings(tables, DEFAULT_STRUCTURE)


def test_a_name_that_is_none_gets_the_nearest() -> None:
    own = templates_from_settings({"mine": "{type}"}, DEFAULT_STRUCTURE)
    assert len(choices_of("mine", own, "plain", DEFAULT_STRUCTURE)) == 1
    with pytest.raises(ValueError, match="Did you mean sentence"):
        choices_of("sentense", own, "plain", DEFAULT_STRUCTURE)
