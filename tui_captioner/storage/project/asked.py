"""What models were asked about pictures, and what they answered: so that none is asked the same twice.

A program that is killed leaves questions that are asked and not answered; these are to be asked again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from tui_captioner.storage.project.sql_file import SqlFile

ASKED, ANSWERED, FAILED = "asked", "answered", "failed"
"""The states of a question."""


class Question(NamedTuple):
    """What makes one question the same as another.

    Args:
        picture: Hash of the content of the picture.
        prompt: Hash of all else that is sent with it.
        model: Name of the model.
        url: Where it is asked.
    """

    picture: str
    prompt: str
    model: str
    url: str


class Answer(NamedTuple):
    """What came back.

    Args:
        question: What was asked.
        text: The answer as it came; empty where it failed.
        tokens_in: Tokens that were read, as the server counts them.
        tokens_out: Tokens that were written.
        error: Why there is no answer, in a sentence; empty if there is one.
    """

    question: Question
    text: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    error: str = ""


class AskedQuestions(SqlFile):
    """The part of a database that knows what models were asked. What may be raised: `DatabaseError`."""

    def claim(self, questions: Iterable[Question], at: str) -> None:
        """Note that these are being asked now; earlier answers to them are forgotten.

        Args:
            questions: What is sent.
            at: When, ISO 8601.
        """
        with self._transaction() as sql:
            _put(sql, ASKED, map(Answer, questions), at)

    def keep(self, answers: Iterable[Answer], at: str) -> None:
        """Note what came back before it is laid down: `received` has it, should the program be killed until then."""
        with self._transaction() as sql:
            _put(sql, ASKED, answers, at)

    def note_answers(self, answers: Iterable[Answer], at: str) -> None:
        """Note answers of which nothing is laid down; those that are go with their step, see `Step.answers`."""
        with self._transaction() as sql:
            add_answers(sql, answers, at)

    def answered(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Those of the questions that were answered, or failed, with what came back."""
        return self._answers(questions, "state IS NOT ?")

    def received(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Those of the questions whose answer came back and was never laid down, with it."""
        return self._answers(questions, "state IS ? AND answer != ''")

    def _answers(self, questions: Iterable[Question], condition: str) -> dict[Question, Answer]:
        found: dict[Question, Answer] = {}
        query = (
            "SELECT answer, tokens_in, tokens_out, error FROM asked "
            f"WHERE picture = ? AND prompt = ? AND model = ? AND url = ? AND {condition}"
        )
        for question in questions:
            for row in self._rows(query, *question, ASKED):
                found[question] = Answer(question, str(row[0]), int(row[1]), int(row[2]), str(row[3]))
        return found


def add_answers(sql: sqlite3.Connection, answers: Iterable[Answer], at: str) -> None:
    """Note answers, and failures; in the transaction of what is laid down of them."""
    found = list(answers)
    _put(sql, ANSWERED, (one for one in found if not one.error), at)
    _put(sql, FAILED, (one for one in found if one.error), at)


def _put(sql: sqlite3.Connection, state: str, answers: Iterable[Answer], at: str) -> None:
    sql.executemany(
        "INSERT OR REPLACE INTO asked (picture, prompt, model, url, answer, tokens_in, tokens_out, error, state, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*one.question, one.text, one.tokens_in, one.tokens_out, one.error, state, at) for one in answers),
    )
