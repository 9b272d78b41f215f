from __future__ import annotations

import subprocess
import sys


def modules_after(code: str) -> set[str]:
    """What is imported in a new process that runs this."""
    told = "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_asyncio_comes_without_tls_which_may_still_be_imported() -> None:
    light = "from tui_captioner.storage.light_imports import import_asyncio; import_asyncio()"

    assert {"asyncio", "ssl"} & modules_after(light) == {"asyncio"}
    assert {"asyncio", "ssl"} <= modules_after(f"{light}\nimport ssl; ssl.create_default_context()")


def test_asyncio_that_is_there_already_is_left_as_it_is() -> None:
    light = "import asyncio, ssl; from tui_captioner.storage.light_imports import import_asyncio; import_asyncio()"

    assert {"asyncio", "ssl"} <= modules_after(light)


START = """
from tui_captioner.cli.main import _module_of
_module_of("open")
import tui_captioner.tui.run
from tui_captioner.storage.light_imports import import_asyncio
import_asyncio()
import tui_captioner.tui.app
"""
LATER = (
    "domain.checks.caption_checks",
    "domain.checks.checked_caption",
    "domain.consistency.rules",
    "domain.edits",
    "domain.line_cutting.cutter",
    "domain.taggers.family",
    "domain.templating.template",
    "domain.trainers.target",
    "services.catalogue.near_duplicates",
    "services.checking",
    "services.importing",
    "services.exporting",
    "storage.catalogue.filters",
    "storage.images.images",
    "storage.images.loaded_pictures",
)
"""Rooms of which a start once imported something for one small name."""
MOST_MODULES = 390
"""Of ours, at a start: each takes 0.15 ms. What is only needed later is imported where it is needed."""
MOST_DATA_CLASSES = 50
"""Of ours, at a start: Python 3.11 takes 0.6 ms to make one, and a seventh of that for a named tuple."""


def test_hashlib_comes_without_openssl_which_may_still_be_imported() -> None:
    light = "from tui_captioner.storage.light_imports import import_hashlib; import_hashlib()"
    hashes = "import hashlib, secrets; hashlib.sha256(b''), hashlib.blake2b(b''), secrets.token_hex()"

    assert {"hashlib", "hmac", "_hashlib"} & modules_after(f"{light}\n{hashes}") == {"hashlib", "hmac"}
    assert "_hashlib" in modules_after(f"{light}\nimport _hashlib, ssl; ssl.create_default_context()")


def test_the_composer_starts_without_what_a_first_screen_does_not_need() -> None:
    loaded = modules_after(START)
    ours = {name.removeprefix("tui_captioner.") for name in loaded if name.startswith("tui_captioner.")}

    assert "tui.composer.screen" in ours
    assert not {"ssl", "_hashlib", "rapidfuzz", "numpy", "PIL", "tomlkit", "logging.handlers"} & loaded
    assert not {name for name in ours for later in LATER if f"{name}.".startswith(f"{later}.")}
    assert {name for name in ours if name.startswith("tui.") and name.endswith("screen")} == {"tui.composer.screen"}
    assert len(ours) <= MOST_MODULES


def test_a_start_makes_few_data_classes() -> None:
    counting = """
import dataclasses
made, make = [], dataclasses._process_class
def noted(cls, *given):
    made.append(cls.__module__)
    return make(cls, *given)
dataclasses._process_class = noted
"""
    printing = "\nprint(*(f'made:{place}:{name}' for place, name in enumerate(made)))"
    told = modules_after(counting + START + printing)
    ours = [one for one in told if one.startswith("made:") and one.split(":")[2].startswith("tui_captioner.")]

    assert 10 < len(ours) <= MOST_DATA_CLASSES
