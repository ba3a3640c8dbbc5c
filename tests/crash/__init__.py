"""Nothing lost: real processes, killed without warning, and every transcript read afterwards.

flow.py         the conversation that everybody has
erp.py          the server on loopback that the flow calls
nursery.py      a warm process that forks `fluxo` commands, so that a restart costs milliseconds
processes.py    the nursery seen from outside: start, kill, hear who died
postgresql.py   a PostgreSQL of our own that can be restarted
stage.py        a database, the published flow, the addresses
customers.py    clients that repeat whatever was not acknowledged
kills.py        when and where processes die
comparing.py    transcripts against the undisturbed one: lost, doubled, out of order, stuck
campaign.py     all of it together, as often as asked
bursts.py       several messages of one contact at the same moment
publications.py new versions while conversations run
overdue.py      timers that fell due while nothing ran
whole.py        each of these at its full size
recording.py    figures with machine, commit and date
__main__.py     `make crash`: the long checks, written to benchmarks/results/
"""
