"""The manual as text: its pages, the headings of each, and looking for words in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

TOPICS = (
    *("first-session", "slots", "keys", "second-pass", "checks", "trainers", "prose", "drafts"),
    *("vocabulary", "settings", "pictures", "commands", "coming-from", "trust", "troubleshooting", "developing"),
)
"""The pages in the order in which they are listed: what one needs first comes first."""
_HEADING = re.compile(r"(#{1,6}) (.*)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"\s*(?:-|\d+\.) ")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def anchor_of(heading: str) -> str:
    """What stands behind `#` in a link to a heading, as GitHub makes it."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")


def target_of(link: str) -> tuple[str, str]:
    """The topic and the anchor that a link of a page leads to.

    Args:
        link: Such as `second-pass.md#browse`; without a topic it leads into its own page.
    """
    path, _, anchor = link.partition("#")
    return path.removesuffix(".md"), anchor


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    Args:
        heading: The heading as it is read.
        level: 1 for the title of the page, 2 and more below it.
        lines: The lines below it.
    """

    heading: str
    level: int
    lines: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """What a link to it has behind `#`."""
        return anchor_of(self.heading)


@dataclass(frozen=True)
class Page:
    """A page.

    Args:
        topic: The word by which it is asked for.
        text: Its Markdown.
    """

    topic: str
    text: str

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The title and all other headings, in their order; lines of code are no headings."""
        return tuple(_sections(self.text.splitlines()))

    @property
    def title(self) -> str:
        """Its title."""
        return self.sections[0].heading

    @property
    def body(self) -> str:
        """Its Markdown without the title."""
        return self.text.partition("\n")[2].lstrip("\n")

    @property
    def about(self) -> str:
        """The first sentence below its title."""
        paragraph = " ".join(line for line in self.sections[0].lines if line).partition("  ")[0]
        return f"{plain(paragraph).partition('. ')[0].rstrip('.:')}."


def _sections(lines: Iterable[str]) -> Iterator[Section]:
    heading, level, below, in_code = "", 1, list[str](), False
    for line in lines:
        if line.lstrip().startswith("```"):
            in_code = not in_code
        found = None if in_code else _HEADING.fullmatch(line)
        if found is None:
            below.append(line)
            continue
        if heading:
            yield Section(heading, level, tuple(below))
        heading, level, below = plain(found[2]), len(found[1]), []
    yield Section(heading, level, tuple(below))


def plain(line: str) -> str:
    """A line of Markdown as it is read: without the signs for code, stress and links."""
    return _LINK.sub(r"\1", line).replace("`", "").replace("**", "").strip()


@dataclass(frozen=True)
class Found:
    """A place in the manual that holds the words that were looked for.

    Args:
        topic: The page.
        anchor: Of the heading there; empty for the top of the page.
        title: The title of the page, and the heading behind it.
        line: The line that holds the words, as it is read; empty where the heading does.
    """

    topic: str
    anchor: str
    title: str
    line: str


def look_for(pages: Mapping[str, Page], query: str) -> list[Found]:
    """The places that hold all words of a query: headings first, then one for each line, page by page.

    Args:
        pages: The pages by topic, in their order.
        query: Words, of which each may be a part of one; none: every page, with what it is about.
    """
    words = query.casefold().split()
    if not words:
        return [Found(page.topic, "", page.title, page.about) for page in pages.values()]

    def holds(text: str) -> bool:
        folded = text.casefold()
        return all(word in folded for word in words)

    headings: list[Found] = []
    lines: list[Found] = []
    for page in pages.values():
        for section in page.sections:
            title = page.title if section.level == 1 else f"{page.title}: {section.heading}"
            anchor = "" if section.level == 1 else section.anchor
            if holds(title):
                headings.append(Found(page.topic, anchor, title, ""))
            blocks = (block for block in _blocks(section.lines) if holds(block))
            lines += [Found(page.topic, anchor, title, _sentence(block, holds)) for block in blocks]
    return [*headings, *lines]


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs, items, rows and lines of code, each as it is read on one line."""
    block: list[str] = []
    in_code = False
    for line in lines:
        fence = line.lstrip().startswith("```")
        in_code ^= fence
        alone = in_code or fence or line.startswith("|")
        if block and (alone or not line.strip() or _ITEM.match(line)):
            yield " ".join(block)
            block = []
        if alone:
            yield "" if fence else _row(line) if line.startswith("|") else line.strip()
        elif line.strip():
            block.append(plain(line))
    yield " ".join(block)


def _row(line: str) -> str:
    """A row of a table, its cells one behind the other; nothing of the line below the heads."""
    cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
    return "" if all(set(cell) <= set("-:") for cell in cells) else "  ".join(cell for cell in cells if cell)


def _sentence(block: str, holds: Callable[[str], bool]) -> str:
    """The first sentence of a block that holds the words alone; else all of it."""
    return next((sentence for sentence in _SENTENCE_END.split(block) if holds(sentence)), block)
