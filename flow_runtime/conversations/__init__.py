"""Drives the engine over the database: messages in, rows out, work after the commit.

receiving.py    one inbound event = one transaction
rows.py         a finished turn as rows
contact_book.py the contact as flows see it
programs.py     compiled versions
publishing.py   import and export of drafts
releasing/      what customers get: now, at a time, on trial
testing.py      the tests beside a draft
draft_programs.py  what they are run on
personas.py     test contacts under a name
sending.py      API calls and notices, with secrets filled in
work.py         the worker: due tasks, timers and releases
waking.py       timers that are due
"""

from flow_runtime.conversations.receiving import Conversations, IncomingMessage, utc_now
from flow_runtime.conversations.sending import Sender
from flow_runtime.conversations.work import Worker

__all__ = ["Conversations", "IncomingMessage", "Sender", "Worker", "utc_now"]
