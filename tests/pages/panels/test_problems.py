"""The problems panel: a to-do list that can be worked off from the list itself."""

from flow_runtime.fixes import Document
from tests.flow_runtime.building import end, menu, message, question
from tests.pages.panels.paper_desk import PaperDesk, desk_of, page, ran, words

DRAWN = "panels.draw_problems"


def unfinished() -> PaperDesk:
    return desk_of(
        [message("hello", "Olá!"), question("cpf", "cpf"), end("end", text="Tchau")],
        "start.next>hello",
        "hello.next>cpf",
        variables=[{"name": "cpf"}],
    )


def edge(document: Document, source: str, outcome: str) -> object:
    found = [e for e in document["edges"] if (e["source"], e["outcome"]) == (source, outcome)]
    return found[0]["target"] if found else None


def test_a_finished_flow_has_a_kind_word():
    desk = desk_of([end("end", text="Tchau")], "start.next>end")
    desk.found = ()
    assert "Nenhuma pendência" in words(page(desk, DRAWN))


def test_what_is_pending_is_counted_in_words_and_told_at_its_node():
    app = page(unfinished(), DRAWN)
    told = words(app)
    assert "pendências" in told
    assert "**cpf**" in told
    assert "Respondeu" in told


def test_the_fix_connects_with_one_click_and_undo_is_one_step():
    desk = unfinished()
    app = page(desk, DRAWN)
    fix = next(b for b in app.button if b.label == "Ligar a 'end'")
    ran(fix.click().run())
    assert edge(desk.document, "cpf", "answered") == "end"
    assert desk.kinds == ["fix"]
    desk.undo()
    assert edge(desk.document, "cpf", "answered") is None


def test_show_brings_the_node_into_sight():
    desk = unfinished()
    app = page(desk, DRAWN)
    ran(
        next(b for b in app.button if b.key.endswith("-cpf") and b.label == "Mostrar").click().run()
    )
    assert desk.selection == ("cpf",)


def test_a_name_is_text_whatever_it_holds():
    name = "**[x](javascript:alert(1))** <img src=x onerror=alert(1)> :red[a] $x$"
    desk = desk_of([{**message("m", "Oi"), "name": name}], "start.next>m")
    told = words(page(desk, DRAWN))
    assert r"\*\*\[x\]\(javascript\:alert" in told
    assert "<img" not in told.replace(r"\<img", "")


def test_the_panel_speaks_english():
    assert "pending items" in words(page(unfinished(), DRAWN, "en"))


def test_many_problems_are_shown_a_hundred_at_a_time():
    desk = desk_of([menu(f"m{n}", "A", "B") for n in range(60)], "start.next>m0")
    app = page(desk, DRAWN)
    more = next(b for b in app.button if b.label == "Mostrar mais")
    before = len(app.button)
    ran(more.click().run())
    assert len(app.button) > before
