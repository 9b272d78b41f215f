"""What an export takes along: options, the images with their captions, and the report of what was left out and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote

from tui_captioner.domain.caption_prose import INSTEAD
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.trainers.settings.facts import SettingsFacts
from tui_captioner.formats import names
from tui_captioner.formats.registry import WRITERS, Writer
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.dialects import Dialects, OtherDialectError
from tui_captioner.services.exporting.linked_images import why_not_handed_on
from tui_captioner.services.exporting.slots_rows import has_caption
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.known_images import Known
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.scan import ImageFile

Report = Callable[[int, int], None]
"""Called with how much is done, and of how much: an image counts once when it is read and once when it is written."""


NO_CAPTION = "no caption"
"""Why an image was left out that nobody has captioned yet."""


class ExportError(CaptionerError):
    """An export was refused, or could not be written; what was there before is as it was."""


class WrongExportError(ExportError, WrongUseError):
    """What was asked for does not go together, or names a place that is none."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is to be exported, and where to.

    Args:
        to: One of `formats.names.EXPORTS`.
        output: File or folder to write; None for the format's own place.
        alternatives: `first` or `all` captions of an image; empty: all where the format takes several.
        states: Only images in these states; empty for all.
        include_empty: Also images without a caption.
        force: Whether files that exist may be replaced.
        images: What becomes of the images where a folder is made: `link`, `copy` or `none`; empty for the usual.
        shard_size: Images per tar; 0 for one tar.
        rename: Whether images whose names can't stand in an archive get others there.
        lines: Whether a sidecar gets all captions, one a line.
        names: Only these images; None for all.
        trainer: Key of the trainer that it is for; empty for the one that the format is made for.
        files: Whether all captions of an image get a sidecar each.
        template: Name of the template that writes the captions; empty for captions as they are.
        template_place: Where its text stands, see `services.sentences`; empty for instead of the tags.
        dialects: Names of the dialects that captions are written in: sidecars get a file for each beside the caption.
    """

    to: str
    output: Path | None = None
    alternatives: str = ""
    states: tuple[str, ...] = ()
    include_empty: bool = False
    force: bool = False
    images: str = ""
    shard_size: int = 0
    rename: bool = False
    lines: bool = False
    names: frozenset[str] | None = None
    trainer: str = ""
    files: bool = False
    template: str = ""
    template_place: str = ""
    dialects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An image that was left out.

    Args:
        name: The image.
        reason: Why.
        trouble: Whether that is something to mend, and not what was asked for.
    """

    name: str
    reason: str
    trouble: bool = False


@dataclass
class ExportReport:
    """What became of an export.

    Args:
        paths: What was written, the chief file first.
        images: Images in it.
        captions: Captions in it.
        skipped: Images that were left out, but for those of other states.
        warnings: What the user should know.
        trainer: Key of the trainer whose settings `facts` are for; empty for none.
        facts: What these are made of; None where there are none.
    """

    paths: list[Path] = field(default_factory=list)
    images: int = 0
    captions: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    trainer: str = ""
    facts: SettingsFacts | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An image that is exported.

    Args:
        image: The image.
        captions: All captions that are to be written, the first one first.
        others: Whether it has more than the first, whichever are written.
        changed: Whether its sidecar was changed outside.
        beside: The first caption in other dialects, by the name of each.
    """

    image: ImageFile
    captions: tuple[str, ...]
    others: bool = False
    changed: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ExportPlan:
    """An export under way.

    Args:
        session: The open dataset.
        options: What was asked for.
        writer: What the format takes.
        items: The images that go into it.
        report: Filled in on the way.
        progress: Told how far it is.
        sentences: Writes the captions by a template; None where they are written as they are.
        dialects: Writes them in other dialects; None where none is asked for.
    """

    session: Session
    options: ExportOptions
    writer: Writer
    items: list[Item]
    report: ExportReport
    progress: Report
    sentences: Sentences | None = None
    dialects: Dialects | None = None

    @property
    def root(self) -> Path:
        """The dataset, absolute."""
        return absolute_root(self.session)

    def told(self, items: Iterator[Item]) -> Iterator[Item]:
        """The same items, with the progress told as they go by."""
        for count, item in enumerate(items, 1):
            yield item
            self.tell(count)

    def tell(self, written: int) -> None:
        """Say how many images are written."""
        total = len(self.session.names)
        self.progress(total + written, total + len(self.items))

    def count(self) -> None:
        """Put the numbers of images and captions into the report."""
        self.report.images = len(self.items)
        self.report.captions = sum(1 for item in self.items for caption in item.captions if caption)


def absolute_root(session: Session) -> Path:
    """The dataset's folder as an absolute path; links stay."""
    return Path(os.path.abspath(session.project.root))  # noqa: PTH100 - resolve() would follow links


def make_plan(session: Session, options: ExportOptions, progress: Report) -> ExportPlan:
    """Choose the images and captions to export.

    Raises:
        ExportError: If the format does not take what was asked for, or nothing is left to export.
    """
    writer = WRITERS[options.to]
    _check_options(writer, options)
    plan = ExportPlan(session, options, writer, [], ExportReport(), progress, _sentences(session, options))
    plan.dialects = _dialects(session, options)
    if not session.names:
        raise WrongExportError(f"There is no image in {session.project.root}", "Name the folder that holds the images")
    for count, name in enumerate(session.names, 1):
        if options.names is None or name in options.names:
            plan.items.extend(_item(plan, name))
        progress(count, 2 * len(session.names))
    _warn_of_changes(plan)
    _warn_of_others(plan)
    if plan.sentences is not None and plan.sentences.left:
        plan.report.warnings.append(plan.sentences.told())
    if plan.dialects is not None:
        plan.report.warnings.extend(plan.dialects.told())
    if not plan.items:
        left = sorted({skipped.reason for skipped in plan.report.skipped})
        if not left and options.names is not None and not plan.session.project.images.keys() & options.names:
            left = ["no image fits the filter"]
        reason = f": {'; '.join(left[:3])}" if left else ""
        place = quote(str(plan.session.project.root))
        raise ExportError(f"There is nothing to export{reason}", f"tui-captioner show {place} says what there is")
    return plan


def _sentences(session: Session, options: ExportOptions) -> Sentences | None:
    """What writes the captions by the template that was asked for; the tags are placed before, where there are many."""
    if not options.template:
        return None
    sentences = Sentences(session, options.template, options.template_place or INSTEAD)
    finish(catalogue_of(session).fill_kept())
    return sentences


def _dialects(session: Session, options: ExportOptions) -> Dialects | None:
    """What writes the captions in the dialects that were asked for; they go by the slots of the tags."""
    if not options.dialects:
        return None
    dialects = Dialects(session)
    finish(catalogue_of(session).fill_kept())
    return dialects


def _warn_of_changes(plan: ExportPlan) -> None:
    """Say where a trainer that reads the sidecars would read something else than what is exported."""
    changed = [item.image.name for item in plan.items if item.changed]
    if changed:
        shown = ", ".join(changed[:3]) + (" ..." if len(changed) > 3 else "")
        plan.report.warnings.append(
            f"{len(changed)} sidecars were changed outside, what is exported is the project's: {shown}"
        )


def _warn_of_others(plan: ExportPlan) -> None:
    """Say that captions stay behind where a format takes one per image and nobody chose the first."""
    if not plan.writer.one_only or plan.options.lines or plan.options.files or plan.options.alternatives:
        return
    several = [item.image.name for item in plan.items if item.others]
    if several:
        shown = ", ".join(several[:3]) + (" ..." if len(several) > 3 else "")
        images = f"{len(several)} image{'s have' if len(several) > 1 else ' has'}"
        plan.report.warnings.append(
            f"{images} more captions than the first, which stay behind ({plan.writer.one_only}): {shown}"
        )


def _check_options(writer: Writer, options: ExportOptions) -> None:
    if options.alternatives == "all" and writer.one_only and not (options.lines or options.files):
        raise WrongExportError(f"--alternatives all does not go with {writer.name}: {writer.one_only}")
    if options.include_empty and writer.no_empty:
        raise WrongExportError(f"--include-empty does not go with {writer.name}: {writer.no_empty}")
    if options.template_place and not options.template:
        raise WrongExportError("--template-place needs a template", "Name one: --template sentence")
    if options.lines and options.files:
        raise WrongExportError("--lines does not go with --files", "A file has all captions, or one")
    _check_dialects(options)
    usable = {
        "--lines": (options.lines, (names.SIDECARS, names.KOHYA_JSONL)),
        "--files": (options.files, (names.SIDECARS,)),
        "--images": (bool(options.images), (names.SIDECARS, names.HF_IMAGEFOLDER)),
        "--shard-size": (options.shard_size != 0, (names.WEBDATASET,)),
        "--template": (bool(options.template), tuple(name for name in names.EXPORTS if name != names.SLOTS_JSONL)),
        "--rename": (options.rename, (names.WEBDATASET, names.CIVITAI_ZIP, names.DIFFUSION_PIPE_TAR)),
    }
    for option, (given, formats) in usable.items():
        if given and writer.name not in formats:
            raise WrongExportError(f"{option} does not go with {writer.name}", f"It is for {' and '.join(formats)}")


def _check_dialects(options: ExportOptions) -> None:
    """Raise WrongExportError if dialects don't go with what else was asked for."""
    if not options.dialects:
        return
    named = " and ".join(options.dialects)
    if options.to in (names.WEBDATASET, names.SLOTS_JSONL):
        raise WrongExportError(f"--dialect does not go with {options.to}", "sidecars take several side by side")
    if (options.to != names.SIDECARS or options.trainer) and len(options.dialects) > 1:
        raise WrongExportError(f"{named} can't stand in one place", "Name one --dialect; sidecars take several")
    for option, given in (("--lines", options.lines), ("--files", options.files), ("--template", options.template)):
        if given:
            why = "a line of it is no caption" if option == "--lines" else "it is written of the first caption's slots"
            raise WrongExportError(f"{option} does not go with --dialect {named}: {why}", f"Leave {option} out")


def _item(plan: ExportPlan, name: str) -> Iterator[Item]:
    session, options = plan.session, plan.options
    placed = plan.sentences is not None or plan.dialects is not None
    known = session.look_over(name) if placed else session.unplaced(name)
    if options.states and known.record.state not in options.states:
        return
    image = session.image(name)
    captions, beside, other_form = _texts(plan, known)
    trouble = known.problem or _unwritable(plan, image) or other_form
    if options.to != names.SLOTS_JSONL:  # which is for this program alone
        trouble = trouble or why_not_handed_on(image)
    if trouble:
        plan.report.skipped.append(Skipped(name, trouble, trouble=True))
    elif not _takes(plan, image.file):
        reason = f"{plan.writer.taken_by} does not take {image.path.suffix}"
        plan.report.skipped.append(Skipped(name, reason, trouble=True))
    elif captions or options.to == names.SLOTS_JSONL:
        yield replace(_item_of(session, image, captions, known), beside=beside)
    elif options.include_empty:
        yield _item_of(session, image, ("",), known)
    else:
        plan.report.skipped.append(Skipped(name, NO_CAPTION))


def _takes(plan: ExportPlan, file: str) -> bool:
    """Whether the target takes a file by its suffix."""
    writer, suffix = plan.writer, _suffix(file)
    if not writer.suffixes or suffix in writer.suffixes:
        return True
    return suffix in writer.beside and any(_suffix(name) in writer.suffixes for name in plan.session.names)


def _suffix(file: str) -> str:
    return "." + file.rpartition(".")[2].lower()


def _item_of(session: Session, image: ImageFile, captions: tuple[str, ...], known: Known) -> Item:
    is_edited = known.row is not None and known.row.record is not None
    changed = is_edited and session.conflict(image.name, known.row) is not None
    return Item(image, captions, bool(known.record.alternatives), changed)


def _texts(plan: ExportPlan, known: Known) -> tuple[tuple[str, ...], dict[str, str], str]:
    """The captions of an image, the first one in other dialects, and why it can't be said in them."""
    captions, dialects = _captions(plan, known), plan.dialects
    if dialects is None or not captions:
        return captions, {}, ""
    caption = known.record.caption
    try:
        if plan.options.to == names.SIDECARS:
            return captions, {name: dialects.text_of(caption, name) for name in plan.options.dialects}, ""
        chosen = (caption, *known.record.alternatives)[: len(captions)]
        return tuple(dialects.text_of(one, plan.options.dialects[0]) for one in chosen), {}, ""
    except OtherDialectError as error:
        return captions, {}, error.message


def _captions(plan: ExportPlan, known: Known) -> tuple[str, ...]:
    options, record = plan.options, known.record
    if not has_caption(known):
        return ()
    all_ = options.lines or options.files or (options.alternatives != "first" and not plan.writer.one_only)
    chosen = (record.caption, *(record.alternatives if all_ else ()))
    write = plan.session.caption_text if plan.sentences is None else plan.sentences.text_of
    return tuple(text for text in map(write, chosen) if text)


def _unwritable(plan: ExportPlan, image: ImageFile) -> str:
    """Why the name of an image can't stand in a file of UTF-8 text; archives and sidecars see to names themselves."""
    if plan.options.to in (
        names.SIDECARS,
        names.SLOTS_JSONL,
        names.WEBDATASET,
        names.CIVITAI_ZIP,
        names.DIFFUSION_PIPE_TAR,
    ):
        return ""
    return "" if is_utf8(image.file) else "its name is not UTF-8, rename it"


def is_utf8(file: str) -> bool:
    """Whether the name of a file is UTF-8 in the file system."""
    try:
        file.encode()
    except UnicodeEncodeError:
        return False
    return True
