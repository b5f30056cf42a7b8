# Rollcall: what people build, try, test and install. `make help` lists it.
SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
export SWIFT_BACKTRACE := enable=no

# Debian 12 names; Ubuntu has the same.
BUILD_PACKAGES := libncurses-dev libcurl4-openssl-dev
TEST_PACKAGES := $(BUILD_PACKAGES) tmux python3-aiosmtpd curl openssl procps strace
BENCH_PACKAGES := $(TEST_PACKAGES) python3-pyte less sqlite3 jq ripgrep fzf
BENCH_SIZES ?= 10000,100000,1000000
# How long `make soak` fuzzes each reader of the store's files.
FUZZ_SECONDS ?= 300
RELEASE := -c release --static-swift-stdlib

.PHONY: help build test demo bench soak install uninstall fmt clean packages-build packages-test packages-bench

help: ## Lists the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

packages-build packages-test packages-bench: packages-%:
	@Tests/install-packages $(if $(filter build,$*),$(BUILD_PACKAGES),$(if $(filter test,$*),$(TEST_PACKAGES),$(BENCH_PACKAGES)))

build: packages-build ## Builds the release executable at .build/release/rollcall.
	$(SWIFT) build $(RELEASE) --product rollcall

demo: build ## Opens the console on a sample organisation that lives for as long as you look at it.
	.build/release/rollcall demo

test: packages-test ## Builds everything and runs all tests.
	$(SWIFT) build --build-tests
	# The store's tests keep every thread busy for long: beside them those that wait for the network run out of time.
	$(SWIFT) test --skip-build --skip '^(Acceptance|StoreTests|StoreProcessTests|FuzzTests)\.'
	$(SWIFT) test --skip-build --filter '^(StoreTests|FuzzTests)\.'
	$(SWIFT) test --skip-build --filter '^StoreProcessTests\.'
	$(SWIFT) test --skip-build --filter '^Acceptance\.'

soak: packages-test ## The long runs: more kills, more damage, and every check taken out once.
	ROLLCALL_SOAK=1 $(SWIFT) test --filter '^(Acceptance|StoreTests)\.'
	ROLLCALL_SOAK=1 $(SWIFT) test --filter '^StoreProcessTests\.'
	Tests/Fuzz/fuzz.sh $(FUZZ_SECONDS)
	python3 Tests/Mutation/mutate.py --again

bench: packages-bench build ## Measures at BENCH_SIZES users and writes docs/BENCHMARKS.md.
	$(SWIFT) build $(RELEASE) --product StoreBench
	python3 Tests/Benchmarks/bench.py --rollcall .build/release/rollcall --store-bench .build/release/StoreBench \
		--sizes $(BENCH_SIZES) --write docs/BENCHMARKS.md

install: build ## Installs the executable and the themes below PREFIX (default /usr/local).
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/rollcall/themes
	install -m 755 .build/release/rollcall $(DESTDIR)$(PREFIX)/bin/rollcall
	install -m 644 themes/*.yaml $(DESTDIR)$(PREFIX)/share/rollcall/themes/

uninstall: ## Takes away what `make install` put there.
	rm -f $(DESTDIR)$(PREFIX)/bin/rollcall
	rm -rf $(DESTDIR)$(PREFIX)/share/rollcall

fmt: ## Formats the sources.
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

clean: ## Throws away what was built.
	rm -rf .build
