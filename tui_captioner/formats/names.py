"""The names of the formats that captions are exported to, apart from the formats, so that they cost nothing to know."""

from __future__ import annotations

SIDECARS = "sidecars"
HF_IMAGEFOLDER = "hf-imagefolder"
CAPTIONS_JSON = "captions-json"
KOHYA_JSONL = "kohya-jsonl"
KOHYA_JSON = "kohya-json"
MUSUBI_JSONL = "musubi-jsonl"
JSON_LIST = "json-list"
CSV = "csv"
WEBDATASET = "webdataset"
CIVITAI_ZIP = "civitai-zip"
SLOTS_JSONL = "slots-jsonl"
DIFFUSION_PIPE_TAR = "diffusion-pipe-tar"

EXPORTS = (
    SIDECARS,
    HF_IMAGEFOLDER,
    CAPTIONS_JSON,
    KOHYA_JSONL,
    MUSUBI_JSONL,
    CSV,
    WEBDATASET,
    CIVITAI_ZIP,
    DIFFUSION_PIPE_TAR,
    SLOTS_JSONL,
)
"""What `export --to` takes."""
