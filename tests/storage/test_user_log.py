"""The log: what failed and where, never what somebody wrote; bounded; for several processes; disturbing nobody."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage import user_log
from tui_captioner.storage.user_log import (
    TEXT,
    TEXTS_WANTED,
    last_lines,
    note,
    note_crash,
    note_error,
    shown_path,
    without_secrets,
)
from tui_captioner.storage.user_settings import user_settings_path
from tui_captioner.storage.user_state import log_path

CANARY = "kanarienvogel"


def fail() -> None:
    try:
        raise OSError(errno.ENOSPC, f"no room for {CANARY}.txt", f"/data/{CANARY}.png")
    except OSError as error:
        raise CaptionerError(f"The caption of {CANARY} can't be written", CANARY) from error


def failed() -> CaptionerError:
    try:
        fail()
    except CaptionerError as error:
        return error
    raise AssertionError


def test_a_crash_is_noted_by_its_places_and_kinds_alone() -> None:
    told = note_crash(failed())
    text = log_path().read_text()
    assert "CaptionerError\n" in text
    assert "OSError ENOSPC" in text
    assert "test_user_log.py:" in text
    assert " fail\n" in text
    assert CANARY not in text
    assert str(Path(__file__).parent) not in text
    assert shown_path(log_path()) in told
    assert told.startswith("tui-captioner ended by a fault of its own (CaptionerError).")
    assert "\n" not in told


def test_what_hindered_a_command_is_noted_without_its_message() -> None:
    note_error(failed(), "import")
    text = log_path().read_text()
    assert "refused command=import error=CaptionerError at=" in text
    assert CANARY not in text


@pytest.mark.parametrize("way", ["variable", "settings"])
def test_messages_are_kept_where_they_are_wanted_and_are_no_part_of_the_last_lines(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "variable":
        monkeypatch.setenv(TEXTS_WANTED, "texts")
    else:
        user_settings_path().parent.mkdir(parents=True)
        user_settings_path().write_text("[log]\ntexts = true\n")
    monkeypatch.setenv("MODEL_API_KEY", "sk-very-secret")
    note_error(CaptionerError(f"{CANARY}\n\x1b[31m of sk-very-secret in {Path.home()}/x"), "import")
    kept = log_path().read_text().splitlines()[1]
    assert kept.startswith(TEXT)
    assert CANARY in kept
    assert "***" in kept
    assert "~/x" in kept
    assert "\x1b" not in kept
    assert [line for line in last_lines(9) if CANARY in line] == []
    assert len(last_lines(9)) == 1


def test_it_is_bounded_and_the_newest_lines_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_log._logger()[1], "_most", 2000)
    for number in range(200):
        note("event", number=number)
    folder = log_path().parent
    assert sorted(path.name for path in folder.iterdir()) == ["tui-captioner.log", "tui-captioner.log.1"]
    assert all(path.stat().st_size < 2200 for path in folder.iterdir())
    assert [line.rpartition("=")[2] for line in last_lines(20)] == [str(number) for number in range(180, 200)]


def test_several_processes_lose_and_mix_nothing() -> None:
    script = (
        "import sys\nfrom tui_captioner.storage.user_log import note\n"
        "for number in range(150): note('event', process=sys.argv[1], number=number, end='END')"
    )
    started = [subprocess.Popen([sys.executable, "-c", script, str(one)]) for one in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    lines = last_lines(1000)
    assert len(lines) == 450
    assert all(line.endswith("end=END") and line.count("END") == 1 for line in lines)


def test_a_folder_that_can_not_be_written_disturbs_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert not note("event")
    assert note_crash(failed()) == ""
    assert last_lines(5) == []


def test_a_full_disk_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert not note("event")


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    log_path().parent.mkdir(parents=True)
    log_path().symlink_to(tmp_path / "precious")
    assert not note("event")
    assert (tmp_path / "precious").read_text() == "precious"


def test_only_its_owner_reads_it() -> None:
    assert note("event")
    assert log_path().stat().st_mode & 0o077 == 0


def test_secrets_of_the_environment_are_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "hf_token", "DB_PASSWORD"):
        monkeypatch.setenv(name, f"value-of-{name}")
    monkeypatch.setenv("SHORT_KEY", "ab")
    text = " ".join(os.environ[name] for name in ("OPENAI_API_KEY", "hf_token", "DB_PASSWORD"))
    assert without_secrets(f"{text} absolute") == "*** *** *** absolute"
