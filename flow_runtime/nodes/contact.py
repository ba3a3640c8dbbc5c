"""`contact`: reads, writes and finds the customer in the contact book."""

from collections.abc import Iterator
from typing import Literal

from flow_runtime.decisions import Decision, Go, Wait
from flow_runtime.effects import FindContact
from flow_runtime.events import ContactLookedUp, Event
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Group, Line, Slug, StaffText, form
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

KEPT_BY_THE_BOOK = frozenset({"id", "tags", "consents"})


class ContactNode(Node):
    """Saves fields and tags, or finds a contact by a field such as the document.

    Saving always leaves by `found`. Finding with `merge` joins this contact with the one found, so
    that a customer who began on the site is the same one on another channel.
    """

    INFO = NodeInfo(
        family=Family.DO,
        icon="person",
        name={"pt-BR": "Contato", "en": "Contact"},
        description={
            "pt-BR": "Guarda dados e etiquetas do cliente, ou encontra o cadastro dele.",
            "en": "Saves the customer's data and tags, or finds their record.",
        },
        card=("operation", "fields", "add_tags", "remove_tags", "find_by"),
    )

    type: Literal["contact"]
    operation: Literal["save", "find"] = form(
        "O que fazer",
        "What to do",
        choices={"save": ("Guardar", "Save"), "find": ("Procurar", "Find")},
        default="save",
    )
    fields: dict[Slug, StaffText] = form(
        "Campos", "Fields", widget="pairs", default_factory=dict, max_length=50
    )
    add_tags: tuple[Line, ...] = form("Pôr etiquetas", "Add tags", default=(), max_length=20)
    remove_tags: tuple[Line, ...] = form(
        "Tirar etiquetas", "Remove tags", default=(), max_length=20
    )
    find_by: Slug | None = form("Procurar por", "Find by", default=None)
    find_value: StaffText = form("Valor procurado", "Value to find", default="")
    merge: bool = form(
        "Juntar com o cadastro encontrado",
        "Join with the record found",
        group=Group.ADVANCED,
        default=False,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return found and, when finding, not_found."""
        if self.operation == "save":
            return (Outcome("found", "Guardado", "Saved"),)
        return (
            Outcome("found", "Encontrado", "Found"),
            Outcome("not_found", "Não encontrado", "Not found"),
        )

    def enter(self, turn: Turn) -> Decision:
        """Save at once, or ask the contact book."""
        if self.operation == "find":
            return self._find(turn)
        fields = {name: turn.value(f"fields.{name}") for name in self.fields}
        turn.update_contact(fields, self.add_tags, self.remove_tags)
        return Go("found")

    def _find(self, turn: Turn) -> Decision:
        value = turn.text("find_value").strip()
        if not value or self.find_by is None:
            return Go("not_found")
        turn.ask_of_world(
            FindContact(self.id, turn.session.step, self.find_by, value, merge=self.merge)
        )
        return Wait("contact")

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Take what the contact book holds."""
        if not isinstance(event, ContactLookedUp):
            return super().resume(turn, event)
        if event.contact is None:
            return Go("not_found")
        turn.replace_contact(event.contact)
        return Go("found")

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield a contact that is found and one that is not."""
        step = turn.session.step
        yield ContactLookedUp(turn.now, step, {**turn.session.contact, "name": "Ana Souza"})
        yield ContactLookedUp(turn.now, step, None)

    def problems(self) -> Iterator[Problem]:
        """Finding needs a field and a value; what the contact book keeps itself is not written."""
        for name in sorted(KEPT_BY_THE_BOOK & set(self.fields)):
            yield problem(
                "contact.field",
                f"O campo '{name}' é mantido pelo sistema. Use outro nome.",
                f"The field '{name}' is kept by the system. Use another name.",
                pointer=f"/fields/{name}",
            )
        if self.operation == "find" and not (self.find_by and self.find_value):
            yield problem(
                "contact.find",
                "Diga por qual campo procurar e com que valor.",
                "Say which field to search and for which value.",
                pointer="/find_by",
            )
