"""The desk: a draft in one browser tab, with its undo steps and what of it is saved.

The document and its history are an immutable `Editing`; the desk holds the newest one and tells
the canvas and the panels about it. It never loses a change: what cannot be saved stays here and in
the browser's journal, unacknowledged, until it can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import uuid4

from pydantic import JsonValue

from flow_runtime.editing import (
    Change,
    Document,
    Editing,
    Examination,
    Merge,
    Operation,
    OperationRefused,
    begin_editing,
    found_by_late,
    read_operations,
)
from flow_runtime.workspace import Workspace
from pages.editing.checking import Checking
from pages.editing.typing import Typing
from pages.editing.views import Views
from pages.installation import now
from pages.simulating.simulator import Simulator
from pages.texts import LANGUAGES, Language, texts_of
from pages.widgets.choices import Choice
from storage.drafts import Draft

_ = texts_of("editor")


View = Literal["canvas", "outline"]
"""How a flow is seen: as a drawing or as a script."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A node that the canvas shall show; the number tells one wish from the next."""

    node_id: str
    serial: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same things: what is to be chosen, and the draft it is about."""

    merge: Merge
    theirs: Draft


@dataclass(slots=True)
class Desk:
    """One draft in one tab."""

    flow_id: str
    person: str
    language: Language
    editing: Editing
    saved: Draft
    saved_document: Document
    checking: Checking
    flows: Mapping[str, str]
    opened_at: datetime
    read_only: bool = False
    is_archived: bool = False
    tab: str = field(default_factory=lambda: uuid4().hex)
    client: str | None = None
    _held: int = 0
    _held_in: str = ""
    selection: tuple[str, ...] = ()
    wish: Focus | None = None
    conflict: Conflict | None = None
    unsaved_because: str | None = None
    notices: list[str] = field(default_factory=list)
    selection_is_new: bool = False
    asked: str | None = None
    asked_node: str | None = None
    view: Choice[View] = field(default_factory=lambda: Choice("canvas"))
    panel: Choice[str] = field(default_factory=lambda: Choice("node"))
    typing: Typing = field(default_factory=Typing)
    simulator: Simulator = field(default_factory=Simulator)
    _told_selection: tuple[str, ...] = ()
    _heard: int | None = None
    _wishes: int = 0
    views: Views = field(init=False)

    def __post_init__(self) -> None:
        self.views = Views.begin(self.editing.document, self.language)

    # -- what the panels read ------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The newest document."""
        return self.editing.document

    @property
    def examination(self) -> Examination:
        """The newest finished examination, perhaps of an earlier document."""
        return self.checking.finished

    @property
    def workspace(self) -> Workspace:
        """Queues, calendars and connections of the installation."""
        return self.checking.workspace

    @property
    def is_saved(self) -> bool:
        """Whether everything on the desk is in the database."""
        return (
            self.editing.document is self.saved_document
            and dict(self.editing.acknowledged) == self.saved.acknowledged
        )

    @property
    def session(self) -> str:
        """The name by which the canvas knows this desk, in the language it was drawn in."""
        return self._session_in(self.language)

    @property
    def held(self) -> int:
        """The view that the canvas holds; 0 while it holds none in this language."""
        return self._held if self._held_in == self.session else 0

    @property
    def saved_at(self) -> datetime:
        """When the draft was last saved, by whomever."""
        return self.saved.updated_at

    def speak(self, language: Language) -> None:
        """Tell everything in a language of the interface from now on."""
        if language != self.language:
            self.language = language
            self.views = Views.begin(self.editing.document, language)

    # -- what the canvas tells -----------------------------------------------------------------

    def receive(self, gestures: Mapping[str, JsonValue]) -> None:
        """Take the canvas's list of operations that are not acknowledged yet."""
        client, held = gestures.get("client"), gestures.get("held")
        self.client = client if isinstance(client, str) else None
        self._held = held if isinstance(held, int) else 0
        self._held_in = str(gestures.get("session", ""))
        try:
            operations = read_operations(gestures.get("operations"))
        except OperationRefused as refused:
            self.notices.append(refused.words[self.language])
            operations = refused.readable
        self.take(operations)

    def take(self, operations: Sequence[Operation]) -> None:
        """Apply the operations that were not seen yet, and save."""
        if not self.read_only:
            if operations:
                self.typing.stop()
                self._stand_where_made(operations)
            self._become(self.editing.receive(operations))

    def select(self, nodes: JsonValue) -> None:
        """Take over what is selected on the canvas."""
        items = nodes if isinstance(nodes, list) else []
        chosen = tuple(item for item in items if isinstance(item, str))
        if chosen != self._told_selection:
            self.selection = self._told_selection = chosen
            self.selection_is_new = True
            if self.wish and chosen != (self.wish.node_id,):
                self.wish = None

    def hear(self, asked: Mapping[str, JsonValue]) -> None:
        """Take over what the person asked for on the canvas, once."""
        serial, what = asked.get("serial"), asked.get("what")
        if isinstance(serial, int) and isinstance(what, str) and serial != self._heard:
            node = asked.get("node")
            self._heard, self.asked = serial, what
            self.asked_node = node if isinstance(node, str) else None
            if what == "outline":
                self.view.turn_to("outline")

    # -- what the panels do --------------------------------------------------------------------

    def apply(self, kind: str, changes: Sequence[Change]) -> None:
        """Make one gesture's changes: one undo step, saved at once."""
        if not self.read_only:
            goes_on = self.typing.goes_on(changes, now())
            self._become(self.editing.apply(kind, changes, goes_on=goes_on))

    def undo(self) -> None:
        """Take the last step back."""
        self.typing.stop()
        self._become(self.editing.undo())

    def redo(self) -> None:
        """Make the last step taken back again."""
        self._become(self.editing.redo())

    def focus(self, node_id: str) -> None:
        """Select a node and bring it into sight on the drawing; the panel that asks stays open."""
        self._wishes += 1
        self.wish = Focus(node_id, self._wishes)
        self.selection = self._told_selection = (node_id,)
        self.view.turn_to("canvas")

    # -- what saving tells ---------------------------------------------------------------------

    def keep(self, draft: Draft, document: Document) -> None:
        """Remember what the database holds; `document` is the value on the desk that it equals."""
        self.saved, self.saved_document, self.unsaved_because = draft, document, None

    def replace(self, editing: Editing) -> None:
        """Go on from another state of the draft, such as one joined with another's work."""
        self._become(editing)

    def _stand_where_made(self, operations: Sequence[Operation]) -> None:
        """Go back to what late gestures found; saving then joins them with what others did."""
        if not self.is_saved or self.conflict:
            return
        found = found_by_late(self.editing, operations, [*map(self._session_in, LANGUAGES)])
        if found is not None:
            self.keep(replace(self.saved, revision=self.saved.revision - 1), found)
            self._become(begin_editing(found, acknowledged=self.editing.acknowledged))

    def _session_in(self, language: Language) -> str:
        return f"{self.tab}-{language}"

    def _become(self, editing: Editing) -> None:
        self.editing = editing
        self.views.show(editing.document)
        self.checking.want(editing.document)
