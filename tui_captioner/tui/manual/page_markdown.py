"""A page of the manual, drawn by rich: in a terminal by `tui-captioner help`, in the program by its screen.

Headings stand at the left and code stands as it is, without colours of a theme: the screen has its own, and a terminal
may have none. `NAMES` has the styles of the parts of a page.
"""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableDataElement
from rich.padding import Padding
from rich.text import Text

from tui_captioner.domain.manual import anchor_of

NAMES = (
    *("markdown.h1", "markdown.h2", "markdown.h3", "markdown.strong", "markdown.em", "markdown.code"),
    *("markdown.code_block", "markdown.link", "markdown.link_url", "markdown.item.bullet", "markdown.item.number"),
    *("markdown.table.border", "markdown.table.header"),
)
"""The parts of a page, as rich's themes name them."""
_INDENT = 2
_ROOMY = 60
"""Cells from which code is indented."""


class PageHeading(Heading):
    """A heading at the left; its first cells know its anchor, so that it is found again in what was drawn."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The heading on its lines."""
        text = self.text.copy()
        text.justify = "left"
        text.apply_meta({"anchor": anchor_of(text.plain)})
        yield text


class PageCode(CodeBlock):
    """Code as it is, its long lines folded."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The code on its lines."""
        text = Text(str(self.text).rstrip(), style="markdown.code_block", overflow="fold")
        yield Padding(text, (0, 0, 0, _INDENT if options.max_width >= _ROOMY else 0))


class PageCell(TableDataElement):
    """A cell of a table, whose long words are folded: rich cuts them."""

    def __init__(self, justify: JustifyMethod) -> None:
        super().__init__(justify)
        self.content.overflow = "fold"


class PageMarkdown(Markdown):
    """The Markdown of a page."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": PageHeading,
        "fence": PageCode,
        "code_block": PageCode,
        "td_open": PageCell,
    }
