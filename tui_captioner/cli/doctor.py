"""`tui-captioner doctor`: what this terminal can do, why pictures are drawn as they are, a test picture; versions."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_captioner import __version__
from tui_captioner.cli.doctor_tagger import describe_tagger
from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible
from tui_captioner.storage.gated_stream import write_codes
from tui_captioner.storage.images.extras import describe_extras, installed_version
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.tokenizers import describe_tokenizers
from tui_captioner.storage.user_log import shown_path
from tui_captioner.storage.user_settings import user_settings_path
from tui_captioner.storage.user_state import log_path
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.run import look_at_terminal
from tui_captioner.tui.terminal.picture_support import shows_iterm2_images
from tui_captioner.tui.terminal.terminal import TerminalCaps

if TYPE_CHECKING:
    from tui_captioner.tui.sample_picture import Sample

_PACKAGES = ("textual", "rich", "rapidfuzz", "pyvips", "pillow", "term-image")
_WIDTH = 16
"""Columns of the headings."""


def run(options: argparse.Namespace) -> int:
    """Print the report and, on a terminal, a test picture."""
    if options.report is not None:
        from tui_captioner.cli.report import run_report

        return run_report(options, lambda: examine(*look_at_terminal(options.preview, options.quality)))
    caps, choice = look_at_terminal(options.preview, options.quality)
    # Here, not above: with it come Textual and Pillow, for which a wrong option need not wait.
    from tui_captioner.tui.sample_picture import Sample

    sample = Sample(caps, choice)
    report, table = examine(caps, choice, options.dataset), _table(sample)
    if options.json:
        print(json_line({**report, "protocol": choice.protocol.value, "bytes": table}))
        return 0
    for key, value in report.items():
        print(f"{key + ':':<{_WIDTH}}{visible(str(value))}")
    print(f"{'bytes:':<{_WIDTH}}of the test picture, by each way to draw it; * is the one in use")
    for row in table:
        way = f"{'*' if row['used'] else ' '} {row['protocol']}:"
        print(f"{way:<{_WIDTH}}{row['bytes']:>9,}{row['milliseconds']:>8.0f} ms")
    if sys.stdout.isatty() and choice.protocol is not Protocol.OFF:
        _show_picture(sample, choice.protocol)
    return 0


def examine(caps: TerminalCaps, choice: ProtocolChoice, dataset: Path | None = None) -> dict[str, Any]:
    """What there is to report, by heading; of a dataset, which tagger its project has."""
    settings = user_settings_path()
    return {
        "tui-captioner": __version__,
        "python": platform.python_version(),
        "terminal": _describe_terminal(caps),
        "multiplexer": _describe_multiplexer(caps),
        "kitty graphics": _describe_kitty(caps),
        "sixel": _describe_sixel(caps),
        "iterm2 images": _describe_iterm2(caps),
        "pictures": f"{choice.protocol.value}: {choice.reason}",
        "quality": _describe_quality(choice.quality),
        "colours": caps.colours,
        "background": _describe_background(caps),
        "cell": f"{caps.cell[0]}x{caps.cell[1]} pixels ({caps.cell_source})" if caps.cell else "size unknown",
        "asked in": f"{caps.elapsed * 1000:.0f} ms",
        **_describe_decoder(),
        **describe_extras(),
        "tagger": describe_tagger(dataset),
        "tokenizer": describe_tokenizers(),
        "log": shown_path(log_path()),
        "settings": f"{settings}{'' if settings.exists() else ' (not there)'}",
        **{name: installed_version(name) for name in _PACKAGES},
    }


def _describe_decoder() -> dict[str, str]:
    """What decodes pictures, and what the process that does can't do here; a decoder is started for that."""
    store = PictureStore()
    try:
        said = store.describe_decoder()
    except ImageUnreadable as error:
        return {"decoder": f"none: {error.message}"}
    finally:
        store.close()
    pillow = f"Pillow {installed_version('pillow')}"
    known = f"libvips {said.get('vips')}, {pillow} for BMP"
    decoder = known if said.get("vips") else f"{pillow} alone, as libvips can't be loaded ({said.get('failure')})"
    return {"decoder": decoder, **{f"its {name}": str(held) for name, held in said.get("holds", {}).items()}}


def _table(sample: Sample) -> list[dict[str, Any]]:
    """What the test picture takes in every way of drawing it, the one in use marked."""
    return [
        {
            "protocol": cost.protocol.value,
            "bytes": cost.bytes,
            "milliseconds": round(cost.milliseconds, 1),
            "used": cost.used,
        }
        for cost in sample.costs()
    ]


def _show_picture(sample: Sample, protocol: Protocol) -> None:
    """The test picture in the terminal, and what one takes there and in the composer."""
    if not sys.stdout.encoding.lower().startswith("utf"):
        print(f"\ntest picture: not shown, as the output is {sys.stdout.encoding} and not UTF-8 (see LANG)")
        return
    text = sample.text()
    print()
    write_codes(sys.stdout, text)
    window = shutil.get_terminal_size()
    size = sample.composer_bytes(window.columns, window.lines)
    if size is None:
        composer = "this window is too narrow for a picture in the composer"
    else:
        composer = f"a picture in the composer at this window takes about {size:,} bytes"
    print(f"test picture: {len(text.encode()):,} bytes by {protocol.value}; {composer}")


def _describe_terminal(caps: TerminalCaps) -> str:
    if not caps.tty:
        return "none"
    called = f"{caps.name} {caps.version}".strip() or "does not say its name"
    evidence = f" (by {caps.named_by})" if caps.named_by not in ("", "XTVERSION") else ""
    inside = f" inside {caps.multiplexer}" if caps.multiplexer else ""
    mute = ", no answer" if caps.asked and not caps.answered else ""
    return f"{called}{evidence}{inside}, TERM={caps.term or '(not set)'}{mute}"


def _describe_multiplexer(caps: TerminalCaps) -> str:
    if caps.multiplexer != "tmux" or caps.passthrough is None:
        return caps.multiplexer or "none"
    return "tmux, hands graphics on" if caps.passthrough else "tmux, hands no graphics on (allow-passthrough is off)"


def _describe_background(caps: TerminalCaps) -> str:
    """Light or dark, and how that is known."""
    if caps.background is not None:
        return f"{'light' if caps.light else 'dark'} (#{bytes(caps.background).hex()} by the terminal's own answer)"
    if caps.light is None:
        return "not known, taken for dark"
    return f"{'light' if caps.light else 'dark'} (by COLORFGBG)"


def _describe_kitty(caps: TerminalCaps) -> str:
    if caps.kitty_graphics is not None:
        return "yes" if caps.kitty_graphics else "no"
    if caps.multiplexer:
        return f"not asked, as {caps.multiplexer} is in between"
    return "not asked, as this terminal is not known to have them" if caps.tty else "no"


def _describe_iterm2(caps: TerminalCaps) -> str:
    if not shows_iterm2_images(caps):
        return "not known to be shown here"
    return f"yes, as this is {caps.name} by {'its own answer' if caps.named_by == 'XTVERSION' else caps.named_by}"


def _describe_sixel(caps: TerminalCaps) -> str:
    if not caps.sixel:
        return "no"
    colours = f"{caps.sixel_colours} colour registers" if caps.sixel_colours else "colour registers unknown"
    limit = f"at most {caps.sixel_limit[0]}x{caps.sixel_limit[1]} pixels" if caps.sixel_limit else "size limit unknown"
    return f"yes, {colours}, {limit}"


def _describe_quality(quality: Quality) -> str:
    rules = RULES[quality]
    dots = "dithered" if rules.dither else "not dithered"
    return f"{quality.value}: at most {rules.pixels:,} pixels, {rules.colours} colours {dots}, JPEG {rules.jpeg}"
