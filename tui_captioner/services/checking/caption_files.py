"""Each image's caption file as it lies on disk: what a trainer makes of it, and whether it is what the project has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.domain.trainers.cache_rules import InfoCaches
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media, caption_file
from tui_captioner.domain.trainers.metadata_rules import captions_of_all
from tui_captioner.domain.trainers.reading import stripped_lines
from tui_captioner.domain.trainers.target import CaptionSource, Lines
from tui_captioner.domain.trainers.text_rules import DRAWN, text_findings
from tui_captioner.formats import sidecar
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.database import Stored

_NAMED = 3
"""Images that are named in a finding on several."""


def file_findings(session: Session, check: Check, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    """All findings on the caption files of those images that the trainer takes.

    Args:
        session: The open dataset.
        check: What the rules look at.
        progress: Called with how many images were looked at, and of how many.
    """
    database = session.project.database
    rows = {} if database is None else database.all_stored()
    exported, kept, several, drawn = captions_of_all(check), InfoCaches(check), _Several(check), _Drawn()
    trained, read = check.trained(), session.project.sidecar_files.reading_many()
    # The captions themselves are looked at after that; the same images, so half of the way.
    share = 1 if check.target is not None else 2
    for count, media in enumerate(trained, 1):
        progress(count // share, len(trained))
        file, row = caption_of(check, media), rows.get(media.name)
        try:
            data = _read(read, session.project.root, file) if file else None
        except CaptionerError as error:
            yield Finding("unreadable", ERROR, f"its caption {error.message}", error.hint, media.name)
            continue
        several.add(media, row, data, exported)
        if media.file in exported:
            yield from _exported(check, media, exported[media.file], data)
            continue
        yield from kept.findings(media, data)
        if row is not None:
            yield from _against_project(session, check, media, row, data)
        yield from drawn.others(text_findings(check, media, file, data), data)
    yield from drawn.findings()
    yield from kept.gone()
    yield from several.findings()


def _read(read: Callable[[str], bytes], root: Path, file: str) -> bytes:
    """The bytes of a caption file, by its path below the dataset.

    Raises:
        CaptionerError: If it can't be read, or is no caption: a pipe, or far too large; says which by its name.
    """
    try:
        data = read(file)
        sidecar.check_size(data)
    except OSError as error:
        raise CaptionerError(f"{_base(file)} can't be read: {error.strerror}", "Check its permissions") from None
    except DecodingError as error:
        raise CaptionerError(f"{_base(file)} {error.message}", error.hint) from None
    except CaptionerError as error:
        said = error.message.removeprefix(f"{root}/{file}").removeprefix(_base(file))
        raise CaptionerError(f"{_base(file)}{said}", error.hint) from None
    return data


def _base(file: str) -> str:
    return file.rpartition("/")[2]


def _exported(check: Check, media: Media, texts: tuple[str, ...], data: bytes | None) -> Iterator[Finding]:
    """The captions that a file for all images has of one, and whether its sidecar says something else by now."""
    for text in texts:
        yield from text_findings(check, media, media.stem + check.suffix, text.encode("utf-8", "surrogatepass"))
    own = None if data is None else data.decode("utf-8", "replace").strip()
    if own and texts and own not in texts and not set(stripped_lines(own)) <= set(texts):
        to, file = _export_of(check)
        message = f"its caption file is not what {file} has: {check.title} reads {file}"
        mend = f"tui-captioner export {check.place} --to {to} --force"
        yield Finding("export-differs", WARNING, message, mend, media.name)


def _export_of(check: Check) -> tuple[str, str]:
    """The format of the file that a trainer reads in place of sidecars, and its name."""
    target = check.target
    if target is not None and (target.captions is CaptionSource.METADATA or target.key == "finetrainers"):
        return "hf-imagefolder", "metadata.csv" if check.facts.has("metadata.csv") else "metadata.jsonl"
    return "captions-json", "captions.json"


def caption_of(check: Check, media: Media) -> str:
    """The path of the caption file that is read for an image, empty if there is none."""
    if check.target is not None:
        return caption_file(check.target, media, check.suffix, check.facts.has)
    own = media.stem + check.suffix
    return own if check.facts.has(own) else ""


def _against_project(
    session: Session, check: Check, media: Media, row: Stored, data: bytes | None
) -> Iterator[Finding]:
    """A caption that the project has and the trainer will not read."""
    if row.damage:
        yield Finding("damaged-record", ERROR, row.damage, f"tui-captioner repair {check.place}", media.name)
    image = session.project.images.get(media.name)
    if check.target is not None and check.target.captions is not CaptionSource.SIDECAR:
        return
    if image is None or row.record is None or data == row.written:
        return
    if image.shares_with:
        message = (
            f"its caption is in the project only, since {image.sidecar.name} is shared: trainers read another text"
        )
        yield Finding("not-written", ERROR, message, "Rename all but one of the images", media.name)
    elif row.pending:
        message = "its caption is in the project and not written yet: trainers read the old text"
        yield Finding("not-written", ERROR, message, f"tui-captioner export {check.place} --to sidecars", media.name)
    else:
        message = "its caption file was changed outside: trainers read that text, not the project's"
        yield Finding("changed-outside", WARNING, message, "Open the image and choose which text stays", media.name)


class _Drawn:
    """Captions of several lines, of which one is drawn by our own settings; these take no line where one has braces."""

    def __init__(self) -> None:
        self._held: list[Finding] = []
        self._braces = False

    def others(self, findings: Iterable[Finding], data: bytes | None) -> Iterator[Finding]:
        """The findings on a caption file that are about something else, given on as they come."""
        self._braces = self._braces or b"{" in (data or b"")
        for found in findings:
            if found.about == DRAWN:
                self._held.append(found)
            else:
                yield found

    def findings(self) -> Iterator[Finding]:
        """Those that were held back, once it is known whether there are braces; to be asked at the end."""
        mend = (
            "Put each on one line: with enable_wildcard = true a line would be drawn, and what is in braces be taken "
            "for a choice, so our own settings leave it out"
        )
        for found in self._held:
            yield replace(found, severity=ERROR, mend=mend) if self._braces else found


class _Several:
    """Images with several captions in the project, of which the trainer gets fewer.

    Args:
        check: What the rules look at.
    """

    def __init__(self, check: Check) -> None:
        self._check = check
        self._names: list[str] = []

    def add(
        self, media: Media, row: Stored | None, data: bytes | None, exported: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Look at an image."""
        target = self._check.target
        if row is None or row.record is None or not row.record.alternatives:
            return
        if media.file in exported:
            found = len(exported[media.file])
        elif target is None or target.captions is CaptionSource.SIDECAR:
            found = len(stripped_lines((data or b"").decode("utf-8", "replace")))
        else:
            return  # there is no export yet
        if 0 < found <= len(row.record.alternatives):
            self._names.append(media.name)

    def findings(self) -> Iterator[Finding]:
        """One finding for all of them; to be asked at the end."""
        names, title = self._names, "a trainer" if self._check.target is None else self._check.title
        if not names:
            return
        some = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        who = f"{names[0]} has" if len(names) == 1 else f"{len(names)} images have"
        message = f"{who} several captions in the project, of which {title} reads the first alone"
        message += f": {some}" if len(names) > 1 else ""
        severity = INFO if self._check.target is None else WARNING
        yield Finding("several-captions", severity, message, self._mend(), images=tuple(names))

    def _mend(self) -> str:
        target, export = self._check.target, f"tui-captioner export {self._check.place} --to"
        if target is None:
            return "tui-captioner check --for TRAINER says how it gets all of them"
        if target.captions is not CaptionSource.SIDECAR:
            return f"{export} {target.export} --force"
        if target.key == "diffusion-pipe":
            return f"{export} captions-json"
        if target.lines is Lines.WHOLE or target.key == "civitai":
            return f"{target.title} takes one caption an image: choose which comes first"
        lines = f"{export} sidecars --lines -o FOLDER --images link"
        return f"{lines}, with enable_wildcard = true" if target.lines is Lines.FIRST else lines
