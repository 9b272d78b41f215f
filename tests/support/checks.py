"""A small dataset for a check, and what the check finds."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.tui_material import open_session
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.checking.target_checks import check_dataset

INFOTEXT = "a cat\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
README = b"---\nconfigs:\n- config_name: default\n---\n"
Files = dict[str, str | bytes]


def check(
    root: Path, files: Files, target: str, *, trigger: str = "", wildcard: bool = False, settings: str = ""
) -> list[Finding]:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data.encode() if isinstance(data, str) else data)
    if settings:
        (root / ".tui-captioner").mkdir()
        (root / ".tui-captioner" / "project.toml").write_text(settings)
    session = open_session(root, writable=False)
    try:
        return list(check_dataset(session, TARGETS.get(target), trigger=trigger, wildcard=wildcard))
    finally:
        session.close()


def one(*names: str, text: str | bytes = "a cat") -> Files:
    """Images with this caption each."""
    files: Files = dict.fromkeys(names, b"image")
    return {**files, **{f"{name.rpartition('.')[0]}.txt": text for name in names}}


def rows(*pairs: tuple[str, object]) -> bytes:
    return "".join(json.dumps({"file_name": name, "text": text}) + "\n" for name, text in pairs).encode()


LONG = ", ".join(["standing"] * 60)
READ = "- sd-scripts ai-toolkit onetrainer simpletuner musubi diffusion-pipe finetrainers civitai"
"""No trainer, and those that read sidecars."""
