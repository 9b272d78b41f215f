"""The names of the trainers, apart from what they do, so that they cost nothing to know."""

from __future__ import annotations

NAMES = (
    "sd-scripts",
    "ai-toolkit",
    "onetrainer",
    "simpletuner",
    "musubi",
    "diffusion-pipe",
    "finetrainers",
    "diffusers",
    "dreamlook",
    "civitai",
    "webdataset",
)
"""The keys of `targets.TARGETS`, in their order: what `check --for` takes."""
