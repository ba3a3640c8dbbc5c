"""What people call the types, scopes and sensitivities of variables."""

from pages.texts import texts_of

_ = texts_of("panels")


def types() -> dict[str, str]:
    """Return the words of each type."""
    return {
        "text": _("Text"),
        "number": _("Number"),
        "boolean": _("Yes or no"),
        "date": _("Date"),
        "datetime": _("Date and time"),
        "list": _("List"),
        "object": _("Record with fields"),
    }


def scopes() -> dict[str, str]:
    """Return the words of each scope."""
    return {
        "conversation": _("This conversation only"),
        "contact": _("The contact: also in the next conversations"),
    }


def sensitivities() -> dict[str, str]:
    """Return the words of each sensitivity."""
    return {
        "none": _("Ordinary"),
        "personal": _("Personal: masked and erased on request"),
        "sensitive": _("Sensitive: masked and erased on request"),
    }


def short_sensitivities() -> dict[str, str]:
    """Return one word for each sensitivity that needs care."""
    return {"personal": _("personal"), "sensitive": _("sensitive")}
