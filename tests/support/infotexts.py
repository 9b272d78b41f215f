"""A text as image generators write it."""

from __future__ import annotations

SETTINGS = (
    "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768, Model hash: abc, Model: foo, "
    'Lora hashes: "one: 1a, two: 2b", Version: v1.9.3'
)


FULL = f"masterpiece, (a cat:1.2),\n<lora:x:0.8>, on a roof\nNegative prompt: blurry, bad\nugly\n{SETTINGS}"
