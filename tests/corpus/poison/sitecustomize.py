"""On the path of a program, this makes articles that confuse or end the process that analyses them."""

from __future__ import annotations

import os
import signal
from typing import Any

from kg import pipeline

FAULT, DEATH = "此处有误", "此处断电"


def poisoned(document: Any, *rest: Any) -> Any:
    """Analyse what is no poison."""
    if FAULT in document.text:
        raise KeyError(FAULT)
    if DEATH in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return analyse(document, *rest)


analyse = pipeline.analyse
if __name__ == "sitecustomize":  # as Python starts, not where a test looks up the words
    pipeline.analyse = poisoned  # type: ignore[assignment]
