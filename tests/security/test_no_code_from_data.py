"""Nothing that comes from outside is ever run: our source is read for every way to do so."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("flow_runtime", "storage", "pages", "sample_flows", "builder_app.py")
RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}
LOADING = {
    "pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle",
    "subprocess", "pty", "code", "codeop", "runpy", "imp", "ctypes",
}  # fmt: skip
UNSAFE_MEMBERS = {
    ("yaml", "load"), ("yaml", "load_all"), ("yaml", "full_load"), ("yaml", "unsafe_load"),
    ("yaml", "Loader"), ("yaml", "FullLoader"), ("yaml", "UnsafeLoader"),
    ("os", "system"), ("os", "popen"), ("os", "execv"), ("os", "execvp"), ("os", "fork"),
    ("os", "spawnv"), ("os", "posix_spawn"), ("asyncio", "create_subprocess_exec"),
    ("asyncio", "create_subprocess_shell"), ("jinja2", "Template"), ("jinja2", "Environment"),
    ("importlib", "import_module"), ("importlib", "reload"),
    ("importlib.util", "module_from_spec"), ("importlib.util", "spec_from_file_location"),
}  # fmt: skip

ALLOWED: Counter[tuple[str, str]] = Counter(
    {
        # Finds the builder, which the runtime knows by a name written there.
        ("flow_runtime/cli/builder.py", "importlib.import_module"): 1,
        # Finds the node types: the modules of one folder of ours, listed by the folder.
        ("flow_runtime/nodes/__init__.py", "importlib.import_module"): 1,
    }
)
"""Each way that is used, how often, and why it takes nothing from outside."""


def ways_to_run(source: str) -> list[str]:
    """Return every name in a source text by which it could run or load code."""
    return [name for node in ast.walk(ast.parse(source)) for name in _ways_of(node)]


def _ways_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) if name in RUNNING:
            yield name
        case ast.Attribute(value=owner, attr=name) if _is_unsafe(ast.unparse(owner), name):
            yield f"{ast.unparse(owner)}.{name}"
        case ast.Import(names=names):
            yield from (top for alias in names if (top := _top(alias.name)) in LOADING)
        case ast.ImportFrom(module=str(module), names=names):
            if _top(module) in LOADING:
                yield _top(module)
            yield from (f"{module}.{n.name}" for n in names if _is_unsafe(module, n.name))


def _is_unsafe(module: str, name: str) -> bool:
    return (module, name) in UNSAFE_MEMBERS or (module == "builtins" and name in RUNNING)


def _top(module: str) -> str:
    return module.partition(".")[0]


def our_sources() -> Iterator[tuple[str, str]]:
    for place in SOURCES:
        found = ROOT / place
        for path in sorted(found.rglob("*.py")) if found.is_dir() else [found]:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_nothing_runs_code_but_what_is_listed():
    found = Counter((path, way) for path, text in our_sources() for way in ways_to_run(text))
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "run = exec",
        "import builtins\nbuiltins.eval('1')",
        "from builtins import exec as run",
        "compile('1', '', 'eval')",
        "__import__('os')",
        "import pickle",
        "from pickle import loads",
        "def late():\n    import subprocess as quiet",
        "import yaml\nyaml.load(text, yaml.FullLoader)",
        "from yaml import unsafe_load",
        "import os\nos.system('x')",
        "import importlib\nimportlib.import_module(name)",
        "import importlib.util\nimportlib.util.spec_from_file_location('x', path)",
        "import asyncio\nasyncio.create_subprocess_shell('x')",
    ],
)
def test_the_reader_sees_every_way(source: str):
    assert ways_to_run(source)


@pytest.mark.parametrize(
    "source", ["re.compile('x')", "yaml.safe_load(text)", "import re", "os.environ['x']"]
)
def test_the_reader_lets_harmless_names_pass(source: str):
    assert ways_to_run(source) == []
