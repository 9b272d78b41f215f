"""Rules over the headers of pictures: those that can't be decoded, animations, pictures that EXIF data alone turns."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.pictures import FLOATING_GREY, RARE_KINDS, PictureHead
from tui_captioner.domain.trainers.target import Target, Turning

_SAVE = "Save it anew in a picture program, as .png or .jpg; or take it out with its caption"


def picture_findings(check: Check) -> Iterator[Finding]:
    """All that can be said by the headers of those pictures that the trainer takes."""
    for media in check.trained():
        head = check.facts.heads.get(media.file)
        if head is None or media.size <= 0:
            continue
        if head.problem or head.kind in RARE_KINDS:
            yield _undecodable(check, media, head)
        else:
            yield from _animated(check, media, head)
            yield from _turned(check, media, head)
            yield from _cut(check, media, head)


def _undecodable(check: Check, media: Media, head: PictureHead) -> Finding:
    if head.problem:
        return undecodable(check.target, media, head.problem)
    does = "trainers open it only where their Pillow has that decoder, and stop or leave it out elsewhere"
    message = f"holds a {head.kind} picture under the name of {media.suffix}: {does}"
    return Finding("undecodable-picture", ERROR, message, _SAVE, media.name)


def undecodable(target: Target | None, media: Media, problem: str) -> Finding:
    """A picture that can't be decoded.

    Args:
        target: The trainer; None for all.
        media: The picture.
        problem: Why, in words that follow a comma.
    """
    does = "a trainer stops at it, or leaves it out"
    if target is not None:
        does = f"{target.title} {target.broken_picture}"
        if target.key == "diffusion-pipe" and media.suffix == ".webp":
            does = "diffusion-pipe stops as a whole"
    return Finding("undecodable-picture", ERROR, f"can't be decoded, {problem}: {does}", _SAVE, media.name)


def _animated(check: Check, media: Media, head: PictureHead) -> Iterator[Finding]:
    """diffusion-pipe asks how many pictures a .webp has before it guards against errors, and takes one alone."""
    target = check.target
    if target is None or head.kind != "WEBP" or head.frames < 2:
        return
    if target.key == "diffusion-pipe" and media.suffix == ".webp":
        message = f"is an animation of {head.frames} pictures: diffusion-pipe stops as a whole (NotImplementedError)"
        yield Finding("animated-webp", ERROR, message, "Save one picture of it, or make a video of it", media.name)


def _cut(check: Check, media: Media, head: PictureHead) -> Iterator[Finding]:
    """Pillow takes values of one channel for levels of 8 bits, whatever their range is."""
    kind, target = head.cut_levels, check.target
    if not kind or (target is not None and kind not in target.cuts_grey):
        return
    does = "sd-scripts, musubi-tuner, ai-toolkit, diffusion-pipe and diffusers cut" if target is None else ""
    does = does or f"{check.title} cuts"
    if head.kind.startswith(FLOATING_GREY):
        message = f"holds grey in floating point numbers: {does} them to whole levels, so that 0 to 1 is black"
        mend = "Save it with 8 bits of grey in a picture program"
    else:
        mend = f"Make 8 bits of it: mogrify -depth 8 {check.shown_path(media.file)}"
        message = f"holds grey of more than 8 bits: {does} it at level 255, so that nearly all of it is white"
    severity = WARNING if target is None else ERROR
    yield Finding("cut-levels", severity, message, mend, media.name)


def _turned(check: Check, media: Media, head: PictureHead) -> Iterator[Finding]:
    how, target = head.untold_turn, check.target
    if not how or media.suffix.lower() in check.videos:
        return
    severity, turning = WARNING, Turning.SOME if target is None else target.turning
    if turning is Turning.NEVER and target is not None:
        does = f"{target.title} takes no notice of that and trains on it {how}"
    elif turning is Turning.SOME:
        does = f"sd-scripts, musubi-tuner, diffusion-pipe and SimpleTuner take no notice of that and train on it {how}"
    elif turning is Turning.BY_VERSION:
        severity, does = INFO, f"datasets before 2.19 takes no notice of that, so that it is trained on {how}"
    else:
        return
    message = f"is turned by its EXIF data ({head.orientation}) only: {does}"
    mend = f"Turn the pixels: mogrify -auto-orient {check.shown_path(media.file)}"
    yield Finding("exif-rotation", severity, message, mend, media.name)
