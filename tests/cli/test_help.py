"""`tui-captioner help`: plain Markdown in a pipe, drawn in a terminal, in a pager where it is long."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tui_captioner.cli.main import main
from tui_captioner.storage.manual_pages import manual_pages

PAGES = manual_pages()


def test_without_a_topic_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    told = capsys.readouterr().out
    for page in PAGES.values():
        assert f"  {page.topic} " in told
        assert page.about in told


def test_a_pipe_gets_the_page_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "slots"]) == 0
    assert capsys.readouterr().out == PAGES["slots"].text


def test_a_command_has_its_options_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["help", "repair"])
    assert ended.value.code == 0
    assert "usage: tui-captioner repair" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("topic", "hint"),
    [("chekcs", "Did you mean checks?"), ("Second_Pass", "Did you mean second-pass?"), ("zebra", "Topics are first-")],
)
def test_a_slip_is_told_the_nearest_topic(topic: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", topic]) == 2
    assert hint in capsys.readouterr().err


def on_a_terminal(topic: str, rows: int, environment: dict[str, str]) -> str:
    """What a terminal of 80 columns gets."""
    outer, inner = pty.openpty()
    sizes = {"COLUMNS": "80", "LINES": str(rows), "TERM": "xterm"}
    command = [sys.executable, "-c", f"from tui_captioner.cli.main import main; main(['help', {topic!r}])"]
    with subprocess.Popen(command, stdout=inner, env={**os.environ, **sizes, **environment}) as running:
        os.close(inner)
        got = b""
        while chunk := _read(outer):
            got += chunk
        assert running.wait() == 0
    os.close(outer)
    return got.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


def test_a_terminal_gets_it_drawn_and_a_pager_what_is_longer(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\ncat > "$OUT"\n')
    pager.chmod(0o755)
    paged = {"PAGER": str(pager), "OUT": str(tmp_path / "out")}
    short = on_a_terminal("vocabulary", 500, paged)
    assert "\x1b[1" in short
    assert "```" not in short
    assert not (tmp_path / "out").exists()
    assert on_a_terminal("vocabulary", 10, paged) == ""
    assert (tmp_path / "out").read_text().splitlines() == short.splitlines()
    for unusable in (str(tmp_path / "none"), 'less "'):
        assert "help settings" in on_a_terminal("vocabulary", 10, {"PAGER": unusable})


def test_a_dumb_terminal_gets_the_page_as_it_is() -> None:
    assert on_a_terminal("vocabulary", 10, {"TERM": "dumb"}).splitlines() == PAGES["vocabulary"].text.splitlines()
