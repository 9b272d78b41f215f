"""The life of one dataset: run after run of the program on it, each ended by force, each looked at afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.terminal.driver import program_command, program_environment
from tests.torture import commands, player
from tests.torture.commands import Command, Desk
from tests.torture.dataset import Dataset
from tests.torture.endings import ENDINGS, WEIGHTS, end
from tests.torture.expectation import Expectation, Moment, random_word
from tests.torture.faults import CLOCK
from tests.torture.figures import Figures
from tests.torture.file_events import FileEvents, Watched
from tests.torture.player import CTRL_U, Act, Making, Player
from tests.torture.terminal import PatientTerminal
from tests.torture.verdict import LossError, behind, judge, look_at_rest

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


_REST = 1.0
"""Seconds without any change of a file, after which a program that is not ended waits for keys."""
SIGNALS = {"SIGKILL": signal.SIGKILL, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
"""How a command is ended."""


class CommandRun:
    """A command that runs.

    Args:
        words: How it is started.
        environment: Its environment.
    """

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._said = bytearray()

    def fileno(self) -> int:
        """What it writes."""
        assert self.process.stdout is not None
        return self.process.stdout.fileno()

    def swallow(self) -> bool:
        """Take what it has written; False once that is all."""
        data = os.read(self.fileno(), 1 << 16)
        self._said += data
        return bool(data)

    def end(self, how: str) -> bool:
        """End it, whether it had not ended by itself."""
        if self.process.poll() is not None:
            return False
        self.process.send_signal(SIGNALS[how])
        self._drain()
        # SIGTERM and SIGHUP are answered, so that their status is its own.
        return how != "SIGKILL" or self.process.returncode == -signal.SIGKILL

    def _drain(self) -> None:
        while self.swallow():
            pass
        self.process.wait()

    def wait(self) -> str:
        """What it says, once it has ended.

        Raises:
            LossError: If that is a traceback.
        """
        self._drain()
        assert self.process.stdout is not None
        self.process.stdout.close()
        said = self._said.decode(errors="replace")
        if "Traceback" in said or "Exception ignored" in said:
            raise LossError(f"a traceback:\n{said}")
        return said


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
    def composer(self, variables: Mapping[str, str] | None = None) -> Iterator[Player]:
        """The program in a terminal, where all is finished that the run before could not.

        Args:
            variables: What its environment has besides.
        """
        environment = dict(variables or {})
        if self.chance.random() < 0.15:
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(CLOCK), os.environ.get("PYTHONPATH", ""))))
            self.figures.faults["clock runs backwards"] += 1
        run = PatientTerminal(self.dataset.root, home=self.home, rows=30, columns=118, environment=environment)
        with run as terminal:
            self.note("start")
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
        with self.composer() as played:
            for _ in range(self.chance.randrange(3)):
                self.do(played, self.chance.choice(_QUIET))
            act = self.made(played, making)
            if act is None:
                screen, making = "composer", player.burst
                act = self.made(played, making)
                assert act is not None
            how = self.chance.choices(tuple(ENDINGS), WEIGHTS)[0]
            with FileEvents(self.dataset.root, self.dataset.project) as events:
                played.type(act)
                inside = self.comes_inside(events, played.terminal, self.writes(act.after), rest=_REST)
                self.note(how)
                end(played.terminal, how)
        self.figures.count(how, f"{screen}: {making.__name__}", inside=inside)
        self.judge()

    def _see_finished(self, terminal: PatientTerminal) -> None:
        """See that a start finishes what the run before could not."""
        moment = self.expectation.accepted
        try:
            terminal.wait_for(lambda: not behind(self.dataset, moment))
        except pytest.fail.Exception as error:
            raise LossError(f"a start does not finish {behind(self.dataset, moment)}: {error}") from error
        look_at_rest(self.dataset, moment)

    def do(self, played: Player, making: Making) -> None:
        """Do something to its end, if there is something to do."""
        act = self.made(played, making)
        if act is not None:
            played.do(act)
            self.figures.accepted += len(act.after)

    def made(self, played: Player, making: Making) -> Act | None:
        """Go to where something is done, and tell what is to be typed last."""
        act = making(played)
        self.note(making.__name__, *(act.keys if act else ()))
        return act

    def comes_inside(self, events: FileEvents, program: Watched, most: int, **rest: float) -> bool:
        """Wait until a program is inside of what it does, which is `most` changes of files; whether it got there."""
        count = 1 + self.chance.randrange(most)
        return events.wait_for(count, program, **rest) >= count

    def writes(self, after: Sequence[Moment]) -> int:
        """About how much a step changes in the folders, as `FileEvents` counts it."""
        before, last = self.expectation.accepted.captions.tags, after[-1].captions.tags
        return 6 + 3 * sum(before[name] != last[name] for name in before)

    # --- commands -------------------------------------------------------------------------------------------------

    def command(self, making: commands.Making, *watched: Path) -> None:
        """Run a command, and end it while it does something.

        Args:
            making: Makes it.
            watched: Folders in which it does that; those of the dataset without any.
        """
        command = self.command_of(making)
        run = self.started(program_command(*command.arguments))
        how = self.chance.choices(tuple(SIGNALS), (4, 1, 1))[0]
        with FileEvents(*(watched or (self.dataset.root, self.dataset.project))) as events:
            # One file, or one for each image.
            most = self.chance.choice((4, len(self.dataset.names))) if watched else self.writes(command.after)
            inside = self.comes_inside(events, run, most)
            killed = run.end(how)
        self.note(how if killed else "ended by itself")
        said = run.wait()
        if killed:
            self.figures.count(how, f"command: {command.arguments[0]}", inside=inside)
        elif run.process.returncode == 0:
            self.expectation.accept()
        else:
            raise LossError(f"{command.arguments[0]} ends with {run.process.returncode}: {said}")
        self.judge(at_rest=False)
        self.follow(command)

    def command_of(self, making: commands.Making) -> Command:
        """A command that is about to be run: what it does is expected from now on."""
        command = making(self._desk()) or commands.add(self._desk())
        self.note(*map(str, command.arguments))
        self.expectation.typed.extend(command.after)
        return command

    def follow(self, command: Command) -> None:
        """Run what must be run behind a command."""
        if command.follows and self.expectation.accepted.captions.told:
            follows = self.expectation.last.step(replace(self.expectation.last.captions, told=False, texts={}))
            self.to_its_end(Command(command.follows, [follows]))

    def started(self, words: Sequence[str], variables: Mapping[str, str] | None = None) -> CommandRun:
        """A command, started; `variables` is what its environment has besides."""
        return CommandRun(words, {**program_environment(self.home), **(variables or {})})

    def _desk(self) -> Desk:
        captions = self.expectation.last.captions
        word, tag = random_word(self.chance), captions.some_tag(self.chance)
        return Desk(self.dataset, self.expectation.last, self.chance, self.folder, word, tag)

    def to_its_end(self, command: Command) -> None:
        """Run a command that nobody hinders."""
        self.note(*map(str, command.arguments))
        self.expectation.typed.extend(command.after)
        run = self.started(program_command(*command.arguments))
        said = run.wait()
        if run.process.returncode:
            raise LossError(f"{command.arguments[0]} ends with {run.process.returncode}: {said}")
        self.expectation.accept()
        self.judge(at_rest=False)

    def back_to_the_beginning(self) -> None:
        """Take everything back: then all captions are what they were before the first run, byte for byte."""
        command = commands.take_all_back(self._desk())
        if command is not None:
            self.to_its_end(command)
        with self.composer() as played:
            played.terminal.quit()
        self.judge()

    # --- looking --------------------------------------------------------------------------------------------------

    def judge(self, *, at_rest: bool = True, now: bool = False) -> None:
        """Look at what is there, and note how far it got.

        Args:
            at_rest: Whether what was accepted must be in the caption files already.
            now: Whether a program has it open.

        Raises:
            LossError: If something is lost.
        """
        kept = self.dataset.kept_now() if now else self.dataset.kept()
        self.expectation.settle(judge(self.dataset, kept, self.expectation, at_rest=at_rest))
        self.note(f"at {len(self.expectation.accepted.past)} steps")

    def note(self, *words: object) -> None:
        """Note what is done, for whoever has to find out why something was lost."""
        self.steps.append(" ".join(word.decode("latin-1") if isinstance(word, bytes) else str(word) for word in words))
