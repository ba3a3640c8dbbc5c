"""The demo ERP on a known day, and the folder of sample flows."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

import sample_flows
from flow_runtime.library import Library, read_library
from sample_flows.demo_erp import create_app
from tests.sample_flows.talking import BASE_URL, TUESDAY


@pytest.fixture
def erp() -> TestClient:
    return TestClient(create_app(today=TUESDAY.date), base_url=BASE_URL)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(Path(sample_flows.__file__).parent)
