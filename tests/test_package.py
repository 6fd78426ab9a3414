from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import extractor


@pytest.mark.parametrize("name", ["areas", "extract", "extract_frame", "periods", "quantities"])
def test_a_function_is_not_hidden_by_the_module_of_its_name(name: str) -> None:
    function = getattr(extractor, name)
    import_module(function.__module__)
    assert getattr(extractor, name) is function
    assert callable(function)
    assert name in dir(extractor)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'extractor' has no attribute 'nothing'"):
        getattr(extractor, "nothing")  # noqa: B009


def test_import_is_light() -> None:
    code = "import sys, extractor; print(*({'spacy', 'pandas', 'pint', 'sqlalchemy', 'typer'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize("name", ["areas", "periods", "quantities"])
def test_mentions_need_no_heavy_library(name: str) -> None:
    code = f"import sys, extractor; extractor.{name}('China sold 5 tonnes in May 2024.'); print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
