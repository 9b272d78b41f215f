"""`tui-captioner DATASET`: the composer."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.services.opening import open_dataset
from tui_captioner.storage.files.media_suffixes import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from tui_captioner.storage.gated_stream import write_codes
from tui_captioner.tui.open_again import OPEN_AGAIN, TAKE_OVER


def run(options: argparse.Namespace) -> int:
    """Open the composer on a folder; 1 if it can't be opened."""
    return open_composer(options.dataset, options.preview, options.quality, take_over=options.take_over)


def open_composer(dataset: Path, preview: str, quality: str = "", *, take_over: bool = False) -> int:
    """Open the composer.

    Args:
        dataset: The folder.
        preview: How pictures are drawn.
        quality: How good they are.
        take_over: Whether it is taken from a session of which it can't be known whether it is still there.

    Raises:
        CaptionerError: If there is no terminal, no image, or the folder or its settings can't be used.
    """
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CaptionerError(
            "The composer needs a terminal", "Over ssh, ask for one: ssh -t HOST tui-captioner DATASET"
        )
    try:
        at, code = "", TAKE_OVER if take_over else OPEN_AGAIN
        while code in (OPEN_AGAIN, TAKE_OVER):
            # Nothing that start-up makes is garbage; the app takes up collecting when it is on the screen.
            gc.disable()
            at, code = _open(dataset, preview, quality, at, take_over=code == TAKE_OVER)
        return code
    finally:
        gc.enable()


def _open(dataset: Path, preview: str, quality: str, at: str, *, take_over: bool) -> tuple[str, int]:
    """Open it once, at an image; the image that was left, and how it ended."""
    session = open_dataset(dataset, progress=_report, take_over=take_over)
    try:
        if not session.names:
            raise WrongUseError(
                f"There is no image in {dataset}",
                f"Images are {' '.join(sorted(IMAGE_SUFFIXES))}; videos {' '.join(sorted(VIDEO_SUFFIXES))}",
            )
        # Here, not above: commands that draw nothing must not pay for Textual.
        from tui_captioner.tui.run import run_composer

        with drawing_on_the_terminal():
            session.go_to(at or session.position)
            code = run_composer(session, preview, quality, again=bool(at))
        return session.position, code
    finally:
        session.close()


@contextmanager
def drawing_on_the_terminal() -> Iterator[None]:
    """Textual draws on standard error: with that sent to a file (`2> log`), nobody would see the composer."""
    if sys.stderr.isatty():
        yield
        return
    sys.stderr.flush()
    target, drawn_on = sys.stderr.fileno(), sys.stdout.fileno()
    kept = os.dup(target)
    os.dup2(drawn_on, target)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, target)
        os.close(kept)


def _report(found: int) -> None:
    """Say that a long scan goes on; Ctrl+C stops it."""
    if found >= 5000 and sys.stderr.isatty():
        write_codes(sys.stderr, f"\r{found} images ...\x1b[K")
