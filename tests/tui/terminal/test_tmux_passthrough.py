"""What is handed through tmux, and what tmux says that it threw away."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.tui.terminal.tmux_passthrough import thrown_away_by_tmux, wrap_for_tmux


def test_escapes_are_doubled() -> None:
    assert wrap_for_tmux("\x1b_Ga=d\x1b\\") == "\x1bPtmux;\x1b\x1b_Ga=d\x1b\x1b\\\x1b\\"


def test_what_was_thrown_away_for_any_terminal_counts(tmp_path: Path) -> None:
    program = tmp_path / "tmux"
    program.write_text('#!/bin/sh\necho "$*" > "$HOME/asked"\nprintf "0\\n40\\n2\\n"\n')
    program.chmod(0o755)
    env = {"TMUX": "x", "TMUX_PANE": "%3", "PATH": f"{tmp_path}", "HOME": str(tmp_path)}
    assert thrown_away_by_tmux(env) == 42
    assert (tmp_path / "asked").read_text() == "list-clients -F #{client_discarded} -t %3\n"


def test_where_tmux_cannot_be_asked_nothing_is_known(tmp_path: Path) -> None:
    assert thrown_away_by_tmux({"PATH": str(tmp_path)}) is None
    assert thrown_away_by_tmux({"TMUX": "x", "PATH": str(tmp_path)}) is None
    program = tmp_path / "tmux"
    for script in ("echo no server running >&2; exit 1", "echo '#{client_discarded}'"):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        assert thrown_away_by_tmux({"TMUX": "x", "PATH": str(tmp_path)}) is None
