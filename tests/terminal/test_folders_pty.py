"""Folders and files of any kind under the real program: kept, refused or said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.terminal.driver import (
    ENTER,
    PAGE_DOWN,
    Terminal,
    need,
    program_command,
    tree_hash,
)
from tests.terminal.program import CTRL_G, Start, add_tag, go_to_slot, skip_first_run, stored_captions

pytestmark = pytest.mark.slow

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
    terminal = skip_first_run(start(folder))
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


def test_a_slip_in_the_users_settings_is_said_at_the_start(dataset: Path, tmp_path: Path, start: Start) -> None:
    settings = tmp_path / "home" / "config" / "tui-captioner" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mause = true\n")
    terminal = start(dataset)
    terminal.wait_for("mause")
    terminal.quit()


# --- what is refused --------------------------------------------------------------------------------------------------


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "pictures"
    root.mkdir()
    (root / "file.png").write_bytes(PNG)
    (root / "empty").mkdir()
    wrong = {"nowhere": "does not exist", "file.png": "is a file, not a folder", "empty": "no image"}
    for name, message in wrong.items():
        with Terminal(root / name, home=tmp_path, columns=200) as terminal:
            assert terminal.wait_exit() == 2
            assert message in terminal.screen_text()
            assert "Traceback" not in terminal.screen_text()
            assert b"\x1b[?1049h" not in terminal.raw
    assert sorted(path.name for path in root.iterdir()) == ["empty", "file.png"]


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
