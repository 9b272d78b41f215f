"""`tui-captioner doctor [DATASET] --report [FILE]`: what helps to mend a fault, as text that is read, then sent."""

from __future__ import annotations

import argparse
import getpass
import platform
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.bug_report import Fact, dataset_facts, environment_facts, user_settings_facts
from tui_captioner.storage.files.atomic import write_new
from tui_captioner.storage.user_log import last_lines, without_secrets

_LINES = 100
"""Lines of the log."""
_WIDTH = 18
_HEAD = """\
A report on tui-captioner. Read it before you send it.
Left out: captions, tags, notes, messages, names of files and folders, paths, keys, the names of user and machine.
"""
_PATH = re.compile(r"(?<![\w.~])/(?:[^\s/:;,()'\"]{1,255}/){1,64}")
"""The folders of a path."""


def run_report(options: argparse.Namespace, examine: Callable[[], Mapping[str, object]]) -> int:
    """Print the report, or write it to a file that is made.

    Args:
        options: Those of `doctor`.
        examine: Gives what `doctor` finds, by heading.

    Raises:
        WrongUseError: If there is something under the name of the file.
        CaptionerError: If it can't be written.
    """
    text = "".join(f"{line}\n" for line in report_lines(options.dataset, examine))
    if options.report == "-":
        print(text, end="")
        return 0
    path = Path(options.report)
    try:
        write_new(path, text.encode("utf-8", "backslashreplace"))
    except FileExistsError:
        raise WrongUseError(f"{path} is there already", "Name another file, behind --report") from None
    except OSError as error:
        raise CaptionerError(f"{path} can't be written: {error.strerror}", "Name another file") from error
    print(f"{visible(str(path))} is written. Read it before you send it")
    return 0


def report_lines(dataset: Path | None, examine: Callable[[], Mapping[str, object]]) -> Iterator[str]:
    """The lines of a report; see `run_report`."""
    hide = _Hiding(dataset)
    yield from _HEAD.splitlines()
    yield from _section("terminal and versions", _found(examine), hide)
    yield from _section("environment", [("system", platform.platform()), *environment_facts()], hide)
    yield from _section("settings", user_settings_facts(), hide)
    if dataset is not None:
        yield from _section("dataset", dataset_facts(dataset), hide)
    yield ""
    yield f"log, the last {_LINES} lines"
    yield from (hide(line) for line in last_lines(_LINES))


def _found(examine: Callable[[], Mapping[str, object]]) -> Iterator[Fact]:
    """What `doctor` finds, looked for as it is asked for: it may fail."""
    yield from ((key, str(value)) for key, value in examine().items())


def _section(title: str, facts: Iterable[Fact], hide: _Hiding) -> Iterator[str]:
    """A heading and its facts; what can't be found out is said by its kind alone."""
    yield ""
    yield title
    try:
        for key, value in facts:
            yield f"  {key + ':':<{_WIDTH}} {hide(value)}"
    except (CaptionerError, OSError) as error:
        yield f"  can't be told: {type(error).__name__}"


class _Hiding:
    """Takes out of a text what names a person, a machine or a folder.

    Args:
        dataset: The dataset, if one is reported on.
    """

    def __init__(self, dataset: Path | None) -> None:
        self._words: dict[str, str] = {}
        with suppress(Exception):
            self._words[getpass.getuser()] = "(user)"
        self._words[socket.gethostname()] = "(host)"
        self._words[platform.node()] = "(host)"
        self._dataset = () if dataset is None else (str(dataset.resolve()), str(dataset))

    def __call__(self, text: str) -> str:
        text = without_secrets(text)
        for path in self._dataset:
            if len(path) > 1:
                text = text.replace(path, "(dataset)")
        text = _PATH.sub("(path)/", text)
        for word, instead in self._words.items():
            if word:
                text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead, text)
        return visible(text)
