"""Three ways to a new flow: an empty one, a ready-made one, a file whose faults are shown first."""

from contextlib import closing
from pathlib import Path

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from flow_runtime.conversations.drafting import as_document
from flow_runtime.flow import dump_flow
from pages.home_parts.samples import samples
from storage import conversation_tests, drafts, flows
from storage.database import open_database
from storage.schema import upgrade
from tests.flow_runtime.building import end, flow, message
from tests.pages.home_app import begin, button, home, names, read, shown, stand_in, store

FLOW = flow([message("hello", "Olá!"), end()], ["hello.next>end"], id="boleto", name="Boleto novo")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    monkeypatch.setattr("pages.home_parts.cards.mount", stand_in)
    with closing(open_database(url)) as database:
        upgrade(database)
    store(url, "Boleto")
    return url


def bring(data: bytes, name: str = "flow.json") -> AppTest:
    app = begin(home(), "file")
    return app.file_uploader(key="home-file").upload(name, data).run()


def test_an_empty_flow_needs_a_name_and_begins_with_a_start(url: str):
    app = begin(home(), "blank")
    button(app, "Criar e abrir").click().run()
    assert "Dê um nome ao fluxo." in shown(app)
    app.text_input(key="home-blank-name").set_value("Segunda via").run()
    app.selectbox(key="home-blank-category").set_value("ativo").run()
    button(app, "Criar e abrir").click().run()
    kept = read(url, lambda tx: as_document(drafts.get(tx, "segunda-via").document))
    assert (kept["name"], kept["category"]) == ("Segunda via", "ativo")
    assert [node["type"] for node in kept["nodes"]] == ["start"]


def test_the_gallery_shows_a_sample_before_it_is_used(url: str):
    app = begin(home(), "gallery")
    assert not app.exception
    app.radio(key="home-gallery").set_value("segunda-via-boleto").run()
    said = shown(app)
    assert "40 blocos" in said
    assert "Etapas: Acionamento → Triagem" in said
    assert "Como a conversa começa" in said
    assert app.text[0].value
    assert read(url, flows.ids) == {"boleto"}, "looking stores nothing"


def test_a_sample_comes_with_the_flows_that_it_calls(url: str):
    app = begin(home(), "gallery")
    caller = next(one for one in samples().flows.values() if one.called_flows())
    app.radio(key="home-gallery").set_value(caller.id).run()
    button(app, "Usar este fluxo").click().run()
    came = {caller.id, *caller.called_flows()}
    assert came <= read(url, flows.ids)
    assert came <= set(read(url, conversation_tests.numbers)), "each with its tests"


def test_a_file_whose_id_is_free_is_brought_in(url: str):
    app = bring(dump_flow(FLOW.model_copy(update={"id": "novo"})))
    assert "Boleto novo" in shown(app)
    assert read(url, flows.ids) == {"boleto"}, "nothing is stored before the person says so"
    button(app, "Trazer").click().run()
    assert "“Boleto novo” foi trazido." in shown(app)
    assert "Boleto novo" in names(app)


def test_an_id_that_is_taken_gives_the_choice_and_keeps_both_unless_told_otherwise(url: str):
    app = bring(dump_flow(FLOW))
    assert app.radio(key="home-file-way").value == "new"
    button(app, "Trazer").click().run()
    assert read(url, flows.ids) == {"boleto", "boleto-2"}
    assert read(url, lambda tx: flows.get(tx, "boleto").name) == "Boleto"


def test_a_replaced_draft_can_be_had_back(url: str):
    app = bring(dump_flow(FLOW))
    app.radio(key="home-file-way").set_value("replace").run()
    button(app, "Trocar o rascunho").click().run()
    assert read(url, lambda tx: flows.get(tx, "boleto").name) == "Boleto novo"
    button(app, "Desfazer").click().run()
    assert read(url, lambda tx: flows.get(tx, "boleto").name) == "Boleto"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "vazio"),
        (b'{"schema_version": 1,', "linha 1"),
        (b'{"groups": [], "edges": [], "typebotId": "x"}', "Typebot"),
        (b"[" + b" " * 6 * 1024 * 1024, "6,0 MiB e o limite é 5 MiB"),
        (b"PK\x03\x04", "ZIP"),
    ],
)
def test_a_file_that_is_no_flow_is_a_list_of_reasons_and_stores_nothing(
    url: str, data: bytes, sentence: str
):
    app = bring(data)
    assert not app.exception
    assert "Nada foi guardado" in app.error[0].value
    assert sentence in shown(app).replace("\\", "")
    assert read(url, flows.ids) == {"boleto"}


def test_an_unfinished_flow_is_brought_in_with_its_problems_located(url: str):
    document = orjson.loads(dump_flow(FLOW.model_copy(update={"id": "novo"})))
    document["nodes"][1] = {"id": "hello", "type": "hologram", "name": "<b>Olá</b>"}
    app = bring(orjson.dumps(document))
    said = shown(app).replace("\\", "")
    assert "O fluxo não está terminado" in said
    assert "nodes › 1" in said
    button(app, "Trazer").click().run()
    assert read(url, lambda tx: as_document(drafts.get(tx, "novo").document)) == document
