"""TOML that somebody else may have written: whatever is wrong with it is one kind of error, with the line."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

_DOTTED = re.compile(r"""(?:(?:(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)++""")
"""A dotted key, but for its last part."""
_MOST_PARTS = 1000
"""Parts of a key; `tomllib` takes time in the square of them."""
_DIGITS = re.compile(r"(?<![0-9_])[0-9_]{1000,}+")


def parse_toml(text: str) -> dict[str, Any]:
    """The tables in a text.

    Raises:
        ValueError: If it is no TOML, nested too deeply, or has a number of thousands of digits; says where.
    """
    for dotted in _DOTTED.finditer(text):
        if dotted[0].count(".") > _MOST_PARTS:
            where = f" (at line {text.count(chr(10), 0, dotted.start()) + 1})"
            raise ValueError(f"a key has more than {_MOST_PARTS} parts{where}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError("its brackets are nested too deeply") from None
    except ValueError:
        long = _DIGITS.search(text)
        where = f" (at line {text.count(chr(10), 0, long.start()) + 1})" if long else ""
        raise ValueError(f"a number has more than {sys.get_int_max_str_digits()} digits{where}") from None
