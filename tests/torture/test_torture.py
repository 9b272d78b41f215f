"""A short walk through the torture: what `python -m tests.torture` does for as long as one likes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.driver import need
from tests.torture import commands, hindered, player
from tests.torture.dataset import Dataset
from tests.torture.expectation import Captions, Expectation, Moment, tags_of
from tests.torture.faults import DELETED, INJECTED, Injected, small_disk
from tests.torture.figures import Figures
from tests.torture.story import Story
from tests.torture.verdict import LossError, behind, judge, look_at_rest


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return Dataset(tmp_path / "set", random.Random("captions"), 3)


def test_what_was_accepted_and_is_not_there_is_a_loss(dataset: Dataset) -> None:
    expectation = Expectation(Moment(dataset.captions()))
    assert judge(dataset, dataset.kept(), expectation, at_rest=True) is expectation.accepted
    expectation.settle(expectation.last.step(expectation.last.captions.adding("straw hat", "000.png")))
    with pytest.raises(LossError, match="0 steps instead of"):
        judge(dataset, dataset.kept(), expectation, at_rest=True)


def test_what_was_typed_and_not_accepted_may_be_there_or_not(dataset: Dataset) -> None:
    captions = dataset.captions()
    expectation = Expectation(Moment(captions))
    expectation.typed.append(Moment(captions.adding("straw hat")))
    assert judge(dataset, dataset.kept(), expectation, at_rest=True) is expectation.accepted
    for name in dataset.names:
        dataset.sidecar(name).write_bytes(dataset.text(name) + b", straw hat")
    assert judge(dataset, dataset.kept(), expectation, at_rest=True) is expectation.last
    dataset.sidecar("001.png").write_bytes(b"str")
    with pytest.raises(LossError, match="str instead of"):
        judge(dataset, dataset.kept(), expectation, at_rest=True)


def test_a_temporary_file_and_a_caption_of_other_bytes_are_seen(dataset: Dataset) -> None:
    moment = Moment(dataset.captions())
    assert behind(dataset, moment) == ""
    look_at_rest(dataset, moment)
    (dataset.project / ".x.01234567.tui-captioner-tmp").touch()
    assert "temporary" in behind(dataset, moment)
    dataset.sidecar("001.png").write_bytes(dataset.text("001.png") + b" ")
    with pytest.raises(LossError, match=r"was .* here before"):
        look_at_rest(dataset, moment)


def test_undo_and_redo_go_through_the_steps() -> None:
    first = Captions({"a": tags_of(b"one, two")})
    moment = Moment(first).step(first.adding("three")).step(first.without("two"))
    assert moment.undone().undone().captions is first
    assert moment.undone().redone().captions is moment.captions
    assert Moment(first).undone().captions is first


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with small_disk(tmp_path / "disk"):
        yield Story("short", tmp_path, tmp_path / "disk", counts=(30,))


@pytest.mark.slow
def test_kills_inside_of_jobs_and_edits_lose_nothing(story: Story) -> None:
    story.screens("composer", player.add_global)
    story.command(commands.rename)
    story.screens("composer", player.burst)
    story.back_to_the_beginning()
    assert story.figures.kills == 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ENOSPC from pwrite64", "EIO from rename", "project folder deleted"])
def test_a_fault_is_said_and_loses_nothing(story: Story, name: str) -> None:
    fault = next(fault for fault in (*INJECTED, *DELETED) if fault.name == name)
    if isinstance(fault, Injected):
        need("strace")
    hindered.screens(story, fault, player.add_tags)
    story.back_to_the_beginning()


@pytest.mark.slow
def test_a_command_under_a_fault_says_so_and_loses_nothing(story: Story) -> None:
    need("strace")
    fault = next(fault for fault in INJECTED if fault.name == "EIO from rename")
    for making in (commands.rename, commands.import_captions):
        hindered.command(story, fault, making)
    story.back_to_the_beginning()
    assert story.figures.faults == {fault.name: 2}


def test_the_summary_says_what_was_done_and_what_could_not_be() -> None:
    figures, other = Figures(not_made={"full disk (needs a mount)"}), Figures()
    other.count("SIGKILL", "browse: browse_add", inside=True)
    other.count("SIGTERM", "browse: browse_add", inside=False)
    figures.add(other)
    told = figures.told()
    assert figures.kills == 2
    assert "2 kills, 1 of them inside" in told
    assert "browse: browse_add 2 (1)" in told
    assert "can't be made here: full disk (needs a mount)" in told
