"""Canvas, pictures and pages show families in the same colours, icons and words."""

import re

import pytest

from flow_runtime.nodes import NODE_TYPES
from flow_runtime.sharing import palette
from tests.flow_runtime.sharing.flows import ROOT

CANVAS = ROOT / "pages" / "canvas" / "src"


@pytest.mark.parametrize(
    ("name", "colors"), [("LIGHT", palette.COLORS), ("DARK", palette.DARK_COLORS)]
)
def test_colours_are_those_of_the_canvas(name: str, colors: dict[str, str]) -> None:
    source = (CANVAS / "theme" / "families.ts").read_text("utf-8")
    table = source.split(f"export const {name}_COLORS")[1].split("};")[0]
    assert dict(re.findall(r'(\w+): "(#\w{6})"', table)) == colors


@pytest.mark.parametrize(("language", "file"), [("pt-BR", "pt-BR.ts"), ("en", "en.ts")])
def test_words_are_those_of_the_canvas(language: str, file: str) -> None:
    source = (CANVAS / "words" / file).read_text("utf-8")
    table = source.split("families: {")[1].split("}")[0]
    told = {family: words[language] for family, words in palette.FAMILIES.items()}
    assert dict(re.findall(r'(\w+): "([^"]+)"', table)) == told


def test_every_node_type_has_a_family_with_colour_and_icon() -> None:
    for node_type in [*NODE_TYPES, "of another release"]:
        family = palette.family_of(node_type)
        assert family in palette.COLORS
        assert family in palette.ICONS
