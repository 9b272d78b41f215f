"""What the lines of suggestions, caption, status and input say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.composer_lines import ALL_KEYS, KEYS, STEADY, described, show_texts
from tests.support.lines import plain
from tests.support.tui_material import compose, number, open_session, put
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.caption_list import Alternatives
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing


@pytest.fixture
def state(session: Session) -> Composing:
    return described(session)


# --- suggestions ------------------------------------------------------------------------------------------------------


def test_predictions_have_digits_and_completions_have_none(state: Composing, session: Session) -> None:
    state.go_to_slot(number(session, "subject"))
    lines = [plain(line).rstrip() for line in views.suggestion_lines(state, 60, 4)]
    assert lines == ["1 long hair", "2 red dress", "", ""]
    state.typed("red")
    assert plain(views.suggestion_lines(state, 60, 4)[0]).rstrip() == "> red dress"


def test_the_row_that_tab_takes_is_marked(state: Composing) -> None:
    def marked() -> list[str]:
        return [
            plain(line).split(None, 1)[1].rstrip()
            for line in views.suggestion_lines(state, 60, 4)
            if line[0][0] == "> "
        ]

    state.typed("s")
    assert marked() == ["standing on one leg"]
    state.choose_next()
    assert marked() == ["sitting"]
    state.choice = None
    state.completer.ghost = lambda *_, **__: "tretching"  # type: ignore[method-assign]
    state.typed("s")
    assert state.foreseen == "stretching"
    assert marked() == []


def test_a_chosen_prediction_has_a_sign_too(state: Composing) -> None:
    state.choose_next()
    state.choose_next()
    marks = [plain(line)[:2] for line in views.suggestion_lines(state, 60, 3)]
    assert marks == ["1 ", "2>", "3 "]


def test_where_there_is_room_suggestions_stand_side_by_side(state: Composing) -> None:
    state.typed("s")
    found = [row.term.text for row in state.rows]
    assert len(found) > 3
    one, two, _ = (plain(line) for line in views.suggestion_lines(state, 82, 3, 2))
    assert (one.split("  ")[0], one[42:].strip()) == (f"> {found[0]}", found[3])
    assert two.startswith(f"  {found[1]}")
    assert [plain(line).strip() for line in views.suggestion_lines(state, 82, 3, 1)] == [
        f"> {found[0]}",
        *found[1:3],
    ]


def test_only_nine_predictions_have_a_number(state: Composing, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [state.rows[0]] * 12
    monkeypatch.setattr(Composing, "rows", property(lambda _: rows))
    marks = [views.suggestion_lines(state, 60, 12)[place][0][0] for place in (0, 8, 9, 11)]
    assert [mark.strip() for mark in marks] == ["1", "9", "", ""]


def test_an_alias_is_shown_with_its_term_and_the_use_at_the_right(state: Composing) -> None:
    state.completer._used["arms crossed"] = 12
    state.typed("arms fo")
    line = plain(views.suggestion_lines(state, 40, 1)[0])
    assert line.startswith("> arms folded -> arms crossed ")
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
    assert "  ? 2 unsure" in plain(views.status(state, KEYS, 120))


def test_too_many_tokens_warn(state: Composing, session: Session) -> None:
    assert views.status(state, KEYS, 120)[1][1] == "dim"
    put(session, "a.png", action=[f"tag number {count}" for count in range(40)])
    assert views.status(state, KEYS, 120)[1][1] == "warn"


def test_a_message_takes_the_place_of_the_counts_and_not_of_what_is_lacking(state: Composing) -> None:
    show_texts(state, ["odd", "odd"], unsure=True)
    state.say("Undone: add 'x'")
    line = plain(views.status(state, KEYS, 60))
    assert line.startswith("Undone: add 'x'  ? 2 unsure  ⚠ 1 to mend  4 empty  ")
    assert "tokens" not in line


def test_no_key_reminder_pushes_out_what_is_lacking(state: Composing) -> None:
    show_texts(state, ["odd", "odd"], unsure=True)
    whole = "  ? 2 unsure  ⚠ 'odd' stands in Action already  empty: type, subject, background, associations  "
    for width in range(140, 20, -1):
        state.say("")
        line = plain(views.status(state, KEYS, width))
        assert ("F1 keys" in line) == (width >= 123)
        assert whole in line or "F1 keys" not in line
        state.say("Undone: add 'x'")
        line = plain(views.status(state, KEYS, width))
        assert "F1 keys" not in line or "  ? 2 unsure  ⚠ 1 to mend  4 empty  " in line


def test_a_tag_that_stands_twice_is_said(state: Composing) -> None:
    show_texts(state, ["odd", "odd"])
    assert "  ⚠ 'odd' stands in Action already  empty: " in plain(views.status(state, KEYS, 120))


def test_a_message_leaves_as_many_keys_as_there_is_room_for(state: Composing) -> None:
    said = "2 images have unsure tags"
    state.say(said)
    for width, keys in ((69, ALL_KEYS), (64, "Tab take  F1 keys"), (52, "F1 keys"), (43, "F1 keys"), (42, "")):
        line = plain(views.status(state, KEYS, width))
        assert line.split(None, 7) == [*said.split(), "4", "empty", *([keys] if keys else [])]


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
    assert views.prompt(state) == ("Action, sentence: ", "accent")
    state.sentence = False
    state.cursor.set()
    assert views.prompt(state) == ("Action: tag cursor ", "accent")
    state.edit_tag()
    assert views.prompt(state) == ("Action, edit: ", "accent")
