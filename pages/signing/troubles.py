"""What is said where nobody knows yet who asks: nothing of what is inside."""

import structlog

from flow_runtime.errors import FluxoError
from pages.texts import in_language, texts_of
from storage.errors import StorageError

_ = texts_of("signing")
_log = structlog.get_logger(__name__)


def trouble_words(error: StorageError | FluxoError) -> str:
    """Return the sentence for an error, and keep its own words in the log."""
    _log.error("builder.cannot_be_opened", error=str(error))
    if isinstance(error, StorageError):
        return _(
            "The database did not answer. Who looks after Fluxo finds the cause with: fluxo doctor."
        )
    return in_language(error.words)
