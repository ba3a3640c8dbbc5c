"""Laws that hold for every table."""

from dataclasses import fields

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from storage import (
    api_tokens,
    audit,
    calendars,
    candidates,
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
    invitations,
    outbound,
    people,
    personas,
    planned_publications,
    protocols,
    publications,
    queues,
    review_comments,
    reviews,
    rules,
    secrets,
    sign_ins,
    surveys,
    tasks,
    ticket_notes,
    tickets,
    timers,
    versions,
)
from storage.tables import AGGREGATES, metadata

ROW_TYPES: dict[str, type] = {
    "api_tokens": api_tokens.ApiToken,
    "audit": audit.AuditEntry,
    "calendars": calendars.Calendar,
    "candidates": candidates.Candidate,
    "channels": channels.Channel,
    "connections": connections.ApiConnection,
    "consents": consents.Consent,
    "contacts": contacts.Contact,
    "conversation_tests": conversation_tests.ConversationTest,
    "conversations": conversations.Conversation,
    "decisions": reviews.Decision,
    "draft_editors": draft_editors.DraftEditor,
    "drafts": drafts.Draft,
    "events": events.Event,
    "files": files.File,
    "flow_cards": flow_cards.FlowCard,
    "flows": flows.Flow,
    "identities": contacts.Identity,
    "inbound_messages": inbound.InboundMessage,
    "invitations": invitations.Invitation,
    "outbound_messages": outbound.OutboundMessage,
    "people": people.Person,
    "personas": personas.Persona,
    "planned_publications": planned_publications.PlannedPublication,
    "protocols": protocols.Protocol,
    "publications": publications.Publication,
    "queues": queues.Queue,
    "review_comments": review_comments.ReviewComment,
    "rules": rules.Rule,
    "secrets": secrets.Secret,
    "sign_ins": sign_ins.SignIn,
    "submissions": reviews.Submission,
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
