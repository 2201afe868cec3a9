# make run     builds and opens the program with its demonstration library
# make test    everything that must hold, except the whole way
# make e2e     the whole way: from facts to a published package to a page
# make help    the rest

TAGS   := sqlite_fts5 migrated_fynedo
GOTAGS := -tags "$(TAGS)"
STATIC := go tool -modfile=.ci/tools.mod staticcheck

.PHONY: run build test race lint e2e snapshots bench fuzz clean help

run: build
	@.ci/open build/rodatraden

build:
	@.ci/need build
	go build $(GOTAGS) -o build/ ./cmd/rodatraden ./cmd/rodatraden-publish ./cmd/rodatraden-publish-window

test:
	@.ci/need test
	@test -z "$$(gofmt -l app assets cmd data)" || { echo "gofmt:"; gofmt -l app assets cmd data; exit 1; }
	go vet $(GOTAGS) ./...
	go test $(GOTAGS) $$(go list $(GOTAGS) ./... | grep -v /cmd/wholeway)

lint:
	go vet ./...
	go vet $(GOTAGS) ./...
	$(STATIC) $(GOTAGS) ./...

race:
	@.ci/need test
	go test -race $(GOTAGS) ./...

e2e:
	@.ci/need test
	go test $(GOTAGS) -count=1 ./cmd/wholeway

snapshots: build
	build/rodatraden snapshot --home build/snapshot-home --page all --out build/snapshots

bench:
	go test $(GOTAGS) -run '^$$' -bench . -benchmem ./...

# FUZZTIME is a time, or a number of inputs: 200x. Inputs are not made smaller on the way: for a workbook that takes
# all the time there is.
FUZZTIME ?= 30s
fuzz:
	@.ci/need test
	@grep -rl '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u | while read -r p; do \
		sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$p/*_test.go | while read -r f; do \
			echo "$$p $$f"; go test $(GOTAGS) -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 0s $$p || exit 1; \
		done || exit 1; \
	done

clean:
	rm -rf build

help:
	@sed -n 's/^# //p' Makefile
	@echo "make build, race, lint, snapshots, bench, fuzz, clean"
