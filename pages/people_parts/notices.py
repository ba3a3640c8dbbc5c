"""What was just done with the accounts, said above them."""

from pages.texts import texts_of
from pages.widgets.notices import Failure, Notices
from storage.errors import NotFound

_ = texts_of("people")


def _own_words(error: Failure) -> str | None:
    if isinstance(error, NotFound):
        return _("This account is not here any more. Load the page again.")
    return None


_notices = Notices("people", _own_words)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
