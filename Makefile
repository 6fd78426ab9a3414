# One command each. The first makes .venv and installs everything into it; later ones find it there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check fit bench fuzz readme clean

run: .venv/installed  ## read the shipped corpus into facts.db and print its claims
	$(BIN)/extractor run corpus --db sqlite:///facts.db --limit 0

test: .venv/installed
	$(BIN)/python -m pytest -q

check: .venv/installed  ## style, types, tests, the hand labels, and the floors under their scores
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q
	$(BIN)/extractor gold check
	$(BIN)/extractor gold floors

fit: .venv/installed  ## fit the weights of choices and of confidence on the labelled articles meant for it
	$(BIN)/extractor fit --articles corpus --gold gold --split dev

bench: .venv/installed  ## words per second and the ratio to bare tokenisation, beside peers; what length and odd text cost
	$(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check --editable '.[peers]'
	$(BIN)/extractor bench corpus --general tests/general --growth --peers

fuzz: .venv/installed  ## texts and files made at random: nothing breaks, and the gate loses no claim
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),300) --seed $(or $(SEED),1)

readme: .venv/installed  ## write what the README's examples print now into it
	$(BIN)/python -m tests.test_readme

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: pyproject.toml
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check --editable '.[dask,dev,duckdb,html,parquet,postgres,watch,zstd]'
	touch $@
