"""Looking for a regular expression that somebody typed: by a process of its own, which is ended when it takes long.

An expression can take longer than the universe is old (`(a+)+b`), and nothing in this process could stop it then.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from tui_captioner.domain.errors import CaptionerError

_PATIENCE = 2.0
"""Seconds that a search may take: 30,000 tags take a twentieth of that."""
_SEARCH = """
import json, re, sys
pattern, texts = json.load(sys.stdin)
found = re.compile(pattern, re.IGNORECASE)
json.dump([number for number, text in enumerate(texts) if found.search(text)], sys.stdout)
"""
_REPLACE = """
import json, re, sys
pattern, instead, texts = json.load(sys.stdin)
found = re.compile(pattern)
try:
    json.dump([found.sub(instead, text) for text in texts], sys.stdout)
except (re.error, IndexError) as error:
    json.dump(str(error), sys.stdout)
"""


class PatternError(CaptionerError):
    """An expression that is none, or that takes too long."""


def check_pattern(pattern: str) -> None:
    """Raise PatternError if this is no regular expression; says at which character."""
    try:
        re.compile(pattern)
    except re.error as error:
        where = "" if error.pos is None else f" at character {error.pos + 1}"
        raise PatternError(
            f"/{pattern}/ is no expression: {error.msg}{where}", "Mend it, or filter by plain text"
        ) from None
    except (OverflowError, RecursionError):
        raise PatternError("The expression is too large", "Filter by a shorter one") from None


def search(pattern: str, texts: Sequence[str], patience: float = _PATIENCE) -> list[int]:
    """The numbers of the texts in which a regular expression is found, whatever the case of its letters.

    Args:
        pattern: The expression, in the language of Python's `re`.
        texts: Where to look.
        patience: Seconds that it may take.

    Raises:
        PatternError: If it is none, or takes longer.
    """
    check_pattern(pattern)
    found: list[int] = _run(_SEARCH, [pattern, list(texts)], pattern, patience)
    return found


def replace(pattern: str, instead: str, texts: Sequence[str], patience: float = _PATIENCE) -> list[str]:
    r"""The texts with what a regular expression finds replaced, the case of letters as it is written.

    Args:
        pattern: The expression, in the language of Python's `re`.
        instead: What comes instead; `\1` is the first group.
        texts: The texts.
        patience: Seconds that it may take.

    Raises:
        PatternError: If one of the two is none, or it takes longer.
    """
    check_pattern(pattern)
    found: list[str] | str = _run(_REPLACE, [pattern, instead, list(texts)], pattern, patience)
    if isinstance(found, str):
        raise PatternError(f"{instead!r} can't come instead: {found}", r"\1 is the first group, \\ a backslash")
    return found


def _run(program: str, given: object, pattern: str, patience: float) -> Any:
    """What a program answers; see `search` for what is raised."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", program],
            input=json.dumps(given).encode("ascii"),
            capture_output=True,
            timeout=patience,
            check=True,
        )
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise PatternError(f"/{pattern}/ takes too long", "Repetitions inside of repetitions do that") from None
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise PatternError(f"/{pattern}/ could not be looked for: {error}", "Filter by plain text") from error
