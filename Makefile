# make lab    opens the notebooks       make test   proves that everything works
PYTHON ?= python3
bin := .venv/bin
root := $(filter 0,$(shell id -u))

.PHONY: lab test bench check lock audit notebooks model reference

lab: .venv/ready
	$(bin)/jupyter lab $(if $(root),--allow-root) $(ARGS) notebooks

test: check
	@$(bin)/python tests/browser.py
	$(bin)/pytest -n logical $(ARGS)

# The ratios that the project holds itself to, with the machine, as tests/benchmarks/RESULTS.md.
bench: .venv/ready
	$(bin)/pytest -q --dist=no --benchmark-enable --benchmark-json=.venv/bench.json tests/benchmarks $(ARGS)

check: .venv/ready
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy

# ARGS=--upgrade takes every package to its newest version.
lock: .venv/bin/uv
	$(bin)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --output-file requirements.txt $(ARGS)
	$(bin)/python tests/environment.py > environment.yml

# Known weaknesses of the locked packages, asked of a public list: where the network allows it.
audit: .venv/bin/uv
	$(bin)/uv tool run pip-audit --require-hashes --disable-pip --requirement requirements.txt $(ARGS)

# The weights of the judge, out of data/labels.csv and the texts that it labels.
model: .venv/ready
	$(bin)/python tests/model.py

# The counts of other governments' reports, out of texts that are not part of the product. After
# make model, or a change of the codebook, they are others.
reference: .venv/ready
	$(bin)/python tests/reference.py
	$(bin)/python -m dgpolicy.tables.store data

# The stored outputs, with a picture beside each chart for hosts that run no scripts, and the
# translations as they are.
notebooks: .venv/ready
	$(bin)/python tests/pictures.py notebooks/*.ipynb
	$(bin)/python tests/translations.py
	$(bin)/python -m dgpolicy.tables.store data

.venv/ready: requirements.txt pyproject.toml | .venv/bin/uv
	$(bin)/uv pip sync -q --python $(bin)/python --require-hashes --compile-bytecode \
		--build-constraints requirements.txt requirements.txt
	$(bin)/uv pip install -q --python $(bin)/python --no-deps --no-build-isolation --editable .
	@touch $@

# uv comes out of the lock too: its lines, with their hashes, are the first thing pip installs.
.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.txt > .venv/uv.txt
	$(bin)/python -m pip install -q --require-hashes -r .venv/uv.txt
