"""What is done in the screens about many captions: browse, sweeps, tags, history, findings, proposals."""

from __future__ import annotations

import re
from itertools import accumulate

from tests.terminal.driver import DOWN, ENTER, ESCAPE, RIGHT
from tests.torture.commands import captions_file
from tests.torture.expectation import Captions, Moment
from tests.torture.player import CTRL_U, UP, Act, Player

F5, F12, ALT_SHIFT_K = b"\x1b[15~", b"\x1b[24~", b"\x1bK"


def _browse(player: Player) -> None:
    player.terminal.send(F5)
    player.terminal.wait_for(" state ")


def _proposed(player: Player, captions: Captions) -> Act:
    """Carry out what is proposed, at times without the first image."""
    terminal, before = player.terminal, player.last
    terminal.wait_for("Enter carry out")
    changed = [name for name in player.dataset.names if before.captions.tags[name] != captions.tags[name]]
    if len(changed) > 1 and player.chance.random() < 0.3:
        terminal.send(" ")
        terminal.wait_for(f"[ ] {changed[0]}")
        captions = captions.with_tags(lambda name, tags: before.captions.tags[name] if name == changed[0] else tags)
    return Act([ENTER], [before.step(captions)], player.says("Done: "))


def browse_add(player: Player) -> Act:
    """Add a tag to all images."""
    _browse(player)
    word = player.word()
    player.terminal.send("e", "a", word, ENTER)
    player.terminal.wait_for("to slot:")
    player.terminal.send(CTRL_U, "details", ENTER)
    return _proposed(player, player.last.captions.adding(word))


def browse_delete(player: Player) -> Act | None:
    """Delete a tag in all images."""
    tag = player.some_tag()
    if not tag:
        return None
    _browse(player)
    player.terminal.send("e", "d", tag, ENTER)
    return _proposed(player, player.last.captions.without(tag))


def browse_rename(player: Player) -> Act | None:
    """Rename a tag in all images."""
    tag, word = player.some_tag(), player.word()
    if not tag:
        return None
    _browse(player)
    player.terminal.send("e", "r", tag, ENTER)
    player.terminal.wait_for("' to:")
    player.terminal.send(CTRL_U, word, ENTER)
    return _proposed(player, player.last.captions.renaming(tag, word))


def tags_rename(player: Player) -> Act | None:
    """Rename a tag on the screen of all tags."""
    tag, word = player.some_tag(), player.word()
    if not tag:
        return None
    _all_tags(player, tag)
    player.terminal.send("r")
    player.terminal.wait_for("rename")
    player.terminal.send(CTRL_U, word, ENTER)
    return _proposed(player, player.last.captions.renaming(tag, word))


def tags_delete(player: Player) -> Act | None:
    """Delete a tag on the screen of all tags."""
    tag = player.some_tag()
    if not tag:
        return None
    _all_tags(player, tag)
    player.terminal.send("d")
    return _proposed(player, player.last.captions.without(tag))


def tags_merge(player: Player) -> Act | None:
    """Make one tag of two on the screen of all tags."""
    captions = player.last.captions
    tag, other = player.some_tag(), player.some_tag()
    if not tag or tag == other:
        return None
    _all_tags(player, tag)
    terminal, word = player.terminal, player.word()
    terminal.send(" ", "/", CTRL_U, other, ENTER)
    terminal.wait_for(f'the images of "{other}"')
    terminal.send(" ", "m")
    terminal.wait_for("merge")
    terminal.send(CTRL_U, word, ENTER)
    terminal.wait_for("Shall they become aliases")
    terminal.send("n")
    return _proposed(player, captions.renaming(tag, word).renaming(other, word))


def import_captions(player: Player) -> Act:
    """Have captions of a file in the place of all that are there."""
    _browse(player)
    terminal = player.terminal
    file, captions = captions_file(player.last.captions, player.word(), player.dataset.root.parent)
    terminal.send("i")
    terminal.wait_for("import captions")
    terminal.wait_for("File (empty")
    terminal.send(CTRL_U, str(file), ENTER)
    terminal.wait_for(lambda: terminal.shows(file.name) and not terminal.shows("File (empty"))
    terminal.send(DOWN, DOWN, RIGHT)
    # Narrow, only the choice itself is shown.
    terminal.wait_for(lambda: any(re.search(r"> Captions .*(•\) |  )replace", line) for line in terminal.lines))
    terminal.send(ENTER)
    return _proposed(player, captions)


def browse_state(player: Player) -> Act:
    """Give all images another state: a step that changes no caption."""
    _browse(player)
    state = player.chance.choice(("done", "reviewed", "flagged"))
    player.terminal.send("e", "s", state, ENTER)
    after = player.last.step(player.last.captions.same())
    player.terminal.wait_for(lambda: player.terminal.shows("Enter carry out") or player.terminal.shows("already"))
    return Act([ENTER], [after], player.says("Done: "))


def _all_tags(player: Player, tag: str) -> None:
    player.terminal.send(F12)
    player.terminal.wait_for(" different, ")
    player.terminal.send("/", tag, ENTER)
    # In its row a long one is cut.
    player.terminal.wait_for(f'the images of "{tag}"')


def yes_no_sweep(player: Player) -> Act:
    """Answer for one image after the other: one step, which grows."""
    _browse(player)
    word = player.word()
    player.terminal.send("y")
    player.terminal.wait_for("yes/no for tag:")
    player.terminal.send(word, ENTER)
    player.terminal.wait_for(f'"{word}"?  1/')
    yes, no, begun = 0, 0, player.last
    for left in reversed(range(player.chance.randrange(2, 7))):
        answer = player.chance.choices("yn", (3, 1))[0]
        yes, no = yes + (answer == "y"), no + (answer == "n")
        captions = player.last.captions.adding(word, player.image) if answer == "y" else player.last.captions
        after = begun.step(captions) if yes else begun
        act = Act([answer], [after], player.says(f"y {yes}  n {no}"))
        if left:
            player.do(act)
    return act


def slot_sweep(player: Player) -> Act:
    """Go over images for one slot."""
    _browse(player)
    terminal = player.terminal
    terminal.send("s")
    terminal.wait_for("sweep slot:")
    terminal.send("5")
    terminal.wait_for("sweep  Details")
    first = player.dataset.names.index(player.image)
    names = player.dataset.names[first : first + player.chance.randrange(2, 5)]
    words = [player.word() for _ in names]
    moments = list(accumulate(zip(names, words, strict=True), _typed, initial=player.last))[1:]
    # At the end of each word it goes to the next image.
    keys = [key for word in words for key in (word, ENTER, ENTER)][:-1]
    return Act(keys, moments, player.says(words[-1]))


def _typed(at: Moment, what: tuple[str, str]) -> Moment:
    name, word = what
    return at.step(at.captions.adding(word, name))


def history_back(player: Player) -> Act | None:
    """Take back several steps at once."""
    count = min(len(player.last.past), 1 + player.chance.randrange(3))
    if count == 0:
        return None
    _browse(player)
    player.terminal.send("h")
    player.terminal.wait_for("◂ now")
    player.terminal.send(*[DOWN] * (len(player.last.future) + count))
    moments = list(accumulate(range(count), lambda at, _: at.undone(), initial=player.last))[1:]
    return Act(["u"], moments, player.says("taken back"))


def history_forward(player: Player) -> Act | None:
    """Do all steps again that were taken back."""
    if not player.last.future:
        return None
    _browse(player)
    player.terminal.send("h")
    player.terminal.wait_for("◂ now")
    moments = list(accumulate(player.last.future, lambda at, _: at.redone(), initial=player.last))[1:]
    return Act(["r"], moments, player.says("done again"))


def accept_finding(player: Player) -> Act | None:
    """Accept what a check found: a step that changes no caption."""
    player.terminal.send(ALT_SHIFT_K)
    player.terminal.wait_for(lambda: re.search(r" findings  \d+ in ", player.terminal.lines[0]))
    if player.terminal.shows("Nothing was found"):
        player.terminal.send(ESCAPE)
        player.terminal.wait_for(UP)
        return None
    player.terminal.wait_for(lambda: any(line.startswith(" >") for line in player.terminal.lines))
    after = player.last.step(player.last.captions.same())
    return Act(["x"], [after], lambda: player.terminal.shows("Accepted: "))
