"""What suggestions learn of a large dataset, and when."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.conftest import PNG
from tui_captioner.domain.suggest import Suggester
from tui_captioner.services.catalogue import completion
from tui_captioner.services.catalogue.catalogue import Catalogue, catalogue_of
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MOST_LEARNT", 10), ("_BEHIND", 2), ("_ADAPTED", 3)):
        monkeypatch.setattr(completion, name, value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    root.mkdir()
    for number in range(30):
        (root / f"{number:02}.png").write_bytes(PNG)
        (root / f"{number:02}.txt").write_text(f"standing, odd hat {number}, odd boots {number % 3}")
    return root


def learnt(completer: Completer, name: str) -> dict[str, bool]:
    """The images that are learnt, and whether it is looked at what would have foreseen them."""
    found: dict[str, bool] = {}
    with patch.object(Suggester, "learn") as learn:
        for one in completer.survey(name):
            if one is not None:
                completer.learn(one)
                found[one.name] = learn.call_args.kwargs["adapt"]
    return found


@pytest.mark.parametrize(("at", "first", "last"), [(0, 0, 10), (15, 7, 17), (29, 20, 30)])
def test_of_many_captions_those_around_the_image_in_view_are_learnt(root: Path, at: int, first: int, last: int) -> None:
    session = Session.open(root)
    found = learnt(Completer(session), session.names[at])

    assert list(found) == [f"{number:02}.png" for number in range(first, last)]
    assert [*found.values()] == [False] * 7 + [True] * 3
    session.close()


def test_what_is_finished_after_that_counts_for_what_is_foreseen(root: Path) -> None:
    session = Session.open(root)
    completer = Completer(session)
    learnt(completer, session.names[29])
    with patch.object(Suggester, "learn") as learn:
        completer.finished(session.names[0])

    assert learn.call_args.kwargs == {"adapt": True}
    session.close()


def test_tags_of_captions_that_are_not_learnt_are_completed_and_counted(root: Path) -> None:
    session = Session.open(root)
    completer = Completer(session)
    for one in completer.survey(session.names[0]):
        if one is not None:
            completer.learn(one)
    assert "odd hat 25" not in [row.term.text for row in completer.suggest("00.png", "subject", "odd hat 25")]
    rest = completer.rest()
    assert rest is not None
    deque(completer.add_rest(rest), maxlen=0)

    assert "odd hat 25" in [row.term.text for row in completer.suggest("00.png", "subject", "odd hat 25")]
    assert (completer.used("odd boots 1"), completer.used("odd hat 25"), completer.used("odd hat 3")) == (10, 1, 1)
    assert completer.slot_of("odd hat 25", "background") == completer.slot_of("odd hat 3", "background")
    session.close()


def test_a_small_dataset_has_no_rest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "MOST_LEARNT", 30)
    session = Session.open(root)
    completer = Completer(session)

    assert len(learnt(completer, session.names[0])) == 30
    assert completer.rest() is None
    session.close()


def test_the_second_opening_learns_before_the_catalogue_is_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "MOST_LEARNT", 30)
    monkeypatch.setattr(Catalogue.__init__, "__defaults__", (5,))
    first = Session.open(root)
    assert catalogue_of(first).known_before() is None
    finish(catalogue_of(first).fill())
    first.close()
    (root / "29.png").unlink()
    (root / "03.txt").write_text("standing, a new hat")
    second = Session.open(root)
    survey = Completer(second).survey(second.names[0])
    early = [one for one, _ in zip(survey, range(29), strict=False)]

    assert not catalogue_of(second).whole
    assert [one.name for one in early if one] == [f"{number:02}.png" for number in range(29)]
    late = {one.name: one.texts for one in survey if one is not None}
    assert catalogue_of(second).whole
    assert "a new hat" in [text for texts in late["03.png"].values() for text in texts]
    second.close()
