"""Rules over the files that hold the captions of all images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.captions_json_rules import (
    captions_table,
    captions_tables,
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
from tui_captioner.domain.trainers.target import CaptionSource, Target


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


def captions_of_all(check: Check) -> Mapping[str, tuple[str, ...]]:
    """The captions of those images that the trainer reads from a file for all, by their path; none for one without.

    Images are left out that it reads sidecars for, and where there is no such file (yet) or none that can be read.
    """
    target = check.target
    if target is None:
        return {}
    if target.key == "diffusion-pipe":
        tables = captions_tables(check)
        return {
            media.file: _texts(tables[media.folder].get(media.file.rpartition("/")[2]))
            for media in check.trained()
            if media.folder in tables
        }
    rows = _rows_of_all(check, target)
    return {} if rows is None else {media.file: _texts(rows.get(media.file)) for media in check.trained()}


def _rows_of_all(check: Check, target: Target) -> Mapping[str, object] | None:
    if target.captions is CaptionSource.METADATA:
        file = metadata_file(check)
        return read_rows(file, check.facts.contents.get(file, b"")).captions if file else None
    if target.captions is CaptionSource.CAPTIONS_JSON:
        return captions_table(check)
    found = finetrainers_rows(check) if target.key == "finetrainers" else None
    return None if found is None else found.captions


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str))
