"""Errors of the runtime.

    FluxoError                      everything a person may be shown: one sentence and a way out
    ├── DocumentInvalid             a file is not what it should be: carries its located problems
    │   ├── FlowInvalid             … no flow
    │   ├── ScriptInvalid           … no tests of a flow
    │   └── WorkspaceInvalid        … no workspace
    ├── UnknownReference            a flow, version, channel or node that is not there
    ├── NodeFailed                  a node could not do its work: caught by the engine alone,
    │   │                           which takes the error route
    │   └── LoopDetected            a turn visited too many nodes without asking anything
    └── SettingsInvalid             the installation is not set up as it must be

What a flow does wrong while it runs is a fact with a code, never an exception that leaves
`advance`; these are for files, commands and requests.
"""

from collections.abc import Mapping, Sequence

from flow_runtime.problems import Problem


class FluxoError(Exception):
    """Something went wrong that a person can mend.

    The message is the English sentence, `pt` the same one in Portuguese.
    """

    def __init__(self, *message: object, pt: str = "") -> None:
        super().__init__(*message)
        self._pt = pt

    @property
    def words(self) -> Mapping[str, str]:
        """Return the sentence in both languages; English stands in where there is no other."""
        return {"pt-BR": self._pt or str(self), "en": str(self)}


class DocumentInvalid(FluxoError):
    """The file is not valid; `problems` says what is wrong and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self._told("en", "and", "more"), pt=self._told("pt-BR", "e mais", ""))

    def _told(self, language: str, before: str, after: str) -> str:
        if not self.problems:
            return "unknown problem" if language == "en" else "problema desconhecido"
        first, others = self.problems[0].sentence(language), len(self.problems) - 1
        return f"{first} ({f'{before} {others} {after}'.strip()})" if others else first


class FlowInvalid(DocumentInvalid):
    """The file is not a valid flow."""


class ScriptInvalid(DocumentInvalid):
    """The file is not a valid file of conversation tests."""


class WorkspaceInvalid(DocumentInvalid):
    """The file is not a valid workspace."""


class UnknownReference(FluxoError):
    """Something that was named does not exist."""


class SettingsInvalid(FluxoError):
    """The installation's settings are missing or contradict each other."""


class NodeFailed(FluxoError):
    """A node could not do its work; `code` goes into the fact `node_failed`."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


class LoopDetected(NodeFailed):
    """A turn visited too many nodes; `node_ids` are the last ones, in order."""

    def __init__(self, node_ids: Sequence[str]) -> None:
        self.node_ids = tuple(node_ids)
        super().__init__("loop", " → ".join(self.node_ids))
