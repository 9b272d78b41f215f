"""Which trainers have ready settings, and what makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui_captioner.domain.trainers.settings.ai_toolkit import ai_toolkit_settings
from tui_captioner.domain.trainers.settings.diffusion_pipe import diffusion_pipe_settings
from tui_captioner.domain.trainers.settings.facts import SettingsFacts, is_utf8
from tui_captioner.domain.trainers.settings.musubi import musubi_settings
from tui_captioner.domain.trainers.settings.sd_scripts import sd_scripts_settings
from tui_captioner.domain.trainers.settings.settings_text import TrainerSettings
from tui_captioner.domain.trainers.settings.simpletuner import simpletuner_settings

MAKERS: Mapping[str, Callable[[SettingsFacts], TrainerSettings]] = {
    "sd-scripts": sd_scripts_settings,
    "musubi": musubi_settings,
    "diffusion-pipe": diffusion_pipe_settings,
    "simpletuner": simpletuner_settings,
    "ai-toolkit": ai_toolkit_settings,
}
"""By the keys of `targets.TARGETS`; the others are set up by hand or by a form."""


def settings_for(key: str, facts: SettingsFacts) -> TrainerSettings:
    """The settings of a trainer for a dataset.

    Args:
        key: One of `MAKERS`.
        facts: The dataset.
    """
    if not is_utf8(facts.root):
        made = MAKERS[key](SettingsFacts(root="/"))
        return TrainerSettings(made.title, made.kind, "", ("the dataset's path is not UTF-8: rename the folder",))
    return MAKERS[key](facts)


def kind_of(key: str) -> str:
    """The form of a trainer's settings, which is the suffix of their file: `toml`, `yaml` or `json`."""
    return MAKERS[key](SettingsFacts(root="/")).kind
