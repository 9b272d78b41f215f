"""What the checks find on datasets of captions: a table of findings per rule, and some of them to judge by hand.

`python -m tests.benchmarks.findings DATASET... [--draw 50] [--trigger NAME=WORD]`: a DATASET is a .jsonl file, a line
per image with its `text`, or a folder of images with sidecars. Each becomes a dataset in a folder of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.grouping import grouped
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session

_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


def texts_of(source: Path) -> dict[str, str]:
    """The captions of a set by name."""
    if source.is_file():
        rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {Path(row["file_name"]).stem: row["text"] for row in rows}
    images = [path for path in sorted(source.rglob("*")) if path.suffix.lower() in _SUFFIXES]
    found = {path: path.with_suffix(".txt") for path in images}
    return {str(path.relative_to(source)): text.read_text() for path, text in found.items() if text.exists()}


def made(texts: Mapping[str, str], root: Path) -> Path:
    """A dataset with these captions."""
    for name, text in texts.items():
        stem = name.replace("/", "_")
        (root / f"{stem}.png").write_bytes(stem.encode())
        (root / f"{stem}.txt").write_text(text, encoding="utf-8")
    return root


def findings_on(root: Path, trigger: str = "") -> Iterator[Finding]:
    """All findings on a dataset, those of the rules on one caption put together."""
    if trigger:
        (root / ".tui-captioner").mkdir()
        (root / ".tui-captioner" / "project.toml").write_text(f"trigger = {json.dumps(trigger)}\n")
    session = Session(Project(root, writable=False))
    try:
        yield from grouped(_on_captions(session))
        yield from result_of(set_findings(session))
    finally:
        session.close()


def _on_captions(session: Session) -> Iterator[Finding]:
    for name in session.names:
        for found in session.checks.findings(session.record(name).caption):
            yield replace(found, file_name=name)


def main() -> None:
    """Print the table and what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--draw", type=int, default=50, help="how many findings are drawn")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--trigger", action="append", default=[], metavar="NAME=WORD")
    options = parser.parse_args()
    triggers = dict(each.split("=", 1) for each in options.trigger)
    found: dict[str, list[Finding]] = {}
    for source in options.datasets:
        with tempfile.TemporaryDirectory() as folder:
            root = made(texts_of(source), Path(folder))
            found[source.stem] = list(findings_on(root, triggers.get(source.stem, "")))
    print_table(found)
    everything = [(name, each) for name, findings in found.items() for each in findings if each.rule != "unsure"]
    random.Random(options.seed).shuffle(everything)
    for number, (name, each) in enumerate(everything[: options.draw], 1):
        images = f" [{len(each.images)}: {', '.join(each.images[:3])}]" if each.images else f" [{each.file_name}]"
        print(f"{number:>3} {name} {each.rule}: {each.message} -> {each.mend}{images}")


def print_table(found: Mapping[str, Sequence[Finding]]) -> None:
    """A row per rule, a column per dataset."""
    counts = {name: Counter(each.rule for each in findings) for name, findings in found.items()}
    rules = sorted({rule for own in counts.values() for rule in own})
    print(f"{'rule':<24}" + "".join(f"{name:>12}" for name in counts) + f"{'all':>8}")
    for rule in rules:
        row = [own[rule] for own in counts.values()]
        print(f"{rule:<24}" + "".join(f"{number:>12}" for number in row) + f"{sum(row):>8}")


if __name__ == "__main__":
    main()
