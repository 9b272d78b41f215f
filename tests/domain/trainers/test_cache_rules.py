"""What each trainer keeps, and when that is older than what it was made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_captioner.domain.trainers.cache_rules import KEPT, InfoCaches, cache_findings
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import FolderFacts, Media
from tui_captioner.domain.trainers.targets import TARGETS

OLD, NEW = 1000, 2000
"""Seconds."""
PICTURE = Media("a_b.png", "a_b.png", 9, NEW * 10**9, 1)
BELOW = Media("s/c.png", "s/c.png", 9, NEW * 10**9, 2)


def found(target: str, cache: str, time: float, *, caption: float = 0.0, contents: bytes = b"") -> list[str]:
    """What is found where a cache of that time lies beside two pictures."""
    kept = {cache: contents} if contents else {}
    facts = FolderFacts((PICTURE, BELOW), {}, {cache: time}, contents=kept, root="/d")
    findings = cache_findings(Check(facts, TARGETS[target]), lambda _media: caption or None)
    return [f"{finding.rule} {finding.file_name}" for finding in findings]


@pytest.mark.parametrize(
    ("target", "cache", "image"),
    [
        ("sd-scripts", "a_b_te_outputs.npz", "a_b.png"),
        ("sd-scripts", "a_b_flux_te.npz", "a_b.png"),
        ("sd-scripts", "a_b_anima_te.npz", "a_b.png"),
        ("sd-scripts", "s/c_sd3_te.npz", "s/c.png"),
        ("musubi", "a_b_wan_te.safetensors", "a_b.png"),
        ("musubi", "cache/a_b_qi_te.safetensors", "a_b.png"),
    ],
)
def test_texts_that_are_older_than_the_caption(target: str, cache: str, image: str) -> None:
    assert found(target, cache, OLD, caption=NEW) == [f"stale-cache {image}"]
    assert found(target, cache, NEW, caption=OLD) == ["text-cache "]
    assert found("onetrainer", cache, OLD, caption=NEW) == []
    other = {"sd-scripts": "musubi", "musubi": "sd-scripts"}[target]
    assert found(other, cache, OLD, caption=NEW) == []


@pytest.mark.parametrize(
    ("target", "cache", "image"),
    [
        ("sd-scripts", "a_b_0064x0064_flux.npz", "a_b.png"),
        ("sd-scripts", "a_b_1024x0768_sdxl.npz", "a_b.png"),
        ("sd-scripts", "a_b.npz", "a_b.png"),
        ("musubi", "a_b_1024x0768_wan.safetensors", "a_b.png"),
        ("musubi", "s/c_00000-081_0960x0544_hv.safetensors", "s/c.png"),
        ("ai-toolkit", "_latent_cache/a_b_Yx3-_aBcDeFgHiJkLmNo12.safetensors", "a_b.png"),
        ("ai-toolkit", "s/_latent_cache/c_Yx3-_aBcDeFgHiJkLmNo12.safetensors", "s/c.png"),
        ("ai-toolkit", "_controls/a_b.depth.jpg", "a_b.png"),
    ],
)
def test_pictures_that_were_replaced(target: str, cache: str, image: str) -> None:
    assert found(target, cache, OLD) == [f"stale-picture {image}"]
    assert found(target, cache, NEW) == []
    assert found("finetrainers", cache, OLD) == []


def test_texts_of_ai_toolkit_go_by_what_they_say() -> None:
    assert found("ai-toolkit", "_t_e_cache/a_b_Yx3-_aBcDeFgHiJkLmNo12.safetensors", OLD, caption=NEW) == []


def test_diffusion_pipe_makes_all_anew_but_for_a_picture_of_the_same_size() -> None:
    cache = "cache/wan/metadata/metadata.arrow"
    assert found("diffusion-pipe", cache, OLD, contents=b"..../d/a_b.png....") == ["stale-picture a_b.png"]
    assert found("diffusion-pipe", cache, OLD, contents=b"..../d/b.png....") == []
    assert found("diffusion-pipe", cache, NEW, contents=b"..../d/a_b.png....") == []
    assert found("diffusion-pipe", cache, OLD, caption=NEW, contents=b"/a_b.png") == ["stale-cache "]


def test_sizes_that_simpletuner_keeps() -> None:
    cache = "aspect_ratio_bucket_metadata_set.json"
    assert found("simpletuner", cache, OLD, contents=b'{"/d/a_b.png": {}}') == ["stale-picture a_b.png"]
    assert found("simpletuner", cache, OLD, contents=b'{"/d/xa_b.png": {}}') == []
    assert found("simpletuner", cache, NEW, contents=b'{"/d/a_b.png": {}}') == []


def test_names_of_what_is_kept() -> None:
    kept = ("a.npz", "a_te.safetensors", "a_0512x0512_wan.safetensors")
    assert [name for name in (*kept, "lora.safetensors", "a.npy", "a.png") if KEPT.search(name)] == list(kept)


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        (b"one\n two \n", "one"),
        (b"one\n\n two \n", "one\ntwo"),  # with enable_wildcard
        (None, "the class"),  # of class_tokens
    ],
)
def test_captions_kept_by_sd_scripts_in_each_of_its_ways(caption: bytes | None, said: str) -> None:
    table = f'{{"x/a_b.png": {{"caption": {said!r}}}}}'.replace("'", '"')
    facts = FolderFacts((PICTURE,), {}, contents={"metadata_cache.json": table.encode()})
    caches = InfoCaches(Check(facts, TARGETS["sd-scripts"]))
    assert list(caches.findings(PICTURE, caption)) == []
    assert list(caches.gone()) == []
    assert [finding.rule for finding in caches.findings(PICTURE, b"another")] == ["stale-cache"]


@pytest.mark.parametrize("data", [b"[]", b"no json", b"[" * 100_000, b'{"a_b.png": 1}'])
def test_a_file_that_is_none_of_its_own_is_no_reason_to_stop(data: bytes) -> None:
    facts = FolderFacts((PICTURE,), {}, contents={"metadata_cache.json": data})
    caches = InfoCaches(Check(replace(facts, root="/d"), TARGETS["sd-scripts"]))
    assert [finding.file_name for finding in caches.findings(PICTURE, b"x")] == ["a_b.png"]
