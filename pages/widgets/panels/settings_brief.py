"""The brief: the ten key questions about a service, in the designer's own words."""

from flow_runtime.editing import Document
from flow_runtime.editing.documents import object_of, text_of
from pages.texts import texts_of
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.setting import draw_text

_ = texts_of("panels")


def draw_brief(desk: Desk) -> None:
    """Draw the ten questions."""
    for number, (name, question) in enumerate(brief_questions().items(), 1):
        draw_text(desk, f"brief.{name}", f"{number}\\. {question}", max_chars=2_000)


def answered(document: Document) -> int:
    """Return how many of the ten questions have an answer."""
    brief = object_of(document, "brief")
    return sum(bool(text_of(brief, name).strip()) for name in brief_questions())


def brief_questions() -> dict[str, str]:
    """Return the questions by the field that holds their answer."""
    return {
        "customer_type": _("Which kind of customer is this for?"),
        "need": _("What do they need, and when?"),
        "channel": _("By which channel do they come?"),
        "steps": _("Which steps does the service have?"),
        "forwarded_to": _("To whom is it forwarded, and in which case?"),
        "priority_criteria": _("What makes a request more urgent?"),
        "shareable_information": _("What may be told to the customer?"),
        "procedures": _("What is done for each kind of request?"),
        "systems": _("Which systems hold the information?"),
        "deadlines": _("Which deadlines must be kept?"),
    }
