"""`doctor --report`: what helps to mend a fault is in it; nothing that names a person, a file or a secret is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.cli.main import main
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.user_log import note, note_crash, note_error
from tui_captioner.storage.user_settings import user_settings_path

CANARY = "kanarien"


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset, settings, a log and an environment in which everything that somebody chose is called `kanarien`."""
    home = tmp_path / f"home-of-{CANARY}"
    root = home / f"{CANARY} photos"
    root.mkdir(parents=True)
    for variable, folder in (("HOME", ""), ("XDG_CONFIG_HOME", "c"), ("XDG_STATE_HOME", "s"), ("XDG_CACHE_HOME", "k")):
        monkeypatch.setenv(variable, str(home / folder))
    for variable in ("USER", "LOGNAME", "LNAME", "USERNAME", "OPENAI_API_KEY", "SSH_CONNECTION", "TMUX"):
        monkeypatch.setenv(variable, f"{CANARY}-{variable.lower()}")
    monkeypatch.setattr("socket.gethostname", lambda: f"{CANARY}-host")
    monkeypatch.setattr("platform.node", lambda: f"{CANARY}-host")
    (root / f"{CANARY}.png").write_bytes(PNG)
    (root / f"{CANARY}.txt").write_text(f"{CANARY}, standing")
    session = open_session(root)
    finish(session.set_globals([CANARY], "globals"))
    add(session, f"{CANARY}.png", "action", f"{CANARY} waving")
    session.close()
    settings = root / ".tui-captioner" / "project.toml"
    settings.write_text(
        f'trigger = "{CANARY}"\n{CANARY} = 3\nglobals = ["{CANARY}"]\n'
        f'[draft]\nurl = "http://{CANARY}"\nmodel = "{CANARY}"\n'
        f'[output]\norder = "file"\n{CANARY}_x = "{CANARY}"\n[filters]\n{CANARY} = "tag:{CANARY}"\n'
    )
    user_settings_path().parent.mkdir(parents=True)
    user_settings_path().write_text(f'theme = "dark"\n{CANARY} = 1\n[keys]\nundo = ["{CANARY}"]\n[log]\ntexts = true\n')
    note_error(CaptionerError(f"{root}/{CANARY}.png can't be read", CANARY), "show")
    note("refused", f"{CANARY}", command="x")
    try:
        raise KeyError(f"{CANARY}")
    except KeyError as error:
        note_crash(error)
    return root


def report(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    assert main(["doctor", *map(str, arguments), "--report"]) == 0
    return capsys.readouterr().out


def test_no_canary_is_in_it(secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(secret)
    text = report(capsys, secret)
    assert [line for line in text.splitlines() if CANARY in line.lower()] == []
    assert snapshot(secret) == before


def test_what_helps_is_in_it(secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [" ".join(line.split()) for line in report(capsys, secret).splitlines()]
    wanted = [
        "images: 1",
        "kinds: .png 1",
        "caption files: 1",
        "schema: 6; this program has 6",
        "rows of image: 1",
        "rows of step: 2",
        "state draft: 1",
        "theme: dark",
        "output.order: file",
        "output, unknown: set",
        "draft.url: set",
        "[filters]: 1 set",
        "unknown setting: its name is left out",
        "SSH_CONNECTION: set",
        "KeyError",
    ]
    assert [line for line in wanted if line not in lines] == []
    assert any(line.startswith("textual: 8") for line in lines)
    assert any("refused command=show error=CaptionerError" in line for line in lines)
    assert lines[1].startswith("Left out: captions")


def test_it_is_written_to_a_new_file_alone(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bug.txt"
    assert main(["doctor", str(dataset), "--report", str(file)]) == 0
    assert "Read it before you send it" in capsys.readouterr().out
    assert "images:" in file.read_text()
    assert main(["doctor", "--report", str(file)]) == 2
    assert main(["doctor", "--report", str(dataset)]) == 2
    assert not (dataset / ".tui-captioner").exists()


def test_damage_is_told_and_hinders_nothing(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "captions.db").write_bytes(b"no database")
    (folder / "project.toml").write_text("broken = = =")
    user_settings_path().parent.mkdir(parents=True)
    user_settings_path().write_text("broken = = =")
    text = report(capsys, dataset)
    assert "its files are damaged" in text
    assert "can't be used: SettingsError" in text
    assert "log, the last" in text


def test_a_database_of_an_earlier_or_later_version_is_told_by_its_schema(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    sql = sqlite3.connect(folder / "captions.db")
    sql.execute("CREATE TABLE image (record, pending)")
    sql.execute("PRAGMA user_version = 99")
    sql.close()
    assert "99; this program has 6" in report(capsys, dataset)
