"""Texts with variables: what they show, what they refuse, and what no value can make them do."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.formula_errors import TextInvalid, ignore_problem
from flow_runtime.limits import MAX_TEXT_CHARACTERS
from flow_runtime.texts import Text, fill_secrets, parse_header, parse_text, split_secrets
from flow_runtime.texts.encodings import UrlEncoding

HOSTILE = Path(__file__).parents[2] / "hostile" / "template_injection.txt"
BUILT_IN = {"contact", "channel", "conversation", "now", "today", "business", "last_message"}
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


def shown(source: str, scope: Mapping[str, object], *, encode: UrlEncoding | None = None) -> str:
    return parse_text(source, encode=encode).render(
        scope, language="pt-BR", on_problem=ignore_problem
    )


def parsed(source: str) -> Text | None:
    """Return the parsed text, or None when it is refused with its sentences."""
    try:
        return parse_text(source)
    except TextInvalid as refused:
        if not all(refused.sentence.get(language) for language in ("pt-BR", "en")):
            raise
        return None


def roots_of(text: Text) -> set[str]:
    return {variable.split(".")[0] for variable in text.variables}


def problems_of(source: str, scope: Mapping[str, object]) -> list[str]:
    heard: list[str] = []
    parse_text(source).render(
        scope, language="pt-BR", on_problem=lambda code, _: heard.append(code)
    )
    return heard


# -- what people see -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("Olá {{ x }}!", "Ana", "Olá Ana!"),
        ("{{ x }}", 3.0, "3"),
        ("{{ x }}", 1234.5, "1234.5"),
        ("{{ x }}", 1e-7, "0.0000001"),
        ("{{ x }}", 1e18, "1000000000000000000"),
        ("{{ x }}", True, "true"),
        ("{{ x }}", False, "false"),
        ("{{ x }}", None, ""),
        ("{{ x }}", ["a", 2, 3.0], "a, 2, 3"),
        ("{{ x }}", {"a": "é"}, '{"a": "é"}'),
        ("{{ x.a.b }}", {"a": {"b": 1}}, "1"),
        ("{{ x[0].line }}", [{"line": "237"}], "237"),
        ("{{ x[-1] }}", ["a", "b"], "b"),
        ('{{ x["nome completo"] }}', {"nome completo": "Ana"}, "Ana"),
        ("{{ x.size }} {{ x.first }} {{ x.last }}", ["a", "b"], "2 a b"),
        ("a {{- x -}} b", "-", "a-b"),
        ("{{ x | default: 'cliente' }}", "", "cliente"),
        ("{{ 'literal' | upcase }} {{ 7 }} {{ nil }}", None, "LITERAL 7 "),
    ],
)
def test_a_value_is_shown_as_people_read_it(source: str, value: object, expected: str) -> None:
    assert shown(source, {"x": value}) == expected


def test_a_text_knows_every_path_that_it_reads() -> None:
    text = parse_text(
        "{{ contact.name | default: nick }} {{ invoices[0].line }} {{ contact.name }}"
    )

    assert text.variables == {"contact.name", "nick", "invoices[0].line"}


@pytest.mark.parametrize(
    "name", ["limit", "offset", "in", "for", "with", "as", "empty", "blank", "contains", "if", "or"]
)
def test_the_words_of_tags_may_name_a_variable(name: str) -> None:
    assert shown(f"{{{{ {name} }}}} {{{{ a.{name} }}}}", {name: 1, "a": {name: 2}}) == "1 2"


def test_a_constant_text_is_returned_as_it_is() -> None:
    text = parse_text("Bom dia! {nome} 100% #{1} $x")

    assert text.is_constant
    assert text.render({}, language="pt-BR", on_problem=ignore_problem) is text.source


def test_an_unknown_variable_is_empty_and_reported_once() -> None:
    heard: list[tuple[str, str]] = []
    text = parse_text("Oi {{ contact.nome }}.")

    rendered = text.render(
        {"contact": {}}, language="en", on_problem=lambda *problem: heard.append(problem)
    )

    assert rendered == "Oi ."
    assert heard == [("unknown_variable", "contact.nome")]


def test_a_missing_variable_with_a_default_is_no_problem() -> None:
    assert problems_of("{{ nome | default: 'cliente' }}", {}) == []


def test_a_filter_given_nonsense_keeps_the_value_and_reports_it() -> None:
    assert shown("{{ x | money }}", {"x": "muito"}) == "muito"
    assert problems_of("{{ x | money }}", {"x": "muito"}) == ["filter_failed"]


class Speaking:
    """A Python object with something to hide."""

    secret = "hidden"

    def __str__(self) -> str:
        return self.secret


def test_a_python_object_never_speaks_through_a_text() -> None:
    assert shown("{{ x }}{{ x.secret }}{{ x | append: '' }}", {"x": Speaking()}) == ""


# -- raw values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ items }}", [1, {"a": 2}]),
        ("{{ items[1].a }}", 2),
        ("{{ missing }}", None),
        (" {{ items[0] }}", " 1"),
        ("{{ items | size }}", "2"),
        ("fixed", "fixed"),
        ("", ""),
    ],
)
def test_one_bare_variable_keeps_its_type(source: str, expected: object) -> None:
    assert parse_text(source).render_value({"items": [1, {"a": 2}]}) == expected


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{% if a %}x{% endif %}", "tags_not_allowed"),
        ("{% raw %}", "tags_not_allowed"),
        ("Olá {{ nome", "output_not_closed"),
        ("{{ a {{ b }}", "output_not_closed"),
        ("{{ }}", "text_syntax"),
        ("{{ a b }}", "text_syntax"),
        ("{{ a if b }}", "text_syntax"),
        ("{{ (1..3) }}", "text_syntax"),
        ("{{ a contains b }}", "text_syntax"),
        ("{{ a and b }}", "text_syntax"),
        ("{{ a[b] }}", "key_not_constant"),
        ("{{ a._b }}", "private_name"),
        ("{{ a['_b'] }}", "private_name"),
        ("{{ a | no_such }}", "unknown_filter"),
        ("{{ a | upcase: 1 }}", "filter_arguments"),
        ("{{ a | plus }}", "filter_arguments"),
        ("{{ a | default: 1, other: 2 }}", "filter_arguments"),
        ("{{secret:ERP}}", "secret_not_allowed"),
        ("{{ secret:ERP }}", "secret_not_allowed"),
        ("{{ secrets.ERP }}", "secret_not_allowed"),
        ("{{ x }}" * 201, "too_many_outputs"),
        ("{{ x" + "| upcase" * 21 + "}}", "too_many_filters"),
        ("{{ x" + ".a" * 20 + "}}", "path_too_long"),
        ("a" * 10_001, "text_too_long"),
        ("{{ " + "(a" * 4_000 + "}}", "output_too_long"),
        ("{{ " + "['a" * 3_000 + "}}", "output_too_long"),
    ],
)
def test_a_bad_text_is_refused_with_a_sentence_in_both_languages(source: str, code: str) -> None:
    with pytest.raises(TextInvalid) as refused:
        parse_text(source)

    assert refused.value.code == code
    assert set(refused.value.sentence) == {"pt-BR", "en"}
    assert all(refused.value.sentence.values())


def test_a_refusal_says_where() -> None:
    with pytest.raises(TextInvalid) as refused:
        parse_text("Olá {{ nome | no_such }}")

    assert refused.value.position == 14


# -- hostile rows ----------------------------------------------------------------------------------


def hostile_rows(*classes: str) -> list[str]:
    rows = [
        line.split("\t")
        for line in HOSTILE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [_payload(row[2]) for row in rows if row[0] in classes]


def _payload(spelled: str) -> str:
    payload = json.loads(spelled)
    if isinstance(payload, str):
        return payload
    return "".join(unit * count for unit, count in payload)


@pytest.mark.parametrize("source", hostile_rows("expression"))
def test_an_injection_by_an_author_is_literal_or_refused(source: str) -> None:
    text = parsed(source)
    if text is None:
        return
    # A well-formed path is data like any other: checks.py refuses its unknown name.
    assert text.is_constant or roots_of(text).isdisjoint(BUILT_IN)
    assert text.is_constant or shown(source, {"contact": {}}) == ""


@pytest.mark.parametrize("source", hostile_rows("reach"))
def test_what_must_not_be_reached_is_refused_or_stands_under_an_unknown_name(source: str) -> None:
    text = parsed(source)
    if text is not None:
        assert roots_of(text).isdisjoint(BUILT_IN)
        assert shown(source, {}) == ""


@pytest.mark.parametrize("typed", hostile_rows("second-order"))
def test_what_a_customer_types_is_shown_and_never_parsed(typed: str) -> None:
    scope = {"typed": typed, "contact": {"phone": "+5511987654321"}, "a": "{{b}}", "b": "{{a}}"}

    assert shown("Você disse: {{ typed }}", scope) == f"Você disse: {typed}"
    assert shown("{{ a }}{{ b }}", scope) == "{{b}}{{a}}"


@pytest.mark.parametrize("source", hostile_rows("resource"))
def test_a_bomb_is_refused_before_it_can_work(source: str) -> None:
    with pytest.raises(TextInvalid):
        parse_text(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ x | replace: 'a', x | replace: 'a', x }}",
        "{{ x | split: '' | join: x }}",
        "{{ x" + " | append: x" * 20 + " }}",
        "{{ x" + " | upcase" * 20 + " }}" + "{{ x | escape | url_encode }}" * 150,
        "{{ n" + " | times: n" * 20 + " }}",
        "{{ l | sort | uniq | reverse | map: 'a' | compact | join }}" * 150,
    ],
)
def test_filters_cannot_blow_a_text_up(source: str) -> None:
    rendered = shown(source, {"x": "a" * 32_000, "n": 10**17, "l": [0] * 1_000})

    assert len(rendered) <= MAX_TEXT_CHARACTERS


# -- laws ------------------------------------------------------------------------------------------


@given(st.text(max_size=200) | st.text(alphabet="{}%|.'\"[]ab_:0, -", max_size=60))
def test_any_source_parses_or_says_why_not(source: str) -> None:
    text = parsed(source)

    assert text is None or text.source == source


@given(st.text(max_size=100))
def test_a_value_is_substituted_and_never_rendered(value: str) -> None:
    assert shown("<{{ x }}>", {"x": value}) == f"<{value}>"


@given(st.dictionaries(st.sampled_from("abc"), PLAIN), st.sampled_from(["pt-BR", "en", "xx"]))
def test_no_scope_makes_a_text_raise(scope: dict[str, object], language: str) -> None:
    text = parse_text(
        "{{ a }}{{ b.c[0] | money }}{{ c | date: '%d' | first_name }}{{ a | times: b | join: c }}"
        "{{ a | sort | map: 'x' | uniq }}{{ b | phone_masked }}{{ c | slice: a, b | truncate: a }}"
    )

    assert isinstance(text.render(scope, language=language, on_problem=ignore_problem), str)


# -- addresses and headers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("/clientes/{{ x }}", "a/b c", "/clientes/a%2Fb%20c"),
        ("/clientes/{{ x }}", "../../admin", "/clientes/..%2F..%2Fadmin"),
        ("/clientes/{{ x }}", "..", "/clientes/"),
        ("/{{ x }}/boletos", "", "/boletos"),
        ("/busca?q={{ x }}", "a b&c=d#e", "/busca?q=a%20b%26c%3Dd%23e"),
        ("/busca?q={{ x }}", "...", "/busca?q=..."),
        (
            "https://api.exemplo/{{ x }}",
            "@169.254.169.254/",
            "https://api.exemplo/%40169.254.169.254%2F",
        ),
        ("/x/{{ x }}", "\ud800", "/x/%3F"),
    ],
)
def test_a_value_in_an_address_is_percent_encoded(source: str, value: str, expected: str) -> None:
    assert shown(source, {"x": value}, encode="path") == expected


@pytest.mark.parametrize(
    "source",
    [
        "{{ host }}/x",
        "https://{{ host }}/x",
        "https://api.{{ host }}/x",
        "https://api.exemplo:{{ port }}/x",
        "https://user{{ x }}@api.exemplo/",
        "{{ scheme }}://api.exemplo/",
        "//{{ host }}/x",
        "https:/{{ host }}",
        "https:\\{{ host }}/",
    ],
)
def test_scheme_host_and_port_are_never_variable(source: str) -> None:
    with pytest.raises(TextInvalid, match="must be fixed"):
        parse_text(source, encode="path")


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=300)
def test_no_value_changes_the_host(first: str, second: str, third: str) -> None:
    scope = {"a": first, "b": second, "c": third}
    for source in ("https://api.exemplo/{{ a }}{{ b }}?q={{ c }}", "/{{ a }}{{ b }}/x?q={{ c }}"):
        address = urlsplit(urljoin("https://api.exemplo/v1/", shown(source, scope, encode="path")))

        assert (address.scheme, address.netloc) == ("https", "api.exemplo")


def test_the_value_of_a_parameter_may_be_all_variable() -> None:
    assert shown("{{ x }}", {"x": "a&b=.."}, encode="query") == "a%26b%3D.."


def test_a_header_keeps_the_names_of_secrets_for_the_host() -> None:
    header = parse_header("Bearer {{ secret:ERP_TOKEN }} {{ x }}")

    rendered = header.render({"x": "1"}, language="en", on_problem=ignore_problem)

    assert header.secrets == split_secrets(header.source) == {"ERP_TOKEN"}
    assert header.variables == {"x"}
    assert fill_secrets(rendered, {"ERP_TOKEN": "{{secret:OTHER}}"}) == "Bearer {{secret:OTHER}} 1"


@pytest.mark.parametrize(
    "value", ["x\r\nX-Evil: 1", "x\n", "\x00", "{{secret:ERP_TOKEN}}", "{{ secret:ERP_TOKEN }}"]
)
def test_no_value_ends_a_header_or_names_a_secret(value: str) -> None:
    heard: list[str] = []

    rendered = parse_header("[{{ x }}]").render(
        {"x": value}, language="en", on_problem=lambda code, _: heard.append(code)
    )

    assert (rendered, heard) == ("[]", ["unsafe_value"])


@pytest.mark.parametrize(
    "parts",
    [("{{", "secret:ERP_TOKEN}}"), ("{", "{secret:ERP_TOKEN}}"), ("{{sec", "ret:ERP_TOKEN}}")],
)
def test_two_values_together_name_no_secret_either(parts: tuple[str, str]) -> None:
    rendered = parse_header("{{ a }}{{ b }}").render(
        {"a": parts[0], "b": parts[1]}, language="en", on_problem=ignore_problem
    )

    assert fill_secrets(rendered, {"ERP_TOKEN": "s3cret"}).count("s3cret") == 0


@pytest.mark.parametrize("source", ["{{secret:erp}}", "{{secret:}}", "{{secret:A B}}"])
def test_a_malformed_secret_is_refused(source: str) -> None:
    with pytest.raises(TextInvalid):
        parse_header(source)
