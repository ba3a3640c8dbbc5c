"""Streamlit's options as the builder sets them."""

import re

import pytest
from streamlit import config

from pages.theme.options import DARK, LIGHT, LOOK, use_options

HEX = re.compile(r"#[0-9a-f]{6}")


def test_every_option_exists_and_nothing_is_told_to_anybody() -> None:
    use_options({"server.allowedHosts": ["localhost"]})
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("server.allowedHosts") == ["localhost"]
    assert config.get_option("theme.dark.backgroundColor") == DARK["backgroundColor"]
    use_options({"server.allowedHosts": []})


def test_no_font_is_fetched_from_another_host() -> None:
    assert not [value for value in LOOK.values() if ":" in str(value)]


def test_day_and_night_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_texts_can_be_read(colours: dict[str, str]) -> None:
    grounds = (colours["backgroundColor"], colours["secondaryBackgroundColor"])
    names = [name for name in colours if name.endswith(("TextColor", "textColor", "linkColor"))]
    for name in names:
        for ground in grounds:
            assert contrast(colours[name], ground) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    assert HEX.fullmatch(colour)
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
