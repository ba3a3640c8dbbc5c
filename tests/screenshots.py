"""Pictures of every page of the builder: `make screenshots`, then look at all of them.

python -m tests.screenshots [--into FOLDER] [--only NAME …] [--quick]
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, ViewportSize, expect, sync_playwright

from tests.browser.builder.installation import Builder, prepare_builder, running
from tests.browser.builder.site import PATIENCE_MS, READY
from tests.browser.builder.views import VIEWS, Look, View
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

LANGUAGES: Final = ("pt-BR", "en")
COLOURS: Final = ("light", "dark")
SIZES: Final[Sequence[ViewportSize]] = (
    {"width": 1400, "height": 900},
    {"width": 1024, "height": 700},
)
_SETTLES_WITHIN_MS: Final = 700
_WORDS_OF_AN_ERROR: Final = 300


def main(arguments: Sequence[str]) -> int:
    """Take the pictures and return the exit code: 1 when a page could not be shown."""
    given = _parser().parse_args(arguments)
    expect.set_options(timeout=PATIENCE_MS)
    views = [view for view in VIEWS if not given.only or view.__name__ in given.only]
    looks = list(itertools.product(LANGUAGES, COLOURS, SIZES))[: 1 if given.quick else None]
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        full, empty = _builder(Path(folder), "full"), _builder(Path(folder), "empty")
        launched = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        with running(full), running(empty):
            for (language, colours, size), view in itertools.product(looks, views):
                path = given.into / _name(view, language, colours, size)
                look = _Camera(launched, language, colours, size)
                failed += look.photograph(view, full, empty, path)
        launched.close()
    _tell(failed, given.into)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--only", nargs="*", choices=[view.__name__ for view in VIEWS])
    parser.add_argument("--quick", action="store_true", help="one language, colour and size")
    return parser


def _builder(folder: Path, name: str) -> Builder:
    (folder / name).mkdir()
    return prepare_builder(folder / name, with_samples=name == "full")


def _name(view: View, language: str, colours: str, size: ViewportSize) -> str:
    return f"{view.__name__}-{language}-{colours}-{size['width']}x{size['height']}.png"


class _Camera:
    """One language, one set of colours and one size of window."""

    def __init__(self, browser: Browser, language: str, colours: str, size: ViewportSize) -> None:
        self.language = language
        self._context = browser.new_context(
            locale=language,
            color_scheme="dark" if colours == "dark" else "light",
            viewport=size,
            reduced_motion="reduce",
        )

    def photograph(self, view: View, full: Builder, empty: Builder, path: Path) -> list[str]:
        """Take one picture; return what went wrong."""
        page = self._context.new_page()
        try:
            view(Look(page, full, empty, self.language))
            expect(page.locator(READY)).to_be_attached()
            expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
            page.wait_for_timeout(_SETTLES_WITHIN_MS)
            return []
        except (AssertionError, Error) as error:
            words = " ".join(str(error).split())
            return [f"{path.name}: {words[:_WORDS_OF_AN_ERROR]}"]
        finally:
            page.screenshot(path=path)
            self._context.close()


def _tell(failed: Sequence[str], folder: Path) -> None:
    for line in failed:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"The pictures are in {folder}.\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
