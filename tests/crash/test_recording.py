"""Figures are kept beside each other; a new one takes the place of its old one."""

import json
from pathlib import Path

import pytest

from tests.crash import recording


def test_a_row_takes_the_place_of_the_one_with_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "RESULTS", tmp_path)
    for store, lost in (("sqlite", 3), ("postgresql", 0), ("sqlite", 0)):
        recording.record("crash", {"store": store, "lost": lost}, keys=["store"])
    kept = json.loads((tmp_path / "crash.json").read_text(encoding="utf-8"))
    assert kept == [{"store": "postgresql", "lost": 0}, {"store": "sqlite", "lost": 0}]


def test_machine_commit_and_date_go_with_every_figure() -> None:
    assert set(recording.circumstances()) == {"machine", "commit", "date"}
