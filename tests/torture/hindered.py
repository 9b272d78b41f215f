"""What is done while something goes wrong around the program: it says so, claims nothing, and goes on later."""

from __future__ import annotations

from tests.terminal.driver import ESCAPE, program_command
from tests.torture import commands, player
from tests.torture.endings import ENDINGS, WEIGHTS, end
from tests.torture.faults import Fault, failures_in
from tests.torture.file_events import FileEvents
from tests.torture.player import CTRL_U, Act, Making, Player
from tests.torture.story import Story
from tests.torture.verdict import LossError

_KEPT, _LEFT = "NOT SAVED", "othing was changed"
"""What says that the project has it and the caption file has not; that the project has it neither."""
_SPARED = 24
"""Calls that a fault may spare before it begins, so that it meets a command in the middle."""
_SCREENS = 5
"""Screens over the composer, at most."""


def screens(story: Story, fault: Fault, making: Making) -> None:
    """Do something in the program while something goes wrong, then either end it or have it go on.

    Raises:
        LossError: If it claims what is not so, or does not go on.
    """
    with story.composer(fault.environment(story.dataset)) as played:
        story.do(played, player.add_tags)
        act = story.made(played, making) or story.made(played, player.add_tags)
        assert act is not None
        story.note(fault.name)
        story.figures.faults[fault.name] += 1
        story.figures.under_faults[making.__name__] += 1
        is_killed = story.chance.random() < 0.5
        with fault.lasting(story.dataset, played.terminal.process.pid):
            _type(story, played, act)
            if is_killed:
                end(played.terminal, "SIGKILL")
        how = "SIGKILL" if is_killed else story.chance.choices(tuple(ENDINGS), WEIGHTS)[0]
        if not is_killed:
            _go_on(story, played)
            end(played.terminal, how)
    story.figures.count(how, f"under a fault: {making.__name__}", inside=False)
    story.judge(at_rest=False)


def _type(story: Story, played: Player, act: Act) -> None:
    """Type it, wait until the program says how it went, and hold it to that."""
    terminal = played.terminal
    before = failures_in(terminal.screen_text())
    played.type(act)
    terminal.wait_for(lambda: act.seen() or failures_in(terminal.screen_text()) - before)
    failed = failures_in(terminal.screen_text()) - before
    story.note("it says", *failed or ["that it is done"])
    one = len(act.after) == 1
    if not failed or (_KEPT in failed and _LEFT not in failed and one):
        story.expectation.accept()
        story.judge(at_rest=False, now=True)
    elif _LEFT in failed and _KEPT not in failed and one and story.dataset.has_database:
        _see_left(story)


def _see_left(story: Story) -> None:
    """See that nothing was changed; a sync that failed may bring it to the disk all the same, for the next start."""
    typed, story.expectation.typed = story.expectation.typed, []
    story.judge(at_rest=False, now=True)
    story.expectation.typed = typed


def _go_on(story: Story, played: Player) -> None:
    """See that the program works again."""
    terminal = played.terminal
    for _ in range(_SCREENS):
        if terminal.shows(player.UP):
            break
        shown = terminal.screen_text()
        terminal.send(ESCAPE)
        terminal.wait_for(lambda shown=shown: terminal.screen_text() != shown)  # type: ignore[misc]
    story.judge(at_rest=False, now=True)
    terminal.send(CTRL_U)
    act = story.made(played, player.add_tags)
    assert act is not None
    # The others may be written at the next start.
    played.hidden = frozenset(story.dataset.names) - {played.image}
    played.do(act)


def command(story: Story, fault: Fault, making: commands.Making) -> None:
    """Run a command while something goes wrong; it may be killed besides.

    Raises:
        LossError: If it says that all went well, and it did not; or does not say what failed.
    """
    todo = story.command_of(making)
    spared = story.chance.randrange(_SPARED)
    story.note(fault.name, "after", spared)
    story.figures.faults[fault.name] += 1
    story.figures.under_faults[f"command {todo.arguments[0]}"] += 1
    words = fault.words(program_command(*todo.arguments), spared)
    killed = inside = False
    variables = fault.environment(story.dataset)
    with FileEvents(story.dataset.root, story.dataset.project) as events, fault.lasting_after(spared, story.dataset):
        run = story.started(words, variables)
        if story.chance.random() < 0.5:
            inside = story.comes_inside(events, run, story.writes(todo.after))
            killed = run.end("SIGKILL")
        said = run.wait()
    status = run.process.returncode
    story.note("killed" if killed else f"ends with {status}")
    if killed:
        story.figures.count("SIGKILL", f"under a fault: command {todo.arguments[0]}", inside=inside)
    elif status == 0:
        story.expectation.accept()
    elif not failures_in(said):
        raise LossError(f"{todo.arguments[0]} ends with {status} and does not say what failed: {said}")
    story.judge(at_rest=status == 0 and not killed)
    story.follow(todo)
