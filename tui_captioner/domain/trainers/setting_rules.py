"""Rules about what a dataset needs to be set at its trainer, where the trainer's default loses captions."""

from __future__ import annotations

from collections.abc import Iterator

from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.target import CaptionSource, Target

_MARKS = {"|||": ("keep_tokens_separator", " together with shuffle_caption = true"), ";;;": ("secondary_separator", "")}
"""sd-scripts' settings for marks in captions, and what else has to be set for them."""


def setting_findings(check: Check) -> Iterator[Finding]:
    """What has to be set; nothing without a trainer."""
    target = check.target
    if target is not None and target.captions is CaptionSource.SIDECAR:
        yield from _suffix(check, target)
        yield from _head_separator(check, target)


def _suffix(check: Check, target: Target) -> Iterator[Finding]:
    """The dataset's captions end in something that is neither the trainer's default nor what everybody sets."""
    suffix, setting = check.facts.caption_suffix, target.suffix_setting
    if not setting or suffix in (".txt", target.suffix_default):
        return
    default = f"looks for {target.suffix_default}" if target.suffix_default else "has no default"
    message = f'captions here end in {suffix}, and {target.title} {default}: all are lost unless {setting} = "{suffix}"'
    yield Finding("suffix-setting", WARNING, message, f'Set {setting} = "{suffix}" there')


def _head_separator(check: Check, target: Target) -> Iterator[Finding]:
    """A mark that the project itself writes behind its globals; elsewhere it is said of each caption."""
    mark = check.head_separator.strip()
    if target.key != "sd-scripts" or mark not in _MARKS:
        return
    setting, more = _MARKS[mark]
    message = f"'{mark}' stands behind the globals: sd-scripts trains on it as text unless {setting} is set{more}"
    file = check.shown_path(".tui-captioner/project.toml")
    mend = f'Set {setting} = "{mark}"{more}, or take head_separator out of {file}'
    yield Finding("separator-setting", WARNING, message, mend)
