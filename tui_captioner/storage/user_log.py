"""The log, in the user's state folder: what failed, and where in the program; never what somebody wrote.

It holds no captions, no names of files and no messages, which quote both: only what the program itself is made of. With
`[log] texts = true` in `config.toml`, or `TUI_CAPTIONER_LOG=texts`, messages are kept too, each on a line that begins
with `TEXT`. Nothing is loaded or opened before there is something to say. Several processes may write at once.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tui_captioner import __version__
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.text import visible
from tui_captioner.storage.user_state import log_path

if TYPE_CHECKING:
    import logging

    from tui_captioner.storage.log_file import LogFile

MOST = 256 * 1024
"""Bytes of the log; one that is larger is put aside as `.1`, in the place of the one before."""
TEXT = "TEXT "
"""Begins the lines that hold messages."""
TEXTS_WANTED = "TUI_CAPTIONER_LOG"
"""Set to `texts`, it has messages kept."""
_MOST_OF_A_TEXT = 2000
_MOST_FRAMES = 60
_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH", re.IGNORECASE)
_TOPS = ("tui_captioner", "site-packages", "dist-packages")
"""Folders from which on a path tells where in a program something is."""
_SHORT = 6
"""Letters: a value that is shorter may stand in any text."""


def shown_path(path: Path) -> str:
    """A path for people, the home folder as `~`."""
    text, home = str(path), _home()
    return f"~{text[len(home) :]}" if home and text.startswith(home + os.sep) else text


def dataset_name(root: Path) -> str:
    """What the log calls a dataset: the same name for the same path, from which nothing can be read."""
    return f"dataset {blake2b(os.fsencode(os.path.realpath(root)), digest_size=4).hexdigest()}"


def note(event: str, text: str = "", **facts: str | int) -> bool:
    """Put a line into the log.

    Args:
        event: What happened, in words of ours.
        text: A message; kept where messages are wanted.
        facts: What else is known: numbers, and words of ours.

    Returns:
        Whether it is in the log.
    """
    said = " ".join((event, *(f"{key}={visible(str(value))[:200]}" for key, value in facts.items())))
    return _write(said, [text] if text else [])


def note_crash(error: BaseException) -> str:
    """Put where an error came from into the log.

    Returns:
        What to tell the user, in a line; empty if it could not be noted.
    """
    lines, texts = ["crash"], []
    for one in _chain(error):
        lines.append(f"  {_kind(one)}")
        lines += [f"    {place}" for place in _places(one)]
        texts.append(f"{type(one).__name__}: {one}")
    if not _write("\n".join(lines), texts):
        return ""
    return (
        f"tui-captioner ended by a fault of its own ({type(error).__name__}). What is known of it is in "
        f"{shown_path(log_path())}; tui-captioner doctor --report gathers what helps to mend it"
    )


def note_error(error: CaptionerError, command: str) -> None:
    """Put into the log that a command could not do what was asked, and where it was found."""
    places = list(_places(error))
    note("refused", str(error), command=command, error=type(error).__name__, at=places[-1] if places else "")


def log_crashes() -> None:
    """Have a process without a terminal note what ends it."""

    def noted(_kind: type[BaseException], error: BaseException, _at: object) -> None:
        note_crash(error)

    sys.excepthook = noted


def last_lines(most: int) -> list[str]:
    """The last lines of the log, without messages; nothing if it can't be read.

    Args:
        most: How many.
    """
    found: list[str] = []
    with contextlib.suppress(OSError):
        path = log_path()
        for one in (path.with_name(path.name + ".1"), path):
            with contextlib.suppress(FileNotFoundError):
                found += one.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in found if not line.startswith(TEXT)][-most:]


def without_secrets(text: str) -> str:
    """A text without the values of variables that hold keys, and with the home folder as `~`."""
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= _SHORT:
            text = text.replace(value, "***")
    home = _home()
    return text.replace(home, "~") if home else text


def _home() -> str:
    """The home folder; empty where there is none, or where all folders lie in it."""
    with contextlib.suppress(RuntimeError):
        home = str(Path.home())
        return home if len(home) > 1 else ""
    return ""


def _write(said: str, texts: list[str]) -> bool:
    """Put lines into the log; False if that can't be done, which disturbs nobody."""
    with contextlib.suppress(OSError):
        kept = texts if texts and _texts_wanted() else []
        lines = [said, *(TEXT + visible(without_secrets(text))[:_MOST_OF_A_TEXT] for text in kept)]
        log, file = _logger()
        log.info("%s", "\n".join(lines))
        return not file.failed
    return False


def _texts_wanted() -> bool:
    if os.environ.get(TEXTS_WANTED) == "texts":
        return True
    from tui_captioner.storage.user_settings import load_user_settings

    with contextlib.suppress(CaptionerError):
        return load_user_settings().log_texts
    return False


@cache
def _logger() -> tuple[logging.Logger, LogFile]:
    """The one logger and its file, set up when they are asked for first."""
    import logging

    from tui_captioner.storage.log_file import LogFile

    log, file = logging.getLogger("tui_captioner"), LogFile(MOST)
    file.setFormatter(logging.Formatter(f"%(asctime)s {__version__} %(process)d %(message)s"))
    log.addHandler(file)
    log.setLevel(logging.INFO)
    log.propagate = False
    return log, file


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that it came of."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    """Of what kind an error is, without its message: that may quote anything."""
    number = getattr(error, "errno", None)
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    return " ".join(filter(None, (type(error).__name__, name, getattr(error, "sqlite_errorname", None) or "")))


def _places(error: BaseException) -> Iterator[str]:
    """Where an error passed, the last place last."""
    places: list[str] = []
    at = error.__traceback__
    while at is not None:
        places.append(f"{_file(at.tb_frame)}:{at.tb_lineno} {at.tb_frame.f_code.co_name}")
        at = at.tb_next
    yield from places[-_MOST_FRAMES:]


def _file(frame: FrameType) -> str:
    """The file of a frame from its package on: what stands before says where somebody installed it."""
    parts = Path(frame.f_code.co_filename).parts
    above = [place for place, part in enumerate(parts[:-1]) if part in _TOPS]
    top = above[-1] if above else len(parts) - 1
    return "/".join(parts[top + (parts[top] in _TOPS[1:]) :])
