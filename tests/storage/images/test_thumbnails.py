"""Small copies on disk: used where they serve, never in the way."""

from __future__ import annotations

import functools
import os
import stat
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.support.waiting import wait_until
from tui_captioner.storage.images import images, thumbnails
from tui_captioner.storage.images.image_views import View
from tui_captioner.storage.images.images import ImageUnreadable, load_picture, load_scaled
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.thumbnails import FileVersion, Thumbnails, thumbnail_folder

BOX = (400, 400)
LARGE = (2000, 1500)
LONG_AGO = 1_600_000_000


def save(path: Path, image: Image.Image | None = None, age: int = 0) -> Path:
    """A picture large enough to be worth a copy, as old as files usually are."""
    if image is None:
        path.write_bytes(_gradient(path.suffix))
    else:
        image.save(path)
    os.utime(path, (LONG_AGO - age, LONG_AGO - age))
    return path


@functools.cache
def _gradient(suffix: str) -> bytes:
    file = BytesIO()
    Image.radial_gradient("L").resize(LARGE).convert("RGB").save(file, Image.registered_extensions()[suffix])
    return file.getvalue()


def files(cache: Thumbnails) -> list[Path]:
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


@pytest.fixture
def cache(tmp_path: Path) -> Thumbnails:
    return Thumbnails(tmp_path / "cache" / "thumbnails")


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really decoded."""
    seen: list[Path] = []
    load = images.load_picture

    def counted(path: Path, view: View, **options: object) -> images.LoadedPicture:
        seen.append(path)
        return load(path, view, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(images, "load_picture", counted)
    return seen


@pytest.fixture
def store(cache: Thumbnails) -> PictureStore:
    return PictureStore(cache, isolate=False)


def test_the_second_time_nothing_is_decoded(tmp_path: Path, store: PictureStore, decoded: list[Path]) -> None:
    path = save(tmp_path / "a.png")
    first, second = store.load(path, BOX), store.load(path, (300, 100))
    assert decoded == [path]
    assert (second.source_size, second.frames, second.format) == (LARGE, 1, "PNG")
    assert second.image.size == (133, 100)
    assert first.image.size == (400, 300)


def test_a_copy_looks_like_the_picture(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png")
    first, second = store.load(path, BOX).image, store.load(path, BOX).image
    assert all(abs(first.getpixel((x, x))[0] - second.getpixel((x, x))[0]) < 6 for x in range(0, 300, 10))  # type: ignore[index]


def test_a_copy_that_is_too_small_is_not_used(tmp_path: Path, store: PictureStore, decoded: list[Path]) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    assert store.load(path, (1900, 1900)).image.size == (1900, 1425)
    assert store.load(path, BOX, region=(0, 0, 0.1, 0.1)).image.size == (200, 150)
    assert len(decoded) == 3
    store.load(path, (1600, 1600))
    store.load(path, (200, 200), region=(0, 0, 0.5, 0.5))
    assert len(decoded) == 3


def test_a_copy_of_a_jpeg_grows_with_what_is_asked(tmp_path: Path, store: PictureStore, decoded: list[Path]) -> None:
    path = save(tmp_path / "a.jpg", Image.radial_gradient("L").resize((3200, 2400)))
    store.load(path, (300, 300))
    store.load(path, (1500, 1500))
    store.load(path, (1500, 1500))
    store.load(path, (300, 300))
    assert len(decoded) == 2


@pytest.mark.parametrize("chequered", [False, True])
def test_transparency_is_kept(tmp_path: Path, store: PictureStore, decoded: list[Path], chequered: bool) -> None:
    image = Image.new("RGBA", LARGE, (200, 100, 50, 0))
    image.paste((200, 100, 50, 255), (0, 0, 1000, 1500))
    path = save(tmp_path / "a.png", image)
    first = store.load(path, BOX, (1, 2, 3), chequered=chequered).image
    second = store.load(path, BOX, (1, 2, 3), chequered=chequered).image
    assert len(decoded) == 1
    assert [second.getpixel(at) for at in ((10, 10), (390, 290), (382, 290))] == [
        first.getpixel(at) for at in ((10, 10), (390, 290), (382, 290))
    ]
    assert (second.getpixel((390, 290)) == (1, 2, 3)) is not chequered


def test_a_turned_picture_stays_upright(tmp_path: Path, store: PictureStore) -> None:
    image = Image.new("RGB", LARGE)
    image.paste("red", (0, 0, 1000, 1500))
    exif = image.getexif()
    exif[0x0112] = 6
    path = tmp_path / "a.png"
    image.save(path, exif=exif)
    os.utime(path, (LONG_AGO, LONG_AGO))
    first, second = store.load(path, BOX), store.load(path, BOX)
    assert first.source_size == second.source_size == (1500, 2000)
    assert second.image.size == (300, 400)
    assert second.image.getpixel((150, 20))[0] > 240  # type: ignore[index]


def test_a_small_picture_that_is_quick_is_not_kept(tmp_path: Path, cache: Thumbnails) -> None:
    path = save(tmp_path / "a.png", Image.new("RGB", (400, 300)))
    version, loaded = FileVersion.of(path), load_picture(path, View(BOX))
    assert version is not None
    assert not cache.keep(version, loaded, 0.001)
    assert cache.keep(version, loaded, 0.5)
    assert len(files(cache)) == 1


def test_a_changed_file_is_decoded_anew(tmp_path: Path, store: PictureStore, decoded: list[Path]) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    save(path, Image.new("RGB", LARGE, "red"), age=5)
    assert store.load(path, BOX).image.getpixel((0, 0)) == (255, 0, 0)
    assert len(decoded) == 2


def test_a_file_that_changes_while_it_is_decoded_is_not_kept(tmp_path: Path, cache: Thumbnails) -> None:
    path = save(tmp_path / "a.png")
    version, loaded = FileVersion.of(path), load_picture(path, View(BOX))
    save(path, Image.new("RGB", LARGE, "red"), age=5)
    assert version is not None
    assert not cache.keep(version, loaded, 1.0)
    assert files(cache) == []


def test_a_file_that_changed_just_now_is_not_kept(tmp_path: Path, store: PictureStore, cache: Thumbnails) -> None:
    path = save(tmp_path / "a.png")
    os.utime(path)
    store.load(path, BOX)
    assert files(cache) == []


def test_a_file_that_is_gone_is_not_shown(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    path.unlink()
    with pytest.raises(ImageUnreadable, match="no such file"):
        store.load(path, BOX)


def test_a_link_shares_the_copy_of_its_file(tmp_path: Path, store: PictureStore, decoded: list[Path]) -> None:
    path = save(tmp_path / "a.png")
    (tmp_path / "link.png").symlink_to(path)
    store.load(path, BOX)
    store.load(tmp_path / "link.png", BOX)
    assert decoded == [path]


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "head", "text"])
def test_a_damaged_copy_is_made_anew(
    tmp_path: Path, store: PictureStore, cache: Thumbnails, decoded: list[Path], damage: str
) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    (copy,) = files(cache)
    data = bytearray(copy.read_bytes())
    if damage == "flipped":
        data[-100] ^= 1
    if damage == "head":
        data[20:28] = b"\xff" * 8
    copy.write_bytes({"empty": b"", "cut": bytes(data[:-5]), "text": b"annika"}.get(damage, bytes(data)))
    assert store.load(path, BOX).image.size == (400, 300)
    assert len(decoded) == 2
    assert store.load(path, BOX).image.size == (400, 300)
    assert len(decoded) == 2


def test_only_the_user_may_look_into_the_folder(tmp_path: Path, store: PictureStore, cache: Thumbnails) -> None:
    store.load(save(tmp_path / "a.png"), BOX)
    (copy,) = files(cache)
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.parent.parent == cache.folder
    assert thumbnail_folder().name == "thumbnails"


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path, cache: Thumbnails) -> None:
    paths = [save(tmp_path / f"{number}.png") for number in range(6)]
    store = PictureStore(cache, isolate=False)
    for number, path in enumerate(paths):
        store.load(path, BOX)
        newest = max(files(cache), key=lambda copy: copy.stat().st_mtime)
        os.utime(newest, (LONG_AGO + number, LONG_AGO + number))
    assert store.load(paths[0], BOX).image.size == (400, 300)  # counts as use
    cache.limit = sum(copy.stat().st_size for copy in files(cache)) // 2
    cache.tidy()
    left = [path for path in paths if cache.find(_version(path), View(BOX)) is not None]
    assert left == [paths[0], paths[5]]


def _version(path: Path) -> FileVersion:
    version = FileVersion.of(path)
    assert version is not None
    return version


def test_the_folder_stays_within_its_limit(tmp_path: Path) -> None:
    cache = Thumbnails(tmp_path / "cache", limit=150_000)
    store = PictureStore(cache, isolate=False)
    for number in range(8):
        store.load(save(tmp_path / f"{number}.png"), BOX)
    assert 0 < sum(copy.stat().st_size for copy in files(cache)) <= cache.limit


def test_use_is_noted_once_a_day(tmp_path: Path, store: PictureStore, cache: Thumbnails) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    (copy,) = files(cache)
    hour_ago = time.time() - 3600
    os.utime(copy, (hour_ago, hour_ago))
    store.load(path, BOX)
    assert copy.stat().st_mtime == pytest.approx(hour_ago)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    store.load(path, BOX)
    assert copy.stat().st_mtime > LONG_AGO + 1


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path, store: PictureStore, cache: Thumbnails) -> None:
    store.load(save(tmp_path / "a.png"), BOX)
    (copy,) = files(cache)
    old, new = copy.with_name(".x.0.tmp"), copy.with_name(".y.0.tmp")
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (LONG_AGO, LONG_AGO))
    cache.tidy()
    assert files(cache) == sorted([copy, new])


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(28, "full"), OSError(30, "read-only")])
def test_a_disk_that_takes_nothing_breaks_nothing(
    tmp_path: Path, store: PictureStore, cache: Thumbnails, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", _only_below(cache.folder, refuse))
    path = save(tmp_path / "a.png")
    for _ in range(2):
        assert store.load(path, BOX).image.size == (400, 300)
    assert files(cache) == []


def _only_below(folder: Path, refuse: object) -> object:
    """`os.open` that fails below a folder."""
    real = os.open

    def opened(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if str(path).startswith(str(folder)):
            refuse()  # type: ignore[operator]
        return real(path, flags, mode)

    return opened


@pytest.mark.parametrize("place", ["file", "relative"])
def test_a_folder_that_can_not_be_breaks_nothing(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / "thumbnails" if place == "file" else Path("relative/thumbnails")
    store = PictureStore(Thumbnails(folder), isolate=False)
    for _ in range(2):
        assert store.load(save(tmp_path / "a.png"), BOX).image.size == (400, 300)
    assert not Path("relative").exists()


def test_the_decoding_process_keeps_copies(tmp_path: Path, cache: Thumbnails, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.png")
    store = PictureStore(cache)
    try:
        first = store.load(path, BOX)
        wait_until(lambda: files(cache))
    finally:
        store.close()
    # Nothing is left in the file, so this comes from the copy.
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_bytes(bytes(path.stat().st_size))
    os.utime(path, ns=times)
    again = PictureStore(cache)
    try:
        second = again.load(path, BOX)
    finally:
        again.close()
    assert (second.source_size, second.image.size) == (first.source_size, first.image.size)


def test_two_stores_may_share_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    paths = [save(tmp_path / f"{number}.png") for number in range(4)]
    stores = [PictureStore(Thumbnails(folder, limit=200_000)) for _ in range(2)]
    wrong: list[object] = []

    def look(store: PictureStore, order: list[Path]) -> None:
        for path in order * 3:
            try:
                if store.load(path, BOX).image.size != (400, 300):
                    wrong.append(path)
            except Exception as error:
                wrong.append(error)

    threads = [
        threading.Thread(target=look, args=(stores[0], paths)),
        threading.Thread(target=look, args=(stores[1], paths[::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for store in stores:
        store.close()
    assert wrong == []
    assert not any(thread.is_alive() for thread in threads)


def test_versions_have_names_of_their_own(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png")
    first = _version(path)
    assert first.name == _version(path).name
    os.utime(path, ns=(1, first.mtime_ns + 1))
    assert _version(path).name != first.name
    assert FileVersion.of(tmp_path / "gone.png") is None
    assert thumbnails.FileVersion(first.path, first.mtime_ns, first.size + 1).name != first.name


def test_a_copy_serves_the_same_sizes_as_the_source(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.png")
    store.load(path, BOX)
    for box in ((1, 1), (37, 91), (400, 3), (1599, 1601)):
        assert store.load(path, box).image.size == load_scaled(path, box).image.size
