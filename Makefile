# make build   the graph of the articles in seeds/, into exports/
# make test    all tests; browser tests need Chromium, which is installed where this user may
# make lint    what .ci/run checks besides: ruff, mypy
# make format  the layout of the code
# make bench   how fast articles become statements, beside other tools in the same run; BENCH='--least 2' makes it a test
# make docs    what the commands in the documentation print, written anew
# make pictures  those of the page in the documentation, taken anew
# make lock    the newest versions of all dependencies, pinned with their hashes
# make clean   away with everything that the above have made, but for exports/
#
# Needs Python 3.11 or newer, and make. `make PYTHON=/path/to/python` chooses another. Where a C compiler is, what finds
# statements is compiled, which takes a minute and is twice as fast afterwards; who works on kg (everything but build and
# bench by themselves) runs what stands in the source.

VENV := .venv
BIN := $(VENV)/bin
USABLE := -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,\
	$(shell $(p) $(USABLE) 2>/dev/null && echo $(p))))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

INSTALLED := $(VENV)/$(if $(wildcard $(VENV)/.dev),.dev,.build)
SOURCE := $(shell find kg -type f -not -name '*.pyc')

.PHONY: build test lint format bench docs pictures lock clean dev browser java roqet

build: $(INSTALLED)
	$(BIN)/kg build seeds -o exports

test: dev browser java roqet
	$(BIN)/python -m pytest -n auto -m 'not timing'
	$(BIN)/python -m pytest -m timing

lint: dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: dev
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

bench: $(INSTALLED)
	$(BIN)/python tests/benchmarks/extraction.py $(BENCH)

docs: dev
	$(MAKE) build
	$(BIN)/python -m tests.test_docs

pictures: dev browser
	$(MAKE) build
	$(BIN)/python -m tests.html.pictures

dev: $(VENV)/.dev

$(VENV)/.venv:
	$(if $(PYTHON),,$(error no Python 3.11 or newer with ensurepip found; on Debian: apt-get install python3 python3-venv))
	$(PYTHON) -m venv $(VENV)
	touch $@

# Compiled from a copy: compiled modules beside the source would hide what one changes there.
$(VENV)/.build: $(VENV)/.venv requirements.lock pyproject.toml $(SOURCE)
	$(PIP) --require-hashes -r requirements.lock
	rm -rf $(VENV)/source && mkdir $(VENV)/source && cp -R kg pyproject.toml README.md LICENSE $(VENV)/source
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(PIP) $(WHEEL) 2>$(VENV)/compiling.log || { \
		echo 'kg is not compiled (is there a C compiler? see $(VENV)/compiling.log): same results, half as fast' >&2; \
		$(PIP) $(WHEEL); }
	touch $@
WHEEL := --no-deps --no-build-isolation --force-reinstall ./$(VENV)/source

$(VENV)/.dev: $(VENV)/.venv requirements-dev.lock pyproject.toml
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

# Debian's Chromium and a font with Chinese, for the tests that open the page; without the right to install they skip.
browser:
	@command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . || ./.ci/browser || \
		echo 'no Chromium: the browser tests will be skipped' >&2

# Java, for the tests of the Spark engine; without the right to install they skip.
java:
	@command -v java >/dev/null || ./.ci/java || echo 'no Java: the tests of the Spark engine will be skipped' >&2

# A SPARQL client that nobody here wrote, for a test of the endpoint; without the right to install it skips.
roqet:
	@command -v roqet >/dev/null || ./.ci/roqet || echo 'no roqet: its test of the endpoint will be skipped' >&2

lock: $(VENV)/.venv
	$(PIP) uv
	$(BIN)/uv pip compile $(LOCK) --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) --group dev --all-extras --constraints requirements.lock pyproject.toml -o requirements-dev.lock
LOCK := --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
