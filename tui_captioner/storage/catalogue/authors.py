"""What a catalogue is asked about those who set tags, and about what models propose."""

from __future__ import annotations

from tui_captioner.domain.query.words import AUTHORS
from tui_captioner.storage.catalogue.database import CatalogueDatabase


def models(store: CatalogueDatabase) -> list[str]:
    """The models of which some tag is known, proposed or confirmed, by name."""
    return [str(key) for (key,) in store.rows("SELECT key FROM author ORDER BY key") if key not in AUTHORS]


def images_with_proposed(store: CatalogueDatabase) -> list[str]:
    """The images for which a model proposes tags: those with new words first, each part in order."""
    found = store.rows(
        "SELECT name FROM (SELECT image, MAX(new > 0) AS doubtful FROM proposed GROUP BY image) "
        "JOIN image ON image.id = image ORDER BY doubtful DESC, position"
    )
    return [str(row[0]) for row in found]
