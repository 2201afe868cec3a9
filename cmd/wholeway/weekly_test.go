package wholeway_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
)

// weekly is a repository and what the computer that renews its signature every week has: two of the keys, and
// the passphrase in a file.
type weekly struct {
	repo, keys, secrets string
}

func newWeekly(t *testing.T) *weekly {
	t.Helper()
	r := repositorytest.New(t, &repositorytest.Clock{T: time.Now()})
	w := &weekly{repo: r.Dir, keys: t.TempDir(), secrets: t.TempDir()}
	files := map[string][]byte{filepath.Join(w.secrets, "losenfras"): []byte(repositorytest.Passphrase + "\n")}
	for _, name := range []string{"timestamp.key", "snapshot.key"} {
		raw, err := os.ReadFile(filepath.Join(r.Keys, name))
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Join(w.keys, name)] = raw
	}
	for at, raw := range files {
		if err := os.WriteFile(at, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// renews runs a command line of an example, and holds that the timestamp was signed anew.
func (w *weekly) renews(t *testing.T, program string, arguments string, env ...string) {
	t.Helper()
	if program != "rodatraden-publish" {
		t.Fatalf("it runs %s", program)
	}
	version := func() int64 {
		t.Helper()
		x, err := repository.Inspect(t.Context(), repository.Folder(w.repo))
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(x.Roles, func(r repository.Role) bool { return r.Name == "timestamp" })
		return x.Roles[i].Version
	}
	before := version()
	c := exec.Command(program, strings.Fields(arguments)...)
	nobody := t.TempDir()
	c.Dir, c.Env = nobody, append(os.Environ(), append([]string{"HOME=" + nobody, "XDG_DATA_HOME=" + nobody, "XDG_CACHE_HOME=" + nobody}, env...)...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", program, arguments, err, out)
	}
	if after := version(); after != before+1 {
		t.Errorf("the timestamp was version %d and is version %d", before, after)
	}
}

// unit is what a systemd unit says, by name; what is said twice is there twice.
func unit(text string) map[string][]string {
	said := map[string][]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(name, "#") {
			said[name] = append(said[name], value)
		}
	}
	return said
}

func TestTheExampleForSystemdRenewsTheSignatureWithTwoKeysAndThePassphraseInAFile(t *testing.T) {
	w := newWeekly(t)
	said := unit(packaged(t, "rodatraden-publish-refresh.service"))
	one := func(name string) string {
		t.Helper()
		if len(said[name]) != 1 {
			t.Fatalf("%s is said %d times", name, len(said[name]))
		}
		return said[name][0]
	}
	program, arguments, _ := strings.Cut(one("ExecStart"), " ")
	if writes := one("ReadWritePaths"); !strings.Contains(arguments, "--repository "+writes+" ") {
		t.Errorf("it may write in %s", writes)
	}
	name, _, _ := strings.Cut(one("LoadCredential"), ":")
	if _, err := os.Stat(filepath.Join(w.secrets, name)); err != nil {
		t.Error(err)
	}
	arguments = strings.NewReplacer("/srv/rodatraden/publicering", w.repo, "/etc/rodatraden/nycklar", w.keys).Replace(arguments)
	var env []string
	for _, e := range said["Environment"] {
		env = append(env, strings.NewReplacer("%d", w.secrets, "%S/"+one("StateDirectory"), t.TempDir()).Replace(e))
	}
	w.renews(t, filepath.Base(program), arguments, env...)

	timer := unit(packaged(t, "rodatraden-publish-refresh.timer"))
	if timer["Persistent"][0] != "true" || timer["RandomizedDelaySec"] == nil || !strings.HasPrefix(timer["OnCalendar"][0], "Mon ") {
		t.Errorf("the timer says %v", timer)
	}
}

func TestSystemdFindsNoFaultInItsExample(t *testing.T) {
	systemd, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not on this machine: its example is not held against it")
	}
	program, err := exec.LookPath("rodatraden-publish")
	if err != nil {
		t.Fatal(err)
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var units []string
	for _, name := range []string{"rodatraden-publish-refresh.service", "rodatraden-publish-refresh.timer"} {
		text := strings.NewReplacer("/usr/local/bin/rodatraden-publish", program, "User=rodatraden", "User="+me.Username).Replace(packaged(t, name))
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		units = append(units, at)
	}
	if out, err := exec.Command(systemd, append([]string{"verify"}, units...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// task is what a task of the Windows Task Scheduler says, of what its schema has.
type task struct {
	XMLName  xml.Name `xml:"http://schemas.microsoft.com/windows/2004/02/mit/task Task"`
	Version  string   `xml:"version,attr"`
	Triggers struct {
		Calendar struct {
			StartBoundary string
			RandomDelay   string
			Week          struct {
				DaysOfWeek struct{ Monday *struct{} }
				Weeks      int `xml:"WeeksInterval"`
			} `xml:"ScheduleByWeek"`
		} `xml:"CalendarTrigger"`
	}
	Principals struct {
		Principal struct {
			ID        string `xml:"id,attr"`
			UserID    string `xml:"UserId"`
			LogonType string
			RunLevel  string
		}
	}
	Settings struct {
		MultipleInstancesPolicy    string
		DisallowStartIfOnBatteries bool
		StopIfGoingOnBatteries     bool
		StartWhenAvailable         bool
		RestartOnFailure           struct {
			Interval string
			Count    int
		}
		ExecutionTimeLimit string
		Enabled            bool
	}
	Actions struct {
		Context string `xml:",attr"`
		Exec    struct{ Command, Arguments string }
	}
}

func TestTheExampleForWindowsRenewsTheSignatureEveryWeekWhetherAnybodyIsLoggedOnOrNot(t *testing.T) {
	text := packaged(t, "rodatraden-refresh.xml")
	if i := strings.IndexFunc(text, func(r rune) bool { return r > 126 }); i >= 0 {
		t.Errorf("at %d stands what depends on how the file is saved", i)
	}
	var k task
	if err := xml.Unmarshal([]byte(text), &k); err != nil {
		t.Fatal(err)
	}
	duration := regexp.MustCompile(`^PT[0-9]+[HM]$`)
	trigger, principal, set := k.Triggers.Calendar, k.Principals.Principal, k.Settings
	if _, err := time.Parse("2006-01-02T15:04:05", trigger.StartBoundary); err != nil || k.Version != "1.2" {
		t.Errorf("version %q begins %v", k.Version, err)
	}
	if trigger.Week.Weeks != 1 || trigger.Week.DaysOfWeek.Monday == nil || !duration.MatchString(trigger.RandomDelay) {
		t.Errorf("it runs %+v", trigger)
	}
	if principal.LogonType != "Password" || principal.RunLevel != "LeastPrivilege" || principal.ID != k.Actions.Context || principal.UserID == "" {
		t.Errorf("it runs as %+v, in the context %s", principal, k.Actions.Context)
	}
	if !set.Enabled || !set.StartWhenAvailable || set.DisallowStartIfOnBatteries || set.StopIfGoingOnBatteries || set.MultipleInstancesPolicy != "IgnoreNew" ||
		set.RestartOnFailure.Count < 1 || !duration.MatchString(set.RestartOnFailure.Interval) || !duration.MatchString(set.ExecutionTimeLimit) {
		t.Errorf("it is set to %+v", set)
	}
	w := newWeekly(t)
	program := k.Actions.Exec.Command[strings.LastIndexByte(k.Actions.Exec.Command, '\\')+1:]
	arguments := strings.NewReplacer(`D:\rodatraden\publicering`, w.repo, `D:\rodatraden\nycklar`, w.keys).Replace(k.Actions.Exec.Arguments)
	w.renews(t, strings.TrimSuffix(program, ".exe"), arguments, "RODATRADEN_PASSPHRASE_FILE="+filepath.Join(w.secrets, "losenfras"))
}
