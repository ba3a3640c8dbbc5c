"""Conversation tests as readable YAML, their coverage, and the explorer of paths.

Texts in, plain results out: reading the files is library.py's.
"""

from flow_runtime.scripts.coverage import Coverage, Reached, Way, coverage_of
from flow_runtime.scripts.document import (
    Conversation,
    ScriptDocument,
    Step,
    dump_script,
    load_script,
    read_conversation,
)
from flow_runtime.scripts.exploration import DeadEnd, Exploration, ExploredPath
from flow_runtime.scripts.explorer import explore
from flow_runtime.scripts.junit import junit_xml
from flow_runtime.scripts.recording import as_conversation, with_expectations
from flow_runtime.scripts.results import Failure, Report, ScriptResult, TranscriptLine
from flow_runtime.scripts.running import run_all, run_script

__all__ = [
    "Conversation",
    "Coverage",
    "DeadEnd",
    "Exploration",
    "ExploredPath",
    "Failure",
    "Reached",
    "Report",
    "ScriptDocument",
    "ScriptResult",
    "Step",
    "TranscriptLine",
    "Way",
    "as_conversation",
    "coverage_of",
    "dump_script",
    "explore",
    "junit_xml",
    "load_script",
    "read_conversation",
    "run_all",
    "run_script",
    "with_expectations",
]
