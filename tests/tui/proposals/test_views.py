"""The difference of one image as a line, and which images of a proposal are in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.difference import parts
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.proposed import ImageChange
from tui_captioner.tui.proposals.views import change_line, change_pieces, shortened, text_pieces

TAGS = st.lists(st.sampled_from(["red hat", "red hats", "grey coat", "beach", "a", "b"]), max_size=8).map(", ".join)


def line(before: str, after: str, *, whole: bool = False) -> str:
    return "".join(text for text, _ in text_pieces(parts(before, after), whole=whole))


def test_what_changes_stands_with_its_neighbours() -> None:
    assert line("a, b, red hats, c, d", "a, b, red hat, c, d") == "…, b, red hats → red hat, c, …"
    assert line("red hats, c", "red hat, c") == "red hats → red hat, c"
    assert line("red hat, a, red hats", "red hat, a") == "…, a, -red hats-"
    assert line("a, b", "a, new, b") == "a, +new+, b"
    assert line("x, a, b, c, d, y", "z, a, b, c, d, w") == "x → z, a, …, d, y → w"
    assert line("", "annika") == "+annika+"


def test_whole_captions_on_request() -> None:
    assert line("a, b, c, d", "a, b, c, e", whole=True) == "a, b, c, d → e"


def test_what_is_moved_goes_and_comes() -> None:
    assert line("standing, photo", "photo, standing") == "+photo+, standing, -photo-"


@given(TAGS, TAGS)
def test_parts_tell_both_texts(before: str, after: str) -> None:
    found = parts(before, after)
    assert ", ".join(part.before for part in found if part.before) == before
    assert ", ".join(part.after for part in found if part.after) == after


def test_of_endless_captions_only_what_goes_and_comes_is_told() -> None:
    many = ", ".join(map(str, range(2000)))
    assert line(f"{many}, old", f"{many}, new") == "-old-, +new+"


def test_a_row_says_why_an_image_stays_and_what_else_changes() -> None:
    pieces = change_pieces(ImageChange("a.png", why="e.txt is UTF-16"))
    assert pieces == [("! e.txt is UTF-16  ", "warn")]
    change = ImageChange("a.png", (Sample("a.png", "a", "b"), Sample("a.png", "c", "d")), (), ("draft", "done"))
    assert "".join(text for text, _ in change_pieces(change)) == "a → b  caption 2: c → d  draft → done"
    assert change_pieces(ImageChange("a.png")) == [("reads the same", "faint")]


def test_a_long_name_keeps_its_end() -> None:
    row = change_line((), ImageChange("folder/with/a/long/name.png"), 10)
    assert row[0] == ("…/name.png  ", "")


def test_of_long_texts_what_is_alike_is_left_out() -> None:
    long = "falling onto the branch of a tree"
    assert shortened(f"mickey {long}", f"Mickey {long}") == ("mickey falling …", "Mickey falling …")
    assert shortened(f"{long} today now", f"{long} tomorrow now") == ("… tree today now", "… tree tomorrow now")
    assert shortened(f"{long} a", long) == ("… tree a", "… tree")
    assert shortened("red hats", "red hat") == ("red hats", "red hat")
    assert line(f"a {long}", f"b {long}", whole=True) == f"a {long} → b {long}"


@given(st.text(alphabet="ab ", max_size=80), st.text(alphabet="ab ", max_size=80))
def test_texts_that_differ_are_shortened_to_texts_that_differ(before: str, after: str) -> None:
    assert (before == after) == (len(set(shortened(before, after))) == 1)
