# hailong: survey and dossier files in, ranked provinces out. `make` lists what there is to do.

SWIFT    ?= swift
PREFIX   ?= $(HOME)/.local
PIPELINE ?= pipelines/delegations-2025-08.yml

SHELL         := bash
.SHELLFLAGS   := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test golden pages pictures fuzz bench microbench survey-bench feed-bench coverage topfive attack install format lint clean release
.PHONY: ready ready-to-test ready-for-pages ready-to-format ready-to-bench
export SWIFT

# A target imports only what Package.swift says it depends on.
imports := --explicit-target-dependency-import-check error
# One release build serves run, bench and install: the one that needs no Swift runtime where it goes.
release := -c release --static-swift-stdlib --product hailong $(imports)
hailong := .build/release/hailong

# Shows progress on a terminal, elsewhere only what went wrong. The linker's remark is about
# a function inside the Swift runtime, which nobody here can change.
build = if [ -t 1 ]; then "$(SWIFT)" build $(1); \
  else "$(SWIFT)" build --quiet $(1) | { grep -v "mktemp' is dangerous" || :; }; fi

help: ## this list
	@echo "hailong: survey and dossier files in, ranked provinces out."
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r target does; do \
	  printf '  make %-12s%s\n' "$$target" "$$does"; done
	@echo
	@echo "System packages that are missing are installed with apt where that is allowed, else named."

run: release ## build it and run the main job on the sample campaign (PIPELINE=file for another)
	@$(hailong) run "$(PIPELINE)"
	@latest="out/$(basename $(notdir $(PIPELINE)))/latest"; printf '%s\n' "" \
	  "Look at" \
	  "  $$latest/report.vi.html  the report, for a browser; report.en.html in English" \
	  "  $$latest/top.csv         the first five provinces side by side" \
	  "  $$latest/provinces.csv   every province with every figure and its rank" \
	  "  $$latest/figures.xlsx    all of it as a workbook; excel/ has the same tables as CSV for Excel" \
	  "  $$latest/kpis.csv        every figure with numerator and denominator" \
	  "  $$latest/rankings.csv    every ranking in full" \
	  "  $$latest/quality.json    every row accounted for; rejects.csv says what was left out, and why" \
	  "or ask: $(hailong) show" \
	  "Install: make install  (into ~/.local; make install PREFIX=/usr/local for everybody)"

test: ready-to-test ## build and run every test (FILTER=name for some)
	@echo "Building hailong and its tests; from nothing this takes a minute or two."
	@$(call build,--build-tests $(imports))
	@"$(SWIFT)" test --skip-build --disable-xctest $(if $(FILTER),--filter "$(FILTER)")

golden: ready-to-test ## compare the statistics with golden numbers (HAILONG_GOLDEN=folder, else ../shared/golden)
	@$(call build,--build-tests $(imports))
	@"$(SWIFT)" test --skip-build --disable-xctest --filter '^GoldenTests\.' 2>&1 | \
	  { grep -E '^golden |↳ golden|recorded an issue|Test run with' || :; }

# The sample's report, in Vietnamese and English.
browser := .build/browser
report  := $(browser)/out/$(basename $(notdir $(PIPELINE)))/latest

pages: release ready-for-pages ## open the sample's report in a headless Chromium and check it (AXE=none without axe-core)
	@$(hailong) run "$(PIPELINE)" --out $(browser)/out --quiet
	@python3 -B Tests/Browser/check.py $(report) $(browser)

pictures: release ready-for-pages ## draw the pictures of the report in docs/images again
	@$(hailong) run "$(PIPELINE)" --out $(browser)/out --quiet
	@python3 -B Tests/Browser/pictures.py $(report) docs/images

SECONDS ?= 60
fuzz     := .build/fuzz
# Of several -sanitize swiftc takes the last; SwiftPM wants its own to leave `main` to libFuzzer.
fuzzer   := -c release --package-path Tests/Fuzz --scratch-path $(fuzz) --product Reading \
  --sanitize fuzzer --sanitize address -Xswiftc -sanitize=fuzzer,address -Xswiftc -assert-config -Xswiftc Debug
# Swift's own report of a crash would wait for the fuzzer's.
fuzzing  := SWIFT_BACKTRACE=enable=no LSAN_OPTIONS=suppressions=Tests/Fuzz/leaks.txt:print_suppressions=0

fuzz: ready-to-test ## read files that a fuzzer makes up, in two processes (SECONDS=60; see docs/hostile-input.md)
	@$(call build,$(fuzzer))
	@mkdir -p $(fuzz)/corpus $(fuzz)/found
	@python3 Tests/Fuzz/seeds.py $(fuzz)/seeds
	@$(fuzzing) $(fuzz)/release/Reading -fork=2 -max_total_time=$(SECONDS) -timeout=30 -rss_limit_mb=3000 \
	  -max_len=3000 -dict=Tests/Fuzz/tokens.txt -artifact_prefix=$(fuzz)/found/ \
	  $(fuzz)/corpus $(fuzz)/seeds Tests/Fuzz/corpus

# What was said on the command line, for bench.py: PEERS= with nothing behind it means no peers.
bench_options = $(foreach option,ROWS SEED RUNS THREADS WORKS PEERS MEMORY GROUPINGS,$(if \
  $(filter undefined,$(origin $(option))),,--$(shell tr A-Z a-z <<<$(option)) "$($(option))"))

bench: release ready-to-bench ## time hailong and its peers (ROWS=10000000 for the full table; see docs/performance.md)
	@python3 Tests/Benchmarks/bench.py --hailong $(hailong) $(bench_options)

microbench: release ready-to-bench ## time the parts of the engine (FILTER=name for some)
	@python3 Tests/Benchmarks/bench.py --hailong $(hailong) $(bench_options) --peers "" --input-only
	@"$(SWIFT)" package --package-path Tests/Benchmarks --scratch-path .build/microbench \
	  -Xswiftc -enable-testing benchmark --no-progress --grouping metric $(if $(FILTER),--filter ".*($(FILTER)).*")

survey-bench: release ## time survey estimates against R's survey package (ROWS=1000000 GROUPINGS=national,province,field)
	@python3 Tests/Benchmarks/survey.py --hailong $(hailong) $(bench_options)

feed-bench: release ## let the feed watch see a year of invented nights with planted faults (NIGHTS=365 FAULTS=50 SEED=7)
	@python3 Tests/Benchmarks/feeds.py --hailong $(hailong) --nights $(or $(NIGHTS),365) \
	  --faults $(or $(FAULTS),50) --seed $(or $(SEED),7)

simulation := -c release --package-path Tests/Benchmarks --scratch-path .build/microbench --product

coverage: ready ## simulate how often intervals hold the truth (DRAWS=4000 SEED=1)
	@$(call build,$(simulation) Coverage)
	@.build/microbench/release/Coverage $(or $(DRAWS),4000) $(or $(SEED),1)

topfive: release ## simulate how often a top five is wrong, with the sample's sizes (DRAWS=2000 SEED=1)
	@$(hailong) run "$(PIPELINE)" --out .build/topfive --quiet
	@$(call build,$(simulation) TopFive)
	@.build/microbench/release/TopFive .build/topfive/$(basename $(notdir $(PIPELINE)))/latest/kpis.csv \
	  $(or $(DRAWS),2000) $(or $(SEED),1)

attack: release ## try to work out what is withheld, from published files alone (TABLES=200 SEED=1; needs python3-scipy)
	@python3 -B Tests/Attack/attack.py --hailong $(hailong) --tables $(or $(TABLES),200) --seed $(or $(SEED),1)

# The shell leaves the ~ of PREFIX=~/.local alone in some places.
prefix  := $(PREFIX:~%=$(HOME)%)
program := $(DESTDIR)$(prefix)/bin
share   := $(DESTDIR)$(prefix)/share

# Under sudo, what was built is installed as it is: root need not have Swift, and owns nothing here.
install: $(if $(SUDO_USER),$(or $(wildcard $(hailong)),release),release) ## install hailong, its completions and manual page under PREFIX (~/.local; DESTDIR is put before it)
	@{ install -d "$(program)" "$(share)" && install -m 755 $(hailong) "$(program)/hailong"; } || { \
	  echo "If only root may write there: sudo make install PREFIX=$(prefix)" >&2; exit 1; }
	@complete() { \
	  script=$$($(hailong) --generate-completion-script "$$1"); \
	  install -d "$(share)/$$2"; printf '%s\n' "$$script" >"$(share)/$$2/$$3"; chmod 644 "$(share)/$$2/$$3"; }; \
	complete bash bash-completion/completions hailong; \
	complete zsh zsh/site-functions _hailong; \
	complete fish fish/vendor_completions.d hailong.fish
	@install -d "$(share)/man/man1"
	@$(hailong) man >"$(share)/man/man1/hailong.1"; chmod 644 "$(share)/man/man1/hailong.1"
	@echo "Installed $(program)/hailong; completions for bash, zsh and fish, and a manual page, under $(share)"
	@case "$(if $(DESTDIR),:$(prefix)/bin:,:$$PATH:)" in *":$(prefix)/bin:"*) ;; \
	  *) echo "$(prefix)/bin is not in your PATH: export PATH=\"$(prefix)/bin:\$$PATH\"" ;; esac

format: ready-to-format ## put every Swift file into the style of the house
	@"$(SWIFT)" format -i -r -p Package.swift Sources Tests

lint: ready-to-format ## say where a Swift file is not in that style
	@"$(SWIFT)" format lint -r -p --strict Package.swift Sources Tests
	@echo "Every Swift file is in style."

clean: ## remove what was built; published runs in out/ stay
	@rm -rf .build

release: ready
	@[ -e $(hailong) ] || echo "Building hailong; from nothing this takes a minute or two."
	@$(call build,$(release))

ready:
	@.ci/prepare build

ready-to-test:
	@.ci/prepare test

ready-for-pages:
	@.ci/prepare pages

ready-to-format:
	@.ci/prepare swift

ready-to-bench:
	@.ci/prepare bench
