"""Which image needs work next."""

from __future__ import annotations

from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue import questions


def next_unfinished(session: Session, name: str) -> str:
    """The next image that is not done, round the end if need be; empty if only this one is not.

    The catalogue tells where it is whole; before that, and after a change of many images, they are looked through.

    Args:
        session: The open dataset.
        name: The image to begin behind.
    """
    place = session.place(name)
    found = catalogue_of(session).ask(lambda store: questions.next_unfinished(store, place))
    if found is not None:
        return found
    names = session.names
    others = (*names[place + 1 :], *names[:place])
    return next((other for other in others if not session.is_finished(other)), "")
