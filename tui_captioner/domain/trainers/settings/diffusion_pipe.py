"""Settings for diffusion-pipe: the dataset's TOML, which its main TOML names.

Source: `utils/dataset.py` (DirectoryDataset: `resolutions` is looked up at the top or in a directory, nothing else is
checked) and its `examples/dataset.toml`.
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
    txt_alone,
)

_TITLE = "diffusion-pipe"


def diffusion_pipe_settings(facts: SettingsFacts) -> TrainerSettings:
    """The dataset's TOML: a directory per folder."""
    folders = facts.counted
    if not folders:
        return TrainerSettings(_TITLE, "toml", "", ("there is no image or video for diffusion-pipe here",))
    said = [heading(facts, _TITLE, folders), *left_out(facts), *repeats_said(facts)]
    said.append(
        "yours to add, here at the top: resolutions = [...], without which it does not start; for several shapes "
        "enable_ar_bucket = true with min_ar, max_ar and num_ar_buckets"
    )
    if any(folder.videos for folder in folders):
        said.append("frame_buckets = [1, ...] for videos: with [1], its default, no video is trained")
    said += _captions_said(facts)
    lines = comments(said)
    for place, folder in enumerate(folders):
        lines += [""] if place else []
        lines += ["[[directory]]", f"path = {quoted(folder.path)}", f"num_repeats = {folder.repeats}"]
    return TrainerSettings(_TITLE, "toml", "\n".join(lines) + "\n")


def _captions_said(facts: SettingsFacts) -> list[str]:
    said = []
    if facts.captions_json:
        said.append("captions are those of the captions.json in each folder; .txt files there are not read")
    else:
        said += txt_alone(facts, "diffusion-pipe")
    if facts.lines and not facts.captions_json:
        said.append(f"{number(facts.lines, 'caption')} of several lines: trained as one text with its line breaks")
    if facts.head_mark:
        said.append(f"captions have {facts.head_mark}, which diffusion-pipe trains as text")
    return said
