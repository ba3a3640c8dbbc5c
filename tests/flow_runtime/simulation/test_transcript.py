"""A talk as plain text."""

from flow_runtime.simulation import Attend, Press, Say, SendFile, transcript_of
from tests.flow_runtime.simulation.test_talk import begun


def test_a_transcript_reads_like_the_conversation():
    talk = begun().do(Press("Pessoa")).do(Attend("reply", "Oi!", "Bia")).do(Say("Olá"))
    talk = talk.do(SendFile("foto.png", "image/png")).do(Attend("resolve", attendant="Bia"))
    assert transcript_of(talk.bubbles).splitlines() == [
        "Fluxo: Olá!",
        "Fluxo: topic?",
        "[Fatura] [Pessoa]",
        "Cliente: Pessoa",
        "Fluxo: Já vem alguém.",
        "Bia: Oi!",
        "Cliente: Olá",
        "Cliente: (foto.png)",
        "— Bia resolveu o chamado. —",
        "Fluxo: Até logo!",
    ]
    assert transcript_of(talk.bubbles, "en").splitlines()[3] == "Customer: Pessoa"
