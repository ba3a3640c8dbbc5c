"""Where the browser of the tests is, and how it is started."""

import os
import shutil
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
LAUNCH_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserMissing(Exception):
    """No browser was found; the message says how to get one."""


def find_chromium() -> str:
    """Return the path of the browser: that of the variable CHROMIUM, else the first one installed.

    Raises:
        BrowserMissing: There is none.
    """
    wished = os.environ.get("CHROMIUM")
    for name in (wished,) if wished else NAMES:
        if found := shutil.which(name):
            return found
    raise BrowserMissing(
        "The browser tests need Chromium and found none. Install it with "
        "`apt-get install chromium`, or name its program in the variable CHROMIUM."
    )
