"""`tui-captioner help`: the pages of the manual, drawn in a terminal, plain Markdown elsewhere."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from io import StringIO

from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.parser import build_parser
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.manual import Page, target_of
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.text import visible
from tui_captioner.storage.gated_stream import write_codes
from tui_captioner.storage.manual_pages import manual_pages

_WIDEST = 100
"""Cells of a line of text: longer ones are hard to read."""
_PAGER = "less"
_LESS = "FRX"
"""What `less` is told where the user has no settings of his own: as git does, colours pass, a short text just ends."""
_LINK = re.compile(r"\[([^\]]*)\]\(([\w-]+\.md[^)]*)\)")


def run(options: argparse.Namespace) -> int:
    """Show a page, the options of a command, or the list of topics.

    Raises:
        WrongUseError: If there is no such topic.
    """
    pages = manual_pages()
    topic = options.topic
    if not topic:
        _list(list(pages.values()))
    elif topic in pages:
        _show(pages[topic])
    elif topic in COMMANDS:
        build_parser().parse_args([topic, "--help"])  # prints it, and ends the program
    else:
        hint = did_you_mean(topic, (*pages, *COMMANDS), f"Topics are {', '.join(pages)}")
        raise WrongUseError(f"the manual has no topic {visible(topic[:80])!r}", hint)
    return 0


def _list(pages: list[Page]) -> None:
    print("tui-captioner help TOPIC shows a page, help COMMAND the options of a command.\n")
    for page in pages:
        print(f"  {page.topic:<17}{page.about}")
    print("\nIn the program F1 shows the keys, and from there the same pages.")


def _show(page: Page) -> None:
    """Draw a page on a terminal; a pipe or a file gets its Markdown."""
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        print(page.text, end="")
        return
    size = shutil.get_terminal_size()
    drawn = _drawn(page, min(size.columns, _WIDEST))
    if drawn.count("\n") < size.lines or not _paged(drawn):
        write_codes(sys.stdout, drawn)


def _drawn(page: Page, width: int) -> str:
    """A page as a terminal shows it: stress by bold, dim and underlined text alone, which every terminal has."""
    from rich.console import Console
    from rich.theme import Theme

    from tui_captioner.tui.manual.page_markdown import NAMES, PageMarkdown

    styles = {
        **dict.fromkeys(NAMES, "none"),
        **dict.fromkeys(("markdown.h1", "markdown.h2", "markdown.strong", "markdown.code"), "bold"),
        **dict.fromkeys(("markdown.h3", "markdown.link"), "underline"),
        **dict.fromkeys(("markdown.table.border", "markdown.link_url"), "dim"),
    }
    styles["markdown.h1"] = "bold underline"
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=True,
        color_system="standard",
        theme=Theme(styles),
        legacy_windows=False,
    )
    text = _LINK.sub(lambda link: f"{link[1]} (`help {target_of(link[2])[0]}`)", page.text)
    with console.capture() as captured:
        console.print(PageMarkdown(text, hyperlinks=False))
    return captured.get()


def _paged(drawn: str) -> bool:
    """Whether a pager showed the text: the one in `PAGER`, else less."""
    try:
        command = shlex.split(os.environ.get("PAGER", _PAGER))
    except ValueError:  # a quotation mark that nothing closes
        return False
    if not command or shutil.which(command[0]) is None:
        return False
    sys.stdout.flush()
    environment = {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ}
    # Ctrl+C is the pager's: it stops a search there, and must not end the pager without giving the terminal back.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        subprocess.run(command, input=drawn.encode(), env=environment, check=False)
    finally:
        signal.signal(signal.SIGINT, before)
    return True
