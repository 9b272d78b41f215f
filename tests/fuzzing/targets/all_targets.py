"""The one list of what is fuzzed: by the tests over the corpus, by hypothesis, and by the long run."""

from __future__ import annotations

from tests.fuzzing.target import Target
from tests.fuzzing.targets import answers, formats, pictures, project_files, typed

TARGETS: dict[str, Target] = {
    target.name: target for module in (formats, project_files, typed, answers, pictures) for target in module.TARGETS
}
"""All targets by name."""
