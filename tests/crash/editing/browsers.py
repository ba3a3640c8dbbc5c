"""A browser that dies at once and with everything it runs, and comes back with its profile."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

WINDOW: Final[ViewportSize] = {"width": 1920, "height": 1200}
_OPENS_WITHIN_S: Final = 60
_PORT_FILE: Final = "DevToolsActivePort"


@dataclass(slots=True)
class KillableBrowser:
    """A browser of one person: one profile, which keeps what pages store."""

    playwright: Playwright
    profile: Path
    lives: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _browser: Browser | None = field(default=None, init=False)

    def open(self) -> Page:
        """Start the browser and return its page, which is still empty."""
        self.lives += 1
        self.profile.mkdir(exist_ok=True)
        (self.profile / _PORT_FILE).unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                find_chromium(),
                *LAUNCH_ARGUMENTS,
                "--headless=new",
                "--force-prefers-reduced-motion",
                "--lang=pt-BR",
                "--remote-debugging-port=0",
                f"--user-data-dir={self.profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{self._debugging_port()}"
        self._browser = self.playwright.chromium.connect_over_cdp(address)
        context = self._browser.contexts[0]
        page = context.pages[0] if context.pages else context.new_page()
        page.set_viewport_size(WINDOW)
        return page

    def is_dead(self, within_s: float = 0.0) -> bool:
        """Say whether the browser does not run, or dies within a moment."""
        if self._process is None:
            return True
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(within_s)
        return self._process.returncode is not None

    def kill(self) -> None:
        """End all of the browser's processes at once, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Kill the browser if it lives, and wait until nothing of it is left."""
        self.kill()
        if self._process is not None:
            self._process.wait(timeout=_OPENS_WITHIN_S)
        if self._browser is not None:
            with suppress(Exception):  # its other end is gone
                self._browser.close()
        self._process = self._browser = None

    def _debugging_port(self) -> int:
        file, end = self.profile / _PORT_FILE, time.monotonic() + _OPENS_WITHIN_S
        while time.monotonic() < end:
            if file.exists() and (lines := file.read_text().splitlines()):
                return int(lines[0])
            assert not self.is_dead(), "The browser did not start."
            time.sleep(0.02)
        raise AssertionError("The browser did not say where it listens.")
