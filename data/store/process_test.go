package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rodatraden/data/fault"
)

// A test's child is this program again: it installs packages of a library that its parent names.
const childLibrary = "STORE_TEST_LIBRARY"

func TestMain(m *testing.M) {
	if path := os.Getenv(childLibrary); path != "" {
		child(path, os.Getenv("STORE_TEST_COMMITTEE"))
		return
	}
	code := m.Run()
	if benchDir != "" {
		os.RemoveAll(benchDir)
	}
	os.Exit(code)
}

// monthly is a package that touches everything: amounts, restated units, words, Markdown.
func monthly(order int64, committee string) pack {
	p := newPack(order, fmt.Sprintf("2019-01-%02d", 1+order%28)).
		row("units", "id=u", "name=Enheten", "kind=unit", fmt.Sprintf("mandate=Uppdrag %d", order/3)).
		row("texts", "id=t", "heading=Läget", "resource=laget.md").markdown("laget.md", fmt.Sprintf("Läget i månad %d", order))
	for i := range 40 {
		p.amount(fmt.Sprintf("rad-%d", i), "variance_forecast", "2019", fmt.Sprintf("-%d.0", order+int64(i)), "note=Prognosen är osäker")
	}
	p.Manifest.Resources[0].Hash = fmt.Sprintf("sha256:%d", order)
	if committee != "asn" {
		p.of(committee)
	}
	return p
}

const monthlyPackages = 30

// child installs the committee's packages and tells of each when it is in.
func child(path, committee string) {
	l, err := Open(path)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for order := range int64(monthlyPackages) {
		p := monthly(order+1, committee)
		if err := l.Install(context.Background(), repo, p.hash(), p.Package); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("installed")
	}
	if err := l.Close(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// start starts a child and returns its output, line by line.
func start(t *testing.T, path, committee string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), childLibrary+"="+path, "STORE_TEST_COMMITTEE="+committee)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

func TestTwoProcessesShareALibrary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	other, out := start(t, path, "kn")
	l := openAt(t, path) // both make it
	before := l.Generation()
	for order := range int64(monthlyPackages) {
		install(t, l, monthly(order+1, "asn"))
	}
	for out.Scan() {
		if out.Text() != "installed" {
			t.Fatal("the other process says:", out.Text())
		}
	}
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := l.Generation(); got < before+monthlyPackages {
		t.Errorf("the generation went from %d to %d", before, got)
	}
	if got := len(current(t, l, Scope{repo, "kn", Latest}, "amounts")); got != 40 {
		t.Errorf("%d amounts of what the other process installed", got)
	}
	alone := newLibrary(t)
	for order := range int64(monthlyPackages) {
		install(t, alone, monthly(order+1, "kn"), monthly(order+1, "asn"))
	}
	if dump(t, l) != dump(t, alone) {
		t.Error("two processes made another library than one")
	}
}

func TestAKilledProcessLeavesWholePackages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	victim, out := start(t, path, "asn")
	for range 3 {
		if !out.Scan() || out.Text() != "installed" {
			t.Fatal("the child says:", out.Text())
		}
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // killed

	l := openAt(t, path)
	there, err := l.Installed(context.Background(), repo)
	if err != nil || len(there) < 3 {
		t.Fatalf("%d packages survive, %v", len(there), err)
	}
	whole := newLibrary(t)
	for order := range int64(len(there)) {
		install(t, whole, monthly(order+1, "asn"))
	}
	if dump(t, l) != dump(t, whole) {
		t.Errorf("a process killed after %d packages left something of the next", len(there))
	}
	install(t, l, monthly(monthlyPackages, "asn")) // and it can go on
}

func TestALongWriteOfAnotherProcessIsWaitedForAndThenTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	l := openAt(t, path)
	install(t, l, monthly(1, "asn"))
	if _, err := l.writer.Exec("PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	other := openAt(t, path)
	held, err := other.writer.Begin() // immediate: it writes from the start
	if err != nil {
		t.Fatal(err)
	}
	defer held.Rollback()
	if _, err := held.Exec("DELETE FROM amounts_won"); err != nil {
		t.Fatal(err)
	}
	if got := len(current(t, l, at(Latest), "amounts")); got != 40 {
		t.Errorf("reading while another writes gives %d amounts", got)
	}
	p := monthly(2, "asn")
	if err := l.Install(context.Background(), repo, p.hash(), p.Package); fault.KindOf(err) != fault.Locked {
		t.Errorf("writing while another writes gives %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	install(t, l, p)
}
