"""Captions beside the images as they are at opening, and texts made into captions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.imports import plan_import
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.domain.caption import join
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.reading import read_caption
from tui_captioner.formats.rows import Row
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows, check_encoding, to_utf8
from tui_captioner.services.importing.import_texts import ImportRefused, check_text, texts_by_lines
from tui_captioner.services.importing.importing import carry_out
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.database import DatabaseError

INFOTEXT = "standing, red hat\nNegative prompt: blurry, bad\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1"


# --- at opening -------------------------------------------------------------------------------------------------------


def test_a_caption_of_hydrus_is_read_and_an_edit_writes_a_sidecar_beside_it(dataset: Path) -> None:
    (dataset / "a.png.txt").write_bytes(b"red hat\nsitting\n")
    before = snapshot(dataset)
    session = open_session(dataset)
    assert session.caption("a.png") == "red hat, sitting"
    assert session.record("a.png").state == "draft"
    assert any("No trainer reads a.png.txt" in notice.message for notice in session.notices)
    assert snapshot(dataset) == before
    add(session, "a.png", "action", "waving")
    assert (dataset / "a.txt").read_bytes() == b"sitting, waving, red hat"
    assert (dataset / "a.png.txt").read_bytes() == b"red hat\nsitting\n"
    finish(session.undo())
    assert not (dataset / "a.txt").exists()
    assert session.caption("a.png") == "red hat, sitting"
    session.close()


def test_a_caption_of_hydrus_that_cannot_be_read_is_named(dataset: Path) -> None:
    (dataset / "a.png.txt").write_bytes(b"caf\xe9")
    session = open_session(dataset)
    assert session.problem("a.png").startswith("a.png.txt is not UTF-8")
    session.close()


def test_a_suffix_of_the_settings_is_read_and_written(dataset: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text('[input]\nsuffixes = [".tags"]\n')
    (dataset / "a.TAGS").write_bytes(b"standing")
    session = open_session(dataset)
    assert session.caption("a.png") == "standing"
    add(session, "a.png", "action", "waving")
    assert (dataset / "a.TAGS").read_bytes() == b"standing, waving"
    session.close()


def test_a_pipe_in_place_of_a_sidecar_is_not_waited_for(dataset: Path) -> None:
    os.mkfifo(dataset / "a.txt")
    session = open_session(dataset)
    assert "is not a regular file" in session.problem("a.png")
    assert list(session.notices) == []
    session.close()


def test_settings_of_a_generator_are_said_and_stay_as_they_are(dataset: Path) -> None:
    (dataset / "a.txt").write_text(INFOTEXT)
    (dataset / "c.txt").write_text("1girl\nred hat\n")
    before = snapshot(dataset)
    session = open_session(dataset)
    said = [notice.message for notice in session.notices]
    assert any(text.startswith("1 of 3 sidecars looked into holds the settings of A1111") for text in said)
    assert any(text.startswith("1 of 3 sidecars looked into holds a tag a line") for text in said)
    details = session.record("a.png").caption.tags("details")
    assert [tag.text for tag in details if tag.sentence] == INFOTEXT.split("\n")[1:]
    assert snapshot(dataset) == before
    session.close()


# --- planning and carrying out ----------------------------------------------------------------------------------------


def test_a_plan_changes_nothing_and_says_all(dataset: Path) -> None:
    before = snapshot(dataset)
    session = open_session(dataset)
    rows = [
        Row("a.png", ("standing",), "line 1"),
        Row("b.png", ("sitting",), "line 2"),
        Row("z.png", ("x",), "line 3"),
        Row("c.png", (" \n",), "line 4"),
    ]
    plan = plan_import(session, ReadRows("test", rows), ImportOptions())
    assert (plan.captions, plan.matched) == (3, 2)
    assert [planned.name for planned in plan.changes] == ["a.png"]
    assert (plan.kept, plan.strangers, plan.without, plan.refused) == (["b.png"], ["z.png"], ["c.png"], [])
    assert snapshot(dataset) == before
    finish(carry_out(session, plan, "import test"))
    assert session.undo_title() == "import test"
    finish(session.undo())
    assert (dataset / "b.txt").read_bytes() == before["b.txt"]
    assert not (dataset / "a.txt").exists()
    session.close()


def test_a_database_that_can_not_be_written_leaves_nothing_half_imported(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    before = {name: data for name, data in snapshot(dataset).items() if name.endswith(".txt")}
    rows = [Row("a.png", ("sitting",)), Row("c.png", ("waving",))]
    plan = plan_import(session, ReadRows("test", rows), ImportOptions(mode="replace"))

    def full(*_: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(type(session.project.ensure()), "record_step", full)
    with pytest.raises(DatabaseError):
        finish(carry_out(session, plan, "import test"))
    assert {name: data for name, data in snapshot(dataset).items() if name.endswith(".txt")} == before
    assert session.undo_title() == "add standing"
    session.close()


def test_alternatives_are_added_once_and_the_state_stays(dataset: Path) -> None:
    session = open_session(dataset)
    session.set_state("b.png", "done")
    source = ReadRows("test", [Row("b.png", ("sitting", session.caption("b.png"), "sitting"))])
    for _ in range(2):
        plan = plan_import(session, source, ImportOptions(mode="alternatives"))
        finish(carry_out(session, plan, "import test"))
    record = session.record("b.png")
    assert [session.caption_text(other) for other in record.alternatives] == ["sitting"]
    assert record.state == "done"
    assert plan.same == ["b.png"]
    session.close()


# --- texts ------------------------------------------------------------------------------------------------------------

_PROSE = st.lists(
    st.sampled_from(
        ["a cat", "Cute.", "She stands!", "e.g.", "3.5 m", "“Tom.”", "(it seems)", "red, blue", "Mr. X", "?"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(_PROSE)
def test_words_and_stops_of_a_line_are_kept(text: str) -> None:
    assert read_caption(text).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(char for char in of if not char.isspace() and char != ",")

    assert letters(join(read_caption(text, join_lines=True).pieces)) == letters(text)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [(None, ("a, b\n\nc\r\na, b",)), ("alternatives", ("a, b", "c", "a, b")), ("tags", ("a, b\nc\na, b",))],
)
def test_what_lines_are(lines: None, texts: tuple[str, ...]) -> None:
    assert texts_by_lines("a, b\n\nc\r\na, b", lines) == texts


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x9b", "\x07", "\x7f", "\x85"])
def test_control_characters_are_refused_with_their_place(char: str) -> None:
    with pytest.raises(ImportRefused, match="control character at character 4"):
        check_text(f"ab\n{char}")
    check_text("a\tb\r\nc \u202e\u200d\U0001f469")


def test_encodings() -> None:
    assert to_utf8("帽子".encode("shift_jis"), "shift_jis").decode() == "帽子"
    assert to_utf8(b"\xff", "") == b"\xff"
    with pytest.raises(CaptionerError, match=r"is not cp1252: byte 0x81 at offset 1"):
        to_utf8(b"a\x81", "cp1252")
    for name in ("rot13", "hex", "idna", "unicode_escape", "no such"):
        with pytest.raises(CaptionerError, match="There is no encoding"):
            check_encoding(name)
    for name in ("cp1252", "utf-16", "SHIFT-JIS", "latin-1"):
        check_encoding(name)
