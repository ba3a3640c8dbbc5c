"""Pages are drawn under the options that the builder runs with."""

from collections.abc import Iterator

import pytest

from pages.theme.options import use_options


@pytest.fixture(autouse=True, scope="package")
def _options_of_the_builder() -> None:
    use_options()


@pytest.fixture(autouse=True, scope="package")
def _nobody_need_sign_in() -> Iterator[None]:
    """Draw pages as the open demo does; what needs a sign-in makes accounts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FLUXO_OPEN_WITHOUT_ACCOUNTS", "true")
        yield
