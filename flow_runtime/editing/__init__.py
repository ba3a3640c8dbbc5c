"""The flow editor's core: documents, gestures, undo, views and refactorings; pure, without a page.

documents.py   the document that is edited, never changed in place
changes.py     primitive changes, each tolerant of a place that is gone
operations.py  gestures as they come from a browser
forms.py       forms made from the models alone
view.py        what the canvas draws, and patches between two states
catalogue.py   the palette: every node type with a template
examination.py what is wrong with a draft, finished or not
outline.py     a draft as a script in reading order
merging.py     joining two people's work; a choice for each conflict
late.py        gestures that were made before others changed the same
rebasing.py    going on with another's work under one's own steps, or after a reload
clipboard.py   part of a flow as JSON text, and the way back in
refactoring.py a variable renamed everywhere; where it is used
session.py     the state of editing: applied once and in order, undo and redo
"""

from flow_runtime.editing.catalogue import NodeKind, node_catalogue
from flow_runtime.editing.changes import Change, apply_changes, read_changes
from flow_runtime.editing.clipboard import Pasting, clipboard_of, paste_changes
from flow_runtime.editing.documents import Document, copy_document, new_document, new_id
from flow_runtime.editing.errors import OperationRefused
from flow_runtime.editing.examination import Examination, examine
from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.editing.late import found_by_late
from flow_runtime.editing.merging import Merge, NodeConflict, merge, resolve, sharing
from flow_runtime.editing.operations import Operation, read_operations
from flow_runtime.editing.outline import OutlineLine, outline_of
from flow_runtime.editing.places import card_places, placed
from flow_runtime.editing.rebasing import rebase, stand_on
from flow_runtime.editing.refactoring import (
    VariableUse,
    is_used,
    rename_problem,
    rename_variable,
    variable_uses,
)
from flow_runtime.editing.session import Editing, begin_editing
from flow_runtime.editing.view import FlowView, patch_between, view_of

__all__ = [
    "Change",
    "Document",
    "Editing",
    "Examination",
    "FlowView",
    "FormField",
    "Merge",
    "NodeConflict",
    "NodeKind",
    "Operation",
    "OperationRefused",
    "OutlineLine",
    "Pasting",
    "VariableUse",
    "apply_changes",
    "begin_editing",
    "card_places",
    "clipboard_of",
    "copy_document",
    "examine",
    "form_of",
    "found_by_late",
    "is_used",
    "merge",
    "new_document",
    "new_id",
    "node_catalogue",
    "outline_of",
    "paste_changes",
    "patch_between",
    "placed",
    "read_changes",
    "read_operations",
    "rebase",
    "rename_problem",
    "rename_variable",
    "resolve",
    "sharing",
    "stand_on",
    "variable_uses",
    "view_of",
]
