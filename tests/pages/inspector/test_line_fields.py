"""Lines and lists of lines."""

from tests.pages.inspector.desks import document_of, inspect

CONSENT = {"id": "c", "type": "consent", "name": "C", "text": "Posso?", "purpose": "contato"}
END = {"id": "e", "type": "end", "name": "E"}


def test_an_identifier_is_made_of_what_is_typed():
    inspector = inspect(document_of(CONSENT), "c").open("group/advanced")
    assert inspector.type_in("purpose", "Ofertas e Promoções").node()["purpose"] == (
        "ofertas_e_promocoes"
    )


def test_what_cannot_be_an_identifier_is_refused():
    inspector = inspect(document_of(CONSENT), "c").open("group/advanced").type_in("purpose", "!!!")
    assert inspector.node()["purpose"] == "contato"
    assert "letras minúsculas" in inspector.shown


def test_a_result_is_chosen_or_typed():
    inspector = inspect(document_of(END), "e")
    assert "Resolvido" in inspector.widget("outcome").options
    assert inspector.choose_new("outcome", "Vendeu!").node()["outcome"] == "vendeu"


def test_phrases_of_a_default_list_can_be_emptied():
    inspector = inspect(document_of(CONSENT), "c").open("group/advanced")
    assert "parar" in inspector.widget("revoke_phrases").value
    inspector.pick("revoke_phrases", "parar")
    assert inspector.node()["revoke_phrases"] == ["parar"]
    assert inspector.pick("revoke_phrases").node()["revoke_phrases"] == []


def test_a_text_with_a_default_can_be_emptied():
    inspector = inspect(document_of(CONSENT), "c").type_in("accept_label", "Pode")
    assert inspector.node()["accept_label"] == "Pode"
    assert inspector.type_in("accept_label", "").node()["accept_label"] == ""


def test_control_characters_of_a_paste_are_left_out():
    inspector = inspect(document_of(END), "e").type_in("text", "Tchau\x00\x07!\r\nAté")
    assert inspector.node()["text"] == "Tchau!\nAté"
