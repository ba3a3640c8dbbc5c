"""The HTTP side of the runtime.

app.py        the application: routes, lifespan, worker
installation.py what a process holds open: database, driver, hub
hub.py        who waits for news of which conversation
chat_api.py   start and continue conversations, read messages (poll and stream)
turn_threads.py the threads in which turns are taken
events_api.py what other systems tell a conversation
signatures.py signed events: who sent them, when, and unchanged
rates.py      how often each may ask (buckets.py), and who asks (proxies.py)
files.py      what customers upload
pages.py      the chat page and widget.js
operations.py health, readiness, metrics
protocol.py   what is no HTTP request at all
problems.py   every error as problem+json, without paths, SQL or stack lines
"""
