"""One visit to a drawing: everything that is measured in it, in one order for both."""

from typing import Final

from playwright.sync_api import Browser, ViewportSize
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.editor.drawings import Drawing
from benchmarks.editor.probe import DRAG_PX, Figures, Point, Probe, measured_page

VIEWPORT: Final[ViewportSize] = {"width": 1440, "height": 900}
_RELEASED: Final = ("pointerup", "drop")
_SETTLED_MS: Final = 800
_NEW_CARD: Final = (
    "probe.cards().find(({dataset: {id}}) => !known.has(id) && !/^n[0-9]+$/.test(id))"
)
_HAS_NEW_CARD: Final = f"({_NEW_CARD}) !== undefined"
_HAS_NEW_EDGE: Final = (
    "probe.all('.react-flow__edge').some(edge => edge.dataset.id.includes(window.added))"
)


def visit(browser: Browser, drawing: Drawing, nodes: int) -> Figures:
    """Open a drawing in a new browser profile and measure it."""
    context = browser.new_context(viewport=VIEWPORT, locale="pt-BR")
    try:
        with measured_page(context) as probe:
            return {
                **_opening(probe, drawing, nodes),
                **_at_full_size(probe, drawing),
                **_with_all_in_view(probe, drawing),
            }
    finally:
        context.close()


def _opening(probe: Probe, drawing: Drawing, nodes: int) -> Figures:
    probe.page.goto(drawing.address(nodes), wait_until="commit")
    drawing.wait_until_drawn(probe)
    usable_ms = probe.until_idle()
    probe.page.wait_for_timeout(_SETTLED_MS)
    probe.page.evaluate("probe.wire.listens = true")
    return {"usable_ms": usable_ms, "heap_mb": probe.heap_mb()}


def _at_full_size(probe: Probe, drawing: Drawing) -> Figures:
    drawing.look_at_full_size(probe)
    figures = {f"drag_{name}": value for name, value in _drag(probe, drawing).items()}
    if drawing.has_server:
        figures |= _acknowledgement(probe) | _selection(probe)
    drop = _drop_from_palette(probe, drawing)
    figures |= {"drop_ms": drop["painted"], "connect_ms": _connect(probe)["painted"]}
    if drawing.has_server:
        figures |= _checks(probe, drawing)
    return figures


def _with_all_in_view(probe: Probe, drawing: Drawing) -> Figures:
    drawing.look_at_everything(probe)
    figures = {f"drag_all_{name}": value for name, value in _drag(probe, drawing).items()}
    figures.pop("drag_all_round_trips", None)
    return figures


def _drag(probe: Probe, drawing: Drawing) -> Figures:
    """Drag a card there and back to warm up, then once more, measured."""
    card = _card_near(probe, 0.4, 0.5)
    before, round_trips = _place(probe, card), 0
    there, back = DRAG_PX, (-DRAG_PX[0], -DRAG_PX[1])
    for by in (there, back, there):
        figures, sent = probe.frames_of_a_drag(_grip(probe, card), by)
        round_trips += sum(_is_of_the_drag(frame) for frame in sent)
        probe.page.wait_for_timeout(_SETTLED_MS)
    if _place(probe, card) == before:
        raise RuntimeError(f"The card {card} did not move.")
    return {**figures, "round_trips": round_trips} if drawing.has_server else figures


def _is_of_the_drag(frame: bytes) -> bool:
    """Say whether a frame asks the server for something, other than its clockwork does."""
    asked = BackMsg.FromString(frame)
    return not asked.rerun_script.is_auto_rerun


def _acknowledgement(probe: Probe) -> Figures:
    """Move a card, and wait until the server says that it is saved."""
    card = _card_near(probe, 0.6, 0.6)
    at = _grip(probe, card)
    with probe.watching(_RELEASED, saved=_acknowledged(probe, 1)) as taken:
        probe.drag(at, (at[0] + 80, at[1] + 16))
    return {"acknowledged_ms": taken["saved"]}


def _acknowledged(probe: Probe, more: int) -> str:
    """Return what holds once so many further gestures are acknowledged."""
    already = int(probe.page.evaluate("probe.wire.acknowledged"))
    return f"probe.wire.acknowledged >= {already + more}"


def _selection(probe: Probe) -> Figures:
    """Select a card that was not selected, and wait until its fields are shown."""
    card = _card_near(probe, 0.3, 0.3)
    name = probe.page.evaluate("id => probe.card(id).querySelector('.fx-title').textContent", card)
    shown = (
        "[...document.querySelectorAll('[class*=st-key-fx-side] input')]"
        f".some(field => field.value === {name!r})"
    )
    at = _grip(probe, card)
    with probe.watching(["pointerdown"], inspector=shown) as taken:
        probe.page.mouse.click(*at)
    probe.page.wait_for_timeout(_SETTLED_MS)
    return {"inspector_ms": taken["inspector"]}


def _drop_from_palette(probe: Probe, drawing: Drawing) -> Figures:
    """Drag a message from the palette to a free spot."""
    start, end = drawing.palette_point(probe), probe.page.evaluate("probe.freeSpot()")
    probe.page.evaluate("window.known = new Set(probe.cards().map(card => card.dataset.id))")
    with probe.watching(_RELEASED, painted=_HAS_NEW_CARD) as taken:
        probe.drag(start, end)
    probe.page.wait_for_timeout(_SETTLED_MS)
    return taken


def _connect(probe: Probe) -> Figures:
    """Draw a wire from the card that was added last to one beside it."""
    with probe.watching(_RELEASED, painted=_HAS_NEW_EDGE) as taken:
        probe.drag(*_ends_of_a_wire(probe))
    return taken


def _ends_of_a_wire(probe: Probe) -> tuple[Point, Point]:
    probe.until_still()
    new = probe.page.evaluate(f"() => {{ window.added = ({_NEW_CARD}).dataset.id; return added }}")
    target = probe.page.evaluate("new_ => probe.cardNear(0.65, 0.6, [new_]).id", new)
    return probe.page.evaluate("([a, b]) => [probe.wayOut(a), probe.wayIn(b)]", [new, target])


def _checks(probe: Probe, drawing: Drawing) -> Figures:
    """Add a card and connect it at once, while the checks of the first gesture are under way."""
    probe.page.wait_for_timeout(4 * _SETTLED_MS)
    counts = "probe.all('.fx-counts').map(one => one.textContent).join()"
    before = probe.page.evaluate(counts)
    start, end = drawing.palette_point(probe), probe.page.evaluate("probe.freeSpot()")
    probe.page.evaluate("window.known = new Set(probe.cards().map(card => card.dataset.id))")
    both = _acknowledged(probe, 2)
    with probe.watching(_RELEASED, checks=f"{counts} !== {before!r}") as first:
        probe.drag(start, end)
        probe.until(_HAS_NEW_CARD)
        probe.until_still()
        with probe.watching(_RELEASED, painted=_HAS_NEW_EDGE, saved=both) as second:
            probe.drag(*_ends_of_a_wire(probe))
    probe.page.keyboard.press("Escape")
    return {
        "checks_ms": first["checks"],
        "next_painted_ms": second["painted"],
        "next_acknowledged_ms": second["saved"],
    }


def _card_near(probe: Probe, across: float, down: float) -> str:
    found = probe.page.evaluate("([x, y]) => probe.cardNear(x, y)", [across, down])
    return str(found["id"])


def _grip(probe: Probe, card: str) -> Point:
    found: Point = probe.page.evaluate("id => probe.gripOf(id)", card)
    return found


def _place(probe: Probe, card: str) -> str:
    return str(probe.page.evaluate("id => probe.card(id).style.transform", card))
