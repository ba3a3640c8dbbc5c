"""A flow as one HTML file: looks and works without a network, and asks nobody for anything.

pyvis makes the network; the template is ours. Its policy forbids every request and every script but
the two that are in it; what people typed is data, painted on a canvas or put into text nodes.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from pydantic import JsonValue
from pyvis.network import Network

from flow_runtime.editing import OutlineLine
from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import Card, Drawing, Note, Row, Wire
from flow_runtime.sharing.legend import signs_of
from flow_runtime.sharing.lettering import wrapped
from flow_runtime.sharing.plates import Edition
from flow_runtime.sharing.routes import Box
from flow_runtime.sharing.svg import path_of
from pages.sharing_parts.flow_words import WORDS

Theme = Literal["auto", "light", "dark"]
Json = dict[str, JsonValue]

_FOLDER: Final = Path(__file__).parent
_OPTIONS: Final[Json] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"hidden": True, "smooth": {"enabled": False}},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 2_000_000_000,
    },
}


def flow_page(
    drawing: Drawing,
    edition: Edition,
    language: str,
    *,
    theme: Theme = "auto",
    is_framed: bool = False,
) -> str:
    """Return a whole HTML document.

    Args:
        drawing: What is shown.
        edition: Which state of the flow it is.
        language: The language of the page's own words: "pt-BR" or "en".
        theme: Its colours; "auto" follows the reader's system.
        is_framed: Whether it stands inside another page, which says what is shown.
    """
    network = Network(directed=True, height="100%", width="100%")
    network.set_template_dir(str(_FOLDER), "flow.html")
    for card in drawing.cards:
        network.add_node(card.id, **_node(card, drawing))
    for number, wire in enumerate(drawing.wires):
        network.add_edge(wire.source, wire.target, id=number)
    network.set_options(json.dumps(_OPTIONS))
    page = _page(drawing, edition, language)
    network.templateEnv.globals["page"] = {**page, "theme": theme, "is_framed": is_framed}
    made: str = network.generate_html()
    return made


def _page(drawing: Drawing, edition: Edition, language: str) -> Mapping[str, object]:
    words = {key: said[language] for key, said in WORDS.items()}
    told = " · ".join(filter(None, [edition.name, edition.when]))
    return {
        "data": _data(drawing, language, words),
        "edition": told,
        "language": language,
        "library": _library(),
        "policy": _policy(),
        "script": _script(),
        "style": (_FOLDER / "flow.css").read_text(encoding="utf-8"),
        "title": drawing.name or words["unnamed"],
        "words": words,
    }


@cache
def _library() -> str:
    """Return vis-network as pyvis brings it."""
    return files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return (_FOLDER / "flow.js").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Return what the page may do: run its two scripts, wear its style, and nothing else."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in (_library(), _script()))
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _node(card: Card, drawing: Drawing) -> Json:
    targets = {wire.outcome: wire.target for wire in drawing.wires if wire.source == card.id}
    return {
        "label": card.name,
        "x": card.box.x + card.box.width / 2,
        "y": card.box.y + card.box.height / 2,
        "width": card.box.width,
        "height": card.box.height,
        "family": card.family,
        "kind": card.kind,
        "number": card.number,
        "lines": list(card.lines),
        "rows": [_row(row, targets.get(row.outcome)) for row in card.rows],
    }


def _row(row: Row, target: str | None) -> JsonValue:
    return {
        "label": row.label,
        "leads_to": row.leads_to,
        "is_missing": row.is_missing,
        "target": target,
    }


def _data(drawing: Drawing, language: str, words: Mapping[str, str]) -> Json:
    stages = {lane.id: lane.name for lane in drawing.lanes}
    return {
        "box": _box(drawing.box),
        "dark": dict(palette.DARK_COLORS),
        "frames": [{**_box(frame.box), "name": frame.name} for frame in drawing.frames],
        "icons": dict(palette.ICONS),
        "lanes": [
            {
                "x": lane.x,
                "width": lane.width,
                "name": lane.name,
                "count": lane.count,
                "color": palette.STAGE_COLORS.get(lane.color, palette.BORDER),
            }
            for lane in drawing.lanes
        ],
        "legend": [
            {"id": family, "name": palette.FAMILIES[family][language], "count": count}
            for family, count in drawing.families.items()
        ],
        "light": dict(palette.COLORS),
        "notes": [_note(note) for note in drawing.notes],
        "script": list(_lines(drawing, stages, language, words)),
        "signs": [
            {"look": look, "words": meaning} for look, meaning in signs_of(drawing, language)
        ],
        "wires": [_wire(wire) for wire in drawing.wires],
        "words": {key: words[key] for key in ("found_one", "found_many")},
    }


def _box(box: Box) -> Json:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _note(note: Note) -> JsonValue:
    most = max(1, int((note.box.height - 12) // 18))
    lines = wrapped(note.text, note.box.width - 24, 13, most)
    color = palette.STAGE_COLORS.get(note.color, palette.BORDER)
    return {**_box(note.box), "color": color, "lines": list(lines)}


def _wire(wire: Wire) -> JsonValue:
    x, y = wire.points[-1]
    return {
        "source": wire.source,
        "target": wire.target,
        "d": path_of([*wire.points[:-1], (x - 7, y)], 8),
        "end": [x, y],
        "look": "error" if wire.is_error else "back" if wire.is_back else "plain",
    }


def _lines(
    drawing: Drawing, stages: Mapping[str, str], language: str, words: Mapping[str, str]
) -> Iterator[JsonValue]:
    for line in drawing.script:
        said: Json = {"kind": line.kind, "depth": line.depth, "lead": line.lead[language]}
        match line.kind:
            case "step":
                yield {**said, **_step(line, stages, language, words)}
            case "jump":
                target = f"{words['continues']} {line.number}. {line.name}"
                yield {**said, "id": line.node_id, "name": target}
            case _:
                yield {**said, "id": "", "name": words["nothing_follows"]}


def _step(
    line: OutlineLine, stages: Mapping[str, str], language: str, words: Mapping[str, str]
) -> Json:
    about = " · ".join(
        filter(None, [palette.kind_of(line.type, language), stages.get(line.stage or "")])
    )
    texts = [text for text in line.texts if text.value.strip() and not text.is_of_branch]
    name = line.name or words["unnamed"]
    return {
        "id": line.node_id,
        "number": line.number,
        "name": name,
        "about": about,
        "texts": [
            {"title": "" if text.is_main else text.title[language], "value": text.value}
            for text in texts
        ],
        "all": " ".join([name, about, *(text.value for text in texts)]),
    }
