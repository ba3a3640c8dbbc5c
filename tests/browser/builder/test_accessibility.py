"""Everybody can use every page: axe-core finds nothing serious, by day and by night."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.builder.axe import serious_violations
from tests.browser.builder.conftest import watched
from tests.browser.builder.installation import Builder
from tests.browser.builder.views import VIEWS, Look, View

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_nothing_serious_stands_in_anybodys_way(
    builder: Builder,
    builder_without_flows: Builder,
    new_person: Callable[..., BrowserContext],
    harm: list[str],
    view: View,
    colours: Literal["light", "dark"],
) -> None:
    page = watched(new_person(color_scheme=colours).new_page(), harm)
    view(Look(page, builder, builder_without_flows))
    page.wait_for_timeout(500)
    assert serious_violations(page) == []
    assert harm == []
