"""Keys as terminals send them, one by one: what stands in the file afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.terminal.driver import BACKSPACE, ENTER, ESCAPE, LEFT, TAB, Terminal

pytestmark = pytest.mark.slow

F2, HOME, CTRL_D, CTRL_H = b"\x1bOQ", b"\x1b[H", b"\x04", b"\x08"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)
    return folder


@pytest.fixture
def terminal(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / "home").mkdir()
    with Terminal(folder, home=tmp_path / "home") as terminal:
        terminal.wait_for("F1 keys")
        terminal.send(b"\x1b2")
        terminal.wait_for(" Type: ")
        yield terminal


def written(terminal: Terminal, folder: Path, text: str) -> None:
    """Wait until the sidecar says this."""
    sidecar = folder / "a.txt"
    terminal.wait_for(lambda: sidecar.exists() and sidecar.read_text(encoding="utf-8") == text)


@pytest.mark.parametrize("text", ["1girl", "2boys", "3d render"])
def test_a_known_term_that_begins_with_a_digit(terminal: Terminal, folder: Path, text: str) -> None:
    terminal.type(text)
    terminal.send(ENTER)
    written(terminal, folder, text)
    terminal.quit()
    assert (folder / "a.txt").read_text() == text


def test_a_take_and_the_text_behind_it(terminal: Terminal, folder: Path) -> None:
    # That of a slot, and that of a prediction, which may come later.
    terminal.wait_for(lambda: sum(" 3 " in line for line in terminal.lines) == 2)
    third = [line.split(" 3 ", 1)[1].strip() for line in terminal.lines if " 3 " in line][-1]
    terminal.type("3dog")
    terminal.wait_for("Type: dog")
    written(terminal, folder, third)
    terminal.send(ENTER)
    written(terminal, folder, f"{third}, dog")
    terminal.quit()


def test_a_number_with_a_sign_behind_it_loses_nothing(terminal: Terminal, folder: Path) -> None:
    terminal.type("100% cotton")
    terminal.wait_for("Type: 100% cotton")
    terminal.send(ENTER)
    written(terminal, folder, "100% cotton")
    terminal.quit()


def test_joiners_that_are_typed(terminal: Terminal, folder: Path) -> None:
    persian, malayalam, astronaut = "می\u200cخواهم", "ക\u0d4d\u200dഷ", "👩\u200d🚀"
    for text in (persian, malayalam, astronaut):
        terminal.type(text)
        terminal.send(ENTER)
    written(terminal, folder, f"{persian}, {malayalam}, {astronaut}")
    terminal.quit()


def test_commas_of_other_keyboards_end_a_tag(terminal: Terminal, folder: Path) -> None:
    terminal.type("，微笑，长发、校服、,")
    written(terminal, folder, "微笑, 长发, 校服")
    terminal.quit()
    assert (folder / "a.txt").read_text() == "微笑, 长发, 校服"


def test_pasted_lines_in_a_sentence_go_on(terminal: Terminal, folder: Path) -> None:
    terminal.send(F2)
    terminal.wait_for("sentence: ")
    terminal.send("\x1b[200~A woman stands\nin a garden.\x1b[201~")
    terminal.wait_for("A woman stands in a garden.")
    terminal.send(ENTER)
    written(terminal, folder, "A woman stands in a garden.")
    terminal.quit()


def test_a_tag_that_stands_already_is_said(terminal: Terminal, folder: Path) -> None:
    terminal.type("moonlit\r")
    written(terminal, folder, "moonlit")
    terminal.send(b"\x1b4")
    terminal.wait_for(" Subject: ")
    terminal.type("moonlit\r")
    terminal.wait_for("'moonlit' is there already, in Type")
    terminal.quit()
    assert (folder / "a.txt").read_text() == "moonlit"


def test_keys_of_the_shell(terminal: Terminal, folder: Path) -> None:
    terminal.send("one twoo", CTRL_H)
    terminal.wait_for(lambda: "one two" in terminal.screen_text() and "twoo" not in terminal.screen_text())
    # Alt with T, U and a full stop means nothing; B goes back a word, D deletes it.
    terminal.send(b"\x1bt", b"\x1bu", b"\x1b.", b"\x1bD", b"\x1bb", b"\x1bd", "three", CTRL_D, ENTER)
    written(terminal, folder, "one three")
    terminal.quit()
    assert b"Traceback" not in terminal.raw


def test_ctrl_d_does_not_act_on_half_typed_text(terminal: Terminal) -> None:
    terminal.send("half")
    terminal.wait_for("Type: half")
    terminal.send(CTRL_D)
    terminal.wait_for("half-typed text")
    assert "done 0/1" in terminal.lines[0]
    terminal.send(ESCAPE)
    terminal.wait_for(lambda: not terminal.shows("Type: half"))
    terminal.send(CTRL_D)
    terminal.wait_for("done 1/1")
    terminal.quit()


def test_home_goes_to_the_first_tag(terminal: Terminal, folder: Path) -> None:
    terminal.send("uno\rdue\rtre\r")
    written(terminal, folder, "uno, due, tre")
    terminal.send(LEFT)
    terminal.wait_for("tag cursor")
    terminal.send(HOME, BACKSPACE)
    written(terminal, folder, "due, tre")
    terminal.send(TAB)
    terminal.quit()
