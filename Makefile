# Two commands: `make demo` shows what this is, `make test` runs everything CI runs.
# Each makes its own environment below; nothing else need be installed by hand.

PYTHON ?= python3
DEMO := .venv-demo
TEST := .venv
BIN := $(TEST)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers docs-lint unit notebooks-run tools figures notebooks bench format clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(DEMO)/ready ## Trace the three chains, ask one SPARQL question, draw bone.html
	@printf '\n%s\n\n' '== 1. oxytocin -> OXTR -> osteoblast -> BMP-2'
	@$(DEMO)/bin/kg path oxytocin BMP-2 --via OXTR --via osteoblast -k 2
	@printf '\n%s\n\n' '== 2. chronic mild stress -> norepinephrine -> beta-adrenergic receptor -> bone loss'
	@$(DEMO)/bin/kg path 'chronic mild stress' 'bone loss' --via norepinephrine --via 'β-adrenergic receptor' --longest 3
	@printf '\n%s\n\n' '== 3. SSRI -> 5-HTT, and on to bone with both signs'
	@$(DEMO)/bin/kg path SSRI 'bone mass' --avoid depression --longest 3
	@printf '\n%s\n\n' '== 4. In SPARQL: what prevents bone loss, in which animals?'
	@$(DEMO)/bin/kg sparql -e 'SELECT ?what ?species (COUNT(?e) AS ?evidence) { ?c hb:predicate hb:prevents ; hb:object term:bone_loss ; hb:subject/rdfs:label ?what ; hb:has_evidence ?e . OPTIONAL { ?e hb:species ?species } } GROUP BY ?what ?species ORDER BY ?what ?species'
	@printf '\n%s\n\n' '== 5. An interactive map'
	@$(DEMO)/bin/kg map -o bone.html
	@printf '\n%s\n%s\n' "Open $(CURDIR)/bone.html in a browser; it needs no network." "Then try: $(DEMO)/bin/kg --help"

test: lint types layers docs-lint unit notebooks-run ## Everything CI runs

lint: $(TEST)/ready ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/kg --corpus . format --check

types: $(TEST)/ready ## mypy, strict
	$(BIN)/mypy

layers: $(TEST)/ready ## import-linter: data flows one way
	$(BIN)/lint-imports

docs-lint: $(TEST)/ready ## numpydoc: the form of docstrings
	$(BIN)/numpydoc lint $$(find kg -name '*.py')

unit: $(TEST)/ready tools ## Tests, doctests, README examples, coverage
	$(BIN)/python -m pytest tests kg --doctest-modules --cov -n auto --dist loadfile

notebooks-run: $(TEST)/ready ## Run the notebooks from a clean kernel
	$(BIN)/python -m pytest --nbmake --nbmake-timeout=120 -p no:cacheprovider notebooks

tools: ## Install the programs that tests drive (Chromium, Virtuoso, ...), where that is possible
	@$(PYTHON) tests/tools.py

figures: $(TEST)/ready tools ## Draw the pictures of the README and refresh its examples
	$(BIN)/python tests/figures.py
	$(BIN)/python tests/readme.py --write

notebooks: $(TEST)/ready ## Run the notebooks and keep their outputs, as the same bytes each time
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace \
		--ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.extra_arguments='["--InlineBackend.print_figure_kwargs={\"metadata\": {\"Software\": None}, \"bbox_inches\": \"tight\"}"]' \
		--NotebookExporter.preprocessors=nbconvert.preprocessors.CoalesceStreamsPreprocessor \
		--ClearMetadataPreprocessor.enabled=True \
		--ClearMetadataPreprocessor.preserve_nb_metadata_mask=kernelspec notebooks/*.ipynb

bench: $(TEST)/ready ## Measure start-up, loading, path search and compiling, side by side
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/paths.py
	$(BIN)/python benchmarks/compile.py
	$(BIN)/python benchmarks/map.py

format: $(TEST)/ready ## Format code and tables
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/kg --corpus . format

clean: ## Remove what the targets made
	rm -rf $(DEMO) $(TEST) bone.html dist build release .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A file marks an environment as ready, so that it is made again only when what it needs changes.
$(DEMO)/ready: pyproject.toml
	@$(call make_venv,$(DEMO))
	@$(DEMO)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(TEST)/ready: pyproject.toml .ci/constraints.txt
	@$(call make_venv,$(TEST))
	@$(TEST)/bin/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[dev]'
	@touch $@

define make_venv
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python has no venv: install it (Debian: apt-get install python3-venv), or make $(MAKECMDGOALS) PYTHON=/path/to/another" >&2; exit 1; }; \
echo "Making $(1) (once; needs the Python package index) ..."; \
$(PYTHON) -m venv --clear $(1)
endef
