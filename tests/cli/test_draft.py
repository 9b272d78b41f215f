"""`tui-captioner draft`: what it says it would send, what it sends, and how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.support.command_line import is_safe
from tests.support.drafts import SAID, make_images, sent_pictures
from tests.support.model_server import Body, ModelServer, Reaction, answer, model_server
from tests.support.sessions import add, open_session, snapshot
from tui_captioner.cli.main import main


def draft(root: Path, server: ModelServer, *options: str) -> int:
    return main(["draft", str(root), "--url", server.url, "--model", "a-model", *options])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_a_dry_run_says_what_would_be_sent_where_and_sends_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_images(tmp_path, 5)
    before = snapshot(tmp_path)
    with model_server(answer(SAID)) as server:
        assert draft(tmp_path, server, "--dry-run", "--limit", "4") == 0
        said = capsys.readouterr().out
        host = server.url.removeprefix("http://")
        for part in ("a-model", host, "4 pictures", "0000.png: 2 x 2, 1 kB", "RULE", '- "action"', "Nothing was sent"):
            assert part in said
        assert draft(tmp_path, server, "--dry-run", "--json") == 0
        described = told(capsys)
        assert (described["host"], len(described["images"]), described["answered_before"]) == (host, 5, 0)
        assert "RULE" in described["prompts"]["image"]["system"]
        assert server.requests == []
    assert snapshot(tmp_path) == before


def test_it_drafts_by_the_settings_and_tells_what_it_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = make_images(tmp_path, 3)
    with model_server(answer(SAID), answer("I can't help with that."), answer(SAID)) as server:
        (tmp_path / ".tui-captioner").mkdir()
        settings = f'[draft]\nurl = "{server.url}/v1"\nmodel = "a-model"\n'
        (tmp_path / ".tui-captioner" / "project.toml").write_text(settings, encoding="utf-8")
        assert main(["draft", str(tmp_path), "--json", "--parallel", "1"]) == 1
    said = told(capsys)
    (failed,) = said["failed"]
    assert failed["why"] == "the model refused to describe it"
    assert said["drafted"] == [name for name in names if name != failed["file_name"]]
    assert (said["tokens_in"], said["tokens_out"]) == (300, 30)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--url"),
        (("--url", "http://127.0.0.1:1"), "--model"),
        (("--url", "here", "--model", "m"), "http://"),
        (("--url", "http://me:secret@127.0.0.1", "--model", "m"), "--key-env"),
        (("--url", "http://127.0.0.1:1", "--model", "m", "--key-env", "NO_SUCH_KEY"), "NO_SUCH_KEY"),
        (("--url", "http://127.0.0.1:1", "--model", "m", "--side", "3"), "--side"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    make_images(tmp_path, 1)
    assert main(["draft", str(tmp_path), *options]) == 2
    line = capsys.readouterr().err
    assert said in line
    assert "secret" not in line
    assert line.count("\n") == 1


def test_another_host_is_named_before_pictures_go_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_images(tmp_path, 1)
    monkeypatch.setattr("tui_captioner.services.drafting.endpoint._is_local", lambda _: False)
    named: list[str] = []

    def react(_: Body) -> Reaction:
        named.append(capsys.readouterr().err)
        return answer(SAID)

    with model_server(react) as server:
        assert draft(tmp_path, server) == 0
    host = server.url.removeprefix("http://")
    assert named == [f"tui-captioner: Pictures go to {host}, and can be read on the way (http)\n"]


def test_what_a_server_says_reaches_the_terminal_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_images(tmp_path, 1)
    with model_server(Reaction({"error": "\x1b[2J[red]gone\u202e"}, 401)) as server:
        assert draft(tmp_path, server) == 1
    told = capsys.readouterr()
    assert "[2J[red]gone" in told.err
    assert is_safe(told.err + told.out)


def test_without_the_extra_a_line_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_images(tmp_path, 1)
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with model_server(answer(SAID)) as server:
        assert draft(tmp_path, server) == 1
    assert 'pip install "tui-captioner[draft]"' in capsys.readouterr().err


def test_a_dataset_that_is_open_elsewhere_is_not_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_images(tmp_path, 1)
    holder = open_session(tmp_path)
    add(holder, "0000.png", "action", "jogging")
    with model_server(answer(SAID)) as server:
        assert draft(tmp_path, server) == 1
        assert server.requests == []
    assert "Not changed" in capsys.readouterr().err
    holder.close()


def started(root: Path, server: ModelServer) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tui_captioner", "draft", str(root), "--url", server.url, "--model", "a-model"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )


def drafts(root: Path) -> list[str]:
    session = open_session(root)
    found = [name for name in session.names if session.peek(name).drafted]
    session.close()
    return found


def test_ctrl_c_lays_down_what_was_answered_and_says_so(tmp_path: Path) -> None:
    make_images(tmp_path, 8)
    silent = Event()

    def react(_: Body) -> Reaction:
        if len(server.requests) <= 3:
            return answer(SAID)
        if len(server.requests) == 5:
            silent.set()
        return Reaction(silent=True)

    with model_server(react) as server:
        process = started(tmp_path, server)
        assert silent.wait(30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out.startswith("3 images drafted; 5 not asked about: run it again to go on")
    assert err == ""
    assert len(drafts(tmp_path)) == 3


@pytest.mark.slow
def test_killed_in_the_middle_of_a_thousand_it_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    """What the server was asked and could not answer before the kill is asked again: two requests were under way."""
    names = make_images(tmp_path, 1000)
    stop = Event()

    def react(_: Body) -> Reaction:
        if len(server.requests) == 420:
            stop.set()
        return Reaction(silent=True) if stop.is_set() else answer(SAID)

    with model_server(react) as server:
        process = started(tmp_path, server)
        assert stop.wait(120)
        process.kill()
        process.communicate()
        server.reacts = [answer(SAID)]
        process = started(tmp_path, server)
        out, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        times = Counter(sent_pictures(server))
    assert len(times) == 1000
    assert sum(times.values()) <= 1002
    assert drafts(tmp_path) == names
    assert "run it again" not in out
