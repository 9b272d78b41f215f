"""Which modules are loaded after some lines were run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MODULES_AFTER = """
import contextlib, io, json, sys
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
{code}
print(json.dumps(sorted(sys.modules)))
"""


def loaded_after(*lines: str) -> set[str]:
    """The top-level and our own modules that are loaded after these lines were run in a new process."""
    names = all_loaded_after(*lines)
    return {name if name.startswith("tui_captioner") else name.split(".")[0] for name in names}


def all_loaded_after(*lines: str) -> list[str]:
    """All modules that are loaded after these lines were run in a new process."""
    code = _MODULES_AFTER.format(code="\n".join(f"    {line}" for line in lines))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    names: list[str] = json.loads(done.stdout)
    return names
