"""What was understood of an answer, and why it was not: `'amanhã' → 11/03/2026`."""

from typing import Final

from flow_runtime.answers.folding import words
from flow_runtime.events import MessageReceived
from flow_runtime.nodes.asking import AskingNode
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.simulation.refusal_words import refusal_clause
from flow_runtime.simulation.telling import MASK, Telling, program_of, writes
from flow_runtime.simulation.value_words import shortened, value_in_words

_ARROW: Final = " → "


def understood_words(telling: Telling) -> str:
    """Return the sentence about an answer that was understood."""
    event = telling.turn.event
    if not isinstance(event, MessageReceived):
        return telling.say("Entendeu a resposta.", "Understood the answer.")
    if event.choice is not None:
        return telling.say(f"Tocou em '{event.text}'.", f"Pressed '{event.text}'.")
    if event.files:
        return telling.say("O arquivo serve.", "The file is of the right kind.")
    value = _value(telling)
    typed = shortened(event.text)
    if value in ("", typed):
        return telling.say(f"Entendeu '{typed}'.", f"Understood '{typed}'.")
    how = _how(telling, telling.node, value) if isinstance(telling.node, MenuNode) else ""
    return f"'{typed}'{_ARROW}{value}{how}."


def _how(telling: Telling, menu: MenuNode, label: str) -> str:
    """Return why words that are not a choice's label meant it."""
    said, meant = words(telling.turn.session.last_message), words(label)
    if said == meant:
        return ""
    if len(said) == 1 and said[0].isdigit():
        return telling.say(", pelo número", ", by its number")
    if any(words(synonym) == said for option in menu.options for synonym in option.synonyms):
        return telling.say(", por um sinônimo", ", by another word for it")
    if set(meant) <= set(said):
        return telling.say(", que está no texto", ", which is in the text")
    return telling.say(", a opção mais parecida", ", the choice most like it")


def _value(telling: Telling) -> str:
    """Return what the answer was read as, in words; nothing where nobody can say."""
    note = str(telling.fact.data.get("note", ""))
    read_as = note.rpartition(_ARROW)[2] if note else ""
    if isinstance(telling.node, MenuNode):
        return _chosen(telling, telling.node, read_as)
    if note:
        kind = str(telling.fact.data.get("kind"))
        return _plain(kind, read_as, telling.language)
    saved = next((n for n in writes(telling.node) if telling.is_known(n)), None)
    shown = telling.shown(saved) if saved is not None else ""
    return "" if shown == MASK else shown


def _plain(kind: str, read_as: str, language: str) -> str:
    if kind == "yes_no":
        return value_in_words(read_as == "True", language)
    return value_in_words(read_as, language)


def _chosen(telling: Telling, menu: MenuNode, choice_id: str) -> str:
    """Return the label of the choice that was meant."""
    option_id = choice_id.removeprefix(f"{menu.id}:")
    position = next((i for i, option in enumerate(menu.options) if option.id == option_id), None)
    if position is None:
        return _listed(telling, menu)
    program = program_of(telling.turn.root, telling.fact.flow_id)
    language = telling.turn.session.language
    label = program.constant(menu.id, f"options.{position}.label", language)
    return label or menu.options[position].label


def _listed(telling: Telling, menu: MenuNode) -> str:
    if menu.save_as is None or not telling.is_known(menu.save_as):
        return telling.say("um item da lista", "an item of the list")
    return telling.shown(menu.save_as)


def refused_words(telling: Telling) -> str:
    """Return why an answer was not understood, and what follows: ask again, or leave."""
    tries, most = int(str(telling.fact.data["tries"])), _tries_of(telling.node)
    clause = refusal_clause(str(telling.fact.data["reason"]), telling.language)
    why = clause[:1].upper() + clause[1:]
    if most is None or tries < most:
        count = telling.say(f"{tries} de {most}", f"{tries} of {most}") if most else str(tries)
        return telling.say(f"{why}: pergunta de novo, {count}.", f"{why}: asks again, {count}.")
    return telling.say(
        f"{why}: foi a última tentativa, {tries} de {most}.",
        f"{why}: that was the last try, {tries} of {most}.",
    )


def _tries_of(node: Node | None) -> int | None:
    return node.max_invalid if isinstance(node, AskingNode) else None
