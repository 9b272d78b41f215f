"""Pictures from a decoding process: the same as without, and what goes wrong there harms nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from PIL import Image

from tests.support.waiting import PATIENCE, wait_until
from tui_captioner.storage.images import decoder_process
from tui_captioner.storage.images.decoder_process import decoder_command
from tui_captioner.storage.images.images import ImageUnreadable, LoadCancelled, load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.storage.images.pictures import NO_DECODER, PictureStore

BOX = (80, 60)
BAD = "tests.storage.images.bad_decoder"


def save(path: Path, size: tuple[int, int] = (120, 90)) -> Path:
    Image.radial_gradient("L").resize(size).convert("RGB").save(path)
    return path


def reason(store: PictureStore, path: Path) -> str:
    with pytest.raises(ImageUnreadable) as caught:
        store.load(path, BOX)
    return caught.value.message


def deeds(folder: Path) -> list[str]:
    """The files that the bad decoder was given."""
    path = folder / "deeds"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


@pytest.fixture
def store() -> Iterator[PictureStore]:
    store = PictureStore()
    yield store
    store.close()


@pytest.fixture
def bad_store() -> Iterator[PictureStore]:
    store = PictureStore(command=decoder_command(BAD), timeout_s=20)
    yield store
    store.close()


# -- what is fine ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "chequered", "max_pixels"), [(None, False, None), ((0.25, 0.1, 0.5, 0.9), True, 700)]
)
@pytest.mark.parametrize("isolate", [True, False])
def test_a_store_gives_what_loading_gives(
    tmp_path: Path,
    isolate: bool,
    region: tuple[float, float, float, float] | None,
    chequered: bool,
    max_pixels: int | None,
) -> None:
    path = tmp_path / "caf\udce9 \n.png"
    Image.merge("RGBA", [Image.radial_gradient("L")] * 4).save(path)
    store = PictureStore(isolate=isolate)
    try:
        got = store.load(path, BOX, (9, 8, 7), region=region, chequered=chequered, max_pixels=max_pixels)
    finally:
        store.close()
    wanted = load_scaled(path, BOX, (9, 8, 7), region=region, chequered=chequered, max_pixels=max_pixels)
    assert got.image.tobytes() == wanted.image.tobytes()
    assert (got.image.size, got.source_size) == (wanted.image.size, wanted.source_size)
    assert (got.frames, got.format) == (wanted.frames, wanted.format)


def test_a_relative_path_is_that_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "a.png")
    store = PictureStore()
    store.warm()
    monkeypatch.chdir(tmp_path)
    try:
        assert store.load(Path("a.png"), BOX).image.size == BOX
    finally:
        store.close()


def test_facts_come_from_the_process_too(tmp_path: Path, store: PictureStore) -> None:
    path = save(tmp_path / "a.jpg")
    assert store.facts(path) == read_facts(path)
    with pytest.raises(ImageUnreadable, match="no such file"):
        store.facts(tmp_path / "gone.jpg")


@pytest.mark.parametrize(("name", "value"), [("bytes", "many"), ("frames", [1]), ("duration", None), ("size", [3])])
def test_facts_of_another_kind_are_none(
    name: str, value: object, tmp_path: Path, store: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {**asdict(read_facts(save(tmp_path / "a.png"))), name: value}
    monkeypatch.setattr(store, "_ask_about", lambda *_: ({"facts": facts}, b""))
    with pytest.raises(ImageUnreadable, match="gave no picture"):
        store.facts(tmp_path / "a.png")


def test_reasons_come_through(tmp_path: Path, store: PictureStore) -> None:
    text = tmp_path / "a.png"
    text.write_text("annika", encoding="utf-8")
    assert reason(store, text) == "it is text, not a picture"
    assert reason(store, tmp_path / "gone.png") == "there is no such file"
    assert store.load(save(tmp_path / "b.png"), BOX).image.size == BOX


def test_a_file_that_was_mended_is_shown(tmp_path: Path, store: PictureStore) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"")
    assert reason(store, path) == "the file is empty"
    assert store.load(save(path), BOX).image.size == BOX


def test_a_part_of_a_large_webp_needs_no_temporary_file(tmp_path: Path, store: PictureStore) -> None:
    path = tmp_path / "a.webp"
    Image.new("RGB", (6200, 6200), (10, 200, 30)).save(path, lossless=True, quality=0, method=0)
    part = store.load(path, BOX, region=(0.5, 0.5, 0.51, 0.51)).image
    assert part.getpixel((1, 1)) == (10, 200, 30)


def test_the_limit_of_megapixels_is_the_stores(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", (1200, 1000))
    store = PictureStore(max_megapixels=1)
    try:
        assert "more than 1 megapixels" in reason(store, path)
    finally:
        store.close()


def test_importing_the_store_loads_no_pillow() -> None:
    code = "import sys, tui_captioner.storage.images.pictures; print('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


# -- what is not -------------------------------------------------------------------------------------------------------


def test_a_crash_costs_one_picture(tmp_path: Path, bad_store: PictureStore) -> None:
    bad, good = save(tmp_path / "segv-a.png"), save(tmp_path / "good.png")
    assert reason(bad_store, bad) == "the decoder crashed on it (signal SEGV)"
    assert bad_store.load(good, BOX).image.size == BOX


@pytest.mark.parametrize("word", ["hang", "half"])
def test_a_hang_is_stopped(tmp_path: Path, bad_store: PictureStore, word: str) -> None:
    good, bad = save(tmp_path / "good.png"), save(tmp_path / f"{word}-a.png")
    assert bad_store.load(good, BOX).image.size == BOX
    bad_store.timeout_s = 0.5
    for _ in range(2):
        assert reason(bad_store, bad) == "decoding took longer than 0.5 s and was stopped"
    bad_store.timeout_s = PATIENCE
    assert bad_store.load(good, BOX).image.size == BOX
    assert deeds(tmp_path).count(bad.name) == 1


def test_what_crashed_a_decoder_is_not_tried_again_until_it_changes(tmp_path: Path, bad_store: PictureStore) -> None:
    path = save(tmp_path / "segv-a.png")
    assert reason(bad_store, path) == reason(bad_store, path)
    assert deeds(tmp_path) == ["segv-a.png"]
    save(path, (50, 50))
    reason(bad_store, path)
    assert deeds(tmp_path) == ["segv-a.png"] * 2


def test_a_process_that_somebody_else_ended_is_asked_again(tmp_path: Path, bad_store: PictureStore) -> None:
    assert bad_store.load(save(tmp_path / "once-a.png"), BOX).image.size == BOX
    assert deeds(tmp_path) == ["once-a.png"] * 2
    assert "signal KILL" in reason(bad_store, save(tmp_path / "oom-a.png"))
    assert deeds(tmp_path).count("oom-a.png") == 2


@pytest.mark.parametrize("word", ["exit", "junk"])
def test_a_process_that_ends_or_talks_nonsense_costs_one_picture(
    tmp_path: Path, bad_store: PictureStore, word: str
) -> None:
    assert reason(bad_store, save(tmp_path / f"{word}-a.png")) == "the decoder crashed on it"
    assert bad_store.load(save(tmp_path / "good.png"), BOX).image.size == BOX


def test_more_memory_than_there_is_costs_one_picture(tmp_path: Path, bad_store: PictureStore) -> None:
    assert reason(bad_store, save(tmp_path / "memory-a.png")) == "there is not enough memory to decode it"
    assert bad_store.load(save(tmp_path / "good.png"), BOX).image.size == BOX


@pytest.mark.parametrize("command", [["no such program"], [sys.executable, "-c", "pass"]])
def test_without_a_process_no_picture_is_decoded_in_the_program(tmp_path: Path, command: list[str]) -> None:
    store = PictureStore(command=command)
    try:
        store.warm()
        for name in ("a.png", "b.png", "c.png"):
            assert reason(store, save(tmp_path / name)) == NO_DECODER
    finally:
        store.close()


# -- giving up, and several at once ------------------------------------------------------------------------------------


def test_a_decoder_that_does_not_stop_is_ended_when_nobody_wants_the_picture(
    tmp_path: Path, bad_store: PictureStore
) -> None:
    path = save(tmp_path / "hang-a.png")
    with pytest.raises(LoadCancelled):
        bad_store.load(path, BOX, cancelled=lambda: "hang-a.png" in deeds(tmp_path))
    assert bad_store.load(save(tmp_path / "good.png"), BOX).image.size == BOX
    with pytest.raises(LoadCancelled):  # it was not its fault: it may be asked for again
        bad_store.load(path, BOX, cancelled=lambda: deeds(tmp_path).count("hang-a.png") == 2)


def test_a_decoder_that_can_stop_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_process, "_STOP", PATIENCE)
    started: list[int] = []
    start = decoder_process.DecoderProcess.__init__

    def counted(self: decoder_process.DecoderProcess, command: list[str]) -> None:
        started.append(1)
        start(self, command)

    monkeypatch.setattr(decoder_process.DecoderProcess, "__init__", counted)
    store = PictureStore()
    path = save(tmp_path / "a.png", (1500, 1500))
    try:
        store.load(path, BOX)
        for calls in (1, 2):
            count = iter(range(100_000))
            with pytest.raises(LoadCancelled):
                store.load(path, BOX, cancelled=lambda n=calls, c=count: next(c) >= n)  # type: ignore[misc]
            assert store.load(path, BOX).image.size == (60, 60)
    finally:
        store.close()
    assert len(started) == 1


def test_a_picture_that_nobody_wants_is_not_begun(tmp_path: Path, bad_store: PictureStore) -> None:
    with pytest.raises(LoadCancelled):
        bad_store.load(save(tmp_path / "a.png"), BOX, cancelled=lambda: True)
    assert deeds(tmp_path) == []


def test_two_threads_get_on_at_the_same_time(tmp_path: Path, bad_store: PictureStore) -> None:
    gave_up: list[type[BaseException]] = []
    wanted = threading.Event()
    wanted.set()

    def wait_for_ever() -> None:
        try:
            bad_store.load(save(tmp_path / "hang-a.png"), BOX, cancelled=lambda: not wanted.is_set())
        except LoadCancelled as error:
            gave_up.append(type(error))

    thread = threading.Thread(target=wait_for_ever)
    thread.start()
    wait_until(lambda: deeds(tmp_path))
    assert bad_store.load(save(tmp_path / "good.png"), BOX).image.size == BOX
    wanted.clear()
    thread.join(PATIENCE)
    assert gave_up == [LoadCancelled]


def test_many_threads_share_two_processes(tmp_path: Path, store: PictureStore) -> None:
    paths = [save(tmp_path / f"{number}.png", (100 + number, 90)) for number in range(12)]
    sizes: dict[Path, tuple[int, int]] = {}

    def load(path: Path) -> None:
        sizes[path] = store.load(path, BOX).source_size

    threads = [threading.Thread(target=load, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sizes == {path: (100 + number, 90) for number, path in enumerate(paths)}


def test_closing_cancels_what_is_under_way(tmp_path: Path, bad_store: PictureStore) -> None:
    gave_up: list[type[BaseException]] = []

    def wait_for_ever() -> None:
        try:
            bad_store.load(save(tmp_path / "hang-a.png"), BOX)
        except LoadCancelled as error:
            gave_up.append(type(error))

    thread = threading.Thread(target=wait_for_ever)
    thread.start()
    wait_until(lambda: deeds(tmp_path))
    bad_store.close()
    thread.join(PATIENCE)
    assert gave_up == [LoadCancelled]
    with pytest.raises(LoadCancelled):
        bad_store.load(save(tmp_path / "good.png"), BOX)


def test_parts_of_one_picture_are_cut_from_pixels_that_are_there(tmp_path: Path, bad_store: PictureStore) -> None:
    path, other = save(tmp_path / "a.png", (400, 300)), save(tmp_path / "b.png", (400, 300))
    for region in ((0.0, 0.0, 0.5, 0.5), (0.25, 0.25, 0.5, 0.5), (0.9, 0.9, 1.0, 1.0)):
        wanted = load_scaled(path, BOX, region=region).image
        assert bad_store.load(path, BOX, region=region).image.tobytes() == wanted.tobytes()
    assert deeds(tmp_path) == ["a.png"]
    bad_store.load(other, BOX)
    bad_store.load(path, BOX, region=(0, 0, 0.5, 0.5))
    assert deeds(tmp_path) == ["a.png", "b.png", "a.png"]
    save(path, (500, 400))
    assert bad_store.load(path, BOX, region=(0, 0, 0.5, 0.5)).source_size == (500, 400)


def test_a_jpeg_is_decoded_again_where_a_part_is_to_be_sharper(tmp_path: Path, bad_store: PictureStore) -> None:
    path = save(tmp_path / "a.jpg", (1600, 1200))
    for side in (0.8, 0.7, 0.05, 0.9):
        part = bad_store.load(path, BOX, region=(0, 0, side, side)).image
        assert part.size == load_scaled(path, BOX, region=(0, 0, side, side)).image.size
    assert deeds(tmp_path) == ["a.jpg", "a.jpg"]


# -- the process -------------------------------------------------------------------------------------------------------

_PARENT = """
import os, sys
from pathlib import Path
from tui_captioner.storage.images.decoder_process import DecoderProcess, decoder_command
process = DecoderProcess(decoder_command(sys.argv[1]))
process.ask({"do": "facts"}, 20, None)
print(process._process.pid, flush=True)
sys.stdin.read()
"""


def test_the_process_has_no_terminal_and_ends_with_the_program() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, BAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    assert parent.stdin is not None
    child = int(parent.stdout.readline())
    places = [str(Path(f"/proc/{child}/fd/{number}").readlink()) for number in range(3)]
    session = os.getsid(child)
    parent.kill()
    parent.communicate()
    assert places == ["/dev/null"] * 3
    assert session == child
    wait_until(lambda: _is_gone(child))


def _is_gone(process: int) -> bool:
    try:
        state = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
        )
    except OSError:
        return True
    return state == "Z"  # ended; whoever adopted it has not looked yet


def test_the_process_does_not_take_modules_from_where_the_program_was_started(tmp_path: Path) -> None:
    (tmp_path / "PIL").mkdir()
    (tmp_path / "PIL" / "__init__.py").write_text("raise SystemExit(5)", encoding="utf-8")
    save(tmp_path / "a.png")
    code = (
        "import sys; from pathlib import Path; sys.path.remove(''); "
        "from tui_captioner.storage.images.pictures import PictureStore; "
        "print(PictureStore().load(Path('a.png'), (80, 60)).image.size)"
    )
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout == "(80, 60)\n", done.stderr
