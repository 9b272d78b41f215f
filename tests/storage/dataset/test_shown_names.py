from __future__ import annotations

import os
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.storage.dataset.scan import scan
from tui_captioner.storage.dataset.shown_names import shown_name


def as_bytes(shown: str) -> bytes:
    """The bytes of the name that a text stands for."""
    parts = re.split(r"\\x([89a-f][0-9a-f]|5c)", shown)
    return b"".join(bytes.fromhex(part) if place % 2 else part.encode() for place, part in enumerate(parts))


tricky = st.lists(st.sampled_from([b"\\", b"x", b"5c", b"ff", b"\xff", b"\xc3", b"\xa9", b"a", b"\\xff", b"\\x5c"]))


@given(tricky.map(b"".join) | st.binary())
def test_each_name_has_a_text_of_its_own(name: bytes) -> None:
    shown = shown_name(os.fsdecode(name))
    assert as_bytes(shown) == name
    shown.encode("utf-8")


def test_what_was_unmistakable_is_written_as_before() -> None:
    assert shown_name("a\\b.png") == "a\\b.png"
    assert shown_name("a\\x1b\\xFF.png") == "a\\x1b\\xFF.png"
    assert shown_name(os.fsdecode(b"caf\xe9.png")) == "caf\\xe9.png"


def test_a_name_and_its_look_alike_are_two_images(tmp_path: Path) -> None:
    for name in (b"back\xff.png", b"back\\xff.png"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    dataset = scan(tmp_path, (".txt",))
    assert {image.name for image in dataset.images} == {"back\\xff.png", "back\\x5cxff.png"}
    assert any("back\\x5cxff.png" in notice.message for notice in dataset.notices)
