# make help says what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# One configuration for building, testing and running: other flags would build every dependency once more.
# Exclusivity is checked by the compiler; checking it again while running costs up to three times on the byte paths.
SWIFT_FLAGS := -c release -Xswiftc -enforce-exclusivity=unchecked --scratch-path .build
SWIFT_SOURCES := Package.swift Sources Connectors Tests

.PHONY: help build run test console console-check format lint proto check-proto golden bench clean

help: ## This list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

build: ## Builds the server, the connectors and the console (installs missing Debian packages).
	@command -v swift >/dev/null || { echo "Joinery needs Swift 6.2 or newer on the PATH: https://www.swift.org/install" >&2; exit 1; }
	@scripts/install-dependencies.sh build
	swift build $(SWIFT_FLAGS)
	@$(MAKE) console || echo "The console could not be fetched; 'make console' tries again." >&2

run: build ## Starts a demo of two databases with one query over both; JOINERY_PORT chooses the port.
	@scripts/run-demo.sh

test: lint check-proto ## Checks format and generated code, then runs all tests against databases of their own.
	@scripts/install-dependencies.sh build test
	swift build --build-tests $(SWIFT_FLAGS)
	@scripts/run-tests.sh $(SWIFT_FLAGS)

console: ## Fetches GraphiQL for the console into .build/console.
	@scripts/install-dependencies.sh run
	@scripts/fetch-console.sh

format: ## Formats the sources.
	swift format -i --recursive $(SWIFT_SOURCES)

lint: ## Checks the format of the sources.
	swift format lint --strict --recursive $(SWIFT_SOURCES)

proto: ## Generates Sources/CConnectorWire from proto/connector.proto.
	@scripts/install-dependencies.sh proto build
	@scripts/generate-wire.sh

check-proto: ## Checks that the generated code is that of proto/connector.proto.
	@scripts/install-dependencies.sh proto build
	@scripts/generate-wire.sh --check

golden: ## Runs the tests and writes what they compare with anew; read the difference before you commit it.
	swift build --build-tests $(SWIFT_FLAGS)
	@GOLDEN=record scripts/run-tests.sh $(SWIFT_FLAGS)

bench: build ## Runs the command in BENCH against a fresh server, see scripts/bench.sh.
	@scripts/bench.sh

clean: ## Removes what was built.
	rm -rf .build
