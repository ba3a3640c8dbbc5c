"""What was just done with the flows, said above them."""

from functools import partial

from pages.home_parts.links import link_to_editor
from pages.texts import texts_of
from pages.widgets.notices import Failure, Notice, Notices, Work
from storage.errors import Conflict, NotFound

_ = texts_of("home")


def about_flow(sentence: str, flow_id: str, undo: Work[object] | None = None) -> Notice:
    """Return a notice that leads to the flow which it is about."""
    return Notice(sentence, undo, draw_way_on=partial(_draw_way_to, flow_id))


def _draw_way_to(flow_id: str) -> None:
    link_to_editor(flow_id, _("Open"), icon=":material/edit:")


def _own_words(error: Failure) -> str | None:
    match error:
        case NotFound():
            return _("This flow is not here any more. Load the page again.")
        case Conflict():
            return _("Somebody else changed this flow just now. Load the page again.")
    return None


_notices = Notices("home", _own_words)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
