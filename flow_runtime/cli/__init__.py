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
terminal_chat.py, answer_rows.py, examinations.py   what chat, understand and doctor do
opened.py       the database of the settings, and who acts
stored.py       import, export
comparing.py    diff
live.py         publish, rollback, status
tickets.py      ticket list, take, reply, resolve, release
running.py      up, serve, worker, builder
demo_start.py   what `up` does; demo_data.py, demo_erp_thread.py its parts
builder.py      the builder as an application, alone or beside the runtime
serving.py      a server that starts and stops with a sentence; logs.py, what it logs
auditing.py     audit list, export, verify
user_commands.py, token_commands.py, rule_commands.py   accounts, API tokens, the company's rules
database.py     db upgrade, backup, check
upkeep.py       keygen, secret, channel
doctor.py       doctor
"""

import sys


def main() -> None:
    """Run the command with the arguments of the process."""
    from typer.main import get_command

    from flow_runtime.cli.application import app
    from flow_runtime.cli.help_texts import translate_help
    from flow_runtime.cli.speech import spoken_language

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a question mark, never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    command = get_command(app)
    if spoken_language() == "pt-BR":
        translate_help(command)
    command()
