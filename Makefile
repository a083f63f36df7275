# The workflow, executable. `make` alone lists the targets.
BIN := .venv/bin
LOCK := --generate-hashes --no-emit-index-url --no-annotate --no-header --universal --python-version 3.11 --quiet

.PHONY: help demo run test lint bench lock screenshots

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

demo: ## whole job on the bundled sample, offline, then the dashboard
	@./tools/prepare.sh run
	@# A folder of its own: the store of a demonstration is not mixed with real data.
	@FOERDERSCOUT_STATE="$${FOERDERSCOUT_STATE:-$$HOME/.local/share/foerderscout-demo}" $(BIN)/foerderscout demo

run: ## whole job on the live sources, then the dashboard
	@./tools/prepare.sh run
	@$(BIN)/foerderscout run

test: ## everything that CI runs: lint, types, import rules, all tests
	@./tools/prepare.sh test
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: ## style, types, import rules
	@./tools/prepare.sh dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet || { $(BIN)/ruff format --diff --quiet; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: ## speed beside peers, one process run, ratios
	@./tools/prepare.sh dev
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.net
	@$(BIN)/python -m bench.export

screenshots: ## make the README's screenshots anew
	@./tools/prepare.sh test
	@FOERDERSCOUT_TEST_SCREENSHOTS=docs/images $(BIN)/python -m pytest -q -m screenshots

lock: ## renew both lock files (needs uv)
	uv pip compile pyproject.toml --extra dashboard --extra postgres --group build $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --extra dashboard --extra postgres --group dev -c requirements.lock $(LOCK) -o requirements-dev.lock
