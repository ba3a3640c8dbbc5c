"""How the outline looks: indentation by branch, and a script that prints cleanly.

The style is fixed text; nothing of a person's is in it.
"""

from typing import Final

import streamlit as st

MAX_DEPTH: Final = 8
"""Deeper branches stand at this depth: a line must keep room for its words."""

_INDENT_REM: Final = 1.6


def draw_style() -> None:
    """Put the style of the outline on the page."""
    st.html(f"<style>{_style()}</style>")


def draw_print_style() -> None:
    """Put on the page what a printer needs: nothing but the script, black on white."""
    st.html(f"<style>{_PRINT}</style>")


def line_key(flow_id: str, depth: int, name: str) -> str:
    """Return the key of a line's container; its class says how deep it stands."""
    return f"outline-d{min(depth, MAX_DEPTH)}-{flow_id}-{name}"


def _style() -> str:
    depths = "".join(
        f'[class*="st-key-outline-d{depth}-"]{{margin-left:{depth * _INDENT_REM:.1f}rem;'
        "width:auto!important;border-left:2px solid #94a3b8;padding-left:.75rem}"
        f".outline-script .d{depth}{{margin-left:{depth * _INDENT_REM:.1f}rem}}"
        for depth in range(1, MAX_DEPTH + 1)
    )
    return f"{depths}{_BUTTONS}{_SCRIPT}"


_BUTTONS: Final = """
[class*="st-key-outline-"]:is([class$="-view"],[class*="-view "],[class$="-new"],[class*="-new "])
button{min-height:2.5rem}
[class*="st-key-outline-"]:is([class*="-step-"],[class*="-go-"]) button{text-align:left;
justify-content:flex-start;min-height:1.75rem;padding-block:.1rem}
[class*="st-key-outline-d"] :is(button,[data-testid="stMarkdown"]) p{white-space:normal;
overflow-wrap:anywhere}
"""

_SCRIPT: Final = """
.outline-script{max-width:52rem;line-height:1.5}
.outline-script h1{font-size:1.6rem;margin:0 0 .25rem}
.outline-script h2{font-size:1.15rem;margin:1.5rem 0 .5rem;border-bottom:1px solid #94a3b8}
.outline-script div{margin-bottom:.6rem;break-inside:avoid}
.outline-script p{margin:.1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.outline-script .lead,.outline-script .kind{color:inherit;opacity:.75}
.outline-script .lead{font-style:italic}
.outline-script .name{font-weight:600}
.outline-script blockquote{margin:.15rem 0 .15rem .25rem;padding-left:.75rem;
border-left:3px solid #0c64df;white-space:pre-wrap;overflow-wrap:anywhere}
"""

_PRINT: Final = """
@media print{
header,[data-testid="stHeader"],[data-testid="stToolbar"],[data-testid="stSidebar"],
[data-testid="stElementContainer"]:not(:has(.outline-script)),
[data-testid="stIFrame"],button,iframe{display:none!important}
body,.stApp,[data-testid="stMain"]{background:#fff!important}
.outline-script,.outline-script *{color:#000!important;background:#fff!important}
}
"""
