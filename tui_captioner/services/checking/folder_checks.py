"""What the names of files in a dataset tell, whatever it is trained with: for a screen, so in a thread."""

from __future__ import annotations

from collections.abc import Generator
from itertools import chain

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.hidden_rules import hidden_findings
from tui_captioner.domain.trainers.metadata_rules import metadata_findings
from tui_captioner.domain.trainers.name_rules import name_findings
from tui_captioner.formats.infotext import is_infotext
from tui_captioner.services.session.aside import Aside, saying
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.folder_facts import gather_facts


def folder_findings(session: Session) -> Generator[Progress, None, list[Finding]]:
    """A job that looks at the names of all files, not into captions and pictures; `check` does that too.

    Args:
        session: The open dataset.
    """
    settings, root = session.project.settings, session.project.root
    suffix = session.project.dataset.extension

    def look() -> list[Finding]:
        check = Check(gather_facts(root, suffix, ""), trigger=settings.trigger, is_infotext=is_infotext)
        found = chain(name_findings(check), hidden_findings(check), metadata_findings(check))
        return list(settings.checks.tuned(found))

    return (yield from saying(Progress(0, max(1, len(session.names))), Aside(look).waiting()))
