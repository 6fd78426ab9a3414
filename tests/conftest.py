from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import emptied

# The same examples on every run, however slow the machine.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(params=["sqlite", "postgresql", "duckdb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind; PostgreSQL is the one at TEST_POSTGRES_URL."""
    if request.param == "postgresql":
        server = os.environ.get("TEST_POSTGRES_URL")
        if not server:
            pytest.skip("no PostgreSQL: TEST_POSTGRES_URL is not set (.ci/postgres start FOLDER starts one)")
        with emptied(server) as empty:
            yield empty
    else:
        if request.param == "duckdb":
            pytest.importorskip("duckdb_engine", reason="no DuckDB: pip install '.[duckdb]'")
        yield f"{request.param}:///{tmp_path}/facts.{request.param}"


@pytest.fixture
def kind(url: str) -> str:
    """Which database is at `url`."""
    return url.partition(":")[0]
