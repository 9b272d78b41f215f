"""The real program in a real pseudo-terminal: what a user types, sees, and finds on disk afterwards."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.domain.test_caption import WORKED_EXAMPLE
from tests.terminal.driver import (
    CTRL_Q,
    CTRL_Y,
    CTRL_Z,
    ENTER,
    ESCAPE,
    LEFT_ALTERNATE_SCREEN,
    PAGE_DOWN,
    TAB,
    Terminal,
    kill,
    need,
    program_command,
    tree_hash,
)

CTRL_F, CTRL_G, CTRL_P = b"\x06", b"\x07", b"\x10"
ENTERED_ALTERNATE_SCREEN = b"\x1b[?1049h"
PROJECT = ".tui-captioner"

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder and waits for the composer; ends it after the test."""
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as stack:

        def run(folder: Path, **options: object) -> Terminal:
            terminal = Terminal(folder, home=home, **options)  # type: ignore[arg-type]
            stack.enter_context(terminal)
            terminal.wait_for("F1 keys" if options.get("columns", 100) == 100 else "tokens")
            return terminal

        yield run


def add_tag(terminal: Terminal, text: str) -> None:
    """Type a tag and keep it; when this returns the program has answered."""
    terminal.send(text)
    terminal.wait_for(f": {text}")
    terminal.send(ENTER)
    terminal.wait_for(lambda: not terminal.shows(f": {text}") and not terminal.shows(" 0 tags"))


def go_to_slot(terminal: Terminal, number: int, title: str) -> None:
    """Go to a slot by its number."""
    terminal.send(CTRL_G, str(number))
    terminal.wait_for(f" {title}: ")


def stored_captions(folder: Path) -> dict[str, str]:
    """The records in the database as another process sees them, by image."""
    with closing(sqlite3.connect(f"file:{folder / PROJECT / 'captions.db'}?mode=ro", uri=True)) as connection:
        return dict(connection.execute("SELECT file_name, record FROM image"))


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
    terminal.wait_for("2/3")
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
        top = next(row for row, line in enumerate(terminal.lines) if "4 Subject" in line)
        assert any(tag in line for line in terminal.lines[top : top + 2]), terminal.screen_text()
        assert ", ".join(tags[:count]) in " ".join(line.strip() for line in terminal.lines[-4:])
    terminal.quit()


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


# --- endings ----------------------------------------------------------------------------------------------------------


def end_by_signal(number: int) -> Callable[[Terminal], None]:
    def end(terminal: Terminal) -> None:
        terminal.signal(number)
        assert terminal.wait_exit() == 0
        assert LEFT_ALTERNATE_SCREEN in terminal.raw

    return end


def drop(terminal: Terminal) -> None:
    terminal.drop_line()
    terminal.wait_exit()


ENDINGS = {
    "quit": Terminal.quit,
    "hangup": end_by_signal(signal.SIGHUP),
    "terminate": end_by_signal(signal.SIGTERM),
    "interrupt": end_by_signal(signal.SIGINT),
    "dropped-line": drop,
}


@pytest.mark.parametrize(
    ("ending", "project"), [*((ending, False) for ending in ENDINGS), ("quit", True), ("hangup", True)]
)
def test_half_typed_text_is_kept_and_offered_again(dataset: Path, start: Start, ending: str, project: bool) -> None:
    terminal = start(dataset)
    if project:
        add_tag(terminal, "trigger")
    before = tree_hash(dataset)
    go_to_slot(terminal, 6, "Background")
    terminal.type("half a wor")
    terminal.wait_for("Background: half a wor")
    ENDINGS[ending](terminal)
    if project:
        assert (dataset / "a.txt").read_bytes() == b"trigger"
    else:
        assert tree_hash(dataset) == before
    again = start(dataset)
    again.wait_for("Background: half a wor")
    again.send("d", ENTER)
    again.wait_for(lambda: again.shows(" half a word ") and not again.shows(": half"))
    kill(again)
    assert (dataset / "a.txt").read_bytes() == (b"trigger, half a word" if project else b"half a word")


def test_half_typed_text_survives_a_kill_after_a_rest(dataset: Path, start: Start, tmp_path: Path) -> None:
    terminal = start(dataset)
    terminal.type("half a wor")
    terminal.wait_for(lambda: any((tmp_path / "home" / "state").rglob("*.json")))
    kill(terminal)
    start(dataset).wait_for("half a wor")


def test_suspended_it_gives_the_terminal_back_and_goes_on_where_it_was(dataset: Path, start: Start) -> None:
    terminal = start(dataset)
    terminal.send("half typed")
    terminal.wait_for(": half typed")
    terminal.send(CTRL_P)
    terminal.wait_for("Search for commands")
    terminal.send("suspend")
    terminal.wait_for(lambda: terminal.shows("Back to the shell") and not terminal.shows("Take suggestion"))
    before = len(terminal.raw)
    terminal.send(ENTER)
    terminal.wait_for(terminal.is_stopped)
    terminal.wait_for(lambda: LEFT_ALTERNATE_SCREEN in terminal.raw[before:])
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda: ENTERED_ALTERNATE_SCREEN in terminal.raw[before:])
    terminal.send("!")
    terminal.wait_for(": half typed!")
    terminal.quit()


def test_quitting_at_once_restores_the_terminal(dataset: Path, tmp_path: Path) -> None:
    with Terminal(dataset, home=tmp_path) as terminal:
        # Not before: until then Ctrl+Q is flow control, which the system itself takes.
        terminal.wait_for(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        end = bytes(terminal.raw)[terminal.raw.rindex(LEFT_ALTERNATE_SCREEN) :]
        assert b"\x1b[?25h" in end, "the cursor is hidden"
        for mode in (1000, 1003, 1006, 2004):
            on, off = f"\x1b[?{mode}h".encode(), f"\x1b[?{mode}l".encode()
            assert terminal.raw.rfind(off) > terminal.raw.rfind(on) or on not in terminal.raw


@pytest.mark.parametrize("ending", ["quit", "hangup"])
def test_a_long_job_that_was_cut_short_is_finished_at_the_next_start(tmp_path: Path, start: Start, ending: str) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    count = 400
    for number in range(count):
        (folder / f"{number}.png").write_bytes(PNG)
        (folder / f"{number}.txt").write_bytes(b"photograph")
    terminal = start(folder)
    terminal.send("trigger", ENTER)
    # Its first sidecar: from here on the job is at work, however slow the machine is.
    terminal.wait_for(lambda: (folder / "0.txt").read_bytes() == b"trigger, photograph", 120)
    ENDINGS[ending](terminal)
    assert b"Traceback" not in terminal.raw
    assert b"Exception ignored" not in terminal.raw
    captions = {path.read_bytes() for path in folder.glob("*.txt")}
    assert captions <= {b"photograph", b"trigger, photograph"}
    again = start(folder)
    again.wait_for(lambda: {path.read_bytes() for path in folder.glob("*.txt")} == {b"trigger, photograph"}, 120)
    again.send(CTRL_Z)
    again.wait_for(lambda: {path.read_bytes() for path in folder.glob("*.txt")} == {b"photograph"}, 120)


# --- files that must stay as they are ---------------------------------------------------------------------------------

ODD_SIDECARS = {
    "bom": b"\xef\xbb\xbfphotograph, of a woman",
    "crlf": b"photograph, of a woman\r\nsecond line\r\n",
    "no-newline": b"photograph, of a woman",
    "latin-1": "photograph, gr\u00f6\u00dfe".encode("latin-1"),
    "nul": b"photo\x00graph, x",
    "empty": b"",
    "blanks": b"  photograph ,, of a woman , \n\n",
    "prose": b"A woman stands, smiling, in the rain. She waves.",
}


def test_looking_at_everything_changes_no_byte(tmp_path: Path, start: Start) -> None:
    folder = tmp_path / "set"
    (folder / "sub" / ".hidden").mkdir(parents=True)
    (folder / "empty").mkdir()
    for name, data in ODD_SIDECARS.items():
        (folder / f"{name}.png").write_bytes(PNG)
        (folder / f"{name}.txt").write_bytes(data)
    (folder / "broken.jpg").write_bytes(b"not a picture")
    (folder / "sub" / "upper.PNG").write_bytes(PNG)
    (folder / "sub" / "upper.TXT").write_bytes(b"photograph")
    (folder / "lonely.txt").write_bytes(b"no picture")
    before = tree_hash(folder)
    terminal = start(folder)
    count = len(ODD_SIDECARS) + 2
    for place in range(1, count + 1):
        terminal.wait_for(f" {place}/{count} ")
        if place < count:
            terminal.send(PAGE_DOWN)
    terminal.quit()
    assert tree_hash(folder) == before


def test_images_that_share_a_sidecar_are_said(tmp_path: Path, start: Start) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("a.png", "a.jpg"):
        (folder / name).write_bytes(PNG)
    (folder / "a.txt").write_bytes(b"photograph")
    terminal = start(folder)
    terminal.wait_for("share one sidecar")
    go_to_slot(terminal, 3, "Action")
    terminal.send("standing", ENTER)
    terminal.wait_for("project only")
    assert (folder / "a.txt").read_bytes() == b"photograph"
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
        assert terminal.wait_exit() == 1
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


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (12, 40), (5, 20)])
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


# --- what is refused --------------------------------------------------------------------------------------------------


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file.png").write_bytes(PNG)
    (tmp_path / "empty").mkdir()
    wrong = {"nowhere": "does not exist", "file.png": "is a file, not a folder", "empty": "no image"}
    for name, message in wrong.items():
        with Terminal(tmp_path / name, home=tmp_path, columns=200) as terminal:
            assert terminal.wait_exit() == 1
            assert message in terminal.screen_text()
            assert "Traceback" not in terminal.screen_text()
            assert b"\x1b[?1049h" not in terminal.raw
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file.png"]


def test_a_read_only_folder_is_said_and_the_text_kept(dataset: Path, tmp_path: Path) -> None:
    command = program_command(dataset)
    if os.geteuid() == 0:
        # Root may write anywhere; without this capability it is bound by the modes as anybody is.
        command = [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search", "--", *command]
    dataset.chmod(0o555)
    before = tree_hash(dataset)
    try:
        with Terminal(home=tmp_path / "home", command=command) as terminal:
            terminal.wait_for("Read-only")
            assert "read-only" in terminal.lines[0]
            terminal.send(CTRL_G, "3")
            terminal.wait_for("Action: ")
            terminal.send("standing", ENTER)
            terminal.wait_for("Not changed")
            assert terminal.shows("Action: standing")
            terminal.quit()
            assert b"Traceback" not in terminal.raw
        assert tree_hash(dataset) == before
    finally:
        dataset.chmod(0o755)


def test_a_second_session_reads_only(dataset: Path, start: Start) -> None:
    first = start(dataset)
    add_tag(first, "trigger")
    second = start(dataset)
    second.wait_for("open in another session")
    assert "read-only" in second.lines[0]
    assert second.shows("trigger")
    second.send(CTRL_G, "3")
    second.wait_for("Action: ")
    second.send("standing", ENTER)
    second.wait_for("Not changed")
    second.quit()
    assert (dataset / "a.txt").read_bytes() == b"trigger"
    go_to_slot(first, 3, "Action")
    add_tag(first, "sitting")
    assert (dataset / "a.txt").read_bytes() == b"trigger, sitting"
    first.quit()


def test_of_two_sessions_without_a_project_the_first_to_edit_writes(dataset: Path, start: Start) -> None:
    first, second = start(dataset), start(dataset)
    go_to_slot(first, 3, "Action")
    add_tag(first, "sitting down")
    second.send(PAGE_DOWN, PAGE_DOWN, CTRL_G, "3")
    second.wait_for("Action: ")
    second.send("standing", ENTER)
    second.wait_for("open in another session")
    assert second.shows("Action: standing")
    second.quit()
    first.quit()
    assert (dataset / "a.txt").read_bytes() == b"sitting down"
    assert not (dataset / "c.txt").exists()
    assert stored_captions(dataset).keys() == {"a.png"}
