"""Every reader is fuzzed, and reads or refuses whatever it once stumbled over."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

import pytest

from tests.fuzzing.corpus import FOLDER, SOUND, files_of
from tests.fuzzing.targets.all_targets import TARGETS

_PACKAGE = Path(__file__).parents[2] / "tui_captioner"
_MOST = 300_000
"""Bytes of the corpus."""
_UNSOUND = ("tokenizer",)
"""A sound one has 30,000 entries; other tests read some."""

_FUNCTION = re.compile(r"^def ([a-z]\w*)", re.MULTILINE)
_READS = re.compile(r"(read|parse|load|decode|sniff|detect|scan)(_|$)")
_DECODES = (
    "storage/images/images.py",
    "storage/images/picture_facts.py",
    "storage/images/pillow_pictures.py",
    "storage/images/videos.py",
    "storage/images/vips_pictures.py",
)
"""Run in a process that is confined, to which `tests.fuzzing.pictures` sends damaged pictures."""
_NOT_FUZZED = {
    # What ships with the program, or is a part of it.
    "storage/images/vips_library.py::load_vips",
    "storage/images/image_files.py::load_decoders",
    "storage/images/image_files.py::load_plugins",
    "storage/vocabulary_cache.py::load_shipped_cached",
    "storage/vocabulary_files.py::load_shipped",
    "tui/terminal/textual_parts.py::read_terminal_with",
    # What the program sends to its own process.
    "storage/images/decoder_messages.py::read_request",
    # Go over files with readers that are fuzzed.
    "services/catalogue/filling.py::load_tokenizers",
    "services/catalogue/filtering.py::read_filter",
    "services/term_lists.py::load_lists",
}


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_kept_is_read_or_refused(name: str) -> None:
    files = files_of(name)
    assert any(path.name.startswith(SOUND) for path in files) or name in _UNSOUND
    for path in files:
        taken = TARGETS[name].takes(path.read_bytes())
        assert taken or not path.name.startswith(SOUND), path


def test_each_folder_of_the_corpus_is_of_a_target_and_all_of_it_is_small() -> None:
    assert {path.name for path in FOLDER.iterdir()} <= TARGETS.keys()
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < _MOST


def _readers() -> set[str]:
    """The public functions whose name says that they read something."""
    return {
        f"{path.relative_to(_PACKAGE)}::{name}"
        for path in _PACKAGE.rglob("*.py")
        for name in _FUNCTION.findall(path.read_text(encoding="utf-8"))
        if _READS.match(name)
    }


def test_every_reader_is_fuzzed() -> None:
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and _READS.match(code.co_name) and str(_PACKAGE) in code.co_filename:
            called.add(f"{Path(code.co_filename).relative_to(_PACKAGE)}::{code.co_name}")

    sys.setprofile(note)
    try:
        for name, target in TARGETS.items():
            for path in files_of(name):
                target.takes(path.read_bytes())
    finally:
        sys.setprofile(None)
    readers = {name for name in _readers() if not name.startswith(_DECODES)}
    assert readers >= _NOT_FUZZED
    assert readers - called <= _NOT_FUZZED
