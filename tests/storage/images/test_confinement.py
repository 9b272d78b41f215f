"""What a decoding process can't do once it has been confined: tried in one, by a decoder that turns hostile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.fuzzing.picture_seeds import make_seeds
from tui_captioner.storage.images import system_calls
from tui_captioner.storage.images.decoder_kinds import KINDS
from tui_captioner.storage.images.decoder_process import DecoderProcess, decoder_command
from tui_captioner.storage.images.embedded_text import read_embedded
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.images import load_scaled
from tui_captioner.storage.images.picture_facts import read_facts
from tui_captioner.storage.images.pictures import PictureStore

BOX = (80, 60)
_HOSTILE = "tests.storage.images.hostile_decoder"

DEEDS = ("read", "write", "connect", "listen", "run", "fork", "kill", "trace", "environment", "raise-limit")
"""What the hostile decoder tries, by the name in the first bytes of the file."""


@pytest.fixture(scope="module")
def holds() -> dict[str, str]:
    """What the process says of itself here."""
    store = PictureStore()
    try:
        return dict(store.describe_decoder()["holds"])
    finally:
        store.close()


def attempt(folder: Path, deed: str) -> str:
    """What became of it."""
    path = folder / "a.png"
    path.write_bytes(deed.encode())
    store = PictureStore(command=decoder_command(_HOSTILE))
    try:
        with pytest.raises(ImageUnreadable) as caught:
            store.load(path, BOX)
    finally:
        store.close()
    return caught.value.message


@pytest.mark.parametrize("deed", DEEDS)
def test_a_decoder_that_was_taken_over_finds_nothing_to_take(tmp_path: Path, deed: str, holds: dict[str, str]) -> None:
    if not holds["calls"].startswith("yes"):
        assert holds["calls"].startswith("no: ")
        return
    assert attempt(tmp_path, deed) == f"{deed} denied"


def test_threads_may_still_be_started(tmp_path: Path) -> None:
    assert attempt(tmp_path, "thread") == "thread done"


def test_memory_has_an_end(tmp_path: Path) -> None:
    assert attempt(tmp_path, "memory") == "there is not enough memory to decode it"


def test_each_measure_says_whether_it_holds(holds: dict[str, str]) -> None:
    assert set(holds) == {"variables", "limits", "privileges", "rights", "files", "calls"}
    assert all(said.startswith(("yes, ", "no: ")) for said in holds.values())


def test_all_kinds_of_pictures_come_out_of_a_confined_process_as_they_do_elsewhere(tmp_path: Path) -> None:
    """Nothing that a decoder wants later, a profile or a module, is missing there."""
    seeds = make_seeds(tmp_path)
    store = PictureStore()
    try:
        for path in sorted(tmp_path.iterdir()):
            here, apart = load_scaled(path, BOX), store.load(path, BOX)
            assert here.image.tobytes() == apart.image.tobytes(), path.name
            assert read_facts(path) == store.facts(path), path.name
            assert read_embedded(path) == store.embedded_text(path), path.name
    finally:
        store.close()
    assert len(seeds) == 7


@pytest.mark.parametrize("kind", KINDS)
def test_no_thread_was_there_before_the_confinement(kind: str, holds: dict[str, str]) -> None:
    process = DecoderProcess(decoder_command(kind=kind))
    try:
        process.ask({"do": "facts"}, 20, None)
        said = process.said_at_start
        threads = list(Path(f"/proc/{said['ready']}/task").glob("*/status"))
        states = [path.read_text(encoding="ascii", errors="replace") for path in threads]
    finally:
        process.kill()
    assert said["holds"].keys() == holds.keys()
    assert "threads" not in said["holds"]["files"]
    if holds["calls"].startswith("yes"):
        assert all("NoNewPrivs:\t1" in state and "Seccomp:\t2" in state for state in states)


_WITHOUT = """
import os, sys
sys.platform = "elsewhere"
from tui_captioner.storage.images import confinement
holds = confinement.confine(1 << 32)
print(holds["files"], holds["calls"], sep="|")
"""


def test_a_system_without_these_measures_says_so_and_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", _WITHOUT], capture_output=True, text=True)
    assert done.stdout == "no: Function not implemented|no: its system calls are not known here\n", done.stderr


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_fits_each_machine(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: machine)
    monkeypatch.setattr("sys.platform", "linux")
    code = system_calls.filter_program(1)
    assert len(code) % 8 == 0
    # Jumps reach 255 lines, but those here only a few.
    assert len(code) // 8 < 4096
    denied = system_calls.denied_calls()
    assert {"socket", "execve", "openat", "ptrace", "io_uring_setup"} <= set(denied)
    numbers = [system_calls.call_number(name) for name in denied]
    assert len(numbers) == len(set(numbers))
    assert system_calls.call_number("read") is None  # not among those that are known


def test_codes_in_the_text_of_a_picture_are_written_out_in_there_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.new("RGB", (1, 1)).getexif()
    exif[0x0132] = "2020:01:01 \x1b]52;x"
    Image.new("RGB", (16, 16)).save(path, exif=exif)
    store = PictureStore()
    try:
        assert store.facts(path).taken == "2020:01:01 \\x1b]52;x"
    finally:
        store.close()
