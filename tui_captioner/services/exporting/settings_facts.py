"""What trainers' settings are made of, for a dataset as it lies there and for what was exported of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.dialects import SUFFIXES, TITLES, suffix_for
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.tokens import limits_of
from tui_captioner.domain.trainers.folder import FolderFacts, Media
from tui_captioner.domain.trainers.limits import model_for
from tui_captioner.domain.trainers.settings.facts import (
    SettingsFacts,
    more_caption_files,
    repeats_of,
    trained_folders,
)
from tui_captioner.domain.trainers.target import CaptionSource, Target
from tui_captioner.formats import sidecar
from tui_captioner.formats.hydrus import lines_of
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.exporting.export_plan import ExportPlan, Item, absolute_root
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.caption_traits import CaptionTraits, caption_traits
from tui_captioner.storage.dataset.folder_facts import gather_facts
from tui_captioner.storage.project.settings import CAPTION_A_LINE

_KOHYAS_MARK = "|||"


def facts_in_place(session: Session, target: Target) -> Generator[Progress, None, SettingsFacts]:
    """A dataset as it lies there: a job, see `told`.

    Args:
        session: The open dataset.
        target: The trainer, which takes some suffixes and others not.
    """
    root, settings = absolute_root(session), session.project.settings
    marks = _marks(session)
    traits = yield from _traits(session, marks)
    found = gather_facts(root, session.project.dataset.extension)
    folders = trained_folders(target, str(root), (*found.media, *_packed(found, target)))
    a_line = settings.lines == CAPTION_A_LINE
    return replace(
        _common(session, target),
        folders=folders,
        suffix=found.caption_suffix,
        more_suffixes=more_caption_files(found, target),
        head_mark=next((mark for mark, count in zip(marks, traits.marked, strict=True) if count), ""),
        lines=traits.several if a_line else traits.broken,
        lines_are_captions=a_line,
        braces=traits.braces,
        notes=tuple(_in_dialects(settings.dialects, target)),
        captions_json=bool(folders) and all(found.has(_in(folder.name, "captions.json")) for folder in folders),
    )


def _in_dialects(dialects: Sequence[str], target: Target) -> Iterator[str]:
    """What to do to train on one of the dialects that are kept beside the sidecars."""
    if dialects and target.captions is CaptionSource.SIDECAR:
        if suffix_for(dialects[0], target.key) == ".txt":
            yield f"{target.title} reads .txt alone: export --dialect {dialects[0]} --for {target.key} puts it there"
        else:
            said = ", ".join(f"{SUFFIXES[dialect]} ({TITLES[dialect]})" for dialect in dialects)
            yield f"captions lie in other dialects too; name the suffix above to train on them: {said}"


def _packed(found: FolderFacts, target: Target) -> Iterable[Media]:
    """The members of the tars in the dataset's own folder, as if they lay there: for trainers that look into them."""
    if target.key == "diffusion-pipe":
        for members in found.archives.values():
            yield from (Media(name, name.rpartition("/")[2]) for name in members or ())


def _traits(session: Session, marks: tuple[str, ...]) -> Generator[Progress, None, CaptionTraits]:
    """What captions have: asked of the catalogue where it is whole, else of the files, as a trainer reads them."""
    known = catalogue_of(session).ask(lambda store: caption_traits(store, marks))
    if known is not None:
        return known
    lines = braces = 0
    marked = [0] * len(marks)
    for count, name in enumerate(session.names, 1):
        text = _text_on_disk(session, name)
        lines += len(lines_of(text)) > 1
        braces += "{" in text
        marked = [number + (mark in text) for number, mark in zip(marked, marks, strict=True)]
        yield Progress(count, len(session.names))
    return CaptionTraits(lines, lines, braces, tuple(marked))


def _text_on_disk(session: Session, name: str) -> str:
    """The text of an image's sidecar; nothing where it can't be read, which is a finding of its own."""
    try:
        data = session.project.sidecar_files.read(session.image(name).sidecar)
        return "" if data is None else sidecar.decode_caption(data)
    except CaptionerError:
        return ""


def facts_of_folder(plan: ExportPlan, target: Target, root: Path, *, captions_json: bool = False) -> SettingsFacts:
    """Images in folders below one, with what an export put beside them.

    Args:
        plan: The export.
        target: The trainer.
        root: The folder, absolute.
        captions_json: Whether each folder has a captions.json.
    """
    media = [Media(item.image.name, item.image.file) for item in plan.items]
    folders = trained_folders(target, str(root), media)
    facts = replace(_common(plan.session, target), root=str(root), folders=folders, captions_json=captions_json)
    return _with_captions(plan, facts, plan.options.lines)


def facts_of_lists(plan: ExportPlan, target: Target, images: Path | None, videos: Path | None = None) -> SettingsFacts:
    """Exported lists of lines, which name images wherever they lie.

    Args:
        plan: The export.
        target: The trainer.
        images: The list of images, absolute; None for none.
        videos: The same for videos.
    """
    repeats = {repeats_of(item.image.file.rpartition("/")[0]) for item in plan.items}
    films = sum(item.image.is_video for item in plan.items)
    facts = replace(
        _common(plan.session, target),
        image_list="" if images is None else str(images),
        video_list="" if videos is None else str(videos),
        images=0 if images is None else len(plan.items) - films,
        videos=films,
        list_repeats=max(1, *repeats) if len(repeats) == 1 else 1,
        notes=() if len(repeats) < 2 else (_uneven(repeats),),
    )
    return _with_captions(plan, facts, plan.options.lines)


def _uneven(repeats: Iterable[int]) -> str:
    said = ", ".join(map(str, sorted(repeats)))
    return (
        f"folders count differently by their names ({said}), and a list counts all alike: have the folders read "
        "instead (check --for), or export each with --filter and -o"
    )


def _common(session: Session, target: Target) -> SettingsFacts:
    settings = session.project.settings
    model = model_for(target, settings.tokens.model, chosen=settings.tokens.is_chosen)
    trigger = settings.trigger if any(settings.trigger in text for text in settings.globals) else ""
    return SettingsFacts(
        root=str(absolute_root(session)),
        separator=settings.output.separator,
        encoders=frozenset(limit.encoder.key for limit in limits_of(model)),
        model=model,
        trigger=trigger,
    )


def _with_captions(plan: ExportPlan, facts: SettingsFacts, lines: bool) -> SettingsFacts:
    """The same with what stands in the captions that were written."""
    written = [item.captions if lines else item.captions[:1] for item in plan.items]
    return replace(
        facts,
        head_mark=next((mark for mark in _marks(plan.session) if _count(written, mark)), ""),
        lines=sum(len(captions) > 1 or "\n" in captions[0] for captions in written if captions),
        lines_are_captions=lines,
        braces=_count(written, "{"),
    )


def _count(written: Iterable[Sequence[str]], text: str) -> int:
    return sum(any(text in caption for caption in captions) for captions in written)


def _marks(session: Session) -> tuple[str, ...]:
    """What may part the head of captions from the rest: the project's own mark, and kohya's."""
    own = session.project.settings.output.head_separator
    return tuple(dict.fromkeys(mark for mark in (own, _KOHYAS_MARK) if mark))


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def has_images(items: Iterable[Item], folder: Path) -> bool:
    """Whether the images of an export lie in the folder that it filled."""
    return all((folder / item.image.file).exists() for item in items)
