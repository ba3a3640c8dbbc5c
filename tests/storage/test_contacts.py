from functools import partial

import pytest

from storage import consents, contact_merging, contacts, conversations, surveys
from storage.consents import NewConsent
from storage.contacts import ContactChange
from storage.database import Database
from storage.errors import Conflict, InvalidValue, NotFound
from storage.surveys import NewSurveyResponse
from tests.storage.stories import NOW, World, a_conversation, at_once, later


def test_address_leads_to_one_contact(database: Database, world: World) -> None:
    with database.transaction() as tx:
        again, is_new = contacts.find_or_create(tx, "webchat", "visitor-1", now=later(1))
        other, other_is_new = contacts.find_or_create(tx, "whatsapp", "visitor-1", now=later(1))
    assert again == world.contact
    assert (is_new, other_is_new) == (False, True)
    assert other.id != world.contact.id


def test_first_messages_at_once_make_one_contact(database: Database) -> None:
    def find_or_create() -> tuple[int, bool]:
        with database.transaction() as tx:
            contact, is_new = contacts.find_or_create(tx, "whatsapp", "+5511999990000", now=NOW)
        return contact.id, is_new

    found = at_once([find_or_create] * 8)
    assert len({contact_id for contact_id, _ in found}) == 1
    assert sorted(is_new for _, is_new in found) == [*[False] * 7, True]


def test_contact_can_have_several_addresses(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert contacts.add_identity(tx, world.contact.id, "email", "ana@example.com")
        assert not contacts.add_identity(tx, world.contact.id, "email", "ana@example.com")
        kinds = [known.channel_kind for known in contacts.list_identities(tx, world.contact.id)]
        assert kinds == ["email", "webchat"]
        assert contacts.find(tx, "email", "ana@example.com") == world.contact


def test_change_lays_new_fields_over_old_ones(database: Database, world: World) -> None:
    changes = [
        ContactChange(name="Ana", fields={"cpf": "1", "city": "Recife"}, add_tags=["vip", "novo"]),
        ContactChange(language="pt-BR", fields={"city": "Olinda"}, remove_tags=["novo", "nada"]),
    ]
    with database.transaction() as tx:
        for seconds, change in enumerate(changes, start=1):
            changed = contacts.change(tx, world.contact.id, change, now=later(seconds))
        assert contacts.get(tx, world.contact.id) == changed
    assert (changed.name, changed.language) == ("Ana", "pt-BR")
    assert changed.fields == {"cpf": "1", "city": "Olinda"}
    assert changed.tags == ["vip"]
    assert (changed.created_at, changed.updated_at) == (NOW, later(2))


@pytest.mark.parametrize("field", ["cpf", "a'b", "$.cpf", "nome do cliente", "a.b"])
def test_contact_is_found_by_a_saved_field(database: Database, world: World, field: str) -> None:
    change = ContactChange(fields={field: "52998224725", "other\x00": "\x00"})
    with database.transaction() as tx:
        changed = contacts.change(tx, world.contact.id, change, now=NOW)
        assert [found.id for found in contacts.find_by_field(tx, field, "52998224725")] == [
            changed.id
        ]
        assert contacts.find_by_field(tx, field, "' OR '1'='1") == []
        assert contacts.find_by_field(tx, "unknown", "52998224725") == []


def test_field_name_with_a_quotation_mark_is_refused(database: Database) -> None:
    with database.read() as tx, pytest.raises(InvalidValue, match="quotation mark"):
        contacts.find_by_field(tx, 'a"b', "1")


def test_fields_changed_at_once_are_all_kept(database: Database, world: World) -> None:
    def change(field: str) -> None:
        with database.transaction() as tx:
            contacts.change(tx, world.contact.id, ContactChange(fields={field: 1}), now=NOW)

    names = [f"field-{number}" for number in range(8)]
    at_once([partial(change, name) for name in names])
    with database.read() as tx:
        assert sorted(contacts.get(tx, world.contact.id).fields) == names


def test_merge_gives_everything_to_the_winner(database: Database, world: World) -> None:
    winner, one = world.contact.id, ContactChange(fields={"cpf": "1", "city": "Recife"})
    two = ContactChange(name="Ana", fields={"city": "Olinda", "age": 30}, add_tags=["vip"])
    with database.transaction() as tx:
        loser = contacts.find_or_create(tx, "whatsapp", "+5581999990000", now=NOW)[0].id
        contacts.change(tx, winner, one, now=NOW)
        contacts.change(tx, loser, two, now=NOW)
        talk = conversations.create(tx, a_conversation("c-2", loser), now=NOW)
        consents.record(tx, NewConsent(loser, "marketing", "v1", True, "whatsapp"), now=NOW)
        surveys.record(tx, a_response(talk.id, loser), now=NOW)
        merged = contact_merging.merge(tx, winner=winner, loser=loser, now=later(1))
        assert contacts.find(tx, "whatsapp", "+5581999990000") == merged
        assert conversations.get(tx, talk.id).contact_id == winner
        assert consents.latest(tx, winner, "marketing") is not None
        assert surveys.last_answered(tx, winner) == NOW
        with pytest.raises(NotFound):
            contacts.get(tx, loser)
    assert merged.fields == {"cpf": "1", "city": "Recife", "age": 30}
    assert (merged.name, merged.tags) == ("Ana", ["vip"])


def test_contact_is_not_merged_with_itself(database: Database, world: World) -> None:
    with database.transaction() as tx, pytest.raises(Conflict, match="itself"):
        contact_merging.merge(tx, winner=world.contact.id, loser=world.contact.id, now=NOW)


def test_latest_answer_per_purpose_counts(database: Database, world: World) -> None:
    answers = [("marketing", True), ("service", True), ("marketing", False)]
    with database.transaction() as tx:
        for seconds, (purpose, given) in enumerate(answers):
            new = NewConsent(world.contact.id, purpose, "v1", given, "site")
            consents.record(tx, new, now=later(seconds))
        latest = consents.latest_per_purpose(tx, world.contact.id)
        assert [(one.purpose, one.given) for one in latest] == [
            ("marketing", False),
            ("service", True),
        ]
        assert consents.latest(tx, world.contact.id, "marketing") == latest[0]
        assert consents.latest(tx, world.contact.id, "research") is None
        assert len(consents.history(tx, world.contact.id)) == len(answers)


def test_survey_knows_when_the_contact_last_answered(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert surveys.last_answered(tx, world.contact.id) is None
        for seconds in (5, 3):
            new = a_response(world.conversation.id, world.contact.id)
            surveys.record(tx, new, now=later(seconds))
        assert surveys.last_answered(tx, world.contact.id) == later(5)
        kept = surveys.for_conversation(tx, world.conversation.id)
    assert [(one.score, one.comment) for one in kept] == [(9, "ótimo")] * 2


def a_response(conversation_id: int, contact_id: int) -> NewSurveyResponse:
    return NewSurveyResponse(
        conversation_id=conversation_id,
        contact_id=contact_id,
        flow_id="boleto",
        version=1,
        node_id="nps",
        kind="nps",
        score=9,
        segment="promoter",
        comment="ótimo",
        answers={"nps": 9},
    )
