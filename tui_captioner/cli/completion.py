"""`tui-captioner completion bash|zsh|fish`: what a shell needs to complete commands, options and their values."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.parser import build_parser
from tui_captioner.domain.manual import TOPICS
from tui_captioner.tui.graphics.protocol import OVERRIDES
from tui_captioner.tui.graphics.quality import QUALITIES

_FOLDERS = ("dataset",)
_FILES = ("file", "output", "images")
_VERBS = ("rename", "merge", "move", "delete", "add")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    sys.stdout.write(script(options.shell))
    return 0


def script(shell: str) -> str:
    """The script for a shell: `bash`, `zsh` or `fish`."""
    # Here, not above: nothing else needs it.
    import shtab

    parser = build_parser()
    for command, action in _actions(parser):
        if action.dest in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.dest in _FILES and action.choices is None:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif not action.choices:
            action.choices = _values(command, action.dest)
    made: str = shtab.complete(parser, shell=shell)
    # The first word may be a folder too: where it begins no command, the names of files are offered.
    return made.replace("complete -o bashdefault -F", "complete -o bashdefault -o default -o filenames -F")


def _actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """All that stands behind each command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from ((name, each) for each in command._actions)


def _values(command: str, dest: str) -> Sequence[str] | None:
    """What may stand there though the parser leaves the checking to others."""
    known = {"preview": tuple(OVERRIDES), "quality": tuple(QUALITIES)}
    if command == "tags":
        known["what"] = (*_VERBS, "similar")
    if command == "help":
        known["topic"] = tuple(dict.fromkeys((*TOPICS, *COMMANDS)))
    return known.get(dest)
