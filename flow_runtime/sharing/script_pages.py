"""The script of a flow as text: numbered steps, what they say, and where each answer leads."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from flow_runtime.editing import OutlineLine
from flow_runtime.editing.outline import OutlineText
from flow_runtime.sharing import palette
from flow_runtime.sharing.cover import HEADING, SMALL, TEXT, TITLE
from flow_runtime.sharing.drawing import Drawing
from flow_runtime.sharing.lettering import BOLD
from flow_runtime.sharing.markup import marked
from flow_runtime.sharing.palette import COLORS, family_of, kind_of
from flow_runtime.sharing.words import say

_INDENT: Final = 15.0
_MAX_DEPTH: Final = 9
_STEP: Final = ParagraphStyle("step", parent=TEXT, spaceBefore=8, textColor=HexColor(palette.INK))
_LEAD: Final = ParagraphStyle(
    "lead", parent=SMALL, spaceBefore=6, textColor=HexColor(palette.ACCENT)
)


def script_of(
    drawing: Drawing, stages: Mapping[str, str], parts: Mapping[str, int], language: str
) -> Iterator[Flowable]:
    """Yield the script, with a way from every jump to its step.

    Args:
        drawing: Whose script it is.
        stages: The names of the stages, by id.
        parts: On which part of the drawing each block stands, by id; empty for one part only.
        language: The language of the interface.
    """
    yield Paragraph(say("script", language), TITLE)
    for line in drawing.script:
        match line.kind:
            case "section":
                yield Paragraph(marked(line.lead[language], BOLD), HEADING)
            case "step":
                where = [stages.get(line.stage or "", ""), _part(line, parts, language)]
                yield KeepTogether(list(_step(line, where, language)))
            case _:
                yield _jump(line, language)


def _part(line: OutlineLine, parts: Mapping[str, int], language: str) -> str:
    number = parts.get(line.node_id, 0)
    return say("part", language, number=number) if number else ""


def _step(line: OutlineLine, where: list[str], language: str) -> Iterator[Flowable]:
    lead = line.lead[language]
    if lead:
        yield Paragraph(f"{marked(lead)} →", _deep(_LEAD, line.depth))
    about = " · ".join(filter(None, [kind_of(line.type, language), *where]))
    color = COLORS[family_of(line.type)]
    name = marked(line.name, BOLD) or say("unnamed", language)
    yield Paragraph(
        f'<a name={quoteattr(_anchor(line.node_id))}/><font name="{BOLD}" color="{color}">'
        f'{line.number}</font>&nbsp;&nbsp;<font name="{BOLD}">{name}</font>&nbsp;&nbsp; '
        f'<font size="9" color="{palette.INK_3}">{marked(about)}</font>',
        _deep(_STEP, line.depth),
    )
    for text in line.texts:
        if text.value.strip() and not text.is_of_branch:
            yield _said(text, line.depth, language)


def _said(text: OutlineText, depth: int, language: str) -> Flowable:
    if text.is_main:
        return Paragraph(marked(text.value), _deep(TEXT, depth, more=18))
    return Paragraph(
        f"{marked(text.title[language])}: {marked(text.value)}", _deep(SMALL, depth, 18)
    )


def _jump(line: OutlineLine, language: str) -> Flowable:
    lead = marked(line.lead[language])
    if line.kind == "open":
        color, told = palette.MISSING, say("nothing_follows", language)
        return Paragraph(f'{lead} → <font color="{color}">{told}</font>', _deep(_LEAD, line.depth))
    target = f"{line.number}. {marked(line.name)}"
    link = f"<a href={quoteattr('#' + _anchor(line.node_id))}>{target}</a>"
    return Paragraph(f"{lead} → {say('continues', language)} {link}", _deep(_LEAD, line.depth))


def _anchor(node_id: str) -> str:
    return "step-" + node_id.encode().hex()


def _deep(style: ParagraphStyle, depth: int, more: float = 0) -> ParagraphStyle:
    left = min(depth, _MAX_DEPTH) * _INDENT + more
    return ParagraphStyle(f"{style.name}-{left}", parent=style, leftIndent=left)
