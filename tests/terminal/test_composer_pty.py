"""The real program in a real pseudo-terminal: what a user types, sees, and finds on disk afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.worked_example import WORKED_EXAMPLE
from tests.terminal.driver import (
    CTRL_Y,
    CTRL_Z,
    ENTER,
    ESCAPE,
    PAGE_DOWN,
    TAB,
    Terminal,
    kill,
    program_command,
)
from tests.terminal.program import CTRL_F, CTRL_G, Start, add_tag, go_to_slot, stored_captions

# --- captions ---------------------------------------------------------------------------------------------------------


def test_the_worked_example_typed_key_by_key(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    terminal.wait_for("Globals: ")
    for place, text in enumerate(["ohwxStyle", *WORKED_EXAMPLE.values()], 1):
        terminal.type(text)
        terminal.send(ENTER)
        terminal.type("\r")
        if place < 7:
            terminal.wait_for(f" {['Type', 'Action', 'Subject', 'Details', 'Background', 'Associations'][place - 1]}")
    terminal.wait_for("2/3  b.png")
    expected = ", ".join(["ohwxStyle", *WORKED_EXAMPLE.values()]).encode()
    assert (dataset / "a.txt").read_bytes() == expected
    terminal.quit()
    assert (dataset / "a.txt").read_bytes() == expected
    assert not (dataset / "c.txt").exists()


def test_every_accepted_tag_is_on_disk_when_the_next_key_is_answered(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    go_to_slot(terminal, 3, "Action")
    kept: list[str] = []
    for tag in ("standing on one leg", "waving at nobody", "juggling"):
        terminal.send(tag, ENTER, "x")
        terminal.wait_for("Action: x")
        kept.append(tag)
        assert (dataset / "a.txt").read_bytes() == ", ".join(kept).encode()
        record = stored_captions(dataset)["a.png"]
        assert all(f'"{text}"' in record for text in kept)
        terminal.send(b"\x7f")
        terminal.wait_for(lambda: not terminal.shows("Action: x"))
    kill(terminal)
    assert (dataset / "a.txt").read_bytes() == ", ".join(kept).encode()
    again = start(dataset)
    again.wait_for("juggling")
    assert again.shows("standing on one leg")
    assert again.shows("3 tags")
    again.quit()


def test_keys_typed_faster_than_they_are_answered_lose_nothing(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    tags = [f"tag number {number}" for number in range(12)]
    terminal.send(CTRL_G, "5", *(f"{tag}\r" for tag in tags), PAGE_DOWN, PAGE_DOWN, "last\r")
    terminal.wait_for(lambda: (dataset / "c.txt").exists())
    assert (dataset / "a.txt").read_bytes() == ", ".join(tags).encode()
    assert (dataset / "c.txt").read_bytes() == b"last"
    terminal.quit()


def test_keys_typed_before_there_is_anything_to_see_count(dataset: Path, tmp_path: Path) -> None:
    with Terminal(dataset, home=tmp_path) as terminal:
        terminal.send(b"\x1b3" + b"moonwalking" + ENTER + b"waving" + ENTER + b"bac")
        terminal.wait_for(": bac")
        assert (dataset / "a.txt").read_text() == "moonwalking, waving"


def test_any_text_is_a_tag(dataset: Path, start: Start) -> None:
    tags = ["[long hair]", "[/foo]", "[bold red]x", "日本の城", "top hat 🎩", "größe", "(a:1.2)", ">_<", "C:\\x1b"]
    terminal = start(dataset)
    go_to_slot(terminal, 4, "Subject")
    for count, tag in enumerate(tags, 1):
        terminal.type(tag)
        terminal.wait_for(f"Subject: {tag}")
        terminal.send(ENTER)
        terminal.wait_for(f" {count} tag")
        assert (dataset / "a.txt").read_bytes() == ", ".join(tags[:count]).encode()
        # The slots and the caption may come with the frame after that of the count.
        terminal.wait_for(partial(_shows_in_slot_and_caption, terminal, tags[:count]))
    terminal.quit()


def _shows_in_slot_and_caption(terminal: Terminal, tags: list[str]) -> bool:
    top = next(row for row, line in enumerate(terminal.lines) if "4 Subject" in line)
    in_slot = any(tags[-1] in line for line in terminal.lines[top : top + 2])
    return in_slot and ", ".join(tags) in " ".join(line.strip() for line in terminal.lines[-4:])


def test_tab_takes_the_first_row_and_enter_keeps_what_was_typed(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    go_to_slot(terminal, 3, "Action")
    terminal.send("arms cr")
    terminal.wait_for("Action: arms crossed")
    terminal.send(TAB)
    terminal.wait_for("1 tag ")
    terminal.send("arms cr", ENTER)
    terminal.wait_for("2 tags")
    assert (dataset / "a.txt").read_bytes() == b"arms crossed, arms cr"
    terminal.quit()


def test_undo_outlives_a_restart(dataset: Path, start: Start) -> None:
    before = (dataset / "b.txt").read_bytes()
    terminal = start(dataset)
    terminal.send(PAGE_DOWN)
    terminal.wait_for("2/3")
    go_to_slot(terminal, 7, "Associations")
    add_tag(terminal, "quiet evening")
    after = (dataset / "b.txt").read_bytes()
    assert after.endswith(b", quiet evening")
    terminal.quit()
    again = start(dataset)
    again.send(CTRL_Z)
    again.wait_for("Undone")
    assert (dataset / "b.txt").read_bytes() == before
    again.send(CTRL_Y)
    again.wait_for("Done again")
    assert (dataset / "b.txt").read_bytes() == after
    again.quit()


def test_alt_and_a_digit_go_to_a_slot(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    for number, title in ((3, "Action"), (7, "Associations"), (1, "Globals"), (4, "Subject")):
        terminal.send(b"\x1b", str(number))
        terminal.wait_for(f" {title}: ")
    terminal.quit()


# --- escape sequences -------------------------------------------------------------------------------------------------


def test_no_escape_sequence_of_a_file_reaches_the_terminal(tmp_path: Path, start: Start) -> None:
    folder = tmp_path / "set\x1b]0;pwned\x07"
    folder.mkdir()
    (folder / "evil\x1b[2J\x1b]0;pwned\x07.png").write_bytes(PNG)
    (folder / "evil\x1b[2J\x1b]0;pwned\x07.txt").write_bytes(
        b"photo\x1b]0;pwned\x07graph, \x1bP0;pwned\x1b\\x, \xc2\x9b31m"
    )
    terminal = start(folder, columns=160)
    terminal.wait_for("evil\\x1b[2J")
    terminal.send(CTRL_F)
    terminal.wait_for("name or number")
    terminal.wait_for(lambda: terminal.screen_text().count("evil\\x1b[2J") == 2)
    terminal.send(ESCAPE)
    terminal.wait_for(lambda: not terminal.shows("name or number"))
    terminal.send(b"\x1b[200~pasted \x1b]0;pwned\x07 text\x1b[201~")
    terminal.wait_for("pasted ]0;pwned text")
    terminal.send(ENTER)
    terminal.wait_for("tags")
    terminal.quit()
    assert b"\x1b[2J" not in terminal.raw
    for title in (b"\x1b]0;", b"\x1bP0;", b"pwned\x07", b"pwned\x1b\\", b"\xc2\x9b"):
        at = terminal.raw.find(title)
        assert at < 0, terminal.raw[max(0, at - 200) : at + 100]


def test_no_escape_sequence_of_an_argument_reaches_the_terminal(tmp_path: Path) -> None:
    with Terminal(tmp_path / "no\x1b]0;pwned\x07", home=tmp_path) as terminal:
        assert terminal.wait_exit() == 2
        assert b"\x1b]0;" not in terminal.raw
        assert b"does not exist" in terminal.raw


def test_what_is_drawn_goes_to_the_terminal_though_errors_go_to_a_file(dataset: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = 'exec 2> "$0"; "$@"; echo "behind it" >&2'
    command = ["sh", "-c", script, str(log), *program_command(dataset)]
    with Terminal(home=tmp_path / "home", command=command) as terminal:
        terminal.wait_for("F1 keys")
        terminal.send("trigger", ENTER)
        terminal.wait_for(lambda: (dataset / "a.txt").exists())
        terminal.quit()
    assert log.read_text() == "behind it\n"


# --- sizes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "columns"), [(100, 300), (24, 80), (12, 40), (5, 20)])
def test_any_size_works(dataset: Path, start: Start, rows: int, columns: int, tmp_path: Path) -> None:
    with Terminal(dataset, home=tmp_path / "home", rows=rows, columns=columns) as terminal:
        terminal.wait_for("Globals")
        terminal.send("trigger", ENTER)
        terminal.wait_for(lambda: (dataset / "a.txt").exists())
        terminal.wait_for("trigger")
        assert (dataset / "a.txt").read_bytes() == b"trigger"
        terminal.quit()
        assert b"Traceback" not in terminal.raw


def test_resizing_while_working(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    go_to_slot(terminal, 3, "Action")
    terminal.type("stand")
    terminal.wait_for("Action: stand")
    terminal.resize(5, 20)
    terminal.wait_for("stand")
    terminal.type("s up")
    terminal.wait_for("stands up")
    terminal.resize(24, 80)
    terminal.wait_for("7 Associations")
    assert terminal.shows("Action: stands up")
    terminal.send(ENTER)
    terminal.wait_for("1 tag ")
    assert (dataset / "a.txt").read_bytes() == b"stands up"
    terminal.resize(30, 100)
    terminal.wait_for("F1 keys")
    terminal.quit()
    assert b"Traceback" not in terminal.raw


def test_a_window_that_was_smaller_for_a_moment_shows_everything_again(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    terminal.wait_for("1x1")  # the picture has come
    *before, _ = terminal.lines
    for size in ((24, 80), (30, 100)):
        # What the terminal played here loses, the program believed to be there.
        terminal.resize(*size)
    # In the last row the tokens may be counted anew, once a tokenizer is found.
    terminal.wait_for(lambda: terminal.lines[:-1] == before and "F1 keys" in terminal.lines[-1])
    terminal.quit()
