"""Settings for kohya's sd-scripts: `--dataset_config FILE.toml`.

Source: `library/config_util.py` (ConfigSanitizer: unknown keys and wrong types are refused) and `library/train_util.py`
(process_caption, is_text_encoder_output_cacheable, FineTuningDataset).
"""

from __future__ import annotations

from tui_captioner.domain.trainers.settings.facts import SettingsFacts, TrainedFolder
from tui_captioner.domain.trainers.settings.settings_text import (
    TrainerSettings,
    comments,
    heading,
    left_out,
    number,
    quoted,
    repeats_said,
)

_TITLE = "sd-scripts"


def sd_scripts_settings(facts: SettingsFacts) -> TrainerSettings:
    """The dataset's TOML: a subset per folder, or one for an exported list of lines."""
    folders = tuple(folder for folder in facts.counted if folder.images)
    if not folders and not facts.image_list:
        return TrainerSettings(_TITLE, "toml", "", ("there is no picture for sd-scripts here",))
    said = [heading(facts, _TITLE, [_without_videos(folder) for folder in folders])]
    videos = sum(folder.videos for folder in facts.counted)
    said += [f"sd-scripts takes no videos: {number(videos, 'video')} left out"] if videos else []
    said += [*left_out(facts), *repeats_said(facts)]
    said.append("yours to add: resolution and batch_size, here under [general] or on the command line")
    options, notes = _caption_options(facts)
    lines = comments([*said, *notes])
    if not facts.image_list:
        options.insert(0, f"caption_extension = {quoted(facts.suffix)}")
    if options:
        lines += ["[general]", *options]
    lines += ["", "[[datasets]]"] if options else ["[[datasets]]"]
    subsets = [_list_subset(facts)] if facts.image_list else [_subset(folder) for folder in folders]
    for subset in subsets:
        lines += ["", *(f"  {line}" for line in ("[[datasets.subsets]]", *subset))]
    return TrainerSettings(_TITLE, "toml", "\n".join(lines) + "\n")


def _without_videos(folder: TrainedFolder) -> TrainedFolder:
    return TrainedFolder(folder.path, folder.name, folder.repeats, folder.images)


def _subset(folder: TrainedFolder) -> list[str]:
    return [f"image_dir = {quoted(folder.path)}", f"num_repeats = {folder.repeats}"]


def _list_subset(facts: SettingsFacts) -> list[str]:
    repeats = [f"num_repeats = {facts.list_repeats}"] if facts.list_repeats > 1 else []
    return [f"metadata_file = {quoted(facts.image_list)}", *repeats]


def _caption_options(facts: SettingsFacts) -> tuple[list[str], list[str]]:
    """The options that go by what stands in the captions, and what is said of them."""
    shuffled, notes = _shuffling(facts)
    drawn, more = _lines(facts)
    return [*shuffled, *drawn], [*notes, *more]


def _shuffling(facts: SettingsFacts) -> tuple[list[str], list[str]]:
    """The mark behind the head is taken off only where tags are shuffled or dropped; else it is trained as text."""
    mark = facts.head_mark
    if not mark:
        return [], []
    if facts.encoders != frozenset({"clip"}):
        return [], [
            f"captions have {mark}, which is trained as text unless tags are shuffled; {facts.model} is trained with "
            "cached text encoder outputs as a rule, and there sd-scripts stops at shuffle_caption. Take head_separator "
            "out of project.toml, or train without that cache and set: shuffle_caption = true, keep_tokens_separator "
            f"= {quoted(mark)}",
        ]
    options = ["shuffle_caption = true", f"keep_tokens_separator = {quoted(mark)}"]
    if facts.separator.strip() not in ("", ","):
        options.append(f"caption_separator = {quoted(facts.separator.strip())}")
    return options, [
        f"{mark} keeps the head of a caption in front while the rest is shuffled at its commas, in sentences too; "
        "not together with --cache_text_encoder_outputs: sd-scripts stops there",
    ]


def _lines(facts: SettingsFacts) -> tuple[list[str], list[str]]:
    """Several lines are drawn from with enable_wildcard, else the first is taken; it reads `{...}` as a choice too."""
    if not facts.lines:
        return [], []
    several = f"{number(facts.lines, 'caption')} of several lines"
    if not facts.lines_are_captions:
        return [], [f"{several}: sd-scripts takes the first line, with enable_wildcard = true a random one"]
    if facts.braces:
        return [], [
            f"{several}, and {facts.braces} with braces: enable_wildcard would draw a line, and take what is in "
            "braces for a choice, so it is left out; only first lines are trained"
        ]
    return ["enable_wildcard = true"], [f"enable_wildcard draws one of the lines each time ({several})"]
