"""What an installation offers follows from its rows alone."""

import pytest

from flow_runtime.workspace import Workspace


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], None),
        (["suporte"], "suporte"),
        (["suporte", "comercial", "agenda"], "comercial"),
        (["suporte", "agenda"], "agenda"),
    ],
)
def test_the_business_calendar_is_the_same_for_every_host(ids: list[str], expected: str | None):
    calendars = [{"id": name, "name": name, "weekly": {}} for name in ids]
    workspace = Workspace.model_validate({"calendars": calendars}, strict=False)
    chosen = workspace.business_calendar
    assert (chosen.id if chosen else None) == expected
