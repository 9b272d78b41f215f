"""How pictures get ready in time and reach the terminal: threads, cache, pacing, uploads."""

from __future__ import annotations

import asyncio
import io
import re
import threading
from math import inf
from pathlib import Path

import pytest
from PIL import Image
from textual.app import App

from tests.support.terminal_line import Line, key_of, picture, settle
from tui_captioner.storage.images.images import load_scaled
from tui_captioner.tui.graphics import link as link_module
from tui_captioner.tui.graphics.link import QUESTION, Link
from tui_captioner.tui.graphics.loader import PictureCache, PictureLoader
from tui_captioner.tui.graphics.model import Picture, PictureRequest, Piece, Spot
from tui_captioner.tui.graphics.prepare import prepare
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.renderers import painted as painted_module
from tui_captioner.tui.graphics.renderers.painted import PaintedDelivery
from tui_captioner.tui.graphics.uploads import KEPT, Uploads
from tui_captioner.tui.graphics.worker_thread import WorkerThread

# -- threads and caches ------------------------------------------------------------------------------------------------


def test_the_cache_is_bounded_in_bytes_and_forgets_the_oldest() -> None:
    cache = PictureCache(limit=3 * 1300)
    for number in range(3):
        cache.put(key_of(number), picture(Path("x"), b"x" * 1000))
    cache.get(key_of(0))
    cache.put(key_of(3), picture(Path("x"), b"x" * 1000))
    assert [number for number in range(4) if cache.get(key_of(number))] == [0, 2, 3]
    assert cache.memory == 3 * 1300


def test_the_cache_keeps_one_picture_however_large() -> None:
    cache = PictureCache(limit=10)
    cache.put(key_of(1), picture(Path("x"), b"x" * 1000))
    assert len(cache) == 1


async def test_a_lane_answers_fails_and_skips_what_was_dropped() -> None:
    thread = WorkerThread("test")
    gate = threading.Event()
    ran = []

    def block(_: object) -> str:
        gate.wait(5)
        return "done"

    first = asyncio.create_task(thread.run(block))
    second = asyncio.create_task(thread.run(lambda _: ran.append("second")))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    gate.set()
    assert await first == "done"
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda _: 1 // 0)
    assert ran == []
    thread.close()


async def test_a_dropped_job_is_told() -> None:
    thread = WorkerThread("test")
    started, told = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def job(cancelled: object) -> None:
        loop.call_soon_threadsafe(started.set)
        assert callable(cancelled)
        while not cancelled():
            pass
        loop.call_soon_threadsafe(told.set)

    task = asyncio.create_task(thread.run(job))
    await started.wait()
    task.cancel()
    await asyncio.wait_for(told.wait(), 5)
    thread.close()


def png(path: Path, colour: str = "red", size: tuple[int, int] = (40, 30)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def request(path: Path) -> PictureRequest:
    return PictureRequest(path, (20, 10), (10, 20), Protocol.KITTY, (0, 0, 0))


async def test_the_loader_decodes_once_and_again_when_the_file_changes(tmp_path: Path) -> None:
    loader = PictureLoader(load_scaled)
    path = png(tmp_path / "a.png")
    key, first = await loader.obtain(request(path))
    assert (await loader.obtain(request(path)))[1] is first
    png(path, "blue", (50, 50))
    other, second = await loader.obtain(request(path))
    assert other != key
    assert second.source_size == (50, 50)
    loader.close()


async def test_looking_ahead_fills_the_cache_and_passes_over_what_is_broken(tmp_path: Path) -> None:
    loader = PictureLoader(load_scaled)
    broken = tmp_path / "broken.png"
    broken.write_text("no")
    paths = [png(tmp_path / "a.png"), broken, tmp_path / "gone.png", png(tmp_path / "b.png")]
    loader.look_ahead([request(path) for path in paths])
    await loader.run_ahead()
    assert len(loader.cache) == 2
    _, found = await loader.obtain(request(paths[3]))
    assert found.payload
    loader.close()


async def test_a_picture_that_is_being_fetched_ahead_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_captioner.tui.graphics import loader as loader_module

    decoded: list[Path] = []
    gate, started = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(wanted: PictureRequest, cancelled: object, load: object) -> Picture:
        decoded.append(wanted.path)
        loop.call_soon_threadsafe(started.set)
        gate.wait(5)
        return picture(wanted.path)

    monkeypatch.setattr(loader_module, "prepare", slow)
    loader = PictureLoader(load_scaled)
    path = png(tmp_path / "a.png")
    loader.look_ahead([request(path)])
    ahead = asyncio.create_task(loader.run_ahead())
    await started.wait()
    wanted = asyncio.create_task(loader.obtain(request(path)))
    await asyncio.sleep(0)
    loader.look_ahead([])
    gate.set()
    await asyncio.gather(ahead, wanted)
    assert decoded == [path]
    loader.close()


def test_prepare_keeps_to_the_pixel_budget(tmp_path: Path) -> None:
    path = png(tmp_path / "a.png", size=(3000, 2000))
    wide = PictureRequest(path, (200, 100), (20, 40), Protocol.KITTY, (0, 0, 0))
    ready = prepare(wide, lambda: False, load_scaled)
    ready.encode()
    with Image.open(io.BytesIO(ready.payload[0].data)) as decoded:
        assert decoded.width * decoded.height <= 640_000 * 1.01
    assert (ready.columns, ready.rows) == (200, 67)


# -- the line ----------------------------------------------------------------------------------------------------------


async def test_two_pieces_at_most_are_on_their_way() -> None:
    line = Line()

    async def send() -> None:
        for number in range(5):
            await line.link.send(str(number))

    task = asyncio.create_task(send())
    await settle()
    assert line.sent == [f"0{QUESTION}", f"1{QUESTION}"]
    line.link.acknowledge()
    await settle()
    assert len(line.sent) == 3
    for _ in range(5):
        line.link.acknowledge()
        await settle()
    await task
    assert len(line.sent) == 5


async def test_idle_waits_for_the_last_answer() -> None:
    line = Line()
    line.link.mark()
    task = asyncio.create_task(line.link.idle())
    await settle()
    assert not task.done()
    line.link.acknowledge()
    await settle()
    assert task.done()


async def test_when_answers_never_come_nothing_is_asked_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "PATIENCE", 0.0)
    line = Line()
    line.link.mark("a")
    await line.link.idle()
    await line.link.send("b")
    assert line.sent == [f"a{QUESTION}", "b"]


async def test_surplus_answers_give_no_credit() -> None:
    line = Line()
    line.link.acknowledge()
    line.link.acknowledge()
    line.link.mark()
    task = asyncio.create_task(line.link.idle())
    await settle()
    assert not task.done()
    task.cancel()


async def test_without_a_line_nothing_is_waited_for() -> None:
    link = Link(lambda _: False)
    link.mark()
    await link.idle()


async def test_a_line_is_slow_by_what_frames_take_beyond_its_latency(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(link_module, "monotonic", lambda: now)
    line = Line()

    def arrive(seconds: float, cells: int = 0) -> None:
        nonlocal now
        line.link.mark(cells=cells)
        now += seconds
        line.link.acknowledge()

    assert line.link.latency == 0
    arrive(0.2)
    arrive(0.25, cells=3000)
    assert line.link.latency == pytest.approx(0.2)
    assert not line.link.is_slow_for(3000)
    arrive(1.2, cells=3000)
    assert line.link.is_slow_for(3000)
    arrive(0.2)  # pieces of an upload say nothing about frames
    assert line.link.is_slow_for(3000)
    assert not line.link.is_slow_for(500)
    arrive(0.21, cells=500)
    assert not line.link.is_slow_for(3000)


async def test_pieces_of_a_picture_are_as_large_as_arrive_in_half_of_what_an_answer_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(link_module, "monotonic", lambda: now)
    line = Line()

    def arrive(seconds: float, cells: int = 0) -> None:
        nonlocal now
        line.link.mark(cells=cells)
        now += seconds
        line.link.acknowledge()

    assert line.link.cells_at_once == inf
    arrive(0.1)
    arrive(1.1, cells=1000)
    assert line.link.cells_at_once == pytest.approx(50)
    # A few cells that took no time, as where they are of one colour, say little of the line.
    arrive(0.1, cells=50)
    assert line.link.cells_at_once == pytest.approx(50 / 0.9)
    assert line.link.rows_at_once(20, 30, 500) == 2
    assert line.link.rows_at_once(80, 30, 500) == 1
    arrive(0.1, cells=1000)
    assert line.link.rows_at_once(80, 30, 500) == 30


async def test_an_app_that_passes_no_answers_on_is_not_asked_for_them() -> None:
    line = Line()
    link = Link(line.write, answers=False)
    await link.send("a")
    link.mark("b")
    await link.idle()
    assert line.sent == ["a", "b"]
    assert link_module.link_of(App[None]()) is not None


async def test_an_upload_that_is_given_up_is_ended_and_deleted() -> None:
    line = Line()
    uploads = Uploads(lambda: line.link)
    task = asyncio.create_task(uploads.send(key_of(1), picture(Path("x"), b"x" * 100_000)))
    await settle()
    assert len(line.sent) == 2
    task.cancel()
    await settle()
    assert re.fullmatch(r"\x1b_Gq=2,m=0;\x1b\\\x1b_Ga=d,d=I,i=\d+,q=2\x1b\\", line.sent[-1])
    assert uploads.find(key_of(1)) is None
    assert uploads.cleanup_sequence()


async def test_only_the_last_pictures_stay_in_the_terminal() -> None:
    line = Line()
    uploads = Uploads(lambda: line.link, through_tmux=True)
    for number in range(KEPT + 1):
        await uploads.send(key_of(number), picture(Path("x"), b"x"))
        line.link.acknowledge()
    assert uploads.find(key_of(0)) is None
    assert uploads.find(key_of(1))
    assert all(text.startswith("\x1bPtmux;") for text in line.sent)
    uploads.clear()
    assert line.sent[-1].count("a=d,d=I") == KEPT
    assert uploads.cleanup_sequence().count("a=d,d=I") == KEPT + 1


async def test_ids_in_use_are_passed_over() -> None:
    line = Line()
    link = Link(line.write, answers=False)
    uploads = [Uploads(lambda: link) for _ in range(21)]
    sent = []
    for upload in uploads[:20]:
        sent += [await upload.send(key_of(number), picture(Path("x"), b"x")) for number in range(KEPT)]
    assert len(set(sent)) == 240
    uploads[7].clear()
    assert await uploads[20].send(key_of(0), picture(Path("x"), b"x")) in sent[7 * KEPT : 8 * KEPT]
    for upload in uploads:
        upload.clear()


async def test_over_a_slow_line_painted_pieces_go_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(painted_module, "monotonic", lambda: now)
    line = Line()
    delivery = PaintedDelivery(lambda: line.link)
    large = picture(Path("x"))
    large.rows = 5
    large.payload = tuple(Piece(row, 1, b"p%d" % row) for row in range(5))
    task = asyncio.create_task(delivery.deliver(key_of(1), large, lambda: Spot(0, 0)))
    await settle()
    assert len(line.sent) == 2
    now += 1.0
    line.link.acknowledge()
    await settle()
    assert len(line.sent) == 2
    line.link.acknowledge()
    await settle()
    assert len(line.sent) == 4  # quick again from here on
    for _ in range(3):
        line.link.acknowledge()
        await settle()
    assert await task == 10
    assert delivery.is_complete(key_of(1))
