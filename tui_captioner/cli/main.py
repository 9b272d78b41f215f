"""The entry point: finds the command, runs it, turns errors into messages and exit codes.

Exit codes: 0 fine, 1 findings or refused, 2 wrong use (an option, a path or a name that is not there).
A command's module is imported only when it is run.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from types import ModuleType

from tui_captioner.cli.base_parser import COMMANDS, Parser, composer_parser
from tui_captioner.cli.output import gated_output, warn
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.nearest import nearest
from tui_captioner.storage.gated_stream import OutputError
from tui_captioner.storage.light_imports import import_hashlib

_VERBS = ("rename", "merge", "move", "delete", "add")
"""What `tags` does to tags; each is understood as a command of its own too."""
_PICTURE_OPTIONS = ("--preview", "--quality")
"""Options with a value that may stand before the command."""
_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
"""Why a path leads to nothing: each command says by itself what that means to it."""
_LONGEST_PATH = 200
"""Characters of a path in a complaint."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default) and return its exit code."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    with gated_output():
        try:
            try:
                return _run(list(sys.argv[1:] if argv is None else argv))
            finally:
                sys.stdout.flush()
        except OutputError as error:
            _let_stdout_go()
            warn(str(error))
            return 1
        except BrokenPipeError:
            # The reader (`head`, say) has gone.
            _let_stdout_go()
            return 0


def _run(arguments: list[str]) -> int:
    slip, words = _slip(arguments), command_first(arguments)
    parser = _parser_for(words)
    if slip:
        parser.error(slip)
    options = parser.parse_args(options_first(words, parser))
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        _check_paths(options)
        return int(_module_of(options.command).run(options))
    except CaptionerError as error:
        dataset = getattr(options, "dataset", None)
        said = str(error) if dataset is None else told_of(str(error), dataset)
        warn(said)
        _note(error, options.command)
        return 2 if isinstance(error, WrongUseError) else 1
    except KeyboardInterrupt:
        return 130


def _let_stdout_go() -> None:
    """Nothing more is to be written, not even what waits when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _module_of(command: str) -> ModuleType:
    """The module of a command. Nothing that imports make is garbage: collecting meanwhile takes a tenth of the time."""
    gc.disable()
    try:
        import_hashlib()
        return import_module(f"tui_captioner.cli.{COMMANDS[command]}")
    finally:
        gc.enable()


def _parser_for(words: Sequence[str]) -> Parser:
    if words[:1] == ["open"]:
        return composer_parser()
    # Here, not above: it says what all commands understand.
    from tui_captioner.cli.parser import build_parser

    return build_parser()


def _check_paths(options: argparse.Namespace) -> None:
    """Raise WrongUseError if a path was given that can't even be looked at: too long a name, a closed folder."""
    for path in vars(options).values():
        if isinstance(path, Path):
            try:
                path.stat()
            except OSError as error:
                if error.errno not in _NOTHING_THERE:
                    shown = str(path) if len(str(path)) <= _LONGEST_PATH else f"{str(path)[:_LONGEST_PATH]}..."
                    raise WrongUseError(f"{shown} can't be looked at: {error.strerror}", "Name another path") from error


def _note(error: CaptionerError, command: str) -> None:
    """Put into the log what hindered a command; a wrong word of the user's is no news."""
    if isinstance(error, WrongUseError):
        return
    # Here, not above: hardly a command fails.
    from tui_captioner.storage.user_log import note_error

    note_error(error, command)


def _slip(arguments: Sequence[str]) -> str:
    """What is wrong with a first word that is neither a command nor a folder; empty if it may be one."""
    word = arguments[0] if arguments else ""
    if not word or word.startswith("-") or word in (*COMMANDS, *_VERBS) or os.path.lexists(word):
        return ""
    near = nearest(word, (*COMMANDS, *_VERBS))
    if near:
        return f"{word!r} is no folder and no command. Did you mean {near}?"
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        return f"{word!r} is no folder and no command. Commands are {', '.join(COMMANDS)}"
    return ""


def command_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command in front, and behind it what stood before it.

    It is `open` where none is named, and `tags` before what that can do.

    Of options, only those on how pictures are shown may stand before: all commands with the composer have them.
    """
    at = 0
    while at < len(arguments) and arguments[at].partition("=")[0] in _PICTURE_OPTIONS:
        at += 1 if "=" in arguments[at] else 2
    before, others = arguments[:at], arguments[at:]
    if others and others[0] in COMMANDS:
        return [others[0], *before, *others[1:]]
    if not before and len(others) > 1 and others[0] in _VERBS and not os.path.lexists(others[0]):
        return ["tags", *others]
    left_out = before or (others and not others[0].startswith("-"))
    return [*(["open"] if left_out else []), *before, *others]


def options_first(arguments: Sequence[str], parser: Parser) -> list[str]:
    """The arguments with the options of the command, and their values, right behind it.

    argparse takes neither `show DATASET --json IMAGE` nor `import DATASET --from csv FILE` otherwise, since IMAGE and
    FILE may be left out. An option whose own value may be left out stays where it is.
    """
    takes_value = parser.options_of(arguments[0]) if arguments else {}
    end = arguments.index("--") if "--" in arguments else len(arguments)
    moved: list[str] = []
    others: list[str] = []
    words = iter(arguments[1:end])
    for word in words:
        name, equals, _ = word.partition("=")
        (moved if name in takes_value else others).append(word)
        if takes_value.get(name) and not equals:
            moved.extend(islice(words, 1))
    return [*arguments[:1], *moved, *others, *arguments[end:]]
