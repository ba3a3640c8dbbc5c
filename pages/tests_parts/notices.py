"""What was just done with the tests, said above them."""

from flow_runtime.errors import DocumentInvalid
from pages.texts import language, texts_of
from pages.widgets.notices import Failure, Notices
from storage.errors import Conflict, NotFound

_ = texts_of("tests")


def _own_words(error: Failure) -> str | None:
    match error:
        case NotFound():
            return _("This test is not here any more. Load the page again.")
        case Conflict():
            return _("Somebody else changed this test just now. Look at it again, then change it.")
        case DocumentInvalid() if error.problems:
            return error.problems[0].sentence(language())
    return None


_notices = Notices("tests", _own_words)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
