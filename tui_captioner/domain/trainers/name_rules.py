"""Rules over the names in a dataset: what a trainer would pass over, share or take for something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import (
    CONTROLS,
    GONE,
    MASK,
    NO_FILE,
    Media,
    caption_file,
    folded,
    takes_case,
    takes_folder,
    takes_suffix,
)
from tui_captioner.domain.trainers.reading import Outcome
from tui_captioner.domain.trainers.settings.makers import MAKERS
from tui_captioner.domain.trainers.suffixes import DATASETS, OPENED, VIDEOS
from tui_captioner.domain.trainers.target import CaptionSource, SubFolders, Target, read_as
from tui_captioner.domain.typed_text import is_drawable

_NO_MEDIA = frozenset({".txt", ".npz", ".json", ".parquet", ".bak", ".db", ".tar"})
"""What diffusion-pipe does not try to open as an image or a video, and archives, which it looks into."""
_FEW = 12
"""Suffixes that are listed one by one."""
_IN_JSON = (CaptionSource.METADATA, CaptionSource.CAPTIONS_JSON)


def name_findings(check: Check) -> Iterator[Finding]:
    """All that can be said by names alone."""
    for rule in _FOR_ALL:
        yield from rule(check)
    if check.target is not None:
        for rule_for in _FOR_ONE:
            yield from rule_for(check, check.target)


def _unreadable(check: Check) -> Iterator[Finding]:
    for media in check.facts.media:
        if media.size == NO_FILE:
            message = "is no regular file but a pipe, a device or a socket: a trainer that opens it waits or stops"
            yield Finding("no-regular-file", ERROR, message, "Save the image as a file or delete it", media.name)
        elif media.size == GONE:
            message = "is a link that leads nowhere: a trainer passes over it or stops"
            yield Finding("broken-link", ERROR, message, "Mend the link or delete it", media.name)
        elif not media.size:
            message = "holds no byte: a trainer that opens it stops or passes over it"
            yield Finding("empty-file", ERROR, message, "Copy the image again or delete it", media.name)


def _shared_sidecar(check: Check) -> Iterator[Finding]:
    """Captions go by the stem, so two images of one stem have one caption; FORMATS, facts 7 and section 5."""
    target = check.target
    if target is not None and target.captions in _IN_JSON:
        return
    groups: dict[str, list[Media]] = defaultdict(list)
    for media in check.facts.media:
        if target is None or takes_suffix(target, media):
            groups[folded(media.stem)].append(media)
    does = "reads one caption for all of them" if target is None else target.shared
    for group in groups.values():
        for media in group if len(group) > 1 else ():
            same = [other.name for other in group if other is not media and other.stem == media.stem]
            near = [other.name for other in group if other.stem != media.stem]
            if same:
                message = f"has the same stem as {', '.join(same)}: {check.title} {does}"
                yield Finding("shared-sidecar", ERROR, message, "Rename all but one of them", media.name)
            elif near:
                message = (
                    f"differs from {', '.join(near)} in case or composed letters alone: where file names are not told "
                    "apart by these, as on Windows and macOS, the two have one caption"
                )
                yield Finding("nearly-same-name", WARNING, message, "Rename one of them", media.name)


def _suffix(check: Check, target: Target) -> Iterator[Finding]:
    """FORMATS, fact 8 and the table's column of suffixes."""
    for media in check.facts.media:
        suffix = media.suffix.lower()
        if takes_suffix(target, media):
            if not takes_case(target, media):
                message = f"{target.title} does not see it: it looks for suffixes in {target.case.value}"
                mend = f"Rename it so that it ends in {suffix}"
                yield Finding("suffix-case", ERROR, message, mend, media.name)
        elif suffix in VIDEOS:
            rule = "suffix-unread" if target.videos else "video-unread"
            known = f"; it reads {_listed(target.videos)}" if target.videos else ", it trains on images alone"
            message = f"{target.title} does not take {suffix} videos{known}"
            mend = "Convert it" if target.videos else "Move the videos out, or extract frames"
            yield Finding(rule, ERROR, message, mend, media.name)
        else:
            message = f"{target.title} does not read {suffix}; it reads {_listed(target.images)}"
            yield Finding("suffix-unread", ERROR, message, "Convert the image to .png or .jpg", media.name)


def _listed(suffixes: frozenset[str]) -> str:
    return " ".join(sorted(suffixes)) if len(suffixes) <= _FEW else "what its Pillow opens"


def _sub_folders(check: Check, target: Target) -> Iterator[Finding]:
    """FORMATS, fact 9; kohya's folders of repeats are one level below `train_data_dir`.

    Where our own settings name each folder there is nothing wrong with the folders.
    """
    repeats = check.repeats
    for media in check.facts.media:
        if takes_folder(target, media.folder, repeats=repeats) or _is_control(target, media):
            continue
        severity, does = ERROR, f"lies in a folder that {target.title} does not look into"
        mend = "Move the images up"
        if target.sub_folders is SubFolders.REPEATS and repeats:
            does += " with --train_data_dir: beside folders such as 10_name it reads nothing else"
            mend = "Move it into a folder that is named with its repeats, such as 10_name"
        elif target.sub_folders is SubFolders.OPT_IN and takes_folder(
            target, media.folder, repeats=False, opted_in=True
        ):
            severity, does = WARNING, f"lies in a sub-folder: {target.title} takes it only with include_subdirectories"
            mend = "Switch include_subdirectories on for this concept"
        if target.key in MAKERS:
            severity = WARNING
            ours = f"take the settings that check --for {target.key} ends with, which name it as a dataset of its own"
            mend = f"{mend}, or {ours}"
        elif severity == ERROR:
            mend += ", or name this folder as a dataset of its own"
        yield Finding("sub-folder", severity, does, mend, media.name, about=does)


def _is_control(target: Target, media: Media) -> bool:
    return target.key == "ai-toolkit" and media.folder.rpartition("/")[2] == CONTROLS


def _controls(check: Check, target: Target) -> Iterator[Finding]:
    """ai-toolkit's own folders of control images: what lies directly in them is never trained on."""
    for media in check.facts.media:
        if _is_control(target, media):
            message = f"lies in a folder of the name {CONTROLS}: ai-toolkit keeps control images there, and drops it"
            mend = "Rename the folder if these are images to train on"
            yield Finding("sub-folder", ERROR, message, mend, media.name, about=CONTROLS)


def _unlisted(check: Check, target: Target) -> Iterator[Finding]:
    """`datasets` knows a folder of images by suffixes; others count only beside those (an .avif, in 5.2)."""
    if target.key != "diffusers":
        return
    found = {media.suffix.lower() for media in check.trained()}
    if found and not found & (DATASETS | target.videos):
        message = f"all images end in {' '.join(sorted(found))}, which datasets does not list as images: loading fails"
        yield Finding("suffix-unread", ERROR, message, "Convert them to .png or .jpg")


def _masks(check: Check, target: Target) -> Iterator[Finding]:
    """OneTrainer leaves `*-masklabel.*` and `*-condlabel.*` out as masks; nobody else does.

    A mask without a caption is only a matter where such an image is trained on, or stops the run.
    """
    if target.captions is not CaptionSource.SIDECAR:
        return
    stems = {media.stem for media in check.facts.media}
    uncaptioned = read_as(target, None, check.options)
    for media in check.trained() if target.key != "onetrainer" else check.facts.media:
        if not media.is_mask:
            continue
        if target.key == "onetrainer":
            if MASK.sub("", media.stem) not in stems:
                message = "OneTrainer takes it for a mask by its name and does not train on it; no image belongs to it"
                yield Finding("mask-name", ERROR, message, "Rename it if it is an image", media.name)
        elif caption_file(target, media, check.suffix, check.facts.has):
            message = f"is named as a mask of OneTrainer, but {target.title} trains on it as on any image"
            yield Finding("mask-name", ERROR, message, "Move the masks out of the folder", media.name)
        elif uncaptioned.is_trained or uncaptioned.outcome is Outcome.CRASH:
            message = f"is named as a mask of OneTrainer and has no caption: {target.title} {target.missing}"
            yield Finding("mask-name", ERROR, message, "Move the masks out of the folder", media.name)


def _dots(check: Check, target: Target) -> Iterator[Finding]:
    """A key goes up to the first dot: `a.b.c.png` is field `b.c.png` of sample `a` (FORMATS, table)."""
    if target.captions is not CaptionSource.TAR:
        return
    for media in check.facts.media:
        base = media.stem.rpartition("/")[2]
        if "." in base:
            key, _, rest = base.partition(".")
            message = f"has a dot in its stem: WebDataset takes it for field '{rest}{media.suffix}' of sample '{key}'"
            yield Finding("dot-in-stem", ERROR, message, "Rename it without the dot", media.name)


def _unwritable(check: Check, target: Target) -> Iterator[Finding]:
    """Names that the file or archive with all captions can't hold, so that the export leaves the image out."""
    archive = target.captions is CaptionSource.TAR or target.key == "civitai"
    if not archive and target.captions not in _IN_JSON:
        return
    held = "archive" if archive else "file with its captions"
    for media in check.facts.media:
        if any("\ud800" <= char <= "\udfff" for char in media.file):
            message = f"its name is not UTF-8: the {held} for {target.title} can't hold it"
            yield Finding("name-not-utf8", ERROR, message, "Rename it", media.name)
        elif archive and not all(is_drawable(char) and char != "\\" for char in media.file):
            message = f"its name has a backslash or control characters: it can't stand in an archive for {target.title}"
            yield Finding("name-unsafe", ERROR, message, "Rename it, or export with --rename", media.name)


def _foreign(check: Check, target: Target) -> Iterator[Finding]:
    """FORMATS, fact 12: files beside the images that are taken for an image, or for a field of it."""
    if target.key == "diffusion-pipe":
        names = check.facts.files.get("", frozenset())
        for name in sorted(names):
            stem, kind = (name, "") if "." not in name[1:] else name.rsplit(".", 1)
            if f"{stem}.txt" in names and f".{kind}".rstrip(".") not in (*_NO_MEDIA, *OPENED):
                message = f"diffusion-pipe tries to open {name} as an image or a video, since {stem}.txt is there"
                yield Finding("foreign-file", WARNING, message, "Move it out of the folder")
    elif target.captions is CaptionSource.TAR or (
        target.captions is CaptionSource.METADATA and not check.facts.has("metadata.jsonl")
    ):
        yield from _same_stem(check, target)


def _same_stem(check: Check, target: Target) -> Iterator[Finding]:
    images = {media.stem: media for media in check.facts.media}
    captions = (".txt", check.suffix)
    for folder, names in check.facts.files.items():
        for name in sorted(names):
            stem, _, kind = name.rpartition(".")
            media = images.get(f"{folder}/{stem}".lstrip("/"))
            if media is None or "." + kind in captions:
                continue
            does = (
                f"becomes a field '{kind}' of its sample"
                if target.captions is CaptionSource.TAR
                else "may be taken for the image by convert_to_imagefolder.py"
            )
            message = f"{name} has the same stem and {does}"
            yield Finding("foreign-file", WARNING, message, "Move it out of the folder", media.name)


def _too_many(check: Check, target: Target) -> Iterator[Finding]:
    count = len(check.trained())
    if target.max_images and count > target.max_images:
        message = f"{target.title} takes {target.max_images} images; these are {count}"
        yield Finding("too-many-images", ERROR, message, "Leave some out, or train in another trainer")


def _trigger(check: Check, target: Target) -> Iterator[Finding]:
    """Civitai pastes the trigger word into a regular expression as it is."""
    special = sorted(set(check.trigger) & set("\\^$.|?*+()[]{}"))
    if target.key == "civitai" and special:
        message = (
            f"Civitai puts the trigger word '{check.trigger}' into a pattern where {' '.join(special)} do not "
            + ("stand for themselves: it may fail, or be written twice")
        )
        yield Finding("trigger-pattern", ERROR, message, "Take a trigger word of letters, digits, - and _")


_FOR_ALL: tuple[Callable[[Check], Iterator[Finding]], ...] = (_unreadable, _shared_sidecar)
_FOR_ONE: tuple[Callable[[Check, Target], Iterator[Finding]], ...] = (
    _suffix,
    _sub_folders,
    _masks,
    _controls,
    _unlisted,
    _dots,
    _unwritable,
    _foreign,
    _too_many,
    _trigger,
)
