"""Numbers, choices, durations and data."""

from tests.pages.inspector.desks import document_of, inspect

SURVEY = {"id": "s", "type": "survey", "name": "S", "kind": "nps", "text": "De 0 a 10?"}
SET = {
    "id": "d", "type": "set", "name": "D",
    "assignments": [{"variable": "total", "literal": 10}],
}  # fmt: skip
TOTAL = [{"name": "total", "type": "number"}, {"name": "nome"}]


def test_a_number_back_at_its_default_is_not_written():
    inspector = inspect(document_of(SURVEY), "s")
    number = inspector.app.number_input(key=inspector.key("max_invalid"))
    number.set_value(5)
    assert inspector.run().node()["max_invalid"] == 5
    inspector.app.number_input(key=inspector.key("max_invalid")).set_value(2)
    assert "max_invalid" not in inspector.run().node()


def test_a_number_that_may_be_left_out_is_emptied_by_nought():
    inspector = inspect(document_of({**SURVEY, "once_per_days": 30}), "s").open("group/advanced")
    inspector.app.number_input(key=inspector.key("once_per_days")).set_value(0)
    assert "once_per_days" not in inspector.run().node()


def test_a_number_beyond_its_bounds_is_shown_as_it_is():
    inspector = inspect(document_of({**SURVEY, "max_invalid": 99}), "s")
    assert inspector.widget("max_invalid").value == 99


def test_a_choice_that_is_no_longer_one_can_be_seen():
    inspector = inspect(document_of({**SURVEY, "kind": "emoji"}), "s")
    assert "emoji" in inspector.widget("kind").options


def test_a_choice_that_may_be_left_out_has_a_word_for_it():
    handoff = {"id": "h", "type": "handoff", "name": "H", "queue": "suporte", "level": "N2"}
    inspector = inspect(document_of(handoff), "h")
    assert inspector.widget("level").options[0] == "Não definido"
    assert "level" not in inspector.choose("level", "").node()


def test_a_value_of_any_type_is_read_as_it_is_typed():
    inspector = inspect(document_of(SET, variables=TOTAL), "d")
    inspector.type_in("assignments.0.literal", "2.5")
    assert inspector.node()["assignments"][0]["literal"] == 2.5


def test_a_text_variable_is_set_by_a_text_with_variables():
    inspector = inspect(document_of(SET, variables=TOTAL), "d").choose(
        "assignments.0.variable", "nome"
    )
    inspector.type_in("assignments.0.literal", "")
    assert "assignments.0.literal" not in str([w.key for w in inspector.app.text_input])
    inspector.type_in("assignments.0.text", "{{ contact.name }}")
    assert inspector.node()["assignments"] == [{"variable": "nome", "text": "{{ contact.name }}"}]


def test_data_that_is_no_json_is_refused_and_stays_typed():
    example = {"name": "ok", "body": {"a": 1}}
    api = {"id": "a", "type": "api", "name": "A", "url": "/x", "examples": [example]}
    inspector = inspect(document_of(api), "a").open("group/advanced")
    inspector.type_in("examples.0.body", "{a: 1}")
    assert inspector.node()["examples"] == [example]
    assert "Isto não é JSON" in inspector.shown
    assert inspector.widget("examples.0.body").value == "{a: 1}"
    inspector.type_in("examples.0.body", '{"a": [1]}')
    assert inspector.node()["examples"][0]["body"] == {"a": [1]}
