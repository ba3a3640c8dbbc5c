"""The parts of the page that publishes.

standing.py      what the page knows, read at one moment
channels.py      a channel as a card: what is live, what runs, what comes
trial.py         the numbers of a trial, and what is decided about it
asked.py         which dialog is open
dialogs.py       the dialogs, by what was asked
choosing.py      which version, and when: now, at a time, to a share
deciding.py      back to the earlier version; promote or stop; take a plan back
doing.py         what a dialog's button does
moving.py        who could move to the live version, and what would break
notices.py       what was just done
wording.py       moments, versions and environments in words
"""
