"""What the composer's lines say, from its state alone; whatever the tags and names are, every line fits and is safe."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import PNG
from tests.support.composer_lines import ALL_KEYS, KEYS, STEADY, WIDTHS, all_lines, described, drawn, show_texts
from tests.support.lines import TEXTS, has_control, plain
from tests.support.tui_material import WORDS, compose, open_session, put
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.session.jobs import Progress, finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import slot_views, views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.widgets.lines import width_of
from tui_captioner.tui.widgets.two_ended_lines import spread


@pytest.fixture
def state(session: Session) -> Composing:
    return described(session)


# --- every line, whatever it says -------------------------------------------------------------------------------------


@STEADY
@given(
    texts=st.lists(TEXTS, max_size=14), width=st.integers(20, 140), height=st.integers(5, 60), cursor=st.integers(-1, 6)
)
@example(texts=["日本語のタグ"] * 14, width=40, height=12, cursor=0)
@example(texts=["[brackets]", "[/foo]", "\x1b[2J", "long hair " * 20], width=40, height=12, cursor=-1)
@example(texts=["one word after another"] * 14, width=80, height=24, cursor=-1)
@example(texts=["a tag that is as long as the line"] * 14, width=80, height=24, cursor=3)
def test_every_line_fits_and_is_safe(state: Composing, texts: list[str], width: int, height: int, cursor: int) -> None:
    show_texts(state, list(dict.fromkeys(f"{text}{place or ''}" for place, text in enumerate(texts))), unsure=True)
    state.cursor.place = cursor if 0 <= cursor < len(state.tags(state.slot)) else None
    for line, room in all_lines(state, width, height):
        assert width_of(line) <= room, drawn(line)
        assert not has_control(drawn(line))


@STEADY
@given(message=TEXTS, folder=TEXTS, pixels=st.sampled_from(["", "1024x1536", "8x8  first of 12 frames"]), width=WIDTHS)
@example(message="", folder="日本語のフォルダー", pixels="", width=38)
def test_header_and_status_fit(state: Composing, message: str, folder: str, pixels: str, width: int) -> None:
    assert width_of(views.header(state, folder, pixels, width)) == width
    state.say(message, warning=True)
    assert width_of(views.status(state, KEYS, width)) == width


@STEADY
@given(left=st.lists(st.tuples(TEXTS, st.just("")), max_size=5), right=TEXTS, width=st.integers(0, 80))
def test_both_ends_are_spread_over_the_width(left: list[tuple[str, str]], right: str, width: int) -> None:
    line = spread(left, [(right, "")], width)
    assert width_of(line) <= max(width, 1)
    if width_of((*left, (right, ""))) < width:
        assert drawn(line).startswith(visible(plain(left)))
        assert drawn(line).endswith(visible(right))


def test_an_empty_piece_does_not_swallow_those_behind_it() -> None:
    assert plain(spread([("", ""), ("one", "")], [("end", "")], 12)) == "one      end"


# --- header -----------------------------------------------------------------------------------------------------------


def test_the_header_names_folder_place_file_size_and_state(state: Composing) -> None:
    line = plain(views.header(state, "annika", "1024x1536", 80))
    assert line.split() == ["annika", "1/3", "a.png", "1024x1536", "draft", "saved", "done", "0/3", "─" * 10]


def test_the_header_counts_what_is_done_and_marks_it_with_a_sign(state: Composing) -> None:
    state.session.set_state("a.png", "done")
    line = plain(views.header(state, "annika", "", 80))
    assert line.split() == ["annika", "1/3", "a.png", "✔", "done", "saved", "done", "1/3", "━━━───────"]


def test_the_header_says_how_far_captions_are_read_without_moving_anything(state: Composing) -> None:
    before = plain(views.header(state, "annika", "1024x1536", 100))
    with patch.object(Catalogue, "progress", Progress(34_500, 100_000)):
        line = plain(views.header(state, "annika", "1024x1536", 100))

    assert "captions read 34%" in line
    assert [line.index(word) for word in before.split()] == [before.index(word) for word in before.split()]


def test_a_long_name_leaves_room_for_what_became_of_the_image(dataset: Path) -> None:
    (dataset / f"{'a' * 90}.png").write_bytes(PNG)
    session = open_session(dataset)
    state = compose(session)
    state.show(f"{'a' * 90}.png")
    for width in (60, 80, 120):
        assert "empty  unchanged" in plain(views.header(state, "annika", "1024x1536", width)), width
    session.close()


def test_where_the_header_is_short_of_room_image_and_trouble_stay(dataset: Path) -> None:
    reading = open_session(dataset, writable=False)
    line = plain(views.header(compose(reading), "annika", "1024x1536", 24))
    assert line.split() == ["1/3", "a.png", "⚠", "read-only"]
    reading.close()


def test_the_header_of_an_empty_folder(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    state = compose(session)
    assert plain(views.header(state, "annika", "", 20)).strip() == "annika"
    assert views.caption_lines(state, 20, 3) == [(), (), ()]
    assert ALL_KEYS in plain(views.status(state, KEYS, 60))
    session.close()


def test_the_end_of_the_header_says_whether_all_is_on_disk(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dataset / "c.txt").write_bytes(b"\xff\xfe\x00")
    session = open_session(dataset)
    state = compose(session)
    assert views.saved_word(state) == ("unchanged", "dim")
    put(session, "a.png", action=["standing"])
    assert views.saved_word(state) == ("saved", "dim")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tui_captioner.services.session.sidecars.write_atomic", full)
        put(session, "a.png", action=["waving"])
    assert views.saved_word(state) == ("⚠ NOT SAVED", "error")
    state.show("c.png")
    assert views.saved_word(state) == ("⚠ sidecar unreadable", "error")
    session.close()
    reading = open_session(dataset, writable=False)
    assert views.saved_word(compose(reading)) == ("⚠ read-only", "warn")
    reading.close()


def test_a_shared_sidecar_is_kept_in_the_project_only(dataset: Path) -> None:
    (dataset / "a.jpg").write_bytes(PNG)
    session = open_session(dataset)
    put(session, "a.jpg", action=["standing"])
    assert views.saved_word(compose(session)) == ("⚠ project only", "warn")
    session.close()


# --- slots ------------------------------------------------------------------------------------------------------------


def test_the_slots_stand_in_order_with_their_tags(state: Composing) -> None:
    lines = [plain(line).rstrip() for line in slot_views.slot_lines(state, 80, 7)]
    assert lines == [
        "1 Globals",
        "2 Type           photograph · of a woman",
        "3 Action       > standing · waving",
        "4 Subject",
        "5 Details",
        "6 Background",
        "7 Associations",
    ]


@pytest.mark.parametrize("rows", [1, 3, 6])
def test_with_few_rows_the_current_slot_is_among_those_shown(state: Composing, rows: int) -> None:
    for place, key in enumerate(state.session.structure.keys, 1):
        state.go_to_slot(place)
        lines = [plain(line) for line in slot_views.slot_lines(state, 60, rows)]
        assert len(lines) == rows
        assert [line for line in lines if line.startswith(f"{place} ") and "> " in line], key


def test_nothing_moves_when_tags_come(state: Composing) -> None:
    def labels() -> list[int]:
        lines = [plain(line) for line in slot_views.slot_lines(state, 60, 12)]
        return [row for row, line in enumerate(lines) if line[:1].isdigit()]

    before = labels()
    show_texts(state, [f"tag number {count}" for count in range(30)])
    assert labels() == before


def test_a_full_slot_shows_its_end_or_the_tag_at_the_cursor(state: Composing, session: Session) -> None:
    put(session, "a.png", action=[f"tag number {count}" for count in range(20)])
    line = plain(slot_views.slot_lines(state, 60, 7)[2])
    assert "+18 … tag number 18 · " in line
    assert line.endswith("tag number 19")
    for cursor in (0, 7, 19):
        state.cursor.place = cursor
        row = slot_views.slot_lines(state, 60, 7)[2]
        assert [text for text, style in row if style == "chosen"] == [f"tag number {cursor}"]


def test_a_full_slot_that_one_is_not_at_shows_its_beginning(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"], details=[f"tag number {count}" for count in range(20)])
    line = plain(slot_views.slot_lines(state, 60, 7)[4])
    assert "tag number 0 · tag number 1" in line
    assert line.endswith(" … +18")


@STEADY
@given(
    texts=st.lists(st.text("ab 日", min_size=1, max_size=50).map(str.strip).filter(bool), min_size=1, unique=True),
    width=st.integers(24, 100),
    rows=st.sampled_from([7, 14, 21]),
    data=st.data(),
)
def test_the_tag_at_the_cursor_is_always_drawn(
    state: Composing, texts: list[str], width: int, rows: int, data: st.DataObject
) -> None:
    show_texts(state, texts)
    state.cursor.place = data.draw(st.integers(0, len(state.tags(state.slot)) - 1))
    lines = slot_views.slot_lines(state, width, rows)
    (chosen,) = [text for line in lines for text, style in line if style == "chosen"]
    whole = state.tags(state.slot)[state.cursor.place].text
    assert chosen == whole or (chosen.endswith("…") and whole.startswith(chosen[:-1]))
    assert max(map(width_of, lines)) <= width


def test_a_full_slot_that_nobody_types_into_shows_its_beginning_and_how_many_more(
    state: Composing, session: Session
) -> None:
    put(session, "a.png", action=[f"tag number {count}" for count in range(20)])
    state.go_to_slot(2)
    line = plain(slot_views.slot_lines(state, 60, 7)[2])
    assert "Action         tag number 0 · tag number 1 … +18" in line


def test_a_slot_says_that_an_unsure_tag_is_among_those_that_are_hidden(state: Composing) -> None:
    show_texts(state, [f"tag number {count}" for count in range(40)], unsure=True)
    state.go_to_slot(2)
    row = slot_views.slot_lines(state, 60, 7)[2]
    assert row[-1][0].endswith("?")
    assert row[-1][1] == "unsure"


def test_the_last_tag_of_a_full_slot_is_drawn_whole(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["one tag that is long enough", "two " * 9 + "x"])
    row = slot_views.slot_lines(state, 60, 7)[2]
    assert width_of(row) <= 60
    assert plain(row).endswith("two x")


def test_a_tag_that_was_guessed_is_marked(state: Composing) -> None:
    show_texts(state, ["odd thing"], unsure=True)
    assert ("odd thing ?", "unsure") in slot_views.slot_lines(state, 80, 7)[2]


def test_globals_stand_out_and_an_edited_tag_is_faint(state: Composing, session: Session) -> None:
    finish(session.set_globals(["annika"], "add global"))
    assert ("annika", "globals") in slot_views.slot_lines(state, 80, 7)[0]
    state.cursor.set()
    state.edit_tag()
    assert ("waving", "faint") in slot_views.slot_lines(state, 80, 7)[2]


def test_wide_titles_keep_the_tags_in_line(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text(
        '[[structure]]\nkey = "type"\ntitle = "種類と視点"\n[[structure]]\nkey = "action"\ntitle = "Action"\n'
    )
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    lines = [plain(line) for line in slot_views.slot_lines(compose(session), 60, 3)]
    assert cell_len(lines[1][: lines[1].index("photograph")]) == cell_len(lines[2][: lines[2].index("standing")])
    session.close()


def test_the_material_has_a_word_for_each_slot_of_an_image(session: Session) -> None:
    assert set(WORDS) == set(session.structure.keys) - {GLOBALS}
