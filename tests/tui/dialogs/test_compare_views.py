"""The captions of an image beside each other, as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.tui.dialogs.compare_views import Marked, as_text, by_slot
from tui_captioner.tui.widgets.lines import width_of

ONE = Caption({"type": (Tag("photo"),), "action": (Tag("standing"), Tag("smiling"))})
TWO = Caption({"type": (Tag("photo"),), "action": (Tag("standing"), Tag("waving"))})
SIGNS = st.lists(st.sampled_from([*"ab [/]日\x1b", "👩\u200d🚀"]), min_size=1, max_size=30).map("".join)
CAPTIONS = st.lists(
    st.dictionaries(
        st.sampled_from(DEFAULT_STRUCTURE.own_keys),
        st.lists(SIGNS.map(Tag), min_size=1, max_size=5, unique=True).map(tuple),
    ).map(Caption),
    min_size=2,
    max_size=4,
).map(tuple)


def plain(lines: list[Marked]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for _, line in lines]


def styles(lines: list[Marked], style: str) -> list[str]:
    return [text for _, line in lines for text, name in line if name == style]


def test_slot_by_slot_what_is_alike_stands_once_and_what_differs_stands_out() -> None:
    lines = by_slot((ONE, TWO), DEFAULT_STRUCTURE, 1, 60)
    assert plain(lines) == [
        "Type",
        "  all alike   photo",
        "Action",
        "  caption 1   standing · smiling",
        "> caption 2   standing · waving",
    ]
    assert [text for text in styles(lines, "accent") if "caption" not in text] == ["smiling", "waving"]
    assert [owner for owner, _ in lines] == [-1, -1, -1, 0, 1]


def test_a_slot_that_one_caption_leaves_empty_says_so() -> None:
    lines = by_slot((ONE, Caption()), DEFAULT_STRUCTURE, 0, 60)
    assert "  caption 2   nothing" in plain(lines)


def test_as_texts_what_is_not_in_all_of_them_stands_out() -> None:
    lines = as_text((ONE, TWO), DEFAULT_STRUCTURE, OutputRules(), (Tag("annika"),), 0, 60)
    assert plain(lines) == [
        "> caption 1  the file has this one",
        "  annika, photo, standing, smiling",
        "",
        "  caption 2",
        "  annika, photo, standing, waving",
    ]
    assert styles(lines, "accent")[1:] == ["smiling", "waving"]


@given(CAPTIONS, st.integers(20, 100))
def test_every_line_of_a_comparison_fits(captions: tuple[Caption, ...], width: int) -> None:
    rules = OutputRules()
    for lines in (
        by_slot(captions, DEFAULT_STRUCTURE, 0, width),
        as_text(captions, DEFAULT_STRUCTURE, rules, (Tag("x"),), 0, width),
    ):
        assert all(width_of(line) <= width for _, line in lines)


# --- a bulk change ----------------------------------------------------------------------------------------------------


def test_captions_of_several_images_have_their_names() -> None:
    names = ["a.png", "a folder with a long name/日本.png"]
    lines = plain(by_slot((ONE, TWO), DEFAULT_STRUCTURE, 1, 60, names))
    assert lines[3] == "  a.png             standing · smiling"
    assert lines[4] == "> …ng name/日本.png standing · waving"
    texts = plain(as_text((ONE, TWO), DEFAULT_STRUCTURE, OutputRules(), (), 0, 60, names))
    assert texts[0] == "> a.png"
    assert "the file has this one" not in "".join(texts)


@given(CAPTIONS, st.lists(SIGNS, min_size=4, max_size=4), st.integers(12, 90))
def test_names_of_any_kind_leave_the_lines_their_width(
    captions: tuple[Caption, ...], names: list[str], width: int
) -> None:
    for _, line in by_slot(captions, DEFAULT_STRUCTURE, 0, width, names):
        assert width_of(line) <= max(width, 18)
