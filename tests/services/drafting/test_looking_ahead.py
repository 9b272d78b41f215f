"""A tagger looks at pictures in a thread: the wanted ones in order, each once, and says in one line why it can't."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest
from PIL import Image

from tests.support.tiny_tagger import tiny_model, write_tagger
from tests.support.waiting import PATIENCE
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.services.drafting.looking_ahead import Failed, LookingAhead, Opened, Remembered, Seen, Told
from tui_captioner.services.drafting.tag_terms import TagTerms
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.taggers.tagger import TaggerError

CSV = "tag_id,name,category,count\n1,red_hat,0,5\n2,blue_sky,0,4\n3,safe,9,9\n"
MODEL = tiny_model([[-0.05, 0, 0.05], [0.05, 0, -0.05], [0, 0, 0]], side=16)
"""Blue comes first: in a red picture it sees a red hat, in a blue one the sky, and a rating in both."""


class Looking:
    """A thread under test, and what it told."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._told: SimpleQueue[Told] = SimpleQueue()
        terms = TagTerms(Vocabulary([]), DEFAULT_STRUCTURE)
        self.ahead = LookingAhead(root, folder, PictureStore(), terms, self._told.put)

    def next(self) -> Told:
        return self._told.get(timeout=PATIENCE)

    def sees(self) -> tuple[str, list[str]]:
        told = self.next()
        assert isinstance(told, Seen)
        return told.name, [tag.text for tag in told.tags]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in (("red.png", (255, 0, 0)), ("blue.png", (0, 0, 255))):
        Image.new("RGB", (64, 32), colour).save(folder / name)
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


@pytest.fixture
def started() -> Iterator[list[Looking]]:
    made: list[Looking] = []
    yield made
    for one in made:
        one.ahead.close()


def wanted(root: Path, *names: str) -> dict[str, Path]:
    return {name: root / name for name in names}


def test_it_says_what_it_sees_in_the_order_wanted_and_remembers_it(
    root: Path, tmp_path: Path, started: list[Looking]
) -> None:
    pytest.importorskip("onnxruntime")
    folder = write_tagger(tmp_path / "tiny", MODEL, {"selected_tags.csv": CSV})
    started.append(first := Looking(root, folder))
    assert first.next() == Opened(frozenset({"red hat", "blue sky"}))
    first.ahead.want(wanted(root, "broken.png", "red.png", "blue.png"))
    assert first.sees() == ("red.png", ["red hat"])
    assert first.sees() == ("blue.png", ["blue sky"])
    started.append(second := Looking(root, folder))
    second.next()
    second.ahead.recall(wanted(root, "red.png", "broken.png"))
    told = second.next()
    assert isinstance(told, Remembered)
    assert [(one.name, [tag.text for tag in one.tags]) for one in told.seen] == [("red.png", ["red hat"])]
    assert second.ahead._tagger is None


@pytest.mark.parametrize(
    ("model", "files", "said"),
    [
        (None, {"selected_tags.csv": CSV}, "no model.onnx"),
        (MODEL, {}, "none of selected_tags.csv"),
        (MODEL, {"selected_tags.csv": "id,name\n1,\n"}, "has no name"),
        (b"no model", {"selected_tags.csv": CSV}, "can't be opened"),
        (MODEL, {"selected_tags.csv": CSV + "4,more,0,1\n"}, "4 tags"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_one_line(
    root: Path, tmp_path: Path, started: list[Looking], model: bytes | None, files: dict[str, str], said: str
) -> None:
    pytest.importorskip("onnxruntime")
    folder = write_tagger(tmp_path / "tiny", model or b"", files)
    if model is None:
        (folder / "model.onnx").unlink()
    started.append(looking := Looking(root, folder))
    looking.ahead.want(wanted(root, "red.png"))
    told = looking.next()
    if isinstance(told, Opened):
        told = looking.next()
    assert isinstance(told, Failed)
    assert said in str(told.error)
    assert "\n" not in str(told.error)


def test_one_that_still_loads_its_model_holds_up_nobody_who_leaves(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading, may_end = Event(), Event()

    def load(*_: object, **__: object) -> None:
        loading.set()
        may_end.wait(PATIENCE)
        raise TaggerError("too late")

    monkeypatch.setattr("tui_captioner.services.drafting.looking_ahead.Tagger", load)
    looking = Looking(root, write_tagger(tmp_path / "tiny", MODEL, {"selected_tags.csv": CSV}))
    looking.ahead.want(wanted(root, "red.png"))
    assert loading.wait(PATIENCE)
    looking.ahead.close()
    assert not may_end.is_set()
    assert looking.ahead._thread.is_alive()
    may_end.set()


def test_a_model_that_came_with_the_pictures_is_not_run(root: Path, started: list[Looking]) -> None:
    write_tagger(root / "tiny", MODEL, {"selected_tags.csv": CSV})
    started.append(looking := Looking(root, root / "tiny"))
    told = looking.next()
    assert isinstance(told, Failed)
    assert "lies in the dataset" in told.error.message
