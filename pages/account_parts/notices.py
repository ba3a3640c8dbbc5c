"""What was just done with one's account, said above it."""

from pages.widgets.notices import Notices

_notices = Notices("account", lambda _error: None)
tell, attempt, draw_notice = _notices.tell, _notices.attempt, _notices.draw
