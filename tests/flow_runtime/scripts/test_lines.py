"""What a step says is written in lines that anybody can change, and read back the same."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import sample_flows
from flow_runtime.errors import ScriptInvalid
from flow_runtime.library import read_library
from flow_runtime.scripts import Step
from flow_runtime.scripts.document import MockedAnswer, SentFile
from flow_runtime.scripts.lines import read_step, read_values, write_content, write_values

ZONE = ZoneInfo("America/Sao_Paulo")
SIX = datetime(2026, 3, 10, 18, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("step", "lines"),
    [
        (Step(say="  oi, tudo bem?"), "oi, tudo bem?"),
        (Step(press="Boleto"), "Boleto"),
        (Step(expect="Olá!"), "Olá!"),
        (Step(expect=("Olá!", "Qual é o CPF?")), "Olá!\nQual é o CPF?"),
        (Step(expect_choices=("Sim", "Não")), "Sim\nNão"),
        (Step(expect_nothing=True), ""),
        (Step(expect_pattern="^[0-9]+$"), "^[0-9]+$"),
        (
            Step(expect_variable={"document": "529", "amount": 12.5, "name": "Ana = Bia"}),
            'document = "529"\namount = 12.5\nname = Ana = Bia',
        ),
        (Step(expect_end="resolved"), "resolved"),
        (Step(wait="4min"), "4min"),
        (Step(at=SIX), "2026-03-10 18:00"),
        (Step(ticket="assigned"), "assigned"),
        (Step(file=SentFile(name="foto (1).jpg", type="image/jpeg")), "foto (1).jpg (image/jpeg)"),
        (Step(event={"paid": {"ok": True}}), 'paid = {"ok":true}'),
        (Step(set={"tags": ["a"], "empty": ""}), 'tags = ["a"]\nempty = ""'),
        (Step(set={"two": "a\nb"}), 'two = "a\\nb"'),
        (Step(mock={"erp": MockedAnswer(status=404)}), 'erp = {"status":404}'),
        (Step(contact_book=({"name": "Ana"},)), '{"name":"Ana"}'),
    ],
)  # fmt: skip
def test_a_step_is_written_in_lines_and_read_back(step: Step, lines: str):
    assert write_content(step, ZONE).strip() == lines
    assert _plain(read_step(step.kind, lines, ZONE)) == _plain(step)


def _plain(step: Step) -> object:
    value = step.model_dump(mode="json", exclude_unset=True)[step.kind]
    texts = value if isinstance(value, list) else [value]
    return [" ".join(text.split()) if isinstance(text, str) else text for text in texts]


def _steps() -> Iterator[Step]:
    library = read_library(Path(sample_flows.__path__[0]))
    for flow_id in library.flows:
        script = library.tests(flow_id)
        for conversation in script.conversations if script else ():
            yield from conversation.steps


def test_every_step_of_the_samples_survives_being_written():
    steps = list(_steps())
    assert len(steps) > 1_000
    for step in steps:
        again = read_step(step.kind, write_content(step, ZONE), ZONE)
        assert _plain(again) == _plain(step)


@pytest.mark.parametrize("written", ["10/03/2026 18:00", "2026-03-10T18:00:00", "2026-03-10 18:00"])
def test_a_moment_may_be_written_in_several_ways(written: str):
    assert read_step("at", written, ZONE).at == SIX


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        ("at", "amanhã", "Escreva o momento"),
        ("wait", "logo", "Escreva a espera"),
        ("set", "nome", "Escreva um valor por linha"),
        ("set", "= 3", "Escreva um valor por linha"),
        ("expect_pattern", "([", "padrão"),
        ("contact_book", "Ana", "Escreva um contato por linha"),
        ("ticket", "dormindo", "deve ser"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(kind: str, written: str, sentence: str):
    with pytest.raises(ScriptInvalid) as refused:
        read_step(kind, written, ZONE)
    [found] = refused.value.problems
    assert sentence in found.sentence("pt-BR")


def test_values_keep_what_they_are():
    values = {"text": "Ana", "number": 3, "digits": "3", "yes": True, "word": "true", "none": None}
    assert read_values(write_values(values)) == values
