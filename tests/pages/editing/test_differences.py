"""What two people changed, in words that both understand."""

from flow_runtime.editing import Document, NodeConflict, merge
from pages.editing.differences import MOST_SHOWN, differences, names_in, subject_of
from tests.flow_runtime.building import edges, end, message, node


def flow_with(hello: dict[str, object] | None, *arrows: str, **fields: object) -> Document:
    nodes = [node("start", "start"), *([hello] if hello else []), message("bye", "Até!"), end()]
    document: Document = {"schema_version": 1, "id": "f", "name": "F", "nodes": nodes}
    return {**document, "edges": edges(*arrows), **fields}  # type: ignore[dict-item]


def conflict_of(base: Document, mine: Document, theirs: Document) -> NodeConflict:
    (conflict,) = merge(base, mine, theirs).conflicts
    return conflict


HELLO = message("hello", "Olá!")


def shown(conflict: NodeConflict, document: Document) -> list[tuple[str, str, str]]:
    found = differences(conflict, "pt-BR", names_in(document))
    return [(one.field, one.mine, one.theirs) for one in found]


def test_two_names_stand_side_by_side_under_the_name_that_both_knew():
    mine = flow_with({**HELLO, "name": "Boas-vindas"})
    conflict = conflict_of(flow_with(HELLO), mine, flow_with({**HELLO, "name": "Saudação"}))
    assert subject_of(conflict, mine, "pt-BR") == "hello"
    assert shown(conflict, mine) == [("Nome", "Boas-vindas", "Saudação")]


def test_of_texts_inside_lists_only_those_that_differ_are_shown():
    mine = flow_with(message("hello", "Olá!", "Tudo bem?"))
    theirs = flow_with(message("hello", "Olá!", "Como vai?"))
    base = flow_with(message("hello", "Olá!", "Oi"))
    ((_field, one, other),) = shown(conflict_of(base, mine, theirs), mine)
    assert (one, other) == ("Tudo bem?", "Como vai?")


def test_where_one_deleted_the_block_the_others_changes_are_shown():
    mine, theirs = flow_with(None), flow_with({**HELLO, "name": "Saudação"})
    conflict = conflict_of(flow_with(HELLO), mine, theirs)
    assert conflict.mine is None
    assert subject_of(conflict, mine, "pt-BR") == "hello"
    assert shown(conflict, mine) == [("Nome", "", "Saudação")]


def test_a_connection_is_told_by_the_names_of_its_blocks():
    base = flow_with({**HELLO, "name": "Saudação"}, "hello.next>hello")
    mine = flow_with({**HELLO, "name": "Saudação"}, "hello.next>bye")
    theirs = flow_with({**HELLO, "name": "Saudação"}, "hello.next>end")
    conflict = conflict_of(base, mine, theirs)
    assert subject_of(conflict, mine, "pt-BR") == "Saudação"
    assert shown(conflict, mine) == [("Bloco de destino", "bye", "end")]


def test_a_place_without_a_block_has_a_name_that_people_know():
    base, mine, theirs = (flow_with(HELLO, name=name) for name in ("F", "Meu", "Dele"))
    conflict = conflict_of(base, mine, theirs)
    ((place, one, other),) = shown(conflict, mine)
    assert subject_of(conflict, mine, "pt-BR") == place
    assert (one, other) == ("Meu", "Dele")


def test_long_lists_end_somewhere():
    many = {f"field{number}": "a" for number in range(40)}
    other = {f"field{number}": "b" for number in range(40)}
    third = {f"field{number}": "c" for number in range(40)}
    base, mine, theirs = (flow_with({**HELLO, **each}) for each in (many, other, third))
    assert len(shown(conflict_of(base, mine, theirs), mine)) == MOST_SHOWN
