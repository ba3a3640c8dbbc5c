from pathlib import Path

from flow_runtime.flow import Flow
from tests.flow_runtime.building import end, flow, menu, message, node, question
from tests.flow_runtime.cli.conftest import WORKSPACE, Call, write_flow

BOLETO = flow(
    [
        question("name", text="Seu nome?"),
        menu("more", "Boleto", "Sair"),
        node("line", "message", bubbles=[{"text": "23793.38128", "copyable": True}]),
        end(text="Tchau, {{ name }}!"),
    ],
    ["name.answered>more", "more.boleto>line", "more.sair>end", "line.next>end"],
    languages=["pt-BR", "en"],
    translations={"en": {"name.text": "Your name?"}},
)
SERVICE = flow(
    [node("person", "handoff", queue="suporte"), end(text="Resolvido!")], ["person.resolved>end"]
)


def talked(
    fluxo: Call, folder: Path, built: Flow, *lines: str, options: tuple[str, ...] = ()
) -> str:
    typed = "".join(f"{line}\n" for line in lines)
    result = fluxo("chat", write_flow(folder, built), *options, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_piped_lines_are_answered_to_the_end(fluxo: Call, tmp_path: Path) -> None:
    said = talked(fluxo, tmp_path, BOLETO, "Ana", "1")
    assert "Seu nome?" in said
    assert "1. Boleto" in said
    assert "[to copy]\n23793.38128" in said
    assert "Tchau, Ana!" in said
    assert "end: resolved" in said


def test_conversation_may_be_in_another_language(fluxo: Call, tmp_path: Path) -> None:
    assert "Your name?" in talked(fluxo, tmp_path, BOLETO, options=("--language", "en"))


def test_variables_are_shown_when_asked_for(fluxo: Call, tmp_path: Path) -> None:
    assert "name = 'Ana'" in talked(fluxo, tmp_path, BOLETO, "Ana", "/vars")


def test_restart_begins_again_and_quit_leaves(fluxo: Call, tmp_path: Path) -> None:
    said = talked(fluxo, tmp_path, BOLETO, "Ana", "2", "hello?", "/restart", "/quit", "Bia")
    assert said.count("Seu nome?") == 2
    assert "The conversation is over" in said
    assert "Bia" not in said


def test_time_passes_when_told_to(fluxo: Call, tmp_path: Path) -> None:
    assert "end: abandoned" in talked(fluxo, tmp_path, BOLETO, "/wait 2d")


def test_ticket_is_resolved_from_the_terminal(fluxo: Call, tmp_path: Path) -> None:
    (tmp_path / "workspace.yaml").write_text(WORKSPACE, encoding="utf-8")
    said = talked(fluxo, tmp_path, SERVICE, "/ticket assigned", "/ticket resolved")
    assert "Resolvido!" in said


def test_commands_that_cannot_be_done_say_how(fluxo: Call, tmp_path: Path) -> None:
    path = write_flow(tmp_path, BOLETO)
    typed = "/wait soon\n/ticket nope\n/ticket resolved\n/dance\n"
    result = fluxo("chat", path, typed=typed)
    assert "Say how long: /wait 2h" in result.stderr
    assert "Say the status: waiting, assigned" in result.stderr
    assert "There is no open ticket." in result.stderr
    assert "/restart begins again" in result.stdout


def test_verbose_shows_nodes_and_outcomes(fluxo: Call, tmp_path: Path) -> None:
    said = talked(fluxo, tmp_path, BOLETO, "Ana", options=("--verbose",))
    assert "node_entered more" in said
    assert "{'outcome': 'answered'}" in said


def test_brackets_in_a_flow_are_text_and_no_markup(fluxo: Call, tmp_path: Path) -> None:
    built = flow([message("hi", "[red]Olá[/nope] :smile:"), end()], ["hi.next>end"])
    assert "[red]Olá[/nope] :smile:" in talked(fluxo, tmp_path, built)


def test_file_that_is_no_flow_is_a_sentence(fluxo: Call, tmp_path: Path) -> None:
    result = fluxo("chat", tmp_path / "none.json")
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr
