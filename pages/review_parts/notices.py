"""What was just done in a review, said above it."""

from pages.texts import in_language, texts_of
from pages.widgets.notices import Failure, Notices
from storage.errors import Conflict, NotFound

_ = texts_of("review")


def _own_words(error: Failure) -> str | None:
    match error:
        case NotFound():
            return _("This is not here any more, or you may not do it. Load the page again.")
        case Conflict():
            return in_language(error.words)
    return None


_notices = Notices("review", _own_words)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
