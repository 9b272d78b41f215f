"""How processes of our own are started: a fresh interpreter that finds what we found, without searching for it."""

from __future__ import annotations

import sys
from pathlib import Path

import tui_captioner

_BOOT = (
    "import sys; count = int(sys.argv.pop(1)); sys.path[:] = sys.argv[1 + count :]; del sys.argv[1 + count :]; "
    "from {module} import main; main()"
)


def own_command(module: str, *arguments: str) -> list[str]:
    """The command of a process.

    It looks for no modules in the folder that it is started in: that may be a dataset.

    Args:
        module: Its main module, which has a function `main`.
        arguments: What `main` finds in `sys.argv`, from the second place on.
    """
    ours = [str(Path(tui_captioner.__file__).resolve().parents[1])]
    paths = dict.fromkeys(ours + [path for path in sys.path if Path(path).is_absolute()])
    start = [sys.executable, "-S", "-P", "-s", "-c", _BOOT.format(module=module)]
    return [*start, str(len(arguments)), *arguments, *paths]
