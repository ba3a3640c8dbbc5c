"""What languages are called in the languages of the interface."""

from babel import Locale, UnknownLocaleError


def language_name(code: str, spoken: str) -> str:
    """Return what a language is called in another, `inglês`; its code where nobody knows a name.

    Args:
        code: The language, `en` or `pt-BR`.
        spoken: The language in which it is called so.
    """
    try:
        name = Locale.parse(code, sep="-").get_display_name(spoken.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
