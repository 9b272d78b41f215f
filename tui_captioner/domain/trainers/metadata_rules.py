"""Rules over the files that hold the captions of all images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.captions_json_rules import (
    captions_table,
    diffusion_pipe_findings,
    dreamlook_findings,
)
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.imagefolder_rules import (
    finetrainers_findings,
    finetrainers_rows,
    imagefolder_findings,
    metadata_file,
)
from tui_captioner.domain.trainers.metadata_rows import read_rows
from tui_captioner.domain.trainers.target import CaptionSource


def metadata_findings(check: Check) -> Iterator[Finding]:
    """What is wrong with the metadata files that the trainer reads; nothing without a trainer."""
    target = check.target
    if target is None:
        return
    if target.captions is CaptionSource.METADATA:
        yield from imagefolder_findings(check, target)
    elif target.captions is CaptionSource.CAPTIONS_JSON:
        yield from dreamlook_findings(check, target)
    elif target.key == "diffusion-pipe":
        yield from diffusion_pipe_findings(check)
    elif target.key == "finetrainers":
        yield from finetrainers_findings(check)


def captions_of_all(check: Check) -> Mapping[str, tuple[str, ...]] | None:
    """The captions of all images by their path, from the file that the trainer reads in place of sidecars.

    None where it reads sidecars, or there is no such file (yet) or none that can be read.
    """
    rows = _values_of_all(check)
    return None if rows is None else {name: _texts(value) for name, value in rows.items()}


def _values_of_all(check: Check) -> Mapping[str, object] | None:
    target = check.target
    if target is None:
        return None
    if target.captions is CaptionSource.METADATA:
        file = metadata_file(check)
        return read_rows(file, check.facts.contents.get(file, b"")).captions if file else None
    if target.captions is CaptionSource.CAPTIONS_JSON or target.key == "diffusion-pipe":
        return captions_table(check)
    found = finetrainers_rows(check) if target.key == "finetrainers" else None
    return None if found is None else found.captions


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str))
