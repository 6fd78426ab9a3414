from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from extractor import running, workers
from extractor.cli import main
from extractor.decisions import Decision, Reading
from tests.claims import claim
from tests.commands import Ran, Run
from tests.servers import emptied

# The same examples on every run, however slow the machine.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader that finds one claim in every "5.9 percent", and breaks on "break"; an empty folder to work in."""

    def read(text: str, *, published: str | None = None, doc_id: str = "", explain: bool = False) -> Reading:
        if "break" in text:
            raise KeyError("broken")
        places = [match.span() for match in re.finditer("5.9 percent", text)]
        said = {"doc_id": doc_id, "sentence": text, "sentence_start": 0, "period": published or ""}
        claims = tuple(claim(start=a, end=b, **said) for a, b in places)
        decisions = tuple(
            Decision(one.start, one.end, one.quote, text, 0, "RISE [QUANTITY]", one.construction, (one,), (), "")
            for one in claims
        )
        return Reading(claims, decisions)

    monkeypatch.setattr(running, "read", read)
    monkeypatch.setattr(workers, "cores", lambda: 1)  # other processes would read with the real one
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*args: object) -> Ran:
        with pytest.raises(SystemExit) as caught:
            main([str(arg) for arg in args])
        captured = capsys.readouterr()
        code = caught.value.code
        assert "Traceback" not in captured.err
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


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
