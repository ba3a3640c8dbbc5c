"""The options of a menu."""

from tests.pages.inspector.desks import Inspector, document_of, inspect

MENU = {
    "id": "m", "type": "menu", "name": "M", "text": "Como ajudo?", "save_as": "assunto",
    "options": [{"id": "boleto", "label": "Boleto"}, {"id": "outro", "label": "Outro assunto"}],
}  # fmt: skip
DOCUMENT = document_of(
    MENU,
    {"id": "bye", "type": "end", "name": "Fim"},
    variables=[{"name": "assunto"}],
    edges=[{"source": "m", "outcome": "boleto", "target": "bye"}],
)


def labels(inspector: Inspector) -> list[str]:
    return [option["label"] for option in inspector.node()["options"]]


def test_a_label_changes_and_its_id_and_edge_stay():
    inspector = inspect(DOCUMENT, "m").type_in("options.0.label", "Segunda via")
    assert inspector.node()["options"][0] == {"id": "boleto", "label": "Segunda via"}
    assert len(inspector.desk.document["edges"]) == 1  # type: ignore[arg-type]


def test_an_option_is_added_with_an_id_of_its_own():
    inspector = inspect(DOCUMENT, "m").click("options/add").click("options/add")
    ids = [option["id"] for option in inspector.node()["options"]]
    assert len(set(ids)) == 4
    assert labels(inspector)[2:] == ["Opção 3", "Opção 4"]


def test_the_menu_of_an_option_moves_it():
    inspector = inspect(DOCUMENT, "m").open_menu("options.0").click("options.0|menu/down")
    assert labels(inspector) == ["Outro assunto", "Boleto"]
    assert inspector.widget("options.0.label").value == "Outro assunto"


def test_removing_an_option_takes_its_edge_along():
    inspector = inspect(DOCUMENT, "m").open_menu("options.0").click("options.0|menu/remove")
    assert labels(inspector) == ["Outro assunto"]
    assert inspector.desk.document["edges"] == []
    assert len(inspector.undo().desk.document["edges"]) == 1  # type: ignore[arg-type]


def test_synonyms_and_saved_value_stand_in_the_menu_of_an_option():
    inspector = inspect(DOCUMENT, "m").open_menu("options.0")
    inspector.pick("options.0.synonyms", "fatura", "segunda via")
    inspector.type_in("options.0.value", "10")
    assert inspector.node()["options"][0] == {
        "id": "boleto", "label": "Boleto", "synonyms": ["fatura", "segunda via"], "value": "10",
    }  # fmt: skip


def test_a_saved_value_has_the_type_of_its_variable():
    document = {**DOCUMENT, "variables": [{"name": "assunto", "type": "number"}]}
    inspector = inspect(document, "m").open_menu("options.0").type_in("options.0.value", "10")
    assert inspector.node()["options"][0]["value"] == 10
    assert "outro tipo" in inspector.type_in("options.0.value", "dez").shown


def test_a_label_that_a_channel_cuts_is_told_beneath_it():
    inspector = inspect(DOCUMENT, "m").type_in("options.0.label", "Segunda via do boleto agora")
    assert "WhatsApp\\: 27 de 20 caracteres no botão" in inspector.shown


def test_a_table_is_seen_before_it_is_taken():
    inspector = inspect(DOCUMENT, "m").open("options|paste")
    inspector.type_in("options|paste/text", "Boleto\tb\nPix\tp\tpagar, qr code\nPix")
    assert labels(inspector) == ["Boleto", "Outro assunto"]
    assert "linhas 3" in inspector.shown
    inspector.click("options|paste/use")
    assert inspector.node()["options"] == [
        {"id": "boleto", "label": "Boleto", "value": "b"},
        {"id": "outro", "label": "Outro assunto"},
        {"id": "pix", "label": "Pix", "value": "p", "synonyms": ["pagar", "qr code"]},
    ]
    assert inspector.desk.kinds == ["paste"]


def test_a_long_menu_shows_its_first_options_until_more_are_wanted():
    options = [{"id": f"o{n}", "label": f"Opção {n}"} for n in range(190)]
    inspector = inspect(document_of({**MENU, "options": options}), "m")
    assert len([w for w in inspector.app.text_input if "options." in w.key]) == 15
    inspector.click("options/more")
    assert len([w for w in inspector.app.text_input if "options." in w.key]) == 190
