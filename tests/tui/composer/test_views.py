"""What the composer's lines say, from its state alone; whatever the tags and names are, every line fits and is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import PNG
from tests.support.tui_material import WORDS, compose, number, open_session, put
from tests.tui.widgets.test_lines import TEXTS, has_control, plain
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.text import visible
from tui_captioner.services.session.caption_list import Alternatives
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.layout import plan
from tui_captioner.tui.widgets.lines import Line, width_of

KEYS = ("Tab take", "Enter next", "F1 keys")
ALL_KEYS = "  ".join(KEYS)
WIDTHS = st.integers(18, 140)
STEADY = settings(
    derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    put(session, "a.png", type=["photograph", "of a woman"], action=["standing", "waving"])
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


def drawn(line: Line) -> str:
    return visible(plain(line))


def show_texts(state: Composing, texts: list[str], *, unsure: bool = False) -> None:
    """Let the image have these tags without writing them, as if they had been read."""
    tags = tuple(Tag(text, unsure=unsure) for text in texts if text)
    session, name = state.session, state.name
    slots = {"action": tags[::2], "details": tags[1::2]}
    known = session._known.look(name)
    session._known._kept[name] = type(known)(
        type(known.record)(Caption({key: value for key, value in slots.items() if value}), "draft"), known.data
    )


def all_lines(state: Composing, width: int, height: int) -> list[tuple[Line, int]]:
    """Every line of the screen, drawn for a window of this size, with the room it has."""
    room = plan(width, height, len(state.session.structure.slots))
    inner, right = width - 2, width - room.picture - 2
    header = views.header(state, "a folder", "1024x1536", inner)
    rows = [(header, inner), (views.status(state, KEYS, inner), inner)]
    for lines, count, space in (
        (views.slot_lines(state, right, room.slots), room.slots, right),
        (views.suggestion_lines(state, right, room.suggestions), room.suggestions, right),
        (views.caption_lines(state, inner, room.caption), room.caption, inner),
    ):
        assert len(lines) == count
        rows += [(line, space) for line in lines]
    return rows


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
    line = views.spread(left, [(right, "")], width)
    assert width_of(line) <= max(width, 1)
    if width_of((*left, (right, ""))) < width:
        assert drawn(line).startswith(visible(plain(left)))
        assert drawn(line).endswith(visible(right))


def test_an_empty_piece_does_not_swallow_those_behind_it() -> None:
    assert plain(views.spread([("", ""), ("one", "")], [("end", "")], 12)) == "one      end"


# --- header -----------------------------------------------------------------------------------------------------------


def test_the_header_names_folder_place_file_size_and_state(state: Composing) -> None:
    line = plain(views.header(state, "annika", "1024x1536", 80))
    assert line.split() == ["annika", "1/3", "a.png", "1024x1536", "draft", "saved"]


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
    assert views.saved_word(state) == ("NOT SAVED", "error")
    state.show("c.png")
    assert views.saved_word(state) == ("sidecar unreadable", "error")
    session.close()
    reading = open_session(dataset, writable=False)
    assert views.saved_word(compose(reading)) == ("read-only", "warn")
    reading.close()


def test_a_shared_sidecar_is_kept_in_the_project_only(dataset: Path) -> None:
    (dataset / "a.jpg").write_bytes(PNG)
    session = open_session(dataset)
    put(session, "a.jpg", action=["standing"])
    assert views.saved_word(compose(session)) == ("project only", "warn")
    session.close()


# --- slots ------------------------------------------------------------------------------------------------------------


def test_the_slots_stand_in_order_with_their_tags(state: Composing) -> None:
    lines = [plain(line).rstrip() for line in views.slot_lines(state, 80, 7)]
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
        lines = [plain(line) for line in views.slot_lines(state, 60, rows)]
        assert len(lines) == rows
        assert [line for line in lines if line.startswith(f"{place} ") and "> " in line], key


def test_nothing_moves_when_tags_come(state: Composing) -> None:
    def labels() -> list[int]:
        lines = [plain(line) for line in views.slot_lines(state, 60, 12)]
        return [row for row, line in enumerate(lines) if line[:1].isdigit()]

    before = labels()
    show_texts(state, [f"tag number {count}" for count in range(30)])
    assert labels() == before


def test_a_full_slot_shows_its_end_or_the_tag_at_the_cursor(state: Composing, session: Session) -> None:
    put(session, "a.png", action=[f"tag number {count}" for count in range(20)])
    line = plain(views.slot_lines(state, 60, 7)[2])
    assert "… " in line
    assert "tag number 19" in line
    for cursor in (0, 7, 19):
        state.cursor.place = cursor
        row = views.slot_lines(state, 60, 7)[2]
        assert [text for text, style in row if style == "chosen"] == [f"tag number {cursor}"]


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
    lines = views.slot_lines(state, width, rows)
    (chosen,) = [text for line in lines for text, style in line if style == "chosen"]
    whole = state.tags(state.slot)[state.cursor.place].text
    assert chosen == whole or (chosen.endswith("…") and whole.startswith(chosen[:-1]))
    assert max(map(width_of, lines)) <= width


def test_the_last_tag_of_a_full_slot_is_drawn_whole(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["one tag that is long enough", "two " * 9 + "x"])
    row = views.slot_lines(state, 60, 7)[2]
    assert width_of(row) <= 60
    assert plain(row).endswith("two x")


def test_a_tag_that_was_guessed_is_marked(state: Composing) -> None:
    show_texts(state, ["odd thing"], unsure=True)
    assert ("odd thing ?", "warn") in views.slot_lines(state, 80, 7)[2]


def test_globals_stand_out_and_an_edited_tag_is_faint(state: Composing, session: Session) -> None:
    finish(session.set_globals(["annika"], "add global"))
    assert ("annika", "accent") in views.slot_lines(state, 80, 7)[0]
    state.cursor.set()
    state.edit_tag()
    assert ("waving", "faint") in views.slot_lines(state, 80, 7)[2]


def test_wide_titles_keep_the_tags_in_line(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text(
        '[[structure]]\nkey = "type"\ntitle = "種類と視点"\n[[structure]]\nkey = "action"\ntitle = "Action"\n'
    )
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    lines = [plain(line) for line in views.slot_lines(compose(session), 60, 3)]
    assert cell_len(lines[1][: lines[1].index("photograph")]) == cell_len(lines[2][: lines[2].index("standing")])
    session.close()


# --- suggestions ------------------------------------------------------------------------------------------------------


def test_predictions_have_digits_and_completions_have_none(state: Composing, session: Session) -> None:
    state.go_to_slot(number(session, "subject"))
    lines = [plain(line).rstrip() for line in views.suggestion_lines(state, 60, 4)]
    assert lines == ["1 long hair", "2 red dress", "", ""]
    state.typed("red")
    assert plain(views.suggestion_lines(state, 60, 4)[0]).rstrip() == "  red dress"


def test_an_alias_is_shown_with_its_term_and_the_use_at_the_right(state: Composing) -> None:
    state.completer._used["arms crossed"] = 12
    state.typed("arms fo")
    line = plain(views.suggestion_lines(state, 40, 1)[0])
    assert line.startswith("  arms folded -> arms crossed ")
    assert line.endswith(" 12")
    assert len(line) == 40


def test_the_chosen_row_is_marked_alone(state: Composing) -> None:
    state.choose_next()
    state.choose_next()
    lines = views.suggestion_lines(state, 60, 5)
    assert [row for row, line in enumerate(lines) if any(style == "chosen" for _, style in line)] == [1]


def test_no_more_rows_than_there_is_room(state: Composing) -> None:
    state.go_to_slot(number(state.session, "type"))
    for rows in (0, 1, 2):
        assert len(views.suggestion_lines(state, 60, rows)) == rows
    state.typed("zzz")
    assert plain(views.suggestion_lines(state, 60, 1)[0]) == "  new tag: Enter keeps it"
    assert views.suggestion_lines(state, 60, 0) == []


# --- caption ----------------------------------------------------------------------------------------------------------


def test_the_caption_is_what_the_trainer_reads_with_the_slot_standing_out(state: Composing) -> None:
    (line,) = views.caption_lines(state, 120, 1)
    assert plain(line) == state.session.caption("a.png") == "photograph, of a woman, standing, waving"
    assert [text for text, style in line if style == ""] == ["standing", "waving"]


def test_a_long_caption_shows_its_end(state: Composing, session: Session) -> None:
    put(session, "a.png", action=[f"tag number {count}" for count in range(20)])
    lines = views.caption_lines(state, 40, 2)
    assert len(lines) == 2
    assert plain(lines[0]).startswith("… ")
    assert plain(lines[1]).endswith("tag number 19")


@pytest.mark.parametrize("output", ['separator = " and "', 'separator = " / "', 'head_separator = "|||"'])
def test_the_whole_caption_is_drawn_whatever_stands_between_tags(dataset: Path, output: str) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text(f'globals = ["annika"]\n[output]\n{output}\n')
    session = open_session(dataset)
    put(session, "a.png", type=["x"], action=["|", "a"])
    state = compose(session)
    state.go_to_slot(number(session, "action"))
    (line,) = views.caption_lines(state, 120, 1)
    assert plain(line) == session.caption("a.png")
    session.close()


@STEADY
@given(texts=st.lists(st.text("ab .!日[]", min_size=1, max_size=12).map(str.strip).filter(bool), unique=True))
def test_a_caption_that_fits_is_drawn_whole(state: Composing, texts: list[str]) -> None:
    show_texts(state, texts)
    rows = views.caption_lines(state, 30, 60)
    drawn = re.sub(r"⟨\d+⟩", "", "".join(plain(row) for row in rows))
    assert drawn.replace(" ", "") == state.session.caption("a.png").replace(" ", "")


# --- status and prompt ------------------------------------------------------------------------------------------------


def test_the_status_counts_and_says_what_is_missing(state: Composing) -> None:
    line = plain(views.status(state, KEYS, 120))
    assert line.startswith("4 tags  ~")
    assert "/75 tokens  empty: subject, details, background, associations" in line
    assert line.endswith(ALL_KEYS)


def test_the_status_counts_what_was_guessed(state: Composing) -> None:
    show_texts(state, ["odd thing", "odder"], unsure=True)
    assert "  2 unsorted" in plain(views.status(state, KEYS, 120))


def test_too_many_tokens_warn(state: Composing, session: Session) -> None:
    assert views.status(state, KEYS, 120)[1][1] == "dim"
    put(session, "a.png", action=[f"tag number {count}" for count in range(40)])
    assert views.status(state, KEYS, 120)[1][1] == "warn"


def test_a_message_takes_the_place_of_the_counts(state: Composing) -> None:
    state.say("Undone: add 'x'")
    assert plain(views.status(state, KEYS, 60)).startswith("Undone: add 'x'  ")
    assert "tokens" not in plain(views.status(state, KEYS, 60))


def test_a_message_leaves_as_many_keys_as_there_is_room_for(state: Composing) -> None:
    said = "2 images have unsure tags"
    state.say(said)
    for width, keys in ((60, ALL_KEYS), (55, "Enter next  F1 keys"), (45, "F1 keys"), (34, "F1 keys"), (33, "")):
        assert plain(views.status(state, KEYS, width)).split(None, 5) == [*said.split(), *([keys] if keys else [])]


def test_the_header_says_which_caption_it_is_only_where_there_are_several(state: Composing, session: Session) -> None:
    assert "caption" not in plain(views.header(state, "set", "", 100))
    captions = Alternatives(state)
    captions.add_copy()
    captions.add_copy()
    captions.go_on(-1)
    assert "caption 2/3" in plain(views.header(state, "set", "", 100))


def test_the_caption_and_its_counts_are_of_the_caption_in_view(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"])
    Alternatives(state).add_empty()
    state.edit("put", Caption({"type": (Tag("photograph"), Tag("of a woman"))}))
    assert plain(views.caption_lines(state, 60, 1)[0]) == "photograph, of a woman"
    state.say("")
    assert plain(views.status(state, KEYS, 60)).startswith("2 tags")


def test_one_tag_is_one_tag(state: Composing, session: Session) -> None:
    put(session, "a.png", action=["standing"])
    assert plain(views.status(state, KEYS, 60)).startswith("1 tag  ")


def test_the_prompt_says_where_text_goes(state: Composing) -> None:
    assert views.prompt(state) == ("Action: ", "accent")
    state.sentence = True
    assert views.prompt(state) == ("Action, sentence: ", "warn")
    state.sentence = False
    state.cursor.set()
    assert views.prompt(state) == ("Action: tag cursor ", "warn")
    state.edit_tag()
    assert views.prompt(state) == ("Action, edit: ", "warn")


def test_the_material_has_a_word_for_each_slot_of_an_image(session: Session) -> None:
    assert set(WORDS) == set(session.structure.keys) - {GLOBALS}
