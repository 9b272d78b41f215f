"""Commands that change many captions, and what each is to do."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from tests.torture.dataset import Dataset
from tests.torture.expectation import Captions, Moment


@dataclass(frozen=True)
class Command:
    """A command to be run.

    Args:
        arguments: Its words.
        after: What is there after it, and on the way to it, in order.
        follows: What must be run later to come back to captions of tags; empty for nothing.
    """

    arguments: Sequence[str | Path]
    after: Sequence[Moment]
    follows: Sequence[str | Path] = ()


@dataclass(frozen=True)
class Desk:
    """What a command is made for.

    Args:
        dataset: The dataset.
        last: What is there.
        chance: Decides.
        beside: A folder for other files.
        word: A tag that nobody has.
        tag: A tag that some images have, none of them alone; empty for none.
    """

    dataset: Dataset
    last: Moment
    chance: random.Random
    beside: Path
    word: str
    tag: str

    def step(self, captions: Captions, *arguments: str | Path) -> Command:
        """A command that does one step."""
        return Command(arguments, [self.last.step(captions)])


Making = Callable[[Desk], Command | None]


def rename(desk: Desk) -> Command | None:
    """Rename a tag."""
    captions = desk.last.captions.renaming(desk.tag, desk.word)
    return desk.step(captions, "rename", desk.dataset.root, desk.tag, desk.word) if desk.tag else None


def delete(desk: Desk) -> Command | None:
    """Delete a tag."""
    return desk.step(desk.last.captions.without(desk.tag), "delete", desk.dataset.root, desk.tag) if desk.tag else None


def add(desk: Desk) -> Command:
    """Add a tag to all."""
    return desk.step(desk.last.captions.adding(desk.word), "add", desk.dataset.root, desk.word, "details")


def merge(desk: Desk) -> Command | None:
    """Make one tag of two."""
    other = desk.last.captions.some_tag(desk.chance)
    if not desk.tag or other == desk.tag:
        return None
    captions = desk.last.captions.renaming(desk.tag, desk.word).renaming(other, desk.word)
    return desk.step(captions, "merge", desk.dataset.root, desk.tag, other, desk.word)


def captions_file(captions: Captions, word: str, folder: Path) -> tuple[Path, Captions]:
    """A file of captions to be imported instead of those that are there, and what is there after it.

    Args:
        captions: What is there.
        word: A tag that nobody has.
        folder: Where the file goes.
    """
    after = captions.with_tags(lambda name, _: (f"{word} {name[:3]}", word, *captions.shared))
    file = folder / "captions.json"
    file.write_text(json.dumps({name: ", ".join(tags) for name, tags in after.tags.items()}))
    return file, after


def import_captions(desk: Desk) -> Command | None:
    """Replace all captions by those of a file."""
    file, captions = captions_file(desk.last.captions, desk.word, desk.beside)
    return desk.step(captions, "import", desk.dataset.root, file, "--from", "captions-json", "--mode", "replace")


def take_back(desk: Desk) -> Command | None:
    """Take back one step."""
    if not desk.last.past:
        return None
    return Command(("undo", desk.dataset.root), [desk.last.undone()])


def take_all_back(desk: Desk) -> Command | None:
    """Take back everything."""
    if not desk.last.past:
        return None
    moments = list(accumulate(desk.last.past, lambda at, _: at.undone(), initial=desk.last))[1:]
    return Command(("undo", desk.dataset.root, "--to", "0"), moments)


def do_again(desk: Desk) -> Command | None:
    """Do one step again."""
    if not desk.last.future:
        return None
    return Command(("redo", desk.dataset.root), [desk.last.redone()])


def template(desk: Desk) -> Command:
    """Write all captions as sentences."""
    told = desk.last.step(replace(desk.last.captions, told=True, texts={}))
    follows = ("template", desk.dataset.root, "tags", "--apply")
    return Command(("template", desk.dataset.root, "sentence", "--apply"), [told], follows)


def structure(desk: Desk) -> Command | None:
    """Put all captions into other slots."""
    if desk.last.captions.structure != "guide" or not desk.last.past:
        return None
    other = replace(desk.last.captions, structure="pony", texts={})
    return desk.step(other, "structure", desk.dataset.root, "pony", "--apply")


COMMANDS: tuple[Making, ...] = (
    rename,
    delete,
    add,
    merge,
    import_captions,
    take_back,
    take_all_back,
    do_again,
    template,
    structure,
)
