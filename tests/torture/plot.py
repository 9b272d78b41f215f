"""What happens in a story: which screen, which command, which fault comes next, by chance."""

from __future__ import annotations

from collections.abc import Sequence

from tests.torture import beside, commands, lists, player
from tests.torture.faults import Fault
from tests.torture.player import Making
from tests.torture.story import Story

RUNS = 8
"""Runs of the program on one dataset."""
SCREENS: tuple[tuple[str, Making], ...] = (
    ("composer", player.add_tags),
    ("composer", player.burst),
    ("composer", player.burst),
    ("composer", player.add_global),
    ("composer", player.add_global),
    ("composer", player.mark_done),
    ("composer", player.undo),
    ("composer", player.redo),
    ("drafts", player.confirm_proposed),
    ("browse", lists.browse_add),
    ("browse", lists.browse_delete),
    ("browse", lists.browse_rename),
    ("tags", lists.tags_rename),
    ("tags", lists.tags_delete),
    ("sweep", lists.yes_no_sweep),
    ("sweep", lists.slot_sweep),
    ("history", lists.history_back),
    ("findings", lists.accept_finding),
)
HINDERED: tuple[Making, ...] = (
    player.add_tags,
    player.burst,
    player.add_global,
    player.undo,
    lists.browse_add,
    lists.tags_rename,
    lists.yes_no_sweep,
)


def go_through(story: Story, faults: Sequence[Fault]) -> None:
    """Run the program again and again on one dataset, then take everything back.

    Args:
        story: What is done is decided by its chance.
        faults: What may go wrong.

    Raises:
        LossError: If something is lost.
    """
    chance = story.chance
    if chance.random() < 0.5:
        story.propose()
    for _ in range(RUNS):
        kind = chance.random()
        if faults and kind < 0.25:
            story.hindered(chance.choice(faults), chance.choice(HINDERED))
        elif kind < 0.32:
            chance.choice((beside.export, beside.draft))(story)
        elif kind < 0.6:
            story.command(chance.choice(commands.COMMANDS))
        else:
            story.screens(*chance.choice(SCREENS))
    story.back_to_the_beginning()
