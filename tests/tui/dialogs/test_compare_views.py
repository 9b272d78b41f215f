"""The captions of an image beside each other, and a bulk change before it is made, as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.services.bulk.bulk import Difference, Sample
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.dialogs.compare_views import Marked, as_text, by_slot
from tui_captioner.tui.dialogs.preview import preview_lines
from tui_captioner.tui.widgets.lines import Line, width_of

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


class Change:
    title = "put all captions in order"
    is_needed = True
    cancelled = False

    def __init__(self, difference: Difference) -> None:
        self.difference = difference

    def look_through(self) -> Job:
        yield from ()

    def carry_out(self) -> Job:
        yield from ()

    def cancel(self) -> bool:
        return False


def drawn(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_a_preview_says_how_many_and_shows_before_and_after() -> None:
    difference = Difference(advice="Something first")
    difference.note("a.png", "standing, photo", "photo, standing", unsure=True)
    difference.note("b.png", "photo", "photo", unsure=True)
    difference.note("c.png", "", "annika")
    difference.captions += 8
    assert drawn(preview_lines(Change(difference), 90, Keymap())) == [
        "Put all captions in order: 10 captions change.",
        "1 of them has tags whose slot was only guessed.",
        "Something first",
        "Enter does it, undo takes it back. Esc leaves all as it is. Up and Down scroll.",
        "",
        "a.png",
        "- standing, photo",
        "+ photo, standing",
        "",
        "c.png",
        "- (nothing)",
        "+ annika",
        "",
        "and 8 more",
    ]


def test_a_preview_counts_one_and_none_in_words() -> None:
    one = Difference()
    one.note("a.png", "a", "b")
    assert drawn(preview_lines(Change(one), 90, Keymap()))[0] == "Put all captions in order: 1 caption changes."
    assert (
        drawn(preview_lines(Change(Difference()), 90, Keymap()))[0] == "Put all captions in order: no caption changes."
    )


@given(SIGNS, SIGNS, st.integers(20, 100))
def test_every_line_of_a_preview_fits(before: str, after: str, width: int) -> None:
    difference = Difference(1, 1, [Sample("[/foo].png", before, after)])
    assert all(width_of(line) <= width for line in preview_lines(Change(difference), width, Keymap()))
