"""The HTTP side of the runtime.

app.py        the application: routes, lifespan, worker
installation.py what a process holds open: database, driver, hub
hub.py        who waits for news of which conversation
chat_api.py   start and continue conversations, read messages (poll and stream)
files.py      what customers upload
pages.py      the chat page and widget.js
operations.py health, readiness, metrics
problems.py   every error as problem+json, without paths, SQL or stack lines
"""
