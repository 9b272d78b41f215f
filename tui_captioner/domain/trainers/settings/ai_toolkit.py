"""Settings for ai-toolkit: the `datasets` of a process in its job's YAML.

Source: `toolkit/config_modules.py` (DatasetConfig: unknown keys are passed over without a word),
`toolkit/data_loader.py` (AiToolkitDataset walks sub-folders) and `toolkit/dataloader_mixins.py` (load_caption).
"""

from __future__ import annotations

from tui_captioner.domain.trainers.settings.facts import SettingsFacts
from tui_captioner.domain.trainers.settings.settings_text import (
    TrainerSettings,
    comments,
    heading,
    left_out,
    number,
    quoted,
    repeats_said,
)
from tui_captioner.domain.trainers.settings.sub_folders import entries_with_sub_folders, uneven_said

_TITLE = "ai-toolkit"


def ai_toolkit_settings(facts: SettingsFacts) -> TrainerSettings:
    """The list of datasets: an entry per outermost folder and suffix of captions; an entry reads sub-folders too."""
    folders = entries_with_sub_folders(facts)
    if not folders:
        return TrainerSettings(_TITLE, "yaml", "", ("there is no image or video for ai-toolkit here",))
    said = [heading(facts, _TITLE, folders), "it goes under config: process: - ..."]
    said += [*left_out(facts, folders), *repeats_said(facts), *uneven_said(facts, folders)]
    said.append("an entry reads its sub-folders too; yours to add: resolution")
    if any(folder.videos for folder in folders):
        said.append("num_frames above 1 for videos; pictures beside them are then trained as single frames")
    said += _captions_said(facts)
    lines = [*comments(said), "datasets:"]
    for suffix in (facts.suffix, *facts.more_suffixes):
        for folder in folders:
            lines += [
                f"  - folder_path: {quoted(folder.path)}",
                f"    caption_ext: {quoted(suffix)}",
                f"    num_repeats: {folder.repeats}",
            ]
            lines += ["#   num_frames: ..."] if folder.videos else []
    return TrainerSettings(_TITLE, "yaml", "\n".join(lines) + "\n")


def _captions_said(facts: SettingsFacts) -> list[str]:
    said = []
    if facts.more_suffixes:
        count = 1 + len(facts.more_suffixes)
        said.append(f"each image is trained {count} times, once with each of its caption files")
    if facts.lines:
        said.append(f"{number(facts.lines, 'caption')} of several lines: trained as one text with its line breaks")
    if facts.head_mark:
        said.append(f"captions have {facts.head_mark}, which ai-toolkit trains as text")
    if facts.trigger:
        said.append("trigger_word may stay out: the captions have the trigger word")
    return said
