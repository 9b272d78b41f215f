from __future__ import annotations

import os
import time
from pathlib import Path

from tui_captioner.storage.dataset.folder_facts import changed_at, gather_facts


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"abc")


def test_what_lies_beside_the_images(tmp_path: Path) -> None:
    make(tmp_path, "b.PNG", "a10.png", "a2.mp4", "sub/c.webp", "a2.txt", "sub/c.json", "noext", "README.md")
    facts = gather_facts(tmp_path)
    assert [(media.name, media.size) for media in facts.media] == [
        ("a2.mp4", 3),
        ("a10.png", 3),
        ("b.PNG", 3),
        ("sub/c.webp", 3),
    ]
    assert facts.files == {"": {"a2.txt", "noext", "README.md"}, "sub": {"c.json"}}
    assert facts.contents == {"README.md": b"abc"}
    assert (facts.has("sub/c.json"), facts.has("a2.txt"), facts.has("c.json"), facts.has("a10.png")) == (
        True,
        True,
        False,
        False,
    )


def test_hidden_things_links_and_our_own_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.png", ".x/b.png", "._c.png", ".tui-captioner/d.png", ".x/notes.txt", "other/e.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.png").symlink_to("nowhere.png")
    (tmp_path / "real.png").symlink_to("a.png")
    facts = gather_facts(tmp_path)
    sizes = {media.name: media.size for media in facts.media}
    assert sizes == {"a.png": 3, "gone.png": -1, "other/e.png": 3, "real.png": 3}
    assert [media.file for media in facts.hidden] == ["._c.png", ".x/b.png"]
    assert facts.linked == ("loop",)


def test_caches_of_text_encoders_have_their_time(tmp_path: Path) -> None:
    make(tmp_path, "a_te_outputs.npz", "s/a_wan_te.safetensors", "a.npz", "cute.npz", "a_0064x0064_flux.npz")
    os.utime(tmp_path / "a_te_outputs.npz", (1000, 1000))
    facts = gather_facts(tmp_path)
    assert "s/a_wan_te.safetensors" in facts.caches
    assert facts.caches["a_te_outputs.npz"] == 1000 == changed_at(tmp_path / "a_te_outputs.npz")
    assert changed_at(tmp_path / "gone") is None


def test_names_that_are_no_utf8_are_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.png")).touch()
    (media,) = gather_facts(tmp_path).media
    assert media.name == "caf\\xe9.png"
    assert os.fsencode(media.file) == b"caf\xe9.png"


def test_one_walk_over_many_files_is_quick(tmp_path: Path) -> None:
    """Ten thousand files in a few seconds at most, so it can't be quadratic."""
    for number in range(10_000):
        (tmp_path / f"{number}.{'png' if number % 2 else 'txt'}").touch()
    start = time.perf_counter()
    assert len(gather_facts(tmp_path).media) == 5000
    assert time.perf_counter() - start < 5


def test_what_one_trainer_alone_reads_is_read_for_it(tmp_path: Path) -> None:
    kept = ("metadata_cache.json", "aspect_ratio_bucket_metadata_x.json", ".a.txt", "captions.json", "a.tar")
    make(tmp_path, "a.png", ".a.png", *kept)
    read = {
        trainer: sorted((*facts.contents, *facts.archives))
        for trainer in ("sd-scripts", "simpletuner", "diffusion-pipe", "musubi", "webdataset")
        for facts in (gather_facts(tmp_path, trainer=trainer),)
    }
    assert read == {
        "sd-scripts": ["captions.json", "metadata_cache.json"],
        "simpletuner": ["aspect_ratio_bucket_metadata_x.json", "captions.json"],
        "diffusion-pipe": [".a.txt", "a.tar", "captions.json"],
        "musubi": ["captions.json"],
        "webdataset": ["a.tar", "captions.json"],
    }
    everything = gather_facts(tmp_path)
    assert sorted((*everything.contents, *everything.archives)) == sorted(kept)


def test_what_lies_elsewhere_is_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "a.png", "@eaDir/a.jpg", "src.psd", "s/voice.wav", "_latent_cache/a_x.safetensors", "x.txt")
    facts = gather_facts(tmp_path)
    assert [media.file for media in facts.media] == ["a.png"]
    assert [media.file for media in facts.system] == ["@eaDir/a.jpg"]
    assert [media.file for media in facts.others] == ["s/voice.wav", "src.psd"]
    assert list(facts.caches) == ["_latent_cache/a_x.safetensors"]
    assert facts.root == str(tmp_path)
