"""Branches and rows of a condition."""

from tests.pages.inspector.desks import Inspector, document_of, inspect

VARIABLES = [
    {"name": "cidade"},
    {"name": "total", "type": "number"},
    {"name": "vence", "type": "date"},
    {"name": "vip", "type": "boolean"},
]
ROW = {"variable": "cidade", "operator": "equals", "value": "Recife"}
CONDITION = {
    "id": "c", "type": "condition", "name": "C",
    "branches": [{"id": "local", "name": "Local", "rows": [ROW]}],
}  # fmt: skip
DOCUMENT = document_of(
    CONDITION,
    {"id": "bye", "type": "end", "name": "Fim"},
    variables=VARIABLES,
    edges=[{"source": "c", "outcome": "local", "target": "bye"}],
)
FIRST = "branches.0.rows.0"


def row(inspector: Inspector, index: int = 0) -> dict[str, object]:
    found: dict[str, object] = inspector.node()["branches"][0]["rows"][index]
    return found


def test_operators_are_those_of_the_variables_type():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/variable", "total")
    options = inspector.widget(f"{FIRST}/operator").options
    assert "é maior que" in options
    assert "começa com" not in options


def test_another_variable_keeps_what_still_fits():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/variable", "vip")
    assert row(inspector)["operator"] == "equals"
    inspector.choose(f"{FIRST}/value".replace("/value", ".value"), False)
    assert row(inspector)["value"] is False


def test_a_number_is_typed_as_in_brazil():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/variable", "total")
    inspector.choose(f"{FIRST}/operator", "greater").type_in(f"{FIRST}.value", "1.234,56")
    assert row(inspector) == {"variable": "total", "operator": "greater", "value": 1234.56}


def test_what_is_no_number_is_refused_with_a_sentence_and_stays_typed():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/variable", "total")
    inspector.type_in(f"{FIRST}.value", "muito")
    assert row(inspector)["value"] == "Recife"
    assert "Escreva um número" in inspector.shown
    assert inspector.widget(f"{FIRST}.value").value == "muito"


def test_a_range_has_two_ends_and_a_list_has_chips():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/variable", "vence")
    inspector.choose(f"{FIRST}/operator", "between").type_in(f"{FIRST}.value/from", "01/02/2026")
    inspector.type_in(f"{FIRST}.value/to", "today")
    assert row(inspector)["value"] == ["2026-02-01", "today"]
    inspector.choose(f"{FIRST}/operator", "weekday_in").pick(f"{FIRST}.value/list", "mon", "fri")
    assert row(inspector)["value"] == ["mon", "fri"]


def test_a_comparison_without_a_value_shows_none():
    inspector = inspect(DOCUMENT, "c").choose(f"{FIRST}/operator", "is_set")
    assert row(inspector) == {"variable": "cidade", "operator": "is_set"}


def test_a_row_without_its_value_says_what_is_missing():
    assert "Falta o valor" in inspect(DOCUMENT, "c").type_in(f"{FIRST}.value", "").shown


def test_rows_are_added_moved_and_removed():
    inspector = inspect(DOCUMENT, "c").click("branches.0.rows/add")
    assert row(inspector, 1) == {"variable": "cidade", "operator": "equals"}
    inspector.open_menu(FIRST).click(f"{FIRST}|menu/down")
    assert row(inspector, 1) == ROW
    inspector.open_menu(FIRST).click(f"{FIRST}|menu/remove")
    assert inspector.node()["branches"][0]["rows"] == [ROW]


def test_a_branch_is_renamed_and_its_edge_stays():
    inspector = inspect(DOCUMENT, "c").type_in("branches.0.name", "Da cidade")
    assert inspector.node()["branches"][0]["id"] == "local"
    assert len(inspector.desk.document["edges"]) == 1  # type: ignore[arg-type]


def test_branches_are_added_copied_and_removed():
    inspector = inspect(DOCUMENT, "c").click("branches/add").act("branches/0", "copy")
    ids = [branch["id"] for branch in inspector.node()["branches"]]
    assert ids == ["local", "local_2", "ramos_2"]
    inspector.act("branches/0", "remove")
    assert inspector.desk.document["edges"] == []


def test_the_last_branch_stays():
    assert "remove" not in inspect(DOCUMENT, "c").app.menu_button[0].options


def test_a_formula_is_under_more_and_its_error_is_told_as_it_is_typed():
    inspector = inspect(DOCUMENT, "c").open("branches.0|more")
    inspector.type_in("branches.0.cel", "total >")
    assert inspector.node()["branches"][0]["cel"] == "total >"
    assert ":red[:material/error:]" in inspector.shown
    inspector.type_in("branches.0.cel", "total > 3.0")
    assert "Com valores de exemplo\\: true" in inspector.shown
