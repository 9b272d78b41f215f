"""The life of one dataset: run after run of the program on it, each ended by force, each looked at afterwards."""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal, program_command, program_environment
from tests.torture import commands, player
from tests.torture.commands import Command, Desk
from tests.torture.dataset import Dataset
from tests.torture.endings import ENDINGS, WEIGHTS, end
from tests.torture.expectation import Expectation, Moment
from tests.torture.faults import CLOCK, Fault, says_failure
from tests.torture.file_events import FileEvents
from tests.torture.player import CTRL_U, Act, Making, Player
from tests.torture.verdict import LossError, behind, judge, look_at_rest

_PATIENCE = 4.0
"""Seconds after which a program is ended though nothing happens any more."""
_COUNTS = (6, 30, 60, 230)
"""Images of a dataset: few are written one by one, more together, the most in two batches."""
_QUIET: tuple[Making, ...] = (
    player.add_tags,
    player.add_tags,
    player.add_global,
    player.mark_done,
    player.undo,
    player.redo,
)


@dataclass
class Figures:
    """What was done, for people."""

    kinds: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    accepted: int = 0

    @property
    def kills(self) -> int:
        """How many programs were ended by force."""
        return self.kinds.total()

    def add(self, other: Figures) -> None:
        """Take in those of another story."""
        self.kinds += other.kinds
        self.screens += other.screens
        self.faults += other.faults
        self.inside += other.inside
        self.accepted += other.accepted


class Story:
    """One dataset and what is done to it, as a number decides.

    Args:
        seed: The number; the same makes the same keys, as far as processes can be made to do the same twice.
        folder: Where its files go.
        disk: Where the dataset goes.
        counts: How many images there may be.
    """

    def __init__(self, seed: str, folder: Path, disk: Path, counts: Sequence[int] = _COUNTS) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.dataset = Dataset(disk / "set", self.chance, self.chance.choice(counts))
        self.expectation = Expectation(Moment(self.dataset.captions()))
        self.figures = Figures()
        self.steps: list[str] = []
        """What was done, for whoever has to find out why something was lost."""

    # --- runs -----------------------------------------------------------------------------------------------------

    def propose(self) -> None:
        """Have a model propose tags; they are in no caption."""
        folder = self.folder / "proposed"
        folder.mkdir()
        for name in self.dataset.names:
            (folder / f"{name[:3]}.txt").write_text("forest, looking at viewer")
        arguments = ("import", self.dataset.root, folder, "--from", "sidecar", "--as-draft", "tagger")
        self.to_its_end(Command(arguments, [self.expectation.last.step(self.expectation.last.captions.same())]))

    @contextmanager
    def _started_composer(self) -> Iterator[Player]:
        """The program in a terminal, where all is finished that the run before could not."""
        environment = {}
        if self.chance.random() < 0.15:
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(CLOCK), os.environ.get("PYTHONPATH", ""))))
            self.figures.faults["clock runs backwards"] += 1
        with Terminal(self.dataset.root, home=self.home, rows=30, columns=118, environment=environment) as terminal:
            self._note("start")
            terminal.wait_for(player.UP)
            terminal.send(CTRL_U)
            self._see_finished(terminal)
            yield Player(terminal, self.dataset, self.expectation, self.chance)

    def screens(self, screen: str, making: Making) -> None:
        """Use the program, and end it while it does something.

        Args:
            screen: Where, for the figures.
            making: Goes to where it does that.
        """
        with self._started_composer() as played:
            for _ in range(self.chance.randrange(3)):
                self._do(played, self.chance.choice(_QUIET))
            act = self._made(played, making)
            if act is None:
                screen, act = "composer", self._made(played, player.burst)
                assert act is not None
            how = self.chance.choices(tuple(ENDINGS), WEIGHTS)[0]
            with FileEvents(self.dataset.root, self.dataset.project) as events:
                played.type(act)
                self._wait(events, act.after)
                self._note(how)
                end(played.terminal, how)
        self._count(how, screen)
        self._judge()

    def hindered(self, fault: Fault, making: Making) -> None:
        """Do something while something goes wrong; that must be said, and what comes after it must work."""
        with self._started_composer() as played:
            self._do(played, player.add_tags)
            act = self._made(played, making) or self._made(played, player.add_tags)
            assert act is not None
            self._note(fault.name)
            with fault.lasting(self.dataset, played.terminal.process.pid):
                played.type(act)
                played.terminal.wait_for(lambda: act.seen() or says_failure(played.terminal))
                ended = self.chance.random() < 0.5
                if ended:
                    end(played.terminal, "SIGKILL")
            self.figures.faults[fault.name] += 1
            how = "SIGKILL" if ended else self.chance.choices(tuple(ENDINGS), WEIGHTS)[0]
            if not ended:
                if played.terminal.shows(player.UP):
                    self._goes_on(played)
                end(played.terminal, how)
        self._count(how, "hindered")
        self._judge(at_rest=False)

    def _goes_on(self, played: Player) -> None:
        """See that the program works again."""
        self._judge(at_rest=False, now=True)
        played.terminal.send(CTRL_U)
        self._do(played, player.add_tags)

    def _see_finished(self, terminal: Terminal) -> None:
        """See that a start finishes what the run before could not."""
        moment = self.expectation.accepted
        try:
            terminal.wait_for(lambda: not behind(self.dataset, moment))
        except pytest.fail.Exception as error:
            raise LossError(f"a start does not finish {behind(self.dataset, moment)}: {error}") from error
        look_at_rest(self.dataset, moment)

    def _do(self, played: Player, making: Making) -> None:
        act = self._made(played, making)
        if act is not None:
            played.do(act)
            self.figures.accepted += len(act.after)

    def _made(self, played: Player, making: Making) -> Act | None:
        act = making(played)
        self._note(making.__name__, *(act.keys if act else ()))
        return act

    def _wait(self, events: FileEvents, after: Sequence[Moment]) -> None:
        """Wait until it is somewhere inside of what it does."""
        before, last = self.expectation.accepted.captions.tags, after[-1].captions.tags
        most = 6 + 3 * sum(before[name] != last[name] for name in before)
        count = 1 + self.chance.randrange(most)
        self.figures.inside += events.wait_for(count, _PATIENCE) >= count

    # --- commands -------------------------------------------------------------------------------------------------

    def command(self, making: commands.Making, *watched: Path) -> None:
        """Run a command, and end it while it does something.

        Args:
            making: Makes it.
            watched: Folders in which it does that; those of the dataset without any.
        """
        command = making(self._desk()) or commands.add(self._desk())
        self._note(*map(str, command.arguments))
        run = self._started(command)
        how = self.chance.choices(("SIGKILL", "SIGTERM", "SIGHUP"), (4, 1, 1))[0]
        with run, FileEvents(*(watched or (self.dataset.root, self.dataset.project))) as events:
            self.expectation.typed.extend(command.after)
            self._wait(events, command.after)
            if run.poll() is None:
                self._note(how)
                run.send_signal({"SIGKILL": 9, "SIGTERM": 15, "SIGHUP": 1}[how])
            said = run.communicate()[0].decode(errors="replace")
        if "Traceback" in said or "Exception ignored" in said:
            raise LossError(f"a traceback:\n{said}")
        self._count(how, f"command {command.arguments[0]}")
        self._judge(at_rest=False)
        if command.follows and self.expectation.accepted.captions.told:
            follows = self.expectation.last.step(replace(self.expectation.last.captions, told=False, texts={}))
            self.to_its_end(Command(command.follows, [follows]))

    def _desk(self) -> Desk:
        last = self.expectation.last
        asking = Player(None, self.dataset, self.expectation, self.chance)  # type: ignore[arg-type]
        return Desk(self.dataset, last, self.chance, self.folder, asking.word(), asking.some_tag())

    def _started(self, command: Command) -> subprocess.Popen[bytes]:
        words = program_command(*command.arguments)
        return subprocess.Popen(
            words, env=program_environment(self.home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def to_its_end(self, command: Command) -> None:
        """Run a command that nobody hinders."""
        self._note(*map(str, command.arguments))
        self.expectation.typed.extend(command.after)
        with self._started(command) as run:
            said = run.communicate()[0].decode(errors="replace")
        if run.returncode:
            raise LossError(f"{command.arguments[0]} ends with {run.returncode}: {said}")
        self.expectation.accept()
        self._judge(at_rest=False)

    def back_to_the_beginning(self) -> None:
        """Take everything back: then all captions are what they were before the first run, byte for byte."""
        command = commands.take_all_back(self._desk())
        if command is not None:
            self.to_its_end(command)
        with self._started_composer() as played:
            played.terminal.quit()
        self._judge()

    # --- looking --------------------------------------------------------------------------------------------------

    def _judge(self, *, at_rest: bool = True, now: bool = False) -> None:
        kept = self.dataset.kept_now() if now else self.dataset.kept()
        self.expectation.settle(judge(self.dataset, kept, self.expectation, at_rest=at_rest))
        self._note(f"at {len(self.expectation.accepted.past)} steps")

    def _count(self, how: str, screen: str) -> None:
        self.figures.kinds[how] += 1
        self.figures.screens[screen] += 1

    def _note(self, *words: object) -> None:
        self.steps.append(" ".join(word.decode("latin-1") if isinstance(word, bytes) else str(word) for word in words))
