"""The command `fluxo`: one file per group of commands, nothing heavy imported before it is needed.

application.py  the Typer application, its global options
guarding.py     every error as one sentence and an exit code
speech.py       the language of people, and where words go
errors.py       what only a command can say
help_texts.py   the help in Portuguese
flow_files.py   flows, workspace and sub-flows that stand in a folder
flows.py        validate, schema, understand
talking.py      chat
testing.py      test, explore
stored.py       import, export
live.py         publish, rollback, status
tickets.py      ticket list, take, reply, resolve, release
running.py      up, serve, worker
demo.py         what `up` prepares; demo_erp.py and builder.py run beside it
database.py     db upgrade, backup, check
upkeep.py       keygen, secret, channel
doctor.py       doctor
"""

import sys


def main() -> None:
    """Run the command with the arguments of the process."""
    from flow_runtime.cli.application import app

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a question mark, never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
