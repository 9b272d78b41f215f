"""What `tests.benchmarks.scale` runs: every command of the program, on one dataset, in an order that goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui_captioner.formats.names import CIVITAI_ZIP, EXPORTS

_CIVITAI = 1000
"""Images that its zip may have."""
_PROGRAM = (sys.executable, "-m", "tui_captioner")
_PART = (sys.executable, "-m", "tests.benchmarks.scale_parts")
_READING = (
    "show",
    "show --json",
    "show --dialect prose",
    "show --dialect ideogram4",
    "stats",
    "stats --json",
    "stats --csv",
    "tags",
    "tags --json",
    "tags similar",
    "check",
    "check --json",
    "check --for sd-scripts",
    "check --for ai-toolkit",
    "check --pictures",
    "alike",
    "profile",
    "structure",
    "template",
    "prompt",
    "vocab list",
    "outside",
    "refused",
    "draft --dry-run --url http://127.0.0.1:9 --model none",
    "doctor --report",
)
"""Commands that change nothing in a dataset."""
_FILTERS = {"show": "tag:*hat*", "show --json": "unsure:yes", "tags": "tokens>60"}
_OPTIONS: dict[str, Sequence[str]] = {
    "sidecars": ("--images", "none"),
    "hf-imagefolder": ("--images", "none"),
    "webdataset": ("--shard-size", "10000"),
}
_IMPORTS = ("kohya-jsonl", "csv", "slots-jsonl")

Command = list[object]


def make_command(root: Path, images: int) -> Command:
    """Makes the dataset."""
    return [*_PART, "make", root, images]


def commands(root: Path, out: Path, images: int) -> Iterator[tuple[str, Command]]:
    """What is run, in this order: opening first, as the catalogue is made with it.

    Args:
        root: The dataset.
        out: A folder for what is exported.
        images: How many there are.
    """
    yield "open, the first time", [*_PART, "open", root]
    yield "open again", [*_PART, "open", root]
    yield "60 edits", [*_PART, "edit", root]
    for text in _READING:
        command, *rest = text.split()
        yield text, [*_PROGRAM, command, root, *rest]
        if text in _FILTERS:
            yield f"{text} --filter", [*_PROGRAM, command, root, *rest, "--filter", _FILTERS[text]]
    yield from _changing(root)
    for form in EXPORTS:
        if form != CIVITAI_ZIP or images <= _CIVITAI:
            where = ["-o", out / form, "--force", *_OPTIONS.get(form, ())]
            yield f"export {form}", [*_PROGRAM, "export", root, "--to", form, *where]
    yield from _bringing_in(root, out)
    yield "repair", [*_PROGRAM, "repair", root]
    yield "undo of all", [*_PROGRAM, "undo", root, "--to", "0"]
    yield "demo", [*_PROGRAM, "demo", out / "demo", "--no-open"]
    yield "keys", [*_PROGRAM, "keys"]
    yield "help", [*_PROGRAM, "help", "keys"]
    yield "completion", [*_PROGRAM, "completion", "bash"]


def _changing(root: Path) -> Iterator[tuple[str, Command]]:
    """Changes of all captions, and what tells of them."""
    tags = [*_PROGRAM, "tags", root]
    yield "backup", [*_PROGRAM, "backup", root]
    yield "backup --list", [*_PROGRAM, "backup", root, "--list"]
    yield "tags rename, shown", [*tags, "rename", "standing", "walking~", "--dry-run"]
    yield "tags delete, shown", [*tags, "delete", "standing", "--dry-run"]
    yield "tags add, to all", [*tags, "add", "a thing~", "details"]
    yield "undo of that", [*_PROGRAM, "undo", root]
    yield "redo of that", [*_PROGRAM, "redo", root]
    yield "tags rename, in all", [*tags, "rename", "a thing~", "another thing~"]
    yield "tags move, in all", [*tags, "move", "another thing~", "background"]
    yield "tags delete, from all", [*tags, "delete", "another thing~"]
    yield "log", [*_PROGRAM, "log", root]
    yield "log --json", [*_PROGRAM, "log", root, "--json"]
    yield "log of a step", [*_PROGRAM, "log", root, "61"]
    yield "profile, shown", [*_PROGRAM, "profile", root, "style", "--dry-run"]
    yield "template, shown", [*_PROGRAM, "template", root, "sentence", "--dry-run"]
    yield "template --apply", [*_PROGRAM, "template", root, "sentence", "--apply"]
    yield "template --apply, back", [*_PROGRAM, "template", root, "tags", "--apply"]
    yield "structure, shown", [*_PROGRAM, "structure", root, "pony", "--dry-run"]
    yield "structure --apply", [*_PROGRAM, "structure", root, "pony", "--apply"]
    yield "undo of the structure", [*_PROGRAM, "undo", root]
    yield "all changed by others", [*_PART, "touch", root]
    yield "outside, all changed", [*_PROGRAM, "outside", root]
    yield "outside --take ours", [*_PROGRAM, "outside", root, "--take", "ours"]
    yield "restore, shown", [*_PROGRAM, "restore", root]
    yield "restore --apply", [*_PROGRAM, "restore", root, "--apply"]


def _bringing_in(root: Path, out: Path) -> Iterator[tuple[str, Command]]:
    """Imports of what was exported."""
    read = [*_PROGRAM, "import", root]
    for form in _IMPORTS:
        yield f"import {form}, shown", [*read, out / form, "--from", form, "--mode", "replace", "--dry-run"]
    yield "import, proposed", [*read, out / "csv", "--from", "csv", "--as-draft", "wd14"]
    yield "import", [*read, out / "kohya-jsonl", "--from", "kohya-jsonl", "--mode", "alternatives"]
