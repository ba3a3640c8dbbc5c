"""What several stories of outgoing calls share."""

import pytest

from tests.flow_runtime.outbound.certificates import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))
