"""What decoding showed of pictures whose headers are as they should be."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.checks import PNG, check, one
from tests.support.tui_material import open_session
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.lookalikes.hashing import hash_store
from tui_captioner.services.lookalikes.undecodable_pictures import undecodable_findings
from tui_captioner.storage.catalogue.picture_hashes import KeptHash, NewHash, file_key, keep_hashes

DAMAGED = "the file is damaged (libpng read error)"


def test_what_decoding_showed_is_told_once_and_of_files_that_are_as_they_were(tmp_path: Path) -> None:
    root = tmp_path / "set"
    names = ("a.png", "b.png", "c.png", "d.png", "e.png")
    check(root, one(*names), "")
    (root / "c.png").write_bytes(PNG[:-20])
    for name in names:
        os.utime(root / name, (1_000_000_000, 1_000_000_000))
    problems = {"a.png": DAMAGED, "b.png": DAMAGED, "c.png": DAMAGED, "d.png": "", "e.png": "which needs a plugin: x"}
    session = open_session(root, writable=False)
    store = hash_store(session)
    keep_hashes(
        store, (NewHash(name, KeptHash(file_key(root / name) or b"", b"", why)) for name, why in problems.items())
    )
    store.close()
    os.utime(root / "b.png", (1_000_000_009, 1_000_000_009))
    found = list(undecodable_findings(session, TARGETS["ai-toolkit"]))
    assert [(finding.rule, finding.file_name) for finding in found] == [("undecodable-picture", "a.png")]
    assert found[0].message == (
        f"can't be decoded, {DAMAGED}: ai-toolkit leaves it out, or puts another image in its place"
    )
    assert list(undecodable_findings(session, None, ["d.png", "b.png"])) == []
    session.close()
