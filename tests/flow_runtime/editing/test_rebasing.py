"""Going on with another's work under one's own steps, and after a reload."""

from flow_runtime.editing import (
    Document,
    begin_editing,
    merge,
    read_changes,
    read_operations,
    rebase,
    resolve,
    stand_on,
)
from flow_runtime.editing.documents import node_of


def flow_of(**texts: str) -> Document:
    nodes = [
        {"id": name, "type": "question", "name": name, "text": text} for name, text in texts.items()
    ]
    return {"schema_version": 1, "id": "f", "name": "F", "nodes": [*nodes]}


def text_change(node: str, text: str):
    return read_changes([{"change": "set", "node": node, "path": "text", "value": text}])


def text_in(document: Document, node: str) -> object:
    found = node_of(document, node)
    return found and found["text"]


def test_undo_takes_back_my_step_and_keeps_the_others_work():
    base = flow_of(mine="a", theirs="a")
    mine = begin_editing(base).apply("set_text", text_change("mine", "b"))
    theirs = begin_editing(base).apply("set_text", text_change("theirs", "c")).document
    joined = rebase(mine, merge(base, mine.document, theirs).document, base=base, theirs=theirs)
    assert (text_in(joined.document, "mine"), text_in(joined.document, "theirs")) == ("b", "c")
    undone = joined.undo()
    assert (text_in(undone.document, "mine"), text_in(undone.document, "theirs")) == ("a", "c")
    assert undone.redo().document == joined.document


def test_what_another_tab_had_saved_stays_acknowledged():
    document = flow_of(one="a")
    operation = {"client": "tab-1", "sequence": 1, "kind": "move", "changes": []}
    editing = begin_editing(document, acknowledged={"tab-2": 4})
    editing = editing.receive(read_operations([operation]))
    stored = flow_of(one="a")
    standing = stand_on(editing, stored, {"tab-2": 7})
    assert standing.document is stored
    assert dict(standing.acknowledged) == {"tab-1": 1, "tab-2": 7}


def test_what_was_given_up_in_a_choice_does_not_come_back_by_undo():
    base = flow_of(one="a", two="a")
    mine = begin_editing(base).apply("set_text", text_change("one", "b"))
    mine = mine.apply("set_text", text_change("two", "b"))
    theirs = begin_editing(base).apply("set_text", text_change("one", "c")).document
    merged = merge(base, mine.document, theirs)
    document = resolve(merged, {"nodes/one": "theirs"})
    joined = rebase(
        mine, document, base=base, theirs=theirs, choices={"nodes/one": "theirs"}
    ).undo()
    assert (text_in(joined.document, "one"), text_in(joined.document, "two")) == ("c", "a")
