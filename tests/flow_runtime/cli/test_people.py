"""`fluxo user`, `fluxo token` and `fluxo rule`, and commands that act in a person's name."""

from urllib.parse import parse_qs, urlsplit

import pytest

from flow_runtime.accounts import invited_person, set_password_by_invitation
from flow_runtime.cli.opened import opened_database, utc_now
from storage import audit
from storage.audit import AuditFilter
from tests.flow_runtime.cli.conftest import Call, only_json

GOOD = "jabuti toca oboé na varanda"


@pytest.fixture
def staffed(stored: Call) -> Call:
    """An installation with Ana, who administers, and Bia, who draws and tests."""
    ana = ("user", "add", "Ana", "--email", "ana@loja.example", "--role", "admin")
    bia = ("user", "add", "Bia", "--email", "bia@loja.example")
    for command in (ana, (*bia, "--role", "designer", "--role", "tester", "--as", "Ana")):
        result = stored(*command)
        assert result.exit_code == 0, result.output
    return stored


def people(call: Call) -> dict[str, list[str]]:
    found = only_json(call("user", "list", "--json"))["people"]
    return {person["name"]: person["roles"] for person in found if person["closed_at"] is None}


def token_of_link(printed: str) -> str:
    [token] = parse_qs(urlsplit(printed.strip()).query)["token"]
    return token


def new_token(call: Call, *options: str) -> str:
    result = call("token", "create", "CI", *(options or ("--for", "Bia")), "--permission", "test")
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def actors(action: str) -> list[str]:
    with opened_database() as database, database.read() as tx:
        return [entry.actor for entry in audit.each(tx, AuditFilter(action=action))]


def test_accounts_are_listed(staffed: Call) -> None:
    assert people(staffed) == {"Ana": ["admin"], "Bia": ["designer", "tester"]}
    listed = staffed("user", "list").stdout
    assert "bia@loja.example" in listed
    assert "Designer, Tester" in listed
    assert "Administrator (admin)" in listed
    assert (
        "Desenho (designer), Teste (tester)"
        in staffed("--language", "pt-BR", "user", "list").stdout
    )
    assert actors("person.created")[1] == "Ana"


def test_who_makes_an_account_is_told_its_roles_beside_the_link(stored: Call) -> None:
    made = ("user", "add", "Eva", "--email", "eva@loja.example")
    result = stored("--language", "pt-BR", *made, "--role", "ops")
    assert "Conta de Eva: Operação (ops)." in result.stderr
    assert result.stdout.startswith("http")


def test_there_are_none_at_first(stored: Call) -> None:
    assert "no accounts yet" in stored("user", "list").stdout
    assert "no tokens yet" in stored("token", "list").stdout


def test_the_link_is_alone_on_stdout_and_lets_a_password_be_set(staffed: Call) -> None:
    result = staffed("user", "invite", "bia@loja.example", "--builder", "https://f.example/")
    assert result.stdout.startswith("https://f.example/set-password?token=")
    assert "Give this link to Bia alone" in result.stderr
    token, now = token_of_link(result.stdout), utc_now()
    with opened_database() as database:
        assert set_password_by_invitation(database, token=token, password=GOOD, now=now)
        assert invited_person(database, token, now=now) is None


def test_roles_are_given_and_taken(staffed: Call) -> None:
    given = staffed("user", "roles", "bia", "ops", "designer")
    assert given.stdout == "Bia: Designer, Operations (ops).\n"
    assert staffed("user", "roles", "Bia").stdout == "Bia: no role.\n"


def test_an_account_is_closed_and_opened_again(staffed: Call) -> None:
    assert staffed("user", "close", "Bia").exit_code == 0
    assert people(staffed) == {"Ana": ["admin"]}
    assert staffed("user", "reopen", "Bia").exit_code == 0
    assert people(staffed)["Bia"] == ["designer", "tester"]


@pytest.mark.parametrize(
    ("command", "pt", "en"),
    [
        (("user", "close", "Ana"), "Ninguém mais administra", "Nobody else administers"),
        (("user", "close", "Eva"), "Não há conta 'Eva'", "There is no account 'Eva'"),
        (("user", "roles", "Bia", "boss"), "Não há papel 'boss'", "There is no role 'boss'"),
        (("user", "add", "bia", "--email", "x@y.zz"), "Já existe uma conta", "There is an account"),
        (("token", "create", "x", "--permission", "test"), "de quem é a chave", "whose token"),
        (
            ("token", "create", "x", "--for", "Bia", "--permission", "publish"),
            "pode ter algumas destas permissões",
            "can have some of these permissions",
        ),
        (("token", "end", "9"), "A chave 9 não existe", "The token 9 does not exist"),
    ],
)
def test_what_cannot_be_is_a_sentence(
    staffed: Call, command: tuple[str, ...], pt: str, en: str
) -> None:
    for language, words in (("pt-BR", pt), ("en", en)):
        result = staffed("--language", language, *command)
        assert result.exit_code == 1
        assert words in result.stderr


def test_rules_are_shown_and_decided(staffed: Call) -> None:
    assert only_json(staffed("rule", "show", "--json")) == {"rules": {"approve-own": False}}
    assert "another person must approve" in staffed("rule", "show").stdout
    assert "may approve it" in staffed("rule", "set", "approve-own", "on").stdout
    assert only_json(staffed("rule", "show", "--json")) == {"rules": {"approve-own": True}}
    assert staffed("rule", "set", "approve-own", "perhaps").exit_code == 2


# -- tokens ------------------------------------------------------------------------------------


def test_a_token_is_printed_once_and_listed_without_its_text(staffed: Call) -> None:
    text = new_token(staffed)
    assert text.startswith("fluxo_")
    listed = staffed("token", "list", "--json")
    [found] = only_json(listed)["tokens"]
    assert (found["person"], found["name"], found["permissions"]) == ("Bia", "CI", ["test"])
    assert text not in listed.stdout
    assert "Bia" in staffed("token", "list", "--for", "Bia").stdout


def test_a_command_acts_in_the_tokens_name_with_its_permissions(
    staffed: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_TOKEN", new_token(staffed))
    [found] = only_json(staffed("token", "list", "--json"))["tokens"]
    assert found["used_at"] is not None
    for forbidden in (("user", "list"), ("channel", "set", "loja"), ("audit", "list")):
        result = staffed(*forbidden)
        assert result.exit_code == 1
        assert "your role does not include it" in result.stderr
    new_token(staffed, "--days", "1")
    monkeypatch.delenv("FLUXO_TOKEN")
    assert actors("token.created")[1] == "Bia"


def test_nobody_else_is_named_beside_a_token(
    staffed: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_TOKEN", new_token(staffed))
    result = staffed("token", "end", "1", "--as", "Ana")
    assert result.exit_code == 1
    assert "it is Bia who acts: leave out --as" in result.stderr
    assert staffed("token", "end", "1").exit_code == 0
    assert "is no good" in staffed("token", "list").stderr


@pytest.mark.parametrize("token", ["", "fluxo_", "fluxo_" + "x" * 43])
def test_a_wrong_token_opens_nothing(
    staffed: Call, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("FLUXO_TOKEN", token)
    result = staffed("--language", "pt-BR", "status")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "A chave em FLUXO_TOKEN não vale" in result.stderr
