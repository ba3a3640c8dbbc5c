"""The few sentences that the engine itself says when a flow has none of its own."""

from collections.abc import Mapping
from typing import Final

_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "error": {
        "pt-BR": "Desculpe, tivemos um problema do nosso lado e não consegui continuar por aqui.",
        "en": "Sorry, something went wrong on our side and I could not go on.",
    },
    "goodbye": {
        "pt-BR": "Tudo bem, encerramos por aqui. Quando precisar, é só escrever de novo.",
        "en": "All right, we end here. Whenever you need us, just write again.",
    },
    "not_an_option": {
        "pt-BR": "Não entendi. Por favor, escolha uma das opções.",
        "en": "I did not understand. Please choose one of the options.",
    },
    "attendant_assigned": {
        "pt-BR": "Você está falando com {name}.",
        "en": "You are now talking to {name}.",
    },
}


def engine_text(key: str, language: str, **values: str) -> str:
    """Return a sentence of the engine in a language; Portuguese where there is no other."""
    texts = _TEXTS[key]
    text = texts.get(language) or texts["pt-BR" if language.startswith("pt") else "en"]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
