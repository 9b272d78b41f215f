"""What a repair keeps of refusals and of what models were asked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tui_captioner.storage.project.asked import Answer, Question
from tui_captioner.storage.project.database import Database, Step
from tui_captioner.storage.project.refusals import Refusal, RefusedTag
from tui_captioner.storage.project.salvage import salvage

HAT = RefusedTag("a.png", "subject", "red hat", "wd14", "then")
CAT = RefusedTag("a.png", "subject", "cat", "wd14", "then")
ONE, TWO = Question("a", "p", "llava", "url"), Question("b", "p", "llava", "url")


def test_what_can_be_read_of_them_is_kept_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "captions.db"
    database = Database(path)
    refusals = (Refusal(HAT), Refusal(CAT))
    answers = (Answer(ONE, "a hat", 3, 4), Answer(TWO, "a cat"))
    database.record_step(Step("refuse", refusals=refusals, answers=answers), "now")
    database.close()
    sql = sqlite3.connect(path)
    with sql:
        sql.execute("UPDATE refused SET by = x'ff' WHERE text = 'cat'")
        sql.execute("UPDATE refusal SET refused = 7 WHERE text = 'cat'")
        sql.execute("UPDATE asked SET tokens_in = 'many' WHERE picture = 'b'")
    sql.close()
    found = salvage(path, ["a.png"])
    assert found.kept.lost == 3
    database = Database(path)
    assert database.refused() == [HAT]
    assert database.refusals_of(1) == (Refusal(HAT),)
    assert database.answered([ONE, TWO]).keys() == {ONE}
    assert database.undo() is not None
    assert database.refused() == []
    database.close()
