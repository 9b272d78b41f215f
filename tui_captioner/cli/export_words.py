"""The words of `export`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tui_captioner.cli.known_names import DIALECTS, EXPORT_POINTERS, EXPORTED, TRAINERS, name_of
from tui_captioner.domain.dialects import SUFFIXES
from tui_captioner.domain.templating.names import SHIPPED
from tui_captioner.domain.trainers.names import NAMES
from tui_captioner.formats.names import EXPORTS

EXAMPLES = """\
examples:
  tui-captioner export photos/ --to hf-imagefolder -o out/           a folder that load_dataset() loads
  tui-captioner export photos/ --to sidecars -o out/ --images link   a copy with a .txt beside each image
  tui-captioner export photos/ --to kohya-jsonl --write-config photos.toml    metadata, and sd-scripts' settings for it
  tui-captioner export photos/ --to sidecars -o out/ --template sentence    sentences made of the tags
  tui-captioner export photos/ --to sidecars -o out/ --dialect ideogram4   .ideogram.json beside each .txt
  tui-captioner export photos/ --to csv -o metadata.csv --dialect fibo    FIBO's JSON in the column caption
  tui-captioner export photos/ --to slots-jsonl                      everything, to import elsewhere

What exists is not overwritten without --force. exit status: 0 written, 1 refused or images left out, 2 wrong use
"""


def add_export(export: argparse.ArgumentParser, add_filter: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the options of the command.

    Args:
        export: Its parser.
        add_filter: Adds the option that filters.
    """
    export.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    export.add_argument(
        "--to",
        required=True,
        type=name_of("format", EXPORTS, EXPORTED, EXPORT_POINTERS),
        choices=EXPORTS,
        metavar="FORMAT",
        help=f"{', '.join(EXPORTS)}; sidecars are .txt files, which most trainers read, kohya's too",
    )
    export.add_argument(
        "-o", dest="output", type=Path, metavar="PATH", help="file or folder to write (usually next to DATASET)"
    )
    add_write_config(export)
    export.add_argument("--force", action="store_true", help="replace files that exist")
    export.add_argument(
        "--for",
        dest="target",
        type=name_of("trainer", NAMES, TRAINERS),
        choices=list(NAMES),
        metavar="TRAINER",
        help="end with the settings of this trainer (of the one that the format is made for by default)",
    )
    export.add_argument(
        "--alternatives",
        choices=["first", "all"],
        help="captions of an image: the first, or all (where the format takes several, all by default)",
    )
    export.add_argument("--only", choices=["done"], help="finished images only: done or reviewed")
    export.add_argument(
        "--state",
        action="append",
        default=[],
        choices=["empty", "draft", "done", "reviewed", "flagged"],
        metavar="STATE",
        help="images in this state only; may be given again",
    )
    add_filter(export)
    export.add_argument("--include-empty", action="store_true", help="also images without a caption")
    export.add_argument(
        "--images",
        choices=["link", "copy", "none"],
        help="what a new folder gets of the images (link for hf-imagefolder, none for sidecars)",
    )
    export.add_argument("--lines", action="store_true", help="sidecars, kohya-jsonl: all captions, one a line")
    export.add_argument(
        "--files", action="store_true", help="sidecars: all captions, a file each: a.txt, a.2.txt (for ai-toolkit)"
    )
    add_template(export)
    export.add_argument(
        "--template-place",
        choices=["instead", "before", "after"],
        help="the template's text stands instead of the tags, before or after them (instead by default)",
    )
    add_dialect(
        export,
        action="append",
        default=[],
        said="write captions as sentences or as the JSON of newer models; may be given again for sidecars, which get a "
        "file for each beside the .txt",
    )
    export.add_argument("--shard-size", type=int, default=0, metavar="N", help="webdataset: images per tar")
    export.add_argument("--rename", action="store_true", help="archives: give names that can't stand there others")
    export.add_argument("--json", action="store_true", help="one JSON object")


def add_template(parser: argparse.ArgumentParser) -> None:
    """The option that names a template."""
    parser.add_argument(
        "--template",
        default="",
        metavar="NAME",
        help=f"write captions by a template: {', '.join(SHIPPED)}, or one of [templates] in project.toml",
    )


def add_dialect(parser: argparse.ArgumentParser, *, action: str, default: object, said: str) -> None:
    """The option that names a dialect."""
    parser.add_argument(
        "--dialect",
        action=action,
        default=default,
        type=name_of("dialect", SUFFIXES, DIALECTS),
        choices=list(SUFFIXES),
        metavar="NAME",
        help=f"{', '.join(SUFFIXES)}: {said}",
    )


def add_write_config(parser: argparse.ArgumentParser) -> None:
    """The option that writes the trainer's settings, which are printed otherwise."""
    parser.add_argument(
        "--write-config",
        type=Path,
        metavar="FILE",
        help="write the trainer's settings for this dataset: sd-scripts, musubi, diffusion-pipe, simpletuner, "
        "ai-toolkit; outside of the dataset",
    )


def add_check_config(check: argparse.ArgumentParser) -> None:
    """The options of `check` for it."""
    add_write_config(check)
    check.add_argument("--force", action="store_true", help="with --write-config: replace a file that exists")
