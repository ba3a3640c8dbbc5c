"""What was just done, said above the channels."""

from flow_runtime.errors import DocumentInvalid
from pages.texts import in_language, language, plain, texts_of
from pages.widgets.notices import Failure, Notices
from storage.errors import Conflict, NotFound

_ = texts_of("publish")


def _own_words(error: Failure) -> str | None:
    match error:
        case DocumentInvalid() if error.problems:
            found = plain(error.problems[0].sentence(language()))
            return _("This version cannot run here any more: {problem}", problem=found)
        case NotFound() | Conflict():
            return plain(in_language(error.words))
    return None


_notices = Notices("publish", _own_words)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
