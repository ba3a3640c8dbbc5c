"""A mistake of ours is a sentence with a number, and its details are in the log."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from streamlit.testing.v1 import AppTest

from flow_runtime.cli.logs import configure_logs

SCRIPT = """
from pages.failures import show_failure

assert show_failure(ValueError("the customer wrote 529.982.247-25"))
"""


@pytest.fixture(autouse=True)
def logs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Log as `fluxo builder` does, whatever an earlier test logged to."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    before = structlog.get_config()
    configure_logs("json")
    yield
    structlog.configure(**before)


def test_people_see_a_sentence_and_a_number_never_the_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not app.exception
    (said,) = (each.value for each in app.error)
    assert "Recarregue a página" in said
    assert "529" not in said
    number = said.rstrip(".").rsplit(" ", 1)[1]
    assert number in capsys.readouterr().err
