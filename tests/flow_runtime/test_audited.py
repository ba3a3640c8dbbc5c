"""Every action that is written into the audit has a name in both languages."""

import re
from pathlib import Path

import flow_runtime
import storage
from flow_runtime.audited import AUDITED_ACTIONS, action_words

ROOTS = [Path(flow_runtime.__file__).parent, Path(storage.__file__).parent]
KINDS = "|".join(sorted({action.split(".")[0] for action in AUDITED_ACTIONS}))
ACTION = re.compile(rf"\"((?:{KINDS})\.[a-z_]+)\"")
WRITES = re.compile(r"NewAuditEntry\(|\b(?:note|_?write_down)\(")


def written_down() -> set[str]:
    """Return the actions in the files that write into the audit."""
    paths = (path for root in ROOTS for path in root.rglob("*.py"))
    sources = (path.read_text(encoding="utf-8") for path in paths)
    return {
        action for source in sources if WRITES.search(source) for action in ACTION.findall(source)
    }


def test_every_action_has_words_and_no_words_are_left_over() -> None:
    assert written_down() == set(AUDITED_ACTIONS)
    assert all(words["pt-BR"] and words["en"] for words in AUDITED_ACTIONS.values())


def test_an_action_of_a_newer_release_is_called_by_its_code() -> None:
    assert action_words("version.signed") == {"pt-BR": "version.signed", "en": "version.signed"}
