"""The house itself: what the contracts, the top level and the documents promise."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOSTS = {
    "accounts",
    "channels",
    "cli",
    "company_rules",
    "conversations",
    "http",
    "kill_points",
    "mail",
    "outbound",
    "server",
    "settings",
}
"""Modules of the runtime that may touch the world."""

READ_FILES = {"library"}
"""Modules that only read flow files."""

WITHOUT_RULES = {"limits", "schema"}


def contract_of_the_core() -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(c for c in contracts if c["name"] == "only the hosts touch the database")


def modules_of_the_runtime() -> set[str]:
    here = ROOT / "flow_runtime"
    files = {path.stem for path in here.glob("*.py") if path.stem != "__init__"}
    return files | {path.parent.name for path in here.glob("*/__init__.py")}


def test_every_module_of_the_runtime_is_a_host_or_under_the_cores_contract():
    pure = {name.removeprefix("flow_runtime.") for name in contract_of_the_core()["source_modules"]}
    assert modules_of_the_runtime() == pure | HOSTS | READ_FILES | WITHOUT_RULES


@pytest.mark.parametrize("folder", ["flow_runtime", "storage", "pages"])
def test_no_file_is_too_long_to_read(folder: str):
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > 400} == {}


def test_the_constraints_name_no_host():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "@" not in text


def test_documents_link_to_files_that_exist():
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in _links(document.read_text(encoding="utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def _links(markdown: str) -> list[str]:
    parts = [part.split(")", 1)[0] for part in markdown.split("](")[1:]]
    return [part.split("#")[0] for part in parts if part and "://" not in part and part[0] != "#"]
