"""Texts, formulas, variables, conditions, choices, translations, addresses and secrets."""

from typing import Any

from tests.flow_runtime.building import menu, message, node, question
from tests.flow_runtime.checks.cases import Case, Document, document, one


def says(text: str, **fields: Any) -> Document:
    return one(message("hello", text), "next", **fields)


def shows(**bubble: Any) -> Document:
    return one(node("hello", "message", bubbles=[bubble]), "next")


def calls(url: str = "/x", **fields: Any) -> Document:
    given = {"connection": "erp", "url": url, **fields}
    return one(node("call", "api", **given), "success", "http_error")


def decides(variables: list[Any], *branches: dict[str, Any]) -> Document:
    outcomes = [branch["id"] for branch in branches]
    step = node("which", "condition", branches=list(branches))
    return one(step, *outcomes, "else", variables=variables)


def row(variable: str, operator: str, value: Any = None, **branch: Any) -> dict[str, Any]:
    fields = {"id": "yes", "name": "Sim", **branch}
    return {**fields, "rows": [{"variable": variable, "operator": operator, "value": value}]}


def chooses(*labels: str, **fields: Any) -> Document:
    options = [{"id": f"o{i}", "label": label} for i, label in enumerate(labels)]
    return with_options(options, **fields)


def with_options(options: list[dict[str, Any]], **fields: Any) -> Document:
    step = node("which", "menu", text="Qual?", options=options)
    return one(step, *[option["id"] for option in options], **fields)


SECRET = "sk-live-0123456789abcdef"
NUMBER = {"name": "age", "type": "number", "default": 1}
ASKS = question("cpf")
AFTER = document(
    [menu("which", "Sim", "Não"), ASKS, message("hello", "CPF {{ cpf }}")],
    ["which.sim>cpf", "which.nao>hello", "cpf.answered>hello", "hello.next>end"],
    variables=["cpf"],
)
TWICE = document(
    [ASKS, question("again", save_as="cpf")],
    ["cpf.answered>again", "again.answered>end"],
    variables=["cpf"],
)

CASES = [
    # -- texts
    Case("text.empty", shows(text=" "), shows(text="Oi"), "bubble", at="/nodes/1/bubbles/0/text"),
    Case(
        "text.empty",
        one(question("cpf", text=" "), "answered", variables=["cpf"]),
        one(question("cpf"), "answered", variables=["cpf"]),
        "question",
        at="/nodes/1/text",
        says=["cpf", "Pergunta"],
    ),
    Case(
        "text.empty", chooses("A", " "), chooses("A", "B"), "label", at="/nodes/1/options/1/label"
    ),
    Case(
        "text.empty",
        one(node("nps", "survey", text=""), "answered", "skipped"),
        one(node("nps", "survey", text="De 0 a 10?"), "answered", "skipped"),
        "survey",
        at="/nodes/1/text",
    ),
    Case(
        "media.missing",
        shows(kind="image", text="Veja"),
        shows(kind="image", text="Veja", url="https://cdn.example.com/a.png"),
        at="/nodes/1/bubbles/0/url",
    ),
    *[
        Case("media.link", shows(kind="image", url=bad), shows(kind="image", url=good), bad)
        for bad, good in (
            ("http://cdn.example.com/a.png", "https://cdn.example.com/a.png"),
            ("javascript:alert(1)", "https://cdn.example.com/{{ contact.id }}.png"),
            ("data:image/svg+xml,x", "{{ contact.picture }}"),
            ("https://user:pass@example.com/", "https://example.com/"),
        )
    ],
    # -- formulas
    Case("text.syntax", says("Olá {{ nome"), says("Olá {{ contact.name }}"), says=["hello"]),
    Case(
        "text.syntax",
        says(
            "Olá", languages=["pt-BR", "en"], translations={"en": {"hello.bubbles.0.text": "{% if"}}
        ),
        says("Olá", languages=["pt-BR", "en"], translations={"en": {"hello.bubbles.0.text": "Hi"}}),
        "translation",
        at="/translations/en/hello.bubbles.0.text",
    ),
    Case(
        "expr.syntax",
        decides([], {"id": "yes", "name": "Sim", "cel": "contact.age >"}),
        decides([], {"id": "yes", "name": "Sim", "cel": "contact.age > 17"}),
        at="/nodes/1/branches/0/cel",
    ),
    Case(
        "query.syntax",
        one(
            node(
                "call", "api", connection="erp", url="/x", save=[{"query": "a[", "variable": "v"}]
            ),
            "success",
            variables=["v"],
        ),
        one(
            node("call", "api", connection="erp", url="/x", save=[{"query": "a", "variable": "v"}]),
            "success",
            variables=["v"],
        ),
        at="/nodes/1/save/0/query",
    ),
    *[
        Case(
            "regex.syntax",
            one(
                question("plate", answer={"kind": "regex", "pattern": pattern}),
                "answered",
                variables=["plate"],
            ),
            one(
                question("plate", answer={"kind": "regex", "pattern": "(a+)+$"}),
                "answered",
                variables=["plate"],
            ),
            pattern,
            at="/nodes/1/answer/pattern",
        )
        for pattern in ("[a-z", r"(a)\1", "(?=a)b")
    ],
    # -- conditions
    Case(
        "regex.syntax",
        decides(["v"], row("last_message", "matches", "[a")),
        decides(["v"], row("last_message", "matches", "[a]")),
        "condition",
    ),
    Case(
        "condition.syntax",
        decides([], row("contact..name", "is_set")),
        decides([], row("contact.name", "is_set")),
        at="/nodes/1/branches/0/rows/0",
    ),
    Case(
        "condition.type",
        decides([NUMBER], row("age", "contains", "a")),
        decides([NUMBER], row("age", "greater", 17)),
        "operator",
        at="/nodes/1/branches/0/rows/0",
        says=["which"],
    ),
    Case(
        "condition.type",
        decides([NUMBER], row("age", "equals", "muitos")),
        decides([NUMBER], row("age", "equals", 3)),
        "value",
    ),
    Case(
        "condition.value",
        decides([NUMBER], row("age", "between", [1])),
        decides([NUMBER], row("age", "between", [1, 2])),
    ),
    Case(
        "condition.repeated",
        decides([NUMBER], row("age", "equals", 3), row("age", "equals", 3, id="no", name="Não")),
        decides([NUMBER], row("age", "equals", 3), row("age", "equals", 4, id="no", name="Não")),
        at="/nodes/1/branches/1",
        says=["Sim", "Não"],
    ),
    Case(
        "condition.constant",
        decides([], {"id": "yes", "name": "Sim", "cel": "1 > 0"}),
        decides([], {"id": "yes", "name": "Sim", "cel": "contact.age > 0"}),
    ),
    # -- variables
    Case(
        "var.unknown",
        says("{{ nome }}"),
        says("{{ name }}", variables=[{"name": "name", "default": "x"}]),
        "read",
        at="/nodes/1/bubbles/0/text",
        says=["hello", "nome"],
    ),
    Case(
        "var.unknown",
        one(ASKS, "answered"),
        one(ASKS, "answered", variables=["cpf"]),
        "written",
        at="/nodes/1/save_as",
    ),
    Case("var.unknown", says("{{ item.x }}"), says("{{ contact.x }}"), "item outside a list"),
    Case("var.unknown", says("{{ business.closed }}"), says("{{ business.open }}"), "business"),
    Case(
        "var.read_only",
        one(question("cpf", save_as="contact"), "answered"),
        one(ASKS, "answered", variables=["cpf"]),
        at="/nodes/1/save_as",
    ),
    Case(
        "var.unset",
        AFTER,
        {**AFTER, "variables": [{"name": "cpf", "default": "-"}]},
        at="/nodes/3/bubbles/0/text",
        says=["hello", "cpf", "'start' → 'which' → 'hello'"],
    ),
    Case(
        "question.known",
        TWICE,
        {
            **TWICE,
            "nodes": [
                *TWICE["nodes"][:2],
                {**TWICE["nodes"][2], "skip_if_known": True},
                TWICE["nodes"][3],
            ],
        },
        at="/nodes/2",
    ),
    Case(
        "data.unused",
        one(ASKS, "answered", variables=[{"name": "cpf", "sensitivity": "personal"}]),
        one(ASKS, "answered", variables=["cpf"]),
        at="/nodes/1/save_as",
    ),
    # -- choices
    Case("choice.duplicate", chooses("Não", "nao!"), chooses("Não", "Sim"), says=["Não", "nao!"]),
    Case(
        "choice.duplicate",
        with_options(
            [{"id": "a", "label": "Boleto"}, {"id": "b", "label": "Pix", "synonyms": ["boleto"]}]
        ),
        with_options(
            [{"id": "a", "label": "Boleto"}, {"id": "b", "label": "Pix", "synonyms": ["qr"]}]
        ),
        "synonym",
        at="/nodes/1/options/1/synonyms/0",
    ),
    Case(
        "choice.duplicate",
        chooses(
            "Sim",
            "Não",
            languages=["pt-BR", "en"],
            translations={"en": {"which.options.0.label": "Yes", "which.options.1.label": "YES"}},
        ),
        chooses(
            "Sim",
            "Não",
            languages=["pt-BR", "en"],
            translations={"en": {"which.options.0.label": "Yes", "which.options.1.label": "No"}},
        ),
        "translation",
        at="/translations/en/which.options.1.label",
    ),
    Case("choice.captured", chooses("2", "1"), chooses("1", "2"), says=["1"]),
    Case(
        "choice.captured",
        chooses("2 - Boleto", "Pix"),
        chooses("9 - Boleto", "8 - Pix"),
        "leading number",
    ),
    # -- translations
    Case(
        "i18n.unknown",
        says("Oi", translations={"en": {"hello.bubbles.0.text": "Hi"}}),
        says(
            "Oi",
            languages=["pt-BR", "en"],
            translations={"en": {"hello.bubbles.0.text": "Hi", "end.text": "Bye"}},
        ),
        "language",
        at="/translations/en",
    ),
    Case(
        "i18n.unknown",
        says("Oi", languages=["pt-BR", "en"], translations={"en": {"gone.text": "Hi"}}),
        says("Oi", languages=["pt-BR", "en"], translations={"en": {"end.text": "Bye"}}),
        "node",
        at="/translations/en/gone.text",
    ),
    Case(
        "i18n.missing",
        says("Oi", languages=["pt-BR", "en"], translations={"en": {"end.text": "Bye"}}),
        says(
            "Oi",
            languages=["pt-BR", "en"],
            translations={"en": {"end.text": "Bye", "hello.bubbles.0.text": "Hi"}},
        ),
        at="/nodes/1/bubbles/0/text",
        says=["hello", "en"],
    ),
    # -- calls
    Case("api.no_example", calls(), calls(examples=[{"name": "ok"}]), at="/nodes/1/examples"),
    Case(
        "secret.inline",
        calls(headers={"Authorization": f"Bearer {SECRET}"}),
        calls(headers={"Authorization": "Bearer {{secret:ERP}}"}),
        "header",
        at="/nodes/1/headers/Authorization",
    ),
    Case(
        "secret.inline",
        calls(headers={"X-Api-Key": "abc123"}),
        calls(headers={"Accept": "text/plain"}),
        "key",
    ),
    Case("secret.inline", calls("/x?api_key=abc123"), calls("/x?page=2"), "url"),
    Case(
        "secret.inline",
        calls(query={"token": "abc123"}),
        calls(query={"token": "{{ contact.id }}"}),
        "query",
    ),
    Case(
        "secret.inline",
        calls(method="POST", body={"login.password": "abc123"}),
        calls(method="POST", body={"login.name": "ana"}),
        "body",
        at="/nodes/1/body/login.password",
    ),
    *[
        Case(
            "api.refused",
            calls(url, connection=None),
            calls("https://erp.example.com/x", connection=None),
            url,
            at="/nodes/1/url",
        )
        for url in (
            "http://127.0.0.1/",
            "http://localhost:8080/x",
            "http://[::1]/",
            "http://2130706433/",
            "http://user:pw@example.com/",
            "http://169.254.169.254/latest",
            "https://example.com:22/",
        )
    ],
    Case(
        "condition.empty",
        decides([], {"id": "yes", "name": "Sim"}),
        decides([], row("contact.name", "is_set")),
        "a node's own",
        at="/nodes/1/branches/0",
    ),
]
