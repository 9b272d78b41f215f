"""Whatever stands in the files that trainers keep or read, and however files are named: a check goes on to its end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.checks import PNG, Files, check, one, turned_png
from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.targets import TARGETS

LATIN, RED = os.fsdecode(b"caf\xe9"), "\x1b[31mred"
FILES: Files = {
    **one("a.png", "b.jpg"),
    "captions.json": "[" * 50_000,
    "metadata.jsonl": '{"file_name": 3}\n{"file_name": "a.png", "text": {"x": 1}}\n{"file_name": "b.jpg", "text": 5}',
    "metadata.csv": b'\0\xff"',
    "README.md": b"\xff\xfeconfigs:",
    "metadata_cache.json": r'{"a.png": {"caption": 5, "resolution": "x"}, "b.jpg": null, "\ud800.png": {}}',
    "aspect_ratio_bucket_metadata_x.json": b'\xff"/caf\\udce9.png"',
    "x.tar": b"garbage",
    "cache/wan/metadata/metadata.arrow": b"/caf\xe9.png",
    "cache/wan/metadata.db": b"x",
    ".a.txt": b"\xff",
    ".a.png": b"",
    f"_latent_cache/{LATIN}_Yx3-_aBcDeFgHiJkLmNo12.safetensors": "x",
    f"@eaDir/{LATIN}.png": PNG,
    **{f"{name}.png": turned_png(6) for name in (LATIN, RED)},
    **{
        f"{name}{end}": "x"
        for name in (LATIN, RED)
        for end in ("_flux_te.npz", "_te.safetensors", ".psd", ".parquet", ".toml", ".txt")
    },
}


@pytest.mark.parametrize("target", ["", *TARGETS])
def test_it_goes_on_to_its_end(tmp_path: Path, target: str) -> None:
    root = tmp_path / f"set {RED}"
    check(root, FILES, "")
    for path in root.glob("*.png"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    found = check(root, {}, target)
    assert found
    for finding in found:
        json_line(finding.as_dict()).encode()
        assert "\x1b" not in visible(f"{finding.message} {finding.mend} {finding.file_name}")
