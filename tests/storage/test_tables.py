"""Laws that hold for every table."""

from dataclasses import fields

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from storage import (
    audit,
    calendars,
    channels,
    connections,
    consents,
    contacts,
    conversation_tests,
    conversations,
    draft_editors,
    drafts,
    events,
    files,
    flow_cards,
    flows,
    inbound,
    outbound,
    personas,
    protocols,
    publications,
    queues,
    secrets,
    surveys,
    tasks,
    ticket_notes,
    tickets,
    timers,
    versions,
)
from storage.tables import AGGREGATES, metadata

ROW_TYPES: dict[str, type] = {
    "audit": audit.AuditEntry,
    "calendars": calendars.Calendar,
    "channels": channels.Channel,
    "connections": connections.ApiConnection,
    "consents": consents.Consent,
    "contacts": contacts.Contact,
    "conversation_tests": conversation_tests.ConversationTest,
    "conversations": conversations.Conversation,
    "draft_editors": draft_editors.DraftEditor,
    "drafts": drafts.Draft,
    "events": events.Event,
    "files": files.File,
    "flow_cards": flow_cards.FlowCard,
    "flows": flows.Flow,
    "identities": contacts.Identity,
    "inbound_messages": inbound.InboundMessage,
    "outbound_messages": outbound.OutboundMessage,
    "personas": personas.Persona,
    "protocols": protocols.Protocol,
    "publications": publications.Publication,
    "queues": queues.Queue,
    "secrets": secrets.Secret,
    "survey_responses": surveys.SurveyResponse,
    "tasks": tasks.Task,
    "ticket_notes": ticket_notes.TicketNote,
    "tickets": tickets.Ticket,
    "timers": timers.Timer,
    "versions": versions.Version,
}
WITHOUT_ROWS = {"audit_head"}
# There are few channels, they are never removed, and each has many rows.
EXEMPT = {"channel"}


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_row_has_the_fields_of_its_table_in_order(table: Table) -> None:
    if table.name in WITHOUT_ROWS:
        return
    assert [field.name for field in fields(ROW_TYPES[table.name])] == table.c.keys()


def test_every_aggregate_is_listed() -> None:
    described = {module.__name__.removeprefix("storage.") for module in AGGREGATES}
    assert len(described) == len(AGGREGATES)
    assert set(ROW_TYPES) | WITHOUT_ROWS == set(metadata.tables)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_rows_that_refer_to_one_row_are_found_through_an_index(table: Table) -> None:
    first_of_index = {next(iter(index.columns)).name for index in table.indexes}
    first_of_unique = {
        next(iter(constraint.columns)).name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
    }
    referring = {constraint.columns[0].name for constraint in table.foreign_key_constraints}
    assert referring <= first_of_index | first_of_unique | EXEMPT
