"""How long the longest captions take to be read: `python -m tests.benchmarks.hostile_text`.

Each text is 256 KiB of one kind that a careless reader would look at again and again. Printed are milliseconds of the
process, and the ratio to the kindest text of that length, one tag after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.support.hostile_texts import MOST, UNITS, hostile_text
from tui_captioner.domain.reading import read_caption


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print a line per kind of text."""
    kind = seconds(lambda: read_caption("1girl, long hair, red hat, " * (MOST // 27)))
    print(f"{'tags':24} {kind * 1000:7.0f} ms    1.0")
    for name in UNITS:
        text = hostile_text(name, MOST)
        taken = seconds(lambda text=text: read_caption(text))  # type: ignore[misc]
        print(f"{name:24} {taken * 1000:7.0f} ms  {taken / kind:5.1f}")


if __name__ == "__main__":
    main()
