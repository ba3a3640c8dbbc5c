"""Publishing while people talk: nobody's conversation changes its version."""

import asyncio
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.crash.publications import run_publications
from tests.crash.stage import stage_set

PUBLICATIONS, CONVERSATIONS, AT_ONCE = 40, 40, 8


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_conversation_mixes_versions(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"bare_{dialect}_url")()
    with stage_set(url, "127.0.0.1:9") as stage:
        mixture = asyncio.run(
            run_publications(
                stage,
                tmp_path,
                publications=PUBLICATIONS,
                conversations=CONVERSATIONS,
                at_once=AT_ONCE,
            )
        )
    assert mixture.mixed == ()
    assert mixture.versions_seen > 1
