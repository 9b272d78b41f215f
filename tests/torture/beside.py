"""Commands that need others around them: an export is whole or not there, what a model answered is asked once, a backup
is there whole and brings back what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.drafts import SAID
from tests.support.model_server import answer, model_server
from tests.torture.commands import Command
from tests.torture.expectation import random_word
from tests.torture.story import Story
from tests.torture.verdict import LossError
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX

_FORMATS = ("captions-json", "hf-imagefolder", "sidecars", "slots-jsonl")


def export(story: Story) -> None:
    """Export, killed; each file is that of an export which nobody hindered, and the next one clears up.

    Raises:
        LossError: If a file is not whole, or something is left over.
    """
    folder = story.folder / "exported"
    words = ("export", story.dataset.root, "--force", "--to", story.chance.choice(_FORMATS), "-o", folder / "out")
    same = [story.expectation.last]
    folder.mkdir()
    story.to_its_end(Command(words, same))
    whole = _files(folder)
    shutil.rmtree(folder)
    folder.mkdir()
    story.command(lambda _: Command(words, same), folder, folder / "out")
    torn = [name for name, data in _files(folder).items() if TEMPORARY_SUFFIX not in name and data != whole.get(name)]
    if torn:
        raise LossError(f"the export has {torn[:5]}, not as they are to be")
    story.to_its_end(Command(words, same))
    if _files(folder) != whole:
        raise LossError(f"exported again, it is {sorted(_files(folder))[:9]} instead of {sorted(whole)[:9]}")
    shutil.rmtree(folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def draft(story: Story) -> None:
    """Have a model propose tags, killed, and go on.

    Raises:
        LossError: If captions change, or more is asked than there are pictures and answers under way.
    """
    with model_server(answer(SAID)) as server:
        words = ("draft", story.dataset.root, "--url", server.url, "--model", "a-model", "--parallel", "2")
        for _ in range(2):
            begun = story.expectation.last
            # Each answer that was kept may stand in a step of its own; none of them changes a caption.
            drafted = begun.step(begun.captions.same())
            story.command(lambda _, after=(begun, drafted): Command(words, after))  # type: ignore[misc]
        asked = len(server.requests)
        most = len(story.dataset.names) + 4
    if asked > most:
        raise LossError(f"the model was asked {asked} times about {most - 4} pictures")


def restore(story: Story) -> None:
    """Make a backup, killed, then a whole one; change captions, and bring back what they were, killed.

    Raises:
        LossError: If there is half a backup, or captions are not what they were.
    """
    file, root = story.folder / "backup.tar.gz", story.dataset.root
    same = [story.expectation.last]
    story.command(lambda _: Command(("backup", root, "--to", file), same), story.folder)
    if not file.exists():
        story.to_its_end(Command(("backup", root, "--to", file), same))
    kept = story.expectation.last.captions
    word = random_word(story.chance)
    story.to_its_end(Command(("add", root, word, "details"), [story.expectation.last.step(kept.adding(word))]))
    after = [story.expectation.last.step(kept)]
    story.command(lambda _: Command(("restore", root, file, "--apply"), after))
    file.unlink()
