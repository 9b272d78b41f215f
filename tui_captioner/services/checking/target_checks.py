"""What would go wrong at the trainer: the files as they lie on disk, and what the project has not written yet."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.checks.grouping import grouped
from tui_captioner.domain.errors import CaptionerError, DecodingError, WrongUseError
from tui_captioner.domain.tokens import CountText, Limit, estimate_for
from tui_captioner.domain.trainers.findings import Check, Count
from tui_captioner.domain.trainers.folder import Media, caption_file
from tui_captioner.domain.trainers.metadata_rules import cache_findings, captions_of_all, metadata_findings
from tui_captioner.domain.trainers.name_rules import name_findings
from tui_captioner.domain.trainers.reading import Options
from tui_captioner.domain.trainers.target import CaptionSource, Target
from tui_captioner.domain.trainers.targets import limits_for
from tui_captioner.domain.trainers.text_rules import text_findings
from tui_captioner.formats import sidecar
from tui_captioner.formats.infotext import is_infotext
from tui_captioner.services.catalogue.catalogue import told
from tui_captioner.services.checking.caption_findings import caption_findings
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_facts import changed_at, gather_facts
from tui_captioner.storage.dataset.sidecar_files import SidecarFiles
from tui_captioner.storage.project.database import Stored
from tui_captioner.storage.tokenizers import find_tokenizers

_REPAIR = "tui-captioner repair DATASET"


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def check_dataset(
    session: Session,
    target: Target | None = None,
    *,
    trigger: str = "",
    wildcard: bool = False,
    progress: Callable[[int, int], None] = _silent,
    names: Sequence[str] | None = None,
) -> Iterator[Finding]:
    """All findings on a dataset, one after the other as they are found.

    Args:
        session: The open dataset; nothing is changed.
        target: The trainer it is for; None for the checks on captions and what holds for all trainers.
        trigger: The trigger word; empty for the project's.
        wildcard: sd-scripts: whether `enable_wildcard` is set.
        progress: Called with how many images were looked at, and of how many.
        names: The images that findings are told of; all without it.

    Raises:
        CaptionerError: If there is no image, or a tokenizer that the settings name can't be used.
    """
    facts = gather_facts(session.project.root, session.project.dataset.extension)
    if not facts.media:
        raise WrongUseError(
            f"There is no image in {session.project.root}", "The argument is the folder that holds the images"
        )
    settings = session.project.settings
    trigger = trigger or settings.trigger
    check = Check(
        facts,
        target,
        trigger,
        Options(wildcard=wildcard, trigger=trigger or None),
        () if target is None else counters(session, target),
        settings.output.head_separator,
        is_infotext,
    )
    wanted = None if names is None else frozenset(names)
    files, caches = _files(session, check, progress), cache_findings(check, _changed(session, check))
    yield from _of_these(chain(name_findings(check), metadata_findings(check), files, caches), wanted)
    if target is None:
        yield from grouped(_of_these(_captions(session, progress), wanted))
        yield from told(set_findings(session, names, trigger))


def _of_these(findings: Iterable[Finding], wanted: Container[str] | None) -> Iterator[Finding]:
    return (found for found in findings if wanted is None or found.file_name in wanted)


def counters(session: Session, target: Target) -> tuple[tuple[Limit, Count], ...]:
    """The limits of a trainer for the project's model, each with what counts for it: exact where that is at hand.

    Raises:
        CaptionerError: If a file that the settings name can't be used.
    """
    settings = session.project.settings.tokens
    limits = limits_for(target, session.tokens.limits)
    named = [session.project.root / path.expanduser() for path in settings.tokenizers]
    found = find_tokenizers((limit.encoder for limit in limits), named)
    return tuple(
        (limit, _counting(found[limit.encoder.key].count, exact=True))
        if limit.encoder.key in found
        else (limit, _counting(estimate_for(limit.encoder), exact=False))
        for limit in limits
    )


def _counting(count: CountText, *, exact: bool) -> Count:
    return lambda text: (count(text), exact)


def _files(session: Session, check: Check, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    """Each image's caption file, as it lies on disk, and whether it is what the project has."""
    database = session.project.database
    rows = {} if database is None else database.all_stored()
    reads_sidecars = check.target is None or check.target.captions is CaptionSource.SIDECAR
    exported = captions_of_all(check)
    trained = check.trained()
    # The captions themselves are looked at after that; the same images, so half of the way.
    share = 1 if check.target is not None else 2
    for count, media in enumerate(trained, 1):
        progress(count // share, len(trained))
        file = _caption_of(check, media)
        try:
            data = _read(session.project.sidecar_files, session.project.root / file) if file else None
        except CaptionerError as error:
            yield Finding("unreadable", ERROR, f"its caption {error.message}", error.hint, media.name)
            continue
        if exported is not None:
            yield from _exported(check, media, exported.get(media.file, ()), data)
            continue
        if media.name in rows and rows[media.name].damage:
            yield Finding("damaged-record", ERROR, rows[media.name].damage, _REPAIR, media.name)
        if media.name in rows and reads_sidecars:
            yield from _against_project(session, media, rows[media.name], data)
        yield from text_findings(check, media, file, data)


def _read(files: SidecarFiles, path: Path) -> bytes:
    """The bytes of a caption file.

    Raises:
        CaptionerError: If it can't be read, or is no caption: a pipe, or far too large; says which by its name.
    """
    try:
        data = files.read_there(path)
        sidecar.check_size(data)
    except OSError as error:
        raise CaptionerError(f"{path.name} can't be read: {error.strerror}", "Check its permissions") from None
    except DecodingError as error:
        raise CaptionerError(f"{path.name} {error.message}", error.hint) from None
    except CaptionerError as error:
        raise CaptionerError(
            f"{path.name}{error.message.removeprefix(str(path)).removeprefix(path.name)}", error.hint
        ) from None
    return data


def _exported(check: Check, media: Media, texts: tuple[str, ...], data: bytes | None) -> Iterator[Finding]:
    """The captions that a file for all images has of one, and whether its sidecar says something else by now."""
    for text in texts:
        yield from text_findings(check, media, media.stem + check.suffix, text.encode("utf-8", "surrogatepass"))
    own = None if data is None else data.decode("utf-8", "replace").strip()
    if own and texts and own not in texts:
        message = f"its sidecar is not what was exported: {check.title} reads the exported text"
        to = (
            "captions-json"
            if check.target is None or check.target.captions is CaptionSource.SIDECAR
            else check.target.export
        )
        mend = f"tui-captioner export DATASET --to {to} --force"
        yield Finding("export-differs", WARNING, message, mend, media.name)


def _caption_of(check: Check, media: Media) -> str:
    if check.target is not None:
        return caption_file(check.target, media, check.suffix, check.facts.has)
    own = media.stem + check.suffix
    return own if check.facts.has(own) else ""


def _against_project(session: Session, media: Media, row: Stored, data: bytes | None) -> Iterator[Finding]:
    """A caption that the project has and the trainer will not read."""
    image = session.project.images.get(media.name)
    if image is None or row.record is None or data == row.written:
        return
    if image.shares_with:
        message = (
            f"its caption is in the project only, since {image.sidecar.name} is shared: trainers read another text"
        )
        yield Finding("not-written", ERROR, message, "Rename all but one of the images", media.name)
    elif row.pending:
        message = "its caption is in the project and not written yet: trainers read the old text"
        yield Finding("not-written", ERROR, message, "tui-captioner export DATASET --to sidecars", media.name)
    else:
        message = "its caption file was changed outside: trainers read that text, not the project's"
        yield Finding("changed-outside", WARNING, message, "Open the image and choose which text stays", media.name)


def _changed(session: Session, check: Check) -> Callable[[Media], float | None]:
    def changed(media: Media) -> float | None:
        file = _caption_of(check, media)
        return changed_at(session.project.root / file) if file else None

    return changed


def _captions(session: Session, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    """What the catalogue has of the captions themselves: none of them is read."""
    total = len(session.names)
    half = total // 2
    rest = total - half
    yield from told(caption_findings(session), lambda done, of: progress(half + rest * done // max(1, of), total))
