from __future__ import annotations

from tui_captioner.domain.trainers.names import NAMES
from tui_captioner.domain.trainers.targets import TARGETS


def test_each_trainer_has_its_name_among_the_names() -> None:
    assert tuple(TARGETS) == NAMES
