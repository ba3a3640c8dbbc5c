"""Pages are drawn under the options that the builder runs with."""

import pytest

from pages.theme.options import use_options


@pytest.fixture(autouse=True, scope="package")
def _options_of_the_builder() -> None:
    use_options()
