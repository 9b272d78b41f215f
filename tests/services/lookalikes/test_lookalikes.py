"""The look-alikes of a dataset: decoded once, when somebody asks, and known the next time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import PNG
from tests.support.alike_pictures import make_alike, scene
from tests.support.tui_material import open_session
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.lookalikes import PictureSet
from tui_captioner.services.catalogue.catalogue import Catalogue, catalogue_of
from tui_captioner.services.catalogue.filtering import read_filter
from tui_captioner.services.lookalikes import hashing, lookalikes
from tui_captioner.services.lookalikes.lookalikes import LookAlikes, look_alikes_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import listed, names_matching
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles, catalogue_folder
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.storage.images.decoder_answers import Pixels
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import NO_DECODER, PictureStore

LONG_AGO = 1_600_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_alike(tmp_path / "set")
    settle(tmp_path / "set")
    return tmp_path / "set"


def settle(root: Path) -> None:
    """Files that changed just now are looked at again, as they may change once more unseen."""
    for path in root.iterdir():
        if path.is_file():
            os.utime(path, (LONG_AGO, LONG_AGO))


@contextmanager
def opened(root: Path) -> Iterator[tuple[Session, LookAlikes]]:
    session = open_session(root, writable=False)
    try:
        yield session, look_alikes_of(session)
    finally:
        session.close()


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were decoded."""
    names: list[str] = []
    before = PictureStore.pixels

    def pixels(self: PictureStore, path: Path, side: int, cancelled: Callable[[], bool] | None = None) -> Pixels:
        names.append(path.name)
        return before(self, path, side, cancelled)

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    return names


def groups(looks: LookAlikes) -> list[tuple[tuple[str, ...], ...]]:
    return [group.parts for group in looks.groups]


def test_nothing_is_decoded_before_somebody_asks(root: Path, decoded: list[str]) -> None:
    with opened(root) as (session, looks):
        finish(catalogue_of(session).fill())
        finish(looks.recall())
        assert (looks.is_known, looks.groups, looks.nearest("a.png")) == (False, (), [])
        assert looks.likeness(["b.png"], ["a.png"]) == {}
    assert decoded == []


def test_pictures_that_look_alike_are_found(root: Path) -> None:
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
        (group,) = looks.groups
        assert {name: (match.mirrored, match.same) for name, match in group.matches.items()} == {
            "c.jpg": (False, True),
            "e.png": (True, True),
        }
        assert [other.name for other in looks.nearest("e.png")] == ["a.png", "c.jpg"]
        assert [other.name for other in looks.nearest("e.png", 1)] == ["a.png"]
        assert looks.nearest("b.png") == []


def test_they_are_found_by_a_decoding_process_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "picture_store", lambda: PictureStore(niceness=10))
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]


def test_each_picture_is_decoded_once_also_of_a_small_dataset(root: Path, decoded: list[str]) -> None:
    with opened(root) as (session, looks):
        finish(looks.look())
        finish(looks.look())
        assert not catalogue_of(session).is_kept
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
    assert sorted(decoded) == ["a.png", "b.png", "c.jpg", "d.png", "e.png"]


def test_what_is_kept_is_known_without_decoding(root: Path, decoded: list[str]) -> None:
    with opened(root) as (_, looks):
        finish(looks.look())
    decoded.clear()
    scene(1).save(root / "new.png")
    with opened(root) as (session, looks):
        finish(looks.recall())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
        found = catalogue_of(session).ask(lambda store: listed(store, session.names))
        assert found is not None
        assert {name: image.alike and image.alike.same for name, image in found.items()} == {
            "a.png": 3,
            "b.png": None,
            "c.jpg": 3,
            "d.png": None,
            "e.png": 3,
            "new.png": None,
        }
    assert decoded == []


def test_only_what_changed_is_decoded_again(root: Path, decoded: list[str]) -> None:
    with opened(root) as (_, looks):
        finish(looks.look())
    decoded.clear()
    scene(5).save(root / "c.jpg", quality=50)
    (root / "d.png").unlink()
    scene(2).save(root / "f.png")
    settle(root)
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "e.png"),), (("b.png", "f.png"),)]
    assert sorted(decoded) == ["c.jpg", "f.png"]


def test_another_file_of_the_same_size_and_time_is_noticed(tmp_path: Path) -> None:
    for number in (1, 2):
        scene(number).convert("RGB").save(tmp_path / f"{number}.bmp")
    scene(1).save(tmp_path / "x.png")
    settle(tmp_path)
    with opened(tmp_path) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("1.bmp", "x.png"),)]
    (tmp_path / "1.bmp").rename(tmp_path / "aside")
    (tmp_path / "2.bmp").rename(tmp_path / "1.bmp")
    (tmp_path / "aside").rename(tmp_path / "2.bmp")
    with opened(tmp_path) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("2.bmp", "x.png"),)]


def test_a_file_that_changed_just_now_is_looked_at_again(tmp_path: Path, decoded: list[str]) -> None:
    scene(1).save(tmp_path / "a.png")
    with opened(tmp_path) as (_, looks):
        finish(looks.look())
        finish(looks.look())
    assert decoded == ["a.png", "a.png"]


def test_a_deleted_cache_is_made_anew(root: Path, decoded: list[str]) -> None:
    with opened(root) as (_, looks):
        finish(looks.look())
    shutil.rmtree(catalogue_folder())
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
    assert len(decoded) == 10


def test_a_catalogue_of_the_version_before_is_made_anew(root: Path) -> None:
    files = CatalogueFiles(root)
    before = CatalogueDatabase(files.path)
    before.sql.execute("DROP TABLE picture")
    before.sql.execute("PRAGMA user_version = 2")
    before.close()
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
    store = CatalogueDatabase(files.path)
    assert store.rows("SELECT COUNT(*) FROM picture") == [(5,)]
    store.close()


def test_without_a_cache_folder_it_is_known_for_this_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.storage.catalogue.catalogue_files.user_cache_path", lambda *_, **__: Path("x"))
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]


def test_a_dataset_of_which_the_catalogue_is_kept_has_them_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(root, writable=False)
    catalogue = Catalogue(session, 0)
    looks = look_alikes_of(session)
    with monkeypatch.context() as patch:
        patch.setattr(lookalikes, "catalogue_of", lambda _: catalogue)
        finish(looks.look())
        assert catalogue.is_kept
        # Once it is noted, they are compared only for who wants to know how much they look alike.
        patch.setattr(PictureSet, "groups", lambda _: pytest.fail("compared"))
        finish(looks.look(compares=False))
    found = catalogue.ask(lambda store: listed(store, ["e.png"]))
    assert found is not None
    assert found["e.png"].alike is not None
    session.close()
    with opened(root) as (_, again):
        finish(again.recall())
        assert groups(again) == [(("a.png", "c.jpg", "e.png"),)]


def test_they_are_listed_beside_each_other(root: Path) -> None:
    scene(3).save(root / "a0.png")
    with opened(root) as (session, looks):
        finish(looks.look())
        found = catalogue_of(session).ask(
            lambda store: names_matching(store, read_filter(session, ""), order=Order("alike"))
        )
        assert found == ["a0.png", "d.png", "a.png", "c.jpg", "e.png", "b.png"]


def test_some_images_are_compared_alone_and_nothing_is_noted_then(root: Path) -> None:
    with opened(root) as (session, looks):
        finish(looks.look(["a.png", "b.png", "e.png"]))
        assert groups(looks) == [(("a.png", "e.png"),)]
        finish(catalogue_of(session).fill())
        found = catalogue_of(session).ask(lambda store: listed(store, ["a.png"]))
        assert found is not None
        assert found["a.png"].alike is None


def test_pictures_that_cant_be_decoded_are_said_and_not_tried_again(root: Path, decoded: list[str]) -> None:
    (root / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nand no more")
    (root / "empty.jpg").write_bytes(b"")
    (root / "dot.png").write_bytes(PNG)
    for name in ("white.png", "other white.png"):
        Image.new("RGB", (80, 60), "white").save(root / name)
    settle(root)
    with opened(root) as (_, looks):
        finish(looks.look())
        assert sorted(looks.problems) == ["broken.png", "empty.jpg"]
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
        assert looks.nearest("white.png") == []
    decoded.clear()
    with opened(root) as (_, looks):
        finish(looks.look())
        assert sorted(looks.problems) == ["broken.png", "empty.jpg"]
    assert decoded == []


def test_where_nothing_can_be_decoded_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pixels(*_: object) -> Pixels:
        raise ImageUnreadable(NO_DECODER)

    monkeypatch.setattr(PictureStore, "pixels", pixels)
    with opened(root) as (_, looks):
        with pytest.raises(CaptionerError, match="can't be decoded here"):
            finish(looks.look())
        assert not looks.is_known


def test_stopped_it_keeps_what_was_hashed(root: Path, decoded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_BATCH", 1)
    with opened(root) as (_, looks):
        job = looks.look(wait=0)
        for _ in job:
            if len(decoded) >= 2:
                break
        job.close()
        done = len(decoded)
    with opened(root) as (_, looks):
        finish(looks.look())
        assert groups(looks) == [(("a.png", "c.jpg", "e.png"),)]
    assert done < 5 or len(decoded) == 5
    assert len(decoded) <= 6


def test_closing_the_dataset_ends_it(root: Path) -> None:
    session = open_session(root)
    job = look_alikes_of(session).look(wait=0)
    next(job)
    session.close()
    assert list(job) == []


def test_progress_never_falls_and_is_about_all_images(root: Path) -> None:
    with opened(root) as (session, looks):
        steps = list(looks.look(wait=0.001))
        assert {step.total for step in steps} == {len(session.names)}
        assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_likely_images_are_those_that_look_like_some(root: Path) -> None:
    with opened(root) as (session, looks):
        finish(looks.look())
        found = looks.likeness(session.names, ["a.png", "unknown.png"])
        assert found["a.png"] == 0.0
        assert min(found["c.jpg"], found["e.png"]) > 0.8 > max(found["b.png"], found["d.png"])
        assert all(0 <= value <= 1 for value in found.values())
        assert set(looks.likeness(session.names, []).values()) == {0.0}
