"""Streamlit's options, said in code: whoever starts the builder, it looks and behaves the same."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from streamlit import config
from streamlit.logger import set_log_level
from streamlit.runtime.pages_manager import PagesManager

Option: TypeAlias = str | int | bool | Sequence[str]

_FONT: Final = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Ubuntu, Arial, sans-serif"
_CODE_FONT: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace"
_MAX_UPLOAD_MB: Final = 32
"""More than any flow may have: our own sentence refuses a file, not the uploader's."""

_OURS: Final = "the builder's own code"

BEHAVIOUR: Final[Mapping[str, Option]] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": False,
    "client.toolbarMode": "minimal",
    # A value that a script gives a widget is lost when the page asks again before it has arrived,
    # unless it is the widget's default too.
    "global.disableWidgetStateDuplicationWarning": True,
    "global.suppressDeprecationWarnings": True,
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
    # Collecting after every run looked through all modules, 120 to 210 ms in which nobody went on;
    # Python collects by itself when there is something to collect.
    "runner.postScriptGC": False,
    "server.allowRunOnSave": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": _MAX_UPLOAD_MB,
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
}

LOOK: Final[Mapping[str, Option]] = {
    "theme.font": _FONT,
    "theme.headingFont": _FONT,
    "theme.codeFont": _CODE_FONT,
    "theme.baseFontSize": 15,
    "theme.baseRadius": "8px",
    "theme.buttonRadius": "8px",
    "theme.paddingTop": "0px",
    "theme.paddingBottom": "16px",
    "theme.showWidgetBorder": True,
}

LIGHT: Final[Mapping[str, Option]] = {
    "primaryColor": "#0c64df",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f1f5f9",
    "textColor": "#0f172a",
    "borderColor": "#cbd5e1",
    "linkColor": "#0b57c4",
    "redColor": "#b91c1c",
    "orangeColor": "#8b4304",
    "yellowColor": "#8a5a00",
    "greenColor": "#15803d",
    "blueColor": "#0c64df",
    "violetColor": "#6d18aa",
    "grayColor": "#475569",
    "redTextColor": "#a01212",
    "orangeTextColor": "#8b4304",
    "greenTextColor": "#14652f",
    "blueTextColor": "#0b57c4",
    "grayTextColor": "#475569",
    "codeTextColor": "#14652f",
    "codeBackgroundColor": "#f1f5f9",
}

DARK: Final[Mapping[str, Option]] = {
    "primaryColor": "#6ea8ff",
    "backgroundColor": "#0f172a",
    "secondaryBackgroundColor": "#1e293b",
    "textColor": "#e7edf5",
    "borderColor": "#475569",
    "linkColor": "#8fbcff",
    "redColor": "#f87171",
    "orangeColor": "#fb923c",
    "yellowColor": "#facc15",
    "greenColor": "#4ade80",
    "blueColor": "#6ea8ff",
    "violetColor": "#c084fc",
    "grayColor": "#a9b6c8",
    "redTextColor": "#fca5a5",
    "orangeTextColor": "#fdba74",
    "greenTextColor": "#86efac",
    "blueTextColor": "#93c5fd",
    "grayTextColor": "#b6c2d2",
    "codeTextColor": "#86efac",
    "codeBackgroundColor": "#1e293b",
}


def use_options(changes: Mapping[str, Option] | None = None) -> None:
    """Set every option for this process; `changes` are those of this start, such as the hosts."""
    by_day = {f"theme.light.{name}": value for name, value in LIGHT.items()}
    by_night = {f"theme.dark.{name}": value for name, value in DARK.items()}
    for name, value in {**BEHAVIOUR, **LOOK, **by_day, **by_night, **(changes or {})}.items():
        config.set_option(name, value, _OURS)
    set_log_level("WARNING")  # Streamlit also takes over the loggers of the web server
    # Otherwise Streamlit takes pages/ for its own kind of pages when /editor is opened first.
    PagesManager.uses_pages_directory = False
