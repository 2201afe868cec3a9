package terminal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

var kinds = map[fault.Kind]int{
	fault.Offline: 3, fault.HTTP: 3, fault.Intercepted: 3, fault.ClockWrong: 3, fault.DiskFull: 3,
	fault.Locked: 3, fault.Build: 3, fault.NoDisplay: 3, fault.Local: 3,
	fault.Overtaken: 3, fault.Denied: 3, fault.Unguarded: 3,
	fault.Stale: 1, fault.Rollback: 1, fault.Signature: 1, fault.Content: 1, fault.NotAuthorised: 1,
	fault.LocalCorrupt: 1, fault.Format: 1, fault.Limit: 1, fault.NotFound: 1, fault.Exists: 1,
	fault.Secret: 1, fault.Faults: 1, fault.Newer: 1,
	fault.Usage: 2,
}

func TestEveryKindOfFaultHasAnExitCodeAndSentencesInBothLanguages(t *testing.T) {
	for kind, code := range kinds {
		err := fmt.Errorf("somewhere: %w", fault.New("op", kind, "a path", errors.New("a cause")))
		if got := terminal.ExitCode(err); got != code {
			t.Errorf("%s exits with %d, want %d", kind, got, code)
		}
		said := map[string]string{}
		for _, lang := range []string{"sv", "en"} {
			wrong, do := terminal.Sentences(i18n.New(lang), err)
			for _, s := range []string{wrong, do} {
				if s == "" || strings.ContainsAny(s, "⟦") || strings.Contains(s, "<no value>") {
					t.Errorf("%s in %s: %q", kind, lang, s)
				}
			}
			said[lang] = wrong + do
		}
		if said["sv"] == said["en"] {
			t.Errorf("%s is told alike in both languages: %q", kind, said["sv"])
		}
	}
	if terminal.ExitCode(nil) != terminal.Done || terminal.ExitCode(io.EOF) != terminal.Could {
		t.Error("nil is done, and what has no kind could not be done")
	}
}

func TestWhatWasCalledOffIsNoFaultOfTheNetwork(t *testing.T) {
	for _, err := range []error{
		context.Canceled,
		fault.New("op", fault.Offline, "https://somewhere/", context.Canceled),
		fault.New("op", fault.Local, "library.db", context.Canceled),
	} {
		wrong, do := terminal.Sentences(i18n.New("sv"), err)
		if wrong != "Avbruten." || !strings.HasPrefix(do, "Försök igen.") {
			t.Errorf("%v: %q %q", err, wrong, do)
		}
		if terminal.ExitCode(err) != terminal.Could {
			t.Errorf("%v exits with %d", err, terminal.ExitCode(err))
		}
	}
	refused := errors.Join(fault.New("op", fault.Signature, "metadata/1.root.json", nil), context.Canceled)
	if wrong, _ := terminal.Sentences(i18n.New("sv"), refused); !strings.Contains(wrong, "Signaturen") {
		t.Errorf("a refusal is hidden: %q", wrong)
	}
}

func TestAFullDiskIsToldWhateverItWasTakenFor(t *testing.T) {
	err := fault.New("op", fault.Local, "somewhere", &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	if wrong, _ := terminal.Sentences(i18n.New("sv"), err); wrong != "Disken är full." {
		t.Errorf("%q", wrong)
	}
}

func TestANameThatWasNotFoundIsAnsweredWithThoseLikeIt(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New([]string{"--json"}, &out, &messages)
	code := term.End(fault.New("op", fault.NotFound, "asn-2019-4", &terminal.Near{Names: []string{"asn-2019-04-interim", "asn-2019-03-monthly"}}))
	if code != terminal.No {
		t.Errorf("exit %d", code)
	}
	if want := "Det som söks finns inte: asn-2019-4\nKontrollera namnet: asn-2019-04-interim, asn-2019-03-monthly\n"; messages.String() != want {
		t.Errorf("%q", messages.String())
	}
	var answer struct{ Error terminal.Told }
	one(t, &out, &answer)
	if answer.Error.Kind != "not_found" || !slices.Equal(answer.Error.Near, []string{"asn-2019-04-interim", "asn-2019-03-monthly"}) {
		t.Errorf("%+v", answer)
	}
}

// one reads exactly one JSON document.
func one(t *testing.T, r io.Reader, into any) {
	t.Helper()
	d := json.NewDecoder(r)
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
	if err := d.Decode(new(any)); err != io.EOF {
		t.Fatalf("more than one document: %v", err)
	}
}

func TestAMachineIsAnsweredWhatWasDoneBesideTheFault(t *testing.T) {
	var out bytes.Buffer
	term := terminal.New([]string{"sync", "--json"}, &out, io.Discard)
	term.Partly = map[string]any{"subscriptions": []string{"one"}}
	term.End(fault.New("op", fault.Offline, "https://somewhere/", nil))
	var answer struct {
		Subscriptions []string
		Error         terminal.Told
	}
	one(t, &out, &answer)
	if answer.Error.Kind != "offline" || len(answer.Subscriptions) != 1 {
		t.Errorf("%+v", answer)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestAnAnswerThatCouldNotBeWrittenIsAFault(t *testing.T) {
	var messages bytes.Buffer
	term := terminal.New(nil, full{}, &messages)
	term.Say("command.sync.none")
	if code := term.End(nil); code != terminal.Could || !strings.HasPrefix(messages.String(), "Disken är full.") {
		t.Errorf("exit %d: %s", code, &messages)
	}
}

func TestLanguageAndAnswerAreKnownBeforeTheArgumentsAreParsed(t *testing.T) {
	for args, want := range map[string]string{
		"":                          "sv false",
		"--lang en":                 "en false",
		"export --lang=en --json":   "en true",
		"export --bogus --json":     "sv true",
		"--json=false":              "sv false",
		"--json=true --lang":        "sv true",
		"search -- --lang en":       "sv false",
		"search --json -- --lang=x": "sv true",
	} {
		lang, machine := terminal.Asked(strings.Fields(args))
		if got := fmt.Sprint(lang, " ", machine); got != want {
			t.Errorf("%q: %s, want %s", args, got, want)
		}
	}
}

// program is a small program with the commands that a test needs.
func program(args ...string) (code int, out, messages string) {
	var o, m bytes.Buffer
	term := terminal.New(args, &o, &m)
	root := term.Root("rodatraden", "reader")
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	search := terminal.Command(term.L, "search TEXT", "search")
	search.Args = terminal.Args(1, 2)
	search.Flags().Int("limit", 100, term.L.Text("command.flag.limit"))
	search.Flags().String("out", "", term.L.Text("command.flag.out.dir"))
	search.Flags().String("from", "", "")
	search.Flags().String("to", "", "")
	_ = search.MarkFlagRequired("out")
	search.MarkFlagsRequiredTogether("from", "to")
	search.RunE = func(*cobra.Command, []string) error { return nil }
	root.AddCommand(search)
	terminal.Finish(root, term.L)
	root.SetArgs(args)
	root.SetOut(term.Out)
	root.SetErr(&m)
	code = term.End(terminal.Usage(root, root.Execute()))
	return code, o.String(), m.String()
}

func TestWrongUseNamesWhatIsWrong(t *testing.T) {
	for args, want := range map[string]string{
		"serch x":                         "serch (search?)",
		"nosuch":                          "nosuch",
		"search --out d":                  "rodatraden search TEXT",
		"search a b c --out d":            "c",
		"search a":                        "--out",
		"search a --bogus":                "--bogus",
		"search a -z":                     "-z",
		"search a --out":                  "--out",
		"search a --out d --limit=x":      "--limit=x",
		"search a --out d --lang xx":      "--lang=xx",
		"search a --out d --json=perhaps": "--json=perhaps",
		"search a --out d --from x":       "--to",
	} {
		code, out, messages := program(strings.Fields(args)...)
		first, _, _ := strings.Cut(messages, "\n")
		if code != terminal.Wrong || first != "Kommandot går inte att förstå: "+want || out != "" {
			t.Errorf("%q: exit %d, %q, %q", args, code, first, out)
		}
		code, out, _ = program(append([]string{"--json"}, strings.Fields(args)...)...)
		if strings.Contains(args, "--json") {
			continue
		}
		var answer struct{ Error terminal.Told }
		one(t, strings.NewReader(out), &answer)
		if code != terminal.Wrong || answer.Error.Kind != "usage" || answer.Error.Path != want {
			t.Errorf("%q: exit %d, %+v", args, code, answer)
		}
	}
}

func TestHelpIsWrittenInTheLanguageAskedFor(t *testing.T) {
	code, sv, _ := program("search", "--help")
	if code != 0 {
		t.Fatalf("exit %d", code)
	}
	_, en, _ := program("search", "--help", "--lang", "en")
	for _, english := range []string{"Usage", "Flags", "[flags]", "default", "string", "help for", "int "} {
		if strings.Contains(sv, english) {
			t.Errorf("the Swedish help says %q:\n%s", english, sv)
		}
	}
	for _, want := range []string{"rodatraden search TEXT\n", "--limit=100 ", "--out=… ", "--lang=sv ", "--json "} {
		if !strings.Contains(sv, want) || !strings.Contains(en, want) {
			t.Errorf("%q is missing:\n%s\n%s", want, sv, en)
		}
	}
	if !strings.Contains(sv, "Så används det:") || !strings.Contains(en, "Usage:") {
		t.Errorf("%s\n%s", sv, en)
	}
	if strings.Contains(sv+en, "⟦") {
		t.Errorf("a message is missing:\n%s\n%s", sv, en)
	}
}

func TestAFileIsWrittenWholeOrLeftAsItWas(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sida åäö.json")
	if err := terminal.WriteFile(path, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := terminal.WriteFile(link, []byte("two")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if raw, rerr := os.ReadFile(path); err != nil || rerr != nil || string(raw) != "two" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q %v %v %v", raw, info.Mode(), err, rerr)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v %v", info, err)
	}
	if err := terminal.WriteFile(dir, nil); fault.KindOf(err) != fault.Local {
		t.Errorf("a folder: %v", err)
	}
	if err := terminal.WriteFile(filepath.Join(dir, "nowhere", "x"), nil); fault.KindOf(err) != fault.Local {
		t.Errorf("a folder that is not there: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("something was left: %v %v", entries, err)
	}
}

func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	if err := terminal.WriteFile("/dev/full", []byte("page")); fault.KindOf(err) != fault.DiskFull {
		t.Errorf("%v", err)
	}
}

func TestAPassphraseComesFromTheEnvironmentWhereNobodyWatches(t *testing.T) {
	t.Setenv("A_PASSPHRASE", "hemlig fras")
	term := terminal.New(nil, io.Discard, io.Discard)
	if p, err := term.Passphrase("?", "A_PASSPHRASE"); p != "hemlig fras" || err != nil {
		t.Errorf("%q %v", p, err)
	}
	old := os.Stdin
	defer func() { os.Stdin = old }()
	var err error
	if os.Stdin, err = os.Open(os.DevNull); err != nil {
		t.Fatal(err)
	}
	if _, err := term.Passphrase("?", "NO_SUCH_PASSPHRASE"); fault.KindOf(err) != fault.Secret || fault.PathOf(err) != "NO_SUCH_PASSPHRASE" {
		t.Errorf("%v", err)
	}
}

func TestAPassphraseComesFromAFileWhereAServiceIsGivenOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lösenfras")
	t.Setenv("A_PASSPHRASE_FILE", file)
	term := terminal.New(nil, io.Discard, io.Discard)
	if _, err := term.Passphrase("?", "A_PASSPHRASE"); fault.KindOf(err) != fault.Secret || fault.PathOf(err) != file {
		t.Errorf("%v", err)
	}
	for _, content := range []string{"hemlig fras", "hemlig fras\n", "hemlig fras\r\n", "\ufeffhemlig fras\r\n"} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if p, err := term.Passphrase("?", "A_PASSPHRASE"); p != "hemlig fras" || err != nil {
			t.Errorf("%q: %q %v", content, p, err)
		}
	}
	// What an editor saved as UTF-16, or as Latin-1, could never be typed; and nothing is no passphrase.
	for _, content := range []string{"\xff\xfeh\x00e\x00j\x00\n\x00", "f\x00r\x00a\x00s", "l\xf6senfras\n", "", "\nfras"} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if p, err := term.Passphrase("?", "A_PASSPHRASE"); p != "" || fault.KindOf(err) != fault.Secret || fault.PathOf(err) != file {
			t.Errorf("%q: %q %v", content, p, err)
		}
	}
	t.Setenv("A_PASSPHRASE", "en annan")
	if p, err := term.Passphrase("?", "A_PASSPHRASE"); p != "en annan" || err != nil {
		t.Errorf("%q %v", p, err)
	}
}

func TestAFaultIsToldInTheSentencesOfWhatItIsAbout(t *testing.T) {
	l := i18n.New(i18n.Swedish)
	err := terminal.About("notes.fault", fault.New("x", fault.Format, "a.anteckningar", nil))
	if wrong, do := terminal.Sentences(l, err); wrong != "Det är ingen fil med anteckningar: a.anteckningar" || do == "" || fault.KindOf(err) != fault.Format {
		t.Error(wrong, do)
	}
	plain := fault.New("x", fault.Offline, "example.org", nil) // of which notes say nothing of their own
	got, _ := terminal.Sentences(l, terminal.About("notes.fault", plain))
	if want, _ := terminal.Sentences(l, plain); got != want {
		t.Error(got)
	}
	if terminal.About("notes.fault", nil) != nil {
		t.Error("nothing is a fault")
	}
}
