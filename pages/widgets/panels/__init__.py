"""The panels beside the canvas: what is pending, variables, settings of the flow."""

from pages.widgets.panels.problems import draw_problems
from pages.widgets.panels.settings import draw_settings
from pages.widgets.panels.variables import draw_variables

__all__ = ["draw_problems", "draw_settings", "draw_variables"]
