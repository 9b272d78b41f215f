"""What `tests.benchmarks.scale` runs beside commands, each in a process of its own: `make`, `open`, `edit`,
`touch`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.catalogue import make
from tests.benchmarks.large import edit_cost, opening, pictures
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


def main(what: str, root: Path, images: int = 0) -> None:
    """Make a dataset, open it until its catalogue is whole, edit 60 of its captions, or write to all as others do."""
    if what == "make":
        with tempfile.TemporaryDirectory() as work:
            make(root, images, pictures(Path(work)))
    elif what == "open":
        opening(root, Path(os.environ["HOME"]))
    elif what == "touch":
        for path in root.rglob("*.txt"):
            path.write_bytes(path.read_bytes() + b", by others")
    else:
        session = Session.open(root)
        finish(catalogue_of(session).fill())
        edit_cost(session)
        session.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
