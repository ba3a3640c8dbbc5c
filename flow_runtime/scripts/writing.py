"""JSON values as YAML that people read well and `read_yaml` takes back to the same."""

from collections.abc import Mapping
from typing import Final

import orjson
import yaml
from pydantic import JsonValue

_ONE_LINE: Final = 10_000


def write_yaml(values: Mapping[str, JsonValue]) -> str:
    """Return values as YAML in their order, always the same text for the same values."""
    written = yaml.dump(
        dict(values), Dumper=_QuotingDumper, allow_unicode=True, sort_keys=False, width=_ONE_LINE
    )
    return str(written)


class _QuotingDumper(yaml.SafeDumper):
    """Writes lists and texts so that people read them well and `read_yaml` takes them back."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = text.replace("_", "").replace("-", "").isalnum() and not _is_literal(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _is_literal(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


_QuotingDumper.add_representer(str, _represent_text)
