"""A recorded session: somebody draws "Segunda via", changes their mind, and tidies up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tests.crash.editing.hands import Hands, box_of


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing that a person does; each changes the draft, in one step."""

    name: str
    make: Callable[[Hands], None]
    needs_builder: bool = False
    """Whether the drawing shows it only once the builder has answered."""
    needs_history: bool = False
    """Whether it takes back or repeats an earlier gesture."""
    is_taken_back: bool = False
    """Whether it is only made to be taken back."""


def session(*, with_history: bool = True) -> tuple[Gesture, ...]:
    """Return the whole session, from an empty flow on.

    Args:
        with_history: Whether gestures are taken back and repeated, too.
    """
    return tuple(
        gesture
        for part in _PARTS
        for gesture in part()
        if with_history or not (gesture.needs_history or gesture.is_taken_back)
    )


def _greeting() -> Iterator[Gesture]:
    yield _add_after("Início", "next", "Mensagem")
    yield _write_text("Mensagem", "Olá! Aqui é da Acme.")
    yield _rename("Mensagem", "Boas-vindas")
    yield _take("question", 800, 88)
    yield _wire("Boas-vindas", "next", "Pergunta")


def _question() -> Iterator[Gesture]:
    yield _rename_on_card("Pergunta", "Pedir CPF")
    yield _write_by_key("Pedir CPF", "Qual é o seu CPF?")
    yield _move("Pedir CPF", -80, 64)
    yield _keys("Pedir CPF", "Shift+ArrowRight")
    yield _keys("Pedir CPF", "Control+Shift+ArrowDown")
    yield _keys("Pedir CPF", "Shift+ArrowUp")


def _menu() -> Iterator[Gesture]:
    yield _add_by_key("Pedir CPF", "Menu")
    yield _rename("Menu", "Qual fatura?")
    yield _write_by_key("Qual fatura?", "Qual fatura você quer pagar?")
    yield _take("message", 824, 560)
    yield _rename("Mensagem", "Enviar boleto")
    yield _connect_by_key("Qual fatura?", "Enviar boleto")


def _regrets() -> Iterator[Gesture]:
    yield _undo()
    yield _redo()
    yield _only_to_take_back(_keys("Enviar boleto", "Delete"))
    yield _undo()
    yield _write_text("Enviar boleto", "Pronto! O boleto vai aqui.")
    yield _undo()
    yield _undo()
    yield _redo()
    yield _redo()


def _boleto() -> Iterator[Gesture]:
    yield _keys("Enviar boleto", "Control+D")
    yield _rename("Enviar boleto 2", "Agradecer")
    yield _move("Agradecer", 160, 160)
    yield _wire("Enviar boleto", "next", "Agradecer")
    yield _add_after("Enviar boleto", "next", "Mensagem")
    yield _rename("Mensagem", "Aguarde")
    yield _keys("Aguarde", "Control+Delete")
    yield _undo()
    yield _redo()
    yield _write_by_key("Agradecer", "Obrigado por falar com a gente!")
    yield _copy_and_paste("Boas-vindas", 320, 640)
    yield _keys("Boas-vindas 2", "Control+X")


def _inspector() -> Iterator[Gesture]:
    yield _beside("Pedir CPF", "Nome do bloco", "Pedir o CPF", "Enter")
    yield _beside("Pedir o CPF", "Pergunta", "Qual é o seu CPF, por favor?", "Control+Enter")
    yield _keys("Pedir o CPF", "Shift+ArrowDown")
    yield _only_to_take_back(_beside("Agradecer", "Nome do bloco", "Obrigado", "Tab"))
    yield _undo()


def _notes_and_groups() -> Iterator[Gesture]:
    yield Gesture("adds a note", _add_note)
    yield Gesture("writes the note", _write_note)
    yield Gesture("moves the note", lambda hands: hands.drag_by(_note(hands), 64, -40))
    yield Gesture("groups two cards", _group)
    yield Gesture("names the group", _name_group)
    yield Gesture("moves the group", lambda hands: hands.drag_by(_group_title(hands), 0, 96))
    yield _keys("Boas-vindas", "Shift+ArrowUp")
    yield _only_to_take_back(Gesture("takes the group apart", _ungroup))
    yield _undo()


def _stages() -> Iterator[Gesture]:
    yield _command("Adicionar etapa")
    yield Gesture("names the stage", _name_stage)
    yield _set_stage("Agradecer", "Encerramento")
    yield _undo()
    yield _redo()
    yield _move("Agradecer", 0, 80)


def _ending() -> Iterator[Gesture]:
    yield _add_by_key("Agradecer", "Fim")
    yield _wire("Qual fatura?", "invalid", "Fim")
    yield _only_to_take_back(Gesture("takes a wire off", _disconnect))
    yield _undo()
    yield _only_to_take_back(Gesture("tidies up", _tidy))
    yield _undo()
    yield Gesture("moves everything", _move_everything)
    yield _rename("Fim", "Até logo")
    yield _only_to_take_back(_keys("Qual fatura?", "Control+D"))
    yield _undo()
    yield _write_text("Boas-vindas", "Olá! Sou a assistente da Acme. Vamos lá?")


_PARTS: Final = (
    _greeting,
    _question,
    _menu,
    _regrets,
    _boleto,
    _inspector,
    _notes_and_groups,
    _stages,
    _ending,
)


# -- the kinds of gestures -----------------------------------------------------------------------


def _add_after(source: str, outcome: str, kind: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.page.mouse.click(*hands.way_out(source, outcome))
        hands.choose(kind)

    return Gesture(f"adds {kind} after {source}", make)


def _add_by_key(source: str, kind: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(source)
        hands.page.keyboard.press("a")
        hands.choose(kind)

    return Gesture(f"adds {kind} after {source} by key", make)


def _take(node_type: str, x: float, y: float) -> Gesture:
    return Gesture(
        f"drags {node_type} from the palette",
        lambda hands: hands.take_from_palette(node_type, x, y),
    )


def _wire(source: str, outcome: str, target: str) -> Gesture:
    return Gesture(
        f"wires {source} to {target}",
        lambda hands: hands.drag(hands.way_out(source, outcome), hands.head(target)),
    )


def _connect_by_key(source: str, target: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(source)
        hands.page.keyboard.press("l")
        hands.choose(target)

    return Gesture(f"connects {source} with {target} by key", make)


def _write_text(name: str, text: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.click_twice(hands.card(name).locator(".fx-text"))
        hands.page.locator(".fx-text-field").wait_for()
        hands.write(text, "Control+Enter")

    return Gesture(f"writes the text of {name}", make)


def _write_by_key(name: str, text: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(name)
        hands.page.keyboard.press("Enter")
        hands.page.locator(".fx-text-field").wait_for()
        hands.write(text, "Control+Enter")

    return Gesture(f"writes the text of {name} by key", make)


def _rename(name: str, new: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(name)
        hands.page.keyboard.press("F2")
        hands.page.locator(".fx-title-field").wait_for()
        hands.write(new, "Enter")

    return Gesture(f"renames {name} to {new}", make)


def _rename_on_card(name: str, new: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.click_twice(hands.card(name).locator(".fx-title"))
        hands.page.locator(".fx-title-field").wait_for()
        hands.write(new, "Enter")

    return Gesture(f"renames {name} to {new} with the mouse", make)


def _move(name: str, dx: int, dy: int) -> Gesture:
    return Gesture(f"moves {name}", lambda hands: hands.drag_by(hands.head(name), dx, dy))


def _keys(name: str, keys: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(name)
        hands.press(keys)

    return Gesture(f"presses {keys} on {name}", make)


def _undo() -> Gesture:
    return _history("undoes", "Control+Z")


def _redo() -> Gesture:
    return _history("redoes", "Control+Shift+Z")


def _history(name: str, keys: str) -> Gesture:
    return Gesture(name, lambda hands: hands.press(keys), needs_builder=True, needs_history=True)


def _beside(name: str, label: str, text: str, last_key: str) -> Gesture:
    """Write into a field beside the drawing."""

    def make(hands: Hands) -> None:
        hands.select(name)
        hands.wait_for_fields_of(name)
        field = hands.page.get_by_role("textbox", name=label, exact=True)
        field.fill(text)
        hands.decides()
        field.press(last_key)

    return Gesture(f"writes {label} of {name}", make, needs_builder=True)


def _only_to_take_back(gesture: Gesture) -> Gesture:
    return replace(gesture, is_taken_back=True)


def _copy_and_paste(name: str, x: float, y: float) -> Gesture:
    def make(hands: Hands) -> None:
        hands.select(name)
        hands.page.keyboard.press("Control+C")
        hands.page.mouse.move(*hands.spot(x, y))
        hands.press("Control+V")

    return Gesture(f"copies {name} and pastes it", make)


def _command(action: str) -> Gesture:
    def make(hands: Hands) -> None:
        hands.page.keyboard.press("Control+K")
        hands.choose(action)
        hands.page.locator(".fx-prompt").wait_for()

    return Gesture(f"runs “{action}”", make)


# -- notes and groups ----------------------------------------------------------------------------


def _note(hands: Hands) -> tuple[float, float]:
    box = box_of(hands.page.locator(".fx-note"))
    return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)


def _add_note(hands: Hands) -> None:
    hands.page.mouse.move(*hands.spot(96, 400))
    hands.press("Shift+S")


def _write_note(hands: Hands) -> None:
    hands.page.mouse.dblclick(*_note(hands))
    hands.page.locator(".fx-note textarea").wait_for()
    hands.write("Conferir com o financeiro", "Control+Enter")


def _group_title(hands: Hands) -> tuple[float, float]:
    box = box_of(hands.page.locator(".fx-group-title"))
    return round(box["x"] + 12), round(box["y"] + box["height"] / 2)


def _group(hands: Hands) -> None:
    hands.select("Início", "Boas-vindas")
    hands.press("Control+G")


def _name_group(hands: Hands) -> None:
    hands.page.mouse.dblclick(*_group_title(hands))
    hands.page.locator(".fx-prompt input").wait_for()
    hands.write("Abertura", "Enter")


def _ungroup(hands: Hands) -> None:
    hands.page.mouse.click(*_group_title(hands))
    hands.press("Control+Shift+G")


# -- stages, and what is left --------------------------------------------------------------------

_NEW_STAGE: Final = "Nova etapa"


def _name_stage(hands: Hands) -> None:
    rename = hands.page.get_by_role("menuitem", name="Renomear etapa")
    hands.open_menu(lambda: _lane_title(hands), rename)
    rename.click()
    hands.page.locator(".fx-prompt input").wait_for()
    hands.write("Encerramento", "Enter")


def _lane_title(hands: Hands) -> tuple[float, float]:
    title = hands.page.locator(".fx-lane-title", has_text=_NEW_STAGE).locator(".fx-lane-name")
    box = box_of(title)
    return box["x"] + 8, box["y"] + box["height"] / 2


def _set_stage(name: str, stage: str) -> Gesture:
    def make(hands: Hands) -> None:
        change = hands.page.get_by_role("menuitem", name="Mudar de etapa")
        hands.open_menu(lambda: hands.head(name), change)
        change.click()
        item = hands.page.get_by_role("menuitemradio", name=stage)
        item.wait_for()
        hands.decides()
        item.click()

    return Gesture(f"puts {name} into {stage}", make)


def _disconnect(hands: Hands) -> None:
    path = hands.page.locator('.react-flow__edge[data-id$="/invalid"] path').first
    near_its_beginning = path.evaluate(
        """path => {
            const at = path.getPointAtLength(path.getTotalLength() / 5);
            const { x, y } = at.matrixTransform(path.getScreenCTM());
            return [Math.round(x), Math.round(y)];
        }"""
    )
    hands.page.mouse.click(*near_its_beginning)
    hands.press("Delete")


def _tidy(hands: Hands) -> None:
    before = hands.card("Agradecer").bounding_box()
    hands.press("Shift+Alt+L")
    for _ in range(100):
        hands.page.wait_for_timeout(50)
        if hands.card("Agradecer").bounding_box() != before:
            break
    hands.be_still()
    hands.page.wait_for_timeout(300)


def _move_everything(hands: Hands) -> None:
    hands.page.keyboard.press("Control+A")
    hands.press("Shift+ArrowLeft")
