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


def test_the_composer_starts_without_what_a_first_screen_does_not_need() -> None:
    start = """
from tui_captioner.cli import main, open
from tui_captioner.storage.light_imports import import_asyncio, import_pillow
import tui_captioner.tui.run
import_pillow()
import_asyncio()
import tui_captioner.tui.app
"""

    assert not {"ssl", "rapidfuzz", "numpy", "tui_captioner.domain.trainers.target"} & modules_after(start)
