"""Placing stays as good as it was measured; the labels are whole."""

from __future__ import annotations

import pytest

from tests.benchmarks.labelled import LabelledPart, _labels, read_parts
from tests.benchmarks.slotting import Outcome, main, measure, share, summary
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped

PARTS = read_parts()
LEAST_RIGHT = {
    "development": 0.96,
    "second": 0.95,
    "third": 0.94,
    "held-out": 0.96,
    "fresh": 0.96,
    "fresh2": 0.92,
    "fresh3": 0.93,
    "fresh4": 0.9,
    "fresh5": 0.93,
    "public": 0.92,
    "public2": 0.94,
}
"""What each part was measured at, less two or three tags in a hundred for changes of the vocabulary."""


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Outcome]]:
    vocabulary = Vocabulary(load_shipped())
    return {part.name: measure(part, vocabulary) for part in PARTS}


def test_at_least_92_in_100_are_right(outcomes: dict[str, list[Outcome]]) -> None:
    assert share(outcome for found in outcomes.values() for outcome in found) >= 0.92


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_no_part_falls_behind(part: LabelledPart, outcomes: dict[str, list[Outcome]]) -> None:
    figures = summary(outcomes[part.name])
    assert figures["all"] >= LEAST_RIGHT[part.name]
    assert figures["all"] > figures["vocabulary alone"] + 0.3


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_sure_is_sure_and_what_is_wrong_is_mostly_unsure(
    part: LabelledPart, outcomes: dict[str, list[Outcome]]
) -> None:
    figures = summary(outcomes[part.name])
    assert figures["sure"] >= 0.93
    assert figures["part sure"] >= 0.8
    # A part has so few unsure tags that only all together say how often those are right.
    of_all = summary([outcome for found in outcomes.values() for outcome in found])
    assert of_all["unsure"] <= of_all["sure"] - 0.1


def test_the_labels_are_many_and_name_slots_that_exist() -> None:
    labels = [label for part in PARTS for example in (*part.tags, *part.captions) for label in example.labels]
    assert len({label.text for label in labels}) >= 1500
    assert sum(len(part.captions) for part in PARTS) >= 80
    known = {*DEFAULT_STRUCTURE.keys}
    assert all(known.issuperset(label.slots) and label.text for label in labels)
    arguable = [label for label in labels if len(label.slots) > 1]
    assert len(arguable) < 0.05 * len(labels)


def test_tags_by_themselves_are_labelled_once() -> None:
    texts = [label.text for part in PARTS for example in part.tags for label in example.labels]
    assert len(texts) == len(set(texts))


def test_a_line_without_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="not `slot: tag"):
        list(_labels("standing, smiling"))


def test_the_command_prints_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--part", "fresh4"]) == 0
    printed = capsys.readouterr().out
    assert "not in vocabulary" in printed
    assert "by shape" in printed
