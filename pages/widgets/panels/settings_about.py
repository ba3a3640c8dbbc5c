"""What the flow is: its name, what it is for, its kind of service."""

from flow_runtime.editing.changes import SetFlow
from flow_runtime.editing.documents import text_of
from pages.texts import texts_of
from pages.widgets.panels import binding
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.setting import bound, draw_text, setter

_ = texts_of("panels")


def draw_about(desk: Desk) -> None:
    """Draw name, objective and category."""
    document = desk.document
    binding.line(
        bound(desk, "name", _("Name of the flow")),
        text_of(document, "name"),
        lambda name: _rename(desk, name),
    )
    draw_text(
        desk,
        "objective",
        _("Objective"),
        max_chars=1_000,
        placeholder=_("What the customer has got when the conversation ends"),
    )
    at = bound(desk, "category", _("Kind of service"))
    category = text_of(document, "category", "receptivo")
    binding.choice(at, category, _categories(), setter(desk, "category"))


def _rename(desk: Desk, name: str) -> str | None:
    if not name.strip() or not name.isprintable():
        return _("A flow needs a name.")
    desk.apply("rename", [SetFlow("name", name.strip())])
    return None


def _categories() -> dict[str, str]:
    return {
        "receptivo": _("Inbound: the customer comes to the company"),
        "ativo": _("Outbound: the company goes to the customer"),
        "ativacao": _("Welcome of new customers"),
        "retencao": _("Retention and loyalty"),
        "pesquisa_solicitacao": _("Survey about a request"),
        "pesquisa_empresa": _("Survey about the company and its products"),
        "triagem": _("Triage: sorting, priority and forwarding"),
        "reativacao": _("Winning customers back"),
        "monitoramento": _("Follow-up and evaluation"),
    }
