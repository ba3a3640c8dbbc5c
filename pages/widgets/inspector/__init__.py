"""The inspector at the right of the canvas: one form for every node type.

inspector.py    groups the fields of the selected node; fields.py gives each its widget
binding.py      ties a widget to the document: newest value shown, one change a gesture
*_fields.py     widgets by kind; options, conditions, pairs and model_lists for whole lists
trial*.py       "try it now" of a call to another system
words.py        what people call choices, types and groups
"""

from pages.widgets.inspector.inspector import draw_inspector

__all__ = ["draw_inspector"]
