"""Arranges the sample flows as a designer does: opened in the builder, tidied, written back.

python -m tests.tidy_samples [--only ID …] [--pictures FOLDER]
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import orjson
from playwright.sync_api import Browser, expect, sync_playwright

from flow_runtime.editing import Document
from flow_runtime.editing.documents import items_of, object_of
from flow_runtime.flow import Flow, dump_flow, logic_sha256
from flow_runtime.loading import load_document
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder, prepare_builder, running
from tests.browser.builder.site import PATIENCE_MS
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

FOLDER: Final = Path(__file__).parents[1] / "sample_flows"
_NOTE_WIDTH: Final = 480
_LETTERS_A_LINE: Final = 60
_LINE_HEIGHT: Final = 24
_ROOM: Final = 40


def main(arguments: Sequence[str]) -> int:
    """Arrange the samples; a flow that means something else afterwards is an error."""
    given = _parser().parse_args(arguments)
    paths = [path for path in sorted(FOLDER.glob("*.json")) if given.only in ([], [path.stem])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        builder = prepare_builder(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*LAUNCH_ARGUMENTS]
        )
        with running(builder):
            for path in paths:
                _arrange(builder, browser, path, given.pictures)
        browser.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--pictures", type=Path)
    return parser


def _arrange(builder: Builder, browser: Browser, path: Path, pictures: Path | None) -> None:
    before = load_document(orjson.loads(path.read_bytes())).flow
    arranged = _with_drawing(before, _tidied(builder, browser, before.id, pictures))
    assert logic_sha256(arranged) == logic_sha256(before), path
    path.write_bytes(dump_flow(arranged))


def _tidied(builder: Builder, browser: Browser, flow_id: str, pictures: Path | None) -> Document:
    """Tidy a stored flow in a browser and return the stored draft."""
    with browser.new_context(
        locale="pt-BR", viewport={"width": 1400, "height": 900}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        editor = Editor(page, builder, flow_id).open()
        before = editor.document
        editor.press("Shift+Alt+L")
        expect(page.get_by_test_id("fx-said")).to_contain_text("arrumados", timeout=PATIENCE_MS)
        after = editor.wait_until_stored(lambda stored: stored != before)
        if pictures:
            editor.press("Home")
            page.wait_for_timeout(500)
            pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=pictures / f"{flow_id}.png")
        return after


def _with_drawing(flow: Flow, draft: Document) -> Flow:
    """Return the flow with the layout and lanes of a draft; notes lie above the cards."""
    drawing = {name: draft[name] for name in ("layout", "lanes") if name in draft}
    document: Document = {**flow.model_dump(mode="json", exclude_defaults=True), **drawing}
    return load_document({**document, "notes": [*_placed_notes(document)]}).flow


def _placed_notes(document: Document) -> list[Document]:
    places = [place for place in object_of(document, "layout").values() if isinstance(place, list)]
    left, top = (min(float(str(place[axis])) for place in places) for axis in (0, 1))
    placed: list[Document] = []
    for note in items_of(document, "notes"):
        lines = 2 + len(str(note.get("text", ""))) // _LETTERS_A_LINE
        height = lines * _LINE_HEIGHT
        place = [left + len(placed) * (_NOTE_WIDTH + _ROOM), top - height - _ROOM]
        placed.append({**note, "place": place, "size": [_NOTE_WIDTH, height]})
    return placed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
