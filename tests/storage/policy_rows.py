"""Which permission each function of storage needs, written down a second time.

The guards stand at the functions; this table says what they must be. A function that is missing
here fails tests/storage/test_policy.py: whoever adds one decides who may call it.
"""

from typing import Final

from storage.policy import Permission

NEEDED: Final[dict[Permission, str]] = {
    Permission.ADMINISTER: """
        api_tokens.list_tokens
        channels.save
        connections.save
        invitations.add
        invitations.end_all
        people.add
        people.hold_all
        people.list_people
        people.set_closed
        people.set_roles
        rules.set_rule
        secrets.list_secrets
        secrets.remove
        secrets.save
    """,
    Permission.ATTEND: """
        ticket_notes.add
        tickets.close
        tickets.release
        tickets.resolve
        tickets.take
    """,
    Permission.COMMENT: """
        review_comments.add
        review_comments.reopen
        review_comments.resolve
    """,
    Permission.DRAW: """
        draft_editors.touch
        drafts.save
        flows.archive
        flows.create
        flows.create_if_missing
        flows.describe
        flows.move
        flows.restore
    """,
    Permission.KNOW_ONESELF: """
        api_tokens.add
        api_tokens.end
        api_tokens.end_all
        api_tokens.get
        api_tokens.list_of
        audit.append
        people.get
        sign_ins.end_all
        sign_ins.list_open
    """,
    Permission.PUBLISH: """
        candidates.begin
        candidates.end
        planned_publications.add
        planned_publications.settle
        publications.publish
        publications.rollback
        publications.withdraw
    """,
    Permission.READ_AUDIT: """
        audit.actors
        audit.each
        audit.newest
        audit.verify
    """,
    Permission.READ_CUSTOMERS: """
        audit.note_view
        consents.history
        consents.latest
        consents.latest_per_purpose
        contacts.find
        contacts.find_by_field
        contacts.get
        contacts.list_identities
        conversations.find_by_public_id
        conversations.find_open
        conversations.get
        conversations.list_of_contact
        events.for_conversation
        events.last_position
        events.since
        files.for_conversation
        files.get
        protocols.find
        protocols.for_conversation
        surveys.for_conversation
        surveys.last_answered
        ticket_notes.for_ticket
        tickets.find_active
        tickets.find_by_number
        tickets.for_conversation
        tickets.get
        tickets.list_tickets
        transcripts.transcript
    """,
    Permission.READ_FLOWS: """
        approved_versions.list_approved
        calendars.find
        calendars.get
        calendars.list_calendars
        candidates.history
        candidates.list_on_trial
        candidates.on_trial
        channels.get
        channels.list_channels
        channels.lock
        connections.find
        connections.get
        connections.list_connections
        conversation_tests.find
        conversation_tests.get
        conversation_tests.list_of_flow
        conversation_tests.numbers
        draft_editors.leave
        draft_editors.list_recent
        drafts.find
        drafts.get
        drafts.last_change
        drafts.last_changes
        drafts.revision_of
        flow_cards.numbers
        flow_cards.pictures
        flow_cards.save
        flows.find
        flows.get
        flows.ids
        flows.list_flows
        overview.count
        personas.get
        personas.list_personas
        planned_publications.get
        planned_publications.list_failed
        planned_publications.list_to_come
        publications.current
        publications.history
        publications.list_current
        publications.previous
        queues.find
        queues.get
        queues.list_queues
        review_comments.get
        review_comments.list_of_version
        review_lists.list_waiting
        review_lists.number_waiting
        review_steps.may_approve_own
        reviews.is_approved
        reviews.newest_decision
        reviews.require_approved
        reviews.review_of
        reviews.submission_of
        reviews.unapproved
        rules.get
        rules.list_rules
        running.count_begun
        running.counts
        running.ends
        version_heads.list_heads
        versions.get
        versions.latest
        versions.list_versions
        versions.lock
    """,
    Permission.REVIEW: """
        review_steps.decide
    """,
    Permission.RUN: """
        api_tokens.find
        api_tokens.use
        consents.record
        contact_merging.merge
        contacts.add_identity
        contacts.change
        contacts.find_or_create
        contacts.lock
        conversations.create
        conversations.lock
        conversations.save_turn
        events.append_many
        files.add
        arrivals.take
        inbound.add
        inbound.find
        inbound.list_unplaced
        inbound.place
        invitations.find
        invitations.use
        live_versions.at
        outbound.add_many
        outbound.claim_due
        outbound.claim_stale
        outbound.find_by_provider_id
        outbound.get
        outbound.mark_delivered
        outbound.mark_failed
        outbound.mark_read
        outbound.mark_sent
        outbound.next_due
        outbound.retry_at
        people.any_exist
        people.find_by_email
        people.find_by_key
        people.hold
        people.set_failures
        people.set_password_hash
        planned_publications.claim
        planned_publications.list_due
        protocols.issue
        running.lock
        running.move
        running.on_other_versions
        secrets.change_key
        secrets.reveal
        sign_ins.add
        sign_ins.end
        sign_ins.find
        sign_ins.forget_old
        sign_ins.see
        surveys.record
        tasks.add_many
        tasks.claim_due
        tasks.finish
        tasks.get
        tasks.next_due
        tasks.retry_at
        tickets.open_ticket
        timers.cancel
        timers.cancel_before_step
        timers.claim_due
        timers.for_conversation
        timers.next_due
        timers.replace
    """,
    Permission.SUBMIT: """
        review_steps.submit
        versions.freeze
    """,
    Permission.SUPERVISE: """
        calendars.save
        queues.save
    """,
    Permission.TEST: """
        conversation_tests.add
        conversation_tests.change
        conversation_tests.delete_of_flow
        conversation_tests.delete_tests
        personas.add
        personas.change
        personas.delete_persona
    """,
}

WITHOUT_GUARD: Final = """
    prepared.sent_together
    rows.changed
    rows.every
    rows.first
    rows.insert_all
    scope.act_as
    scope.as_runtime
    scope.let_see_customers
    scope.require
    scope.require_noted_view
    scope.require_own
    scope.require_own_name
    scope.scope_of
"""
"""What touches no row by itself: the tools of which the guarded functions are made."""

OWN_ACCOUNT: Final = """
    api_tokens.end_all
    api_tokens.list_of
    people.get
    sign_ins.end_all
    sign_ins.list_open
"""
"""What everybody may ask about their own account, and those who administer about any."""
