"""Text that was read in another encoding than it was written in, and what it was: `donâ€™t` for `don’t`.

UTF-8 that a program took for Windows' cp1252 or Latin-1: each byte of a sign became a sign of its own. Whether it was
so tells UTF-8 itself: hardly any run of signs that was typed is one of its sequences.
"""

from __future__ import annotations

import re

LOST = "\ufffd"
"""What programs write for bytes that they could not read."""

_CP1252 = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
_BYTES = {**{chr(byte): byte for byte in range(0x80, 0x100)}, **_CP1252}
"""The byte that each sign was read from: those that cp1252 leaves out stand for themselves."""
_GO_ON = "".join(re.escape(sign) for sign, byte in _BYTES.items() if byte < 0xC0)
_RUN = re.compile(f"(?:[\u00c2-\u00df][{_GO_ON}]|[\u00e0-\u00ef][{_GO_ON}]{{2}}|[\u00f0-\u00f4][{_GO_ON}]{{3}})+")
_ALONE = "\u00c2\u00c3"
"""What begins the letters of Western languages in UTF-8: one such pair is telling, of others two, or one in a word."""
_TIMES = 3
"""How often a text may have been read in the wrong encoding, one time after the other."""


def repaired(text: str) -> str:
    """The text with what was read in the wrong encoding as it was written; the same text where nothing was."""
    for _ in range(_TIMES):
        before, text = text, text if text.isascii() else _RUN.sub(_as_written, text)
        if text == before:
            break
    return text


def _as_written(found: re.Match[str]) -> str:
    run = found.group()
    try:
        written = bytes(map(_BYTES.__getitem__, run)).decode("utf-8")
    except UnicodeDecodeError:
        return run
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    # A quotation mark behind a capital in a word of capitals: `IRMÃ”`.
    capital = before.isupper() and not after.islower()
    typed = capital or (len(run) == 2 and run[0] not in _ALONE and not (before.islower() and after.islower()))
    return written if not typed and all(sign.isprintable() or sign == "\xa0" for sign in written) else run
