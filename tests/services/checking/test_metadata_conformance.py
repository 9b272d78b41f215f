"""Files that hold the captions of all images, and archives: what each trainer is told of them, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import (
    README,
    Files,
    archive,
    check_for_each,
    one,
    rows,
)
from tests.support.conformance import AVIF, ZZ, Case, wanted

LISTED: Files = {
    "README.md": README,
    "metadata.jsonl": rows(("zz.png", "a fine, caption")),
    "captions.json": '{"zz.png": ["a fine, caption"]}',
}


CASES = (
    Case(
        "metadata beside captions",
        {**ZZ, "metadata.jsonl": rows(("zz.png", "a fine, caption")), "README.md": README},
        {"finetrainers": "metadata-switch -", "dreamlook": "needs-export -"},
        exported=True,
    ),
    Case("metadata.json beside captions", {**ZZ, "metadata.json": "{}"}, {"finetrainers": "metadata-switch -"}),
    Case(
        "metadata with captions for finetrainers",
        {**ZZ, "metadata.jsonl": '{"file_name": "zz.png", "caption": "a fine, caption"}\n'},
        {"diffusers": "row-without-text zz.png; text-builder -", "dreamlook": "needs-export -"},
        exported=True,
    ),
    Case(
        "metadata of two kinds",
        {**ZZ, "metadata.jsonl": rows(("zz.png", "x")), "metadata.csv": "file_name,text\nzz.png,x\n"},
        {
            "finetrainers": "metadata-switch -",
            "diffusers": "metadata-kinds -; export-differs zz.png; text-builder -",
            "dreamlook": "needs-export -",
        },
        exported=True,
    ),
    Case(
        "metadata of two kinds, one of them in the configs",
        {
            **LISTED,
            **ZZ,
            "metadata.csv": "file_name,text\nzz.png,x\n",
            "README.md": README + b'path: "metadata.jsonl"\n',
        },
        {"finetrainers": "metadata-switch -"},
        exported=True,
    ),
    Case(
        "doubled rows",
        {**LISTED, **ZZ, "metadata.jsonl": rows(("zz.png", "a fine, caption"), ("zz.png", "again"))},
        {
            "finetrainers": "metadata-switch -",
            "diffusers": "metadata-doubled zz.png; export-differs zz.png",
        },
        exported=True,
    ),
    *(
        Case(
            f"written as {name}",
            {**LISTED, **ZZ, "metadata.jsonl": rows((name, "a fine, caption"))},
            {"finetrainers": "metadata-switch -"},
            exported=True,
        )
        for name in ("./zz.png", "x/../zz.png", ".//zz.png")
    ),
    *(
        Case(
            f"outside as {name}",
            {**LISTED, **ZZ, "metadata.jsonl": rows((name, "a fine, caption"))},
            {"finetrainers": "metadata-switch -", "diffusers": "metadata-row -; image-without-row zz.png"},
            exported=True,
        )
        for name in ("../zz.png", "/zz.png", "file://zz.png")
    ),
    Case(
        "avif beside others",
        {
            **LISTED,
            **one("zz.png", "a.avif", text="x"),
            "a.avif": AVIF,
            "metadata.jsonl": rows(("zz.png", "x"), ("a.avif", "x")),
            "captions.json": '{"zz.png": ["x"], "a.avif": ["x"]}',
        },
        {
            "ai-toolkit civitai": "suffix-unread a.avif",
            "dreamlook": "suffix-unread a.avif; row-without-image -",
            "finetrainers": "suffix-unread a.avif; metadata-switch -",
        },
        exported=True,
    ),
    Case(
        "avif alone",
        {**one("a.avif"), "a.avif": AVIF},
        {"ai-toolkit finetrainers dreamlook civitai": "suffix-unread a.avif", "diffusers": "suffix-unread -"},
    ),
    Case(
        "archive",
        {**ZZ, "imgs.tar": archive("in/q.png"), "captions.json": '{"zz.png": ["a fine, caption"], "in/q.png": ["x"]}'},
        {
            "dreamlook": "row-without-image -",
            "diffusers": "needs-export -; text-builder -",
            "finetrainers": "metadata-switch -",
        },
        exported=True,
    ),
    Case(
        "archive without captions",
        {**ZZ, "imgs.tar": archive("in/q.png")},
        {"diffusion-pipe": "archive imgs.tar", "finetrainers": "metadata-switch -"},
    ),
    Case(
        "a table in a folder below",
        {**ZZ, "s/x.parquet": "x"},
        {
            "finetrainers": "metadata-switch -",
            "diffusers": "needs-export -; text-builder -",
            "dreamlook": "needs-export -",
        },
        exported=True,
    ),
    *(
        Case(
            f"captions.json with {what}",
            {**ZZ, "captions.json": data},
            {"diffusion-pipe": found, "dreamlook": dreamlook, "diffusers": "needs-export -; text-builder -"},
            exported=True,
        )
        for what, data, found, dreamlook in (
            ("a BOM", b'\xef\xbb\xbf{"zz.png": ["a fine, caption"]}', "captions-json -", "captions-json -"),
            (
                "two entries",
                b'{"zz.png": ["x"], "zz.png": ["a fine, caption"]}',
                "metadata-doubled zz.png",
                "metadata-doubled zz.png",
            ),
            ("an empty list", b'{"zz.png": []}', "captions-json-string zz.png", ""),
            ("a number", b'{"zz.png": [1]}', "captions-json-string zz.png", ""),
            ("null", b'{"zz.png": null}', "image-without-row zz.png", ""),
        )
    ),
    Case(
        "archive that is packed",
        {**ZZ, "imgs.tar": b"\x1f\x8b" + bytes(50)},
        {"diffusion-pipe": "archive imgs.tar", "finetrainers": "metadata-switch -"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_each_trainer_is_told_what_it_does_and_nothing_else(tmp_path: Path, case: Case) -> None:
    found = check_for_each(tmp_path, case.files, trigger=case.trigger, settings=case.settings)
    assert found == wanted(case)
