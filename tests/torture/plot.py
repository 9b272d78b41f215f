"""What happens in a story: which screen, which command, which fault comes next, by chance."""

from __future__ import annotations

from collections.abc import Sequence

from tests.torture import beside, commands, hindered, lists, player
from tests.torture.faults import Fault
from tests.torture.player import Making
from tests.torture.story import Story

KILLS = 16
"""Kills on one dataset."""
SCREENS: tuple[tuple[str, Making], ...] = (
    ("composer", player.add_tags),
    ("composer", player.burst),
    ("composer", player.burst),
    ("composer", player.add_global),
    ("composer", player.add_global),
    ("composer", player.mark_done),
    ("composer", player.undo),
    ("composer", player.redo),
    ("composer", player.clear_caption),
    ("drafts", player.answer_proposed),
    ("drafts", player.answer_proposed),
    ("browse", lists.browse_add),
    ("browse", lists.browse_delete),
    ("browse", lists.browse_rename),
    ("browse", lists.browse_state),
    ("tags", lists.tags_rename),
    ("tags", lists.tags_delete),
    ("tags", lists.tags_merge),
    ("sweep", lists.yes_no_sweep),
    ("sweep", lists.slot_sweep),
    ("history", lists.history_back),
    ("history", lists.history_forward),
    ("import", lists.import_captions),
    ("import", lists.import_captions),
    ("findings", lists.accept_finding),
)
HINDERED: tuple[Making, ...] = (
    player.add_tags,
    player.add_global,
    player.undo,
    lists.browse_add,
    lists.tags_rename,
    lists.yes_no_sweep,
    lists.import_captions,
    lists.history_back,
)
BESIDE = (beside.export, beside.draft, beside.restore)


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
    while story.figures.kills < KILLS:
        kind = chance.random()
        if faults and kind < 0.2:
            hindered.screens(story, chance.choice(faults), chance.choice(HINDERED))
        elif faults and kind < 0.35:
            found = [fault for fault in faults if fault.for_commands]
            hindered.command(story, chance.choice(found), chance.choice(commands.COMMANDS))
        elif kind < 0.42:
            chance.choice(BESIDE)(story)
        elif kind < 0.6:
            story.command(chance.choice(commands.COMMANDS))
        else:
            story.screens(*chance.choice(SCREENS))
    story.back_to_the_beginning()
