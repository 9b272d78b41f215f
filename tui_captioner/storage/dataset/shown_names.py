"""Names of files as text, for people, the database, exports and JSON: no two files have the same one.

File systems take any bytes as a name. Bytes that are not UTF-8 are written `\\xNN` (`caf\\xe9.png`). Where a name
itself holds such a text, its backslash is written `\\x5c`: `back\\x5cxff.png` is the file that is really called
`back\\xff.png`.
"""

from __future__ import annotations

import os
import re

_LOOKS_ESCAPED = re.compile(r"\\(?=x(?:[89a-f][0-9a-f]|5c))")
"""A backslash that would be read as one of ours: before the number of a byte beyond ASCII, or of a backslash."""
BACKSLASH = r"\x5c"
"""How a backslash is written that would be mistaken otherwise."""


def shown_name(file: str) -> str:
    """The name of a file, or its path, as text that is UTF-8 and stands for this file alone.

    Args:
        file: As Python has it from the file system: bytes that are not UTF-8 are surrogates.
    """
    if "\\" in file:
        file = _LOOKS_ESCAPED.sub(lambda _: BACKSLASH, file)
    return file if file.isascii() else os.fsencode(file).decode("utf-8", "backslashreplace")
