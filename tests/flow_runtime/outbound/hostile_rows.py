"""The rows of tests/hostile/ssrf_urls.txt; the head of that file explains its columns."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parents[2] / "hostile" / "ssrf_urls.txt"


@dataclass(frozen=True)
class HostileRow:
    expected: str
    kind: str
    url: str
    dns: str
    http: str
    note: str

    @property
    def name(self) -> str:
        return f"{self.kind} {self.url!a} {self.http}"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        if not self.http.startswith("header:"):
            return ()
        name, _, value = self.http.removeprefix("header:").partition(": ")
        return ((name, value),)

    @property
    def redirects(self) -> list[tuple[int, str]]:
        """Each hop's status and Location; `loop` is the first address again, for ever."""
        if not self.http[:3].isdigit():
            return []
        status, _, locations = self.http.partition(":")
        hops = locations.split(">")
        if hops[-1] == "loop":
            hops = [hops[0]] * 10
        return [(int(status), hop.removeprefix(f"{status}:")) for hop in hops]


@dataclass
class ScriptedResolver:
    """Answers as a row says, one lookup after the other, and nothing for other names."""

    row: HostileRow
    lookups: list[str] = field(default_factory=list)

    def __call__(self, host: str) -> Sequence[str]:
        answers = self._answers().get(host, [[]])
        answer = answers[min(self.lookups.count(host), len(answers) - 1)]
        self.lookups.append(host)
        return answer

    def _answers(self) -> dict[str, list[list[str]]]:
        if self.row.dns == "-":
            return {}
        pairs = (entry.split("=") for entry in self.row.dns.split(";"))
        return {
            host: [[a for a in turn.split(",") if a] for turn in turns.split(">")]
            for host, turns in pairs
        }


def read_rows() -> list[HostileRow]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    columns = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [HostileRow(a, b, json.loads(c), *rest) for a, b, c, *rest in columns]
