"""The outline ("roteiro"): the flow as an indented script, for keyboard, reader and printer."""

from pages.widgets.outline.page import draw_outline

__all__ = ["draw_outline"]
