"""Rows that the tests of the caption formats share: names and captions that formats trip over."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from hypothesis import strategies as st

from tui_captioner.formats.packing import Packed
from tui_captioner.formats.rows import Row

GOLDEN = Path(__file__).parents[1] / "formats" / "golden"

ONE_EACH = (
    Row("a.png", ("1girl, solo, (smile:1.2)",)),
    Row("sub/ü b.jpg", ('says "hi", 100% wool \\(blue\\)',)),
    Row("c.webp", ("before\u2028after, next\x85line, 🦊, {red|blue}",)),
    Row("d.png", ("None",)),
    Row("e.png", ("NA",)),
)
"""An image a row, with one caption."""

SEVERAL = (
    Row("a.png", ("1girl, solo", "A girl stands alone.")),
    Row("ü b.jpg", ("ein Hut",)),
)
"""Rows of which one has two captions."""

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
"""Any text a caption may hold, line breaks, quotes, U+2028 and emoji included."""
bare_names = st.text(
    st.characters(codec="utf-8", exclude_characters="/\\.", exclude_categories=["Cc", "Cs", "Cf"]), min_size=1
).filter(lambda name: name.strip() and name[1:2] != ":")
"""A file name without folder, drive letter, suffix and what steers terminals."""
captions = st.lists(texts, min_size=1, max_size=3).map(tuple)


def rows_of(
    some: st.SearchStrategy[tuple[str, ...]], suffix: str = ".png", most: int = 5
) -> st.SearchStrategy[list[Row]]:
    """Rows with names that differ even where case does not count, and captions from `some`."""
    pairs = st.lists(st.tuples(bare_names, some), max_size=most, unique_by=lambda pair: pair[0].casefold())
    return pairs.map(lambda given: [Row(name + suffix, found) for name, found in given])


def plain(rows: Sequence[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """Names and captions alone: the place is where a row was read, which written rows do not have."""
    return [(row.file_name, row.captions) for row in rows]


def packed(row: Row, content: bytes = b"picture") -> Packed:
    """An image of these bytes with its row."""
    return Packed(row, len(content), lambda: BytesIO(content))
