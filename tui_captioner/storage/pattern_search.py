"""Looking for a regular expression that somebody typed: by a process of its own, which is ended when it takes long.

An expression can take longer than the universe is old (`(a+)+b`), and nothing in this process could stop it then.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence

from tui_captioner.domain.errors import CaptionerError

_PATIENCE = 2.0
"""Seconds that a search may take: 30,000 tags take a twentieth of that."""
_PROGRAM = """
import json, re, sys
pattern, texts = json.load(sys.stdin)
found = re.compile(pattern, re.IGNORECASE)
json.dump([number for number, text in enumerate(texts) if found.search(text)], sys.stdout)
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
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            input=json.dumps([pattern, list(texts)]).encode("ascii"),
            capture_output=True,
            timeout=patience,
            check=True,
        )
        found: list[int] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise PatternError(f"/{pattern}/ takes too long", "Repetitions inside of repetitions do that") from None
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise PatternError(f"/{pattern}/ could not be looked for: {error}", "Filter by plain text") from error
    return found
