package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rodatraden/app/publishing"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
)

// safesOf makes a repository with thresholds and moves the keys of root and targets to a folder each, as to so many
// sticks. It returns the published folder and the folders by the names of their keys.
func safesOf(t *testing.T, dir string) (pub string, safes map[string]string) {
	t.Helper()
	t.Setenv(passphraseVariable, repositorytest.Passphrase)
	pub = filepath.Join(dir, "publicerat")
	if err := quick(t, pub).Init(context.Background(), repository.InitOptions{Full: true}); err != nil {
		t.Fatal(err)
	}
	safes = map[string]string{}
	for _, key := range []string{"root-1", "root-2", "root-3", "targets-1", "targets-2"} {
		safes[key] = filepath.Join(dir, "kassaskåp", key)
		if err := os.MkdirAll(safes[key], 0o700); err != nil {
			t.Fatal(err)
		}
		for _, ext := range []string{".key", ".pub"} {
			if err := os.Rename(filepath.Join(pub+"-keys", key+ext), filepath.Join(safes[key], key+ext)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return pub, safes
}

// keysIn lists the keys of a role, with a star after those at hand.
func keysIn(t *testing.T, role string, args ...string) string {
	t.Helper()
	a := publisher(t, append([]string{"keys", "list", "--json"}, args...)...).want(t, 0)
	var out []string
	for _, r := range a.json["roles"].([]any) {
		if r := r.(map[string]any); r["role"] == role {
			for _, k := range r["keys"].([]any) {
				name := k.(map[string]any)["name"].(string)
				if k.(map[string]any)["at_hand"] == true {
					name += "*"
				}
				out = append(out, name)
			}
		}
	}
	return strings.Join(out, " ")
}

func TestKeysAreListedWithoutAPassphrase(t *testing.T) {
	pub, safes := safesOf(t, folder(t))
	t.Setenv(passphraseVariable, "")
	if got := keysIn(t, "root", "--repository", pub); got != "root-1 root-2 root-3" {
		t.Error(got)
	}
	if got := keysIn(t, "root", "--repository", pub, "--keys", pub+"-keys", "--keys", safes["root-2"]); got != "root-1 root-2* root-3" {
		t.Error(got)
	}
	publisher(t, "keys", "list", "--repository", pub).want(t, 0, "root: 2 av 3 måste signera", "på annat håll", "timestamp", "finns här")
	publisher(t, "keys", "list", "--repository", pub, "--lang", "en").want(t, 0, "root: 2 of 3 must sign")
	publisher(t, "keys").want(t, 0, "rotate ", "apply ")
	publisher(t, "keys", "rotate", "--help").want(t, 0, "keys rotate KEY")
}

func TestALostRootKeyIsReplacedByTheTwoThatAreLeft(t *testing.T) {
	pub, safes := safesOf(t, folder(t))
	both := []string{"--repository", pub, "--keys", pub + "-keys", "--keys", safes["root-1"], "--keys", safes["root-3"]}
	publisher(t, "keys", "rotate", "root", "--repository", pub).want(t, 2, "root-1, root-2, root-3")
	publisher(t, "keys", "rotate", "root", "--lost", "root-2", "--repository", pub, "--json").want(t, 1, "--request FIL")
	publisher(t, append([]string{"keys", "rotate", "root-9"}, both...)...).want(t, 1, "root-9")
	a := publisher(t, append([]string{"keys", "rotate", "root", "--lost", "root-2", "--json"}, both...)...).want(t, 0)
	if made := a.json["made"].([]any); len(made) != 1 || made[0] != "root-4" || len(a.json["fingerprint"].([]any)) != 12 {
		t.Errorf("%v", a.json)
	}
	if got := keysIn(t, "root", both...); got != "root-1* root-3* root-4*" {
		t.Error(got)
	}
	publisher(t, append([]string{"keys", "revoke", "root-1"}, both...)...).want(t, 0, "root-1", "gäller inte längre", "Fingeravtrycket är ett annat")
	publisher(t, append([]string{"keys", "revoke", "root-3"}, both...)...).want(t, 2, "färre nycklar")
	publisher(t, append([]string{"keys", "revoke", "snapshot"}, both...)...).want(t, 2, "sista nyckel")
}

func TestARequestGoesFromThePublisherToTheSafesAndBack(t *testing.T) {
	dir := folder(t)
	pub, safes := safesOf(t, dir)
	file, file2 := filepath.Join(dir, "begäran.json"), filepath.Join(dir, "begäran 2.json")
	publisher(t, "keys", "rotate", "timestamp", "--repository", pub, "--request", file).want(t, 0,
		"timestamp: nyckeln timestamp-2", "2 signaturer fattas, av root-1, root-2, root-3", "Inget är ändrat ännu")
	publisher(t, "keys", "apply", file, "--repository", pub).want(t, 1, "inte alla signaturer")
	a := publisher(t, "keys", "sign", file, "--keys", safes["root-1"], "--out", file2)
	a.want(t, 0, "Jämför orden med brevet", "timestamp: nyckeln timestamp ", "Signerad med root-1", "en signatur fattas")
	first := publisher(t, "keys", "sign", file, "--keys", safes["root-1"], "--out", file2, "--json").want(t, 0)
	if signed := first.json["signed"].([]any); len(signed) != 1 || signed[0] != "root-1" || first.json["checked"] != false {
		t.Errorf("%v", first.json)
	}
	publisher(t, "keys", "sign", file2, "--keys", pub+"-keys").want(t, 1, "finns inte här")
	if a := publisher(t, "keys", "sign", file2, "--keys", safes["root-3"], "--repository", pub).want(t, 0, "alla signaturer"); strings.Contains(a.out, "Jämför orden") {
		t.Errorf("%s", a.out)
	}
	publisher(t, "keys", "apply", file2, "--repository", pub).want(t, 0, "timestamp-2")
	publisher(t, "keys", "apply", file2, "--repository", pub).want(t, 0, "sedan tidigare")
	if got := keysIn(t, "timestamp", "--repository", pub); got != "timestamp-2*" {
		t.Error(got)
	}
	publisher(t, "refresh", "--repository", pub).want(t, 0)
	// The first file began with what is no longer published.
	publisher(t, "keys", "sign", file, "--keys", safes["root-2"], "--repository", pub).want(t, 1, "Gör en ny begäran")
	// Somebody has changed a word of it.
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	spoilt(t, dir, filepath.Base(file), strings.Replace(string(raw), `"old": "timestamp`, `"old": "timestomp`, 1))
	publisher(t, "keys", "sign", file, "--keys", safes["root-2"]).want(t, 1, "ändrad av någon")
	other, _ := safesOf(t, folder(t))
	publisher(t, "keys", "sign", file2, "--keys", safes["root-2"], "--repository", other).want(t, 1, "en annan publicering")
	publisher(t, "keys", "apply", file2, "--repository", other).want(t, 1, "en annan publicering")
}

func TestANewCommitteeIsLetInByAPackageAndARequest(t *testing.T) {
	dir := folder(t)
	pub, safes := safesOf(t, dir)
	first := built(t, sources(t, "trollhattan")[0])[0]
	publisher(t, "publish", first, "--repository", pub).want(t, 1, "keys add --package")
	if publishing.There(filepath.Join(pub, "targets")) {
		t.Error("something was published")
	}
	file := filepath.Join(dir, "begaran.json")
	publisher(t, "keys", "add", "--package", first, "--repository", pub, "--request", file).want(t, 0, "släpps in", "Trollhättan", "committee-asn.key")
	for _, safe := range []string{"targets-1", "targets-2"} {
		publisher(t, "keys", "sign", file, "--keys", safes[safe]).want(t, 0)
	}
	publisher(t, "keys", "apply", file, "--repository", pub).want(t, 0)
	publisher(t, "keys", "add", "--package", first, "--repository", pub, "--request", file).want(t, 1, "finns redan")
	publisher(t, "publish", first, "--repository", pub).want(t, 0)
	publisher(t, "inspect", "--repository", pub).want(t, 0, filepath.Base(first))
	publisher(t, "keys", "add", "--repository", pub).want(t, 2)
	publisher(t, "keys", "add", "nämnden", "--repository", pub).want(t, 2)
	publisher(t, "keys", "add", "committee-bun", "--repository", pub).want(t, 1)
}

func TestASimpleRepositoryIsRaisedByACommand(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	publisher(t, "publish", built(t, sources(t, "trollhattan")[0])[0], "--repository", pub).want(t, 0)
	a := publisher(t, "keys", "raise", "--repository", pub, "--json").want(t, 0)
	if made := a.json["made"].([]any); len(made) != 3 {
		t.Errorf("%v", made)
	}
	publisher(t, "keys", "list", "--repository", pub).want(t, 0, "root: 2 av 3", "targets: 2 av 2")
	publisher(t, "keys", "raise", "--repository", pub).want(t, 1, "krävs redan mer än en nyckel")
}

func TestAKeyComesFromAnotherComputer(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	first := built(t, sources(t, "trollhattan")[0])[0]
	subscription := filepath.Join(dir, "asn.prenumeration")
	publisher(t, "publish", first, "--repository", pub, "--address", "https://example.org/", "--subscription", subscription).want(t, 0)
	elsewhere := filepath.Join(dir, "annan dator")
	publisher(t, "keys", "make", "root", "--keys", elsewhere).want(t, 2)
	publisher(t, "keys", "make", "root", "--keys", elsewhere, "--subscription", subscription).want(t, 0, "root-2.pub")
	publisher(t, "keys", "add", "root", "--repository", pub, "--pub", filepath.Join(elsewhere, "root-2.pub")).want(t, 0, "root-2")
	if got := keysIn(t, "root", "--repository", pub); got != "root-1* root-2" {
		t.Error(got)
	}
	publisher(t, "keys", "add", "root", "--repository", pub, "--pub", filepath.Join(elsewhere, "root-2.pub")).want(t, 1, "finns redan")
	publisher(t, "keys", "add", "root", "--repository", pub, "--pub", filepath.Join(elsewhere, "root-2.key")).want(t, 1)
	publisher(t, "keys", "add", "root", "--repository", pub, "--pub", filepath.Join(elsewhere, "root-3.pub")).want(t, 1, "finns inte")
	if publishing.There(filepath.Join(pub+"-keys", "root-2.key")) {
		t.Error("the private half has come too")
	}
	publisher(t, "keys", "make", "committee-asn", "--keys", elsewhere, "--repository", pub).want(t, 0, "committee-asn-2.pub")
	publisher(t, "keys", "make", "committee-bun", "--keys", elsewhere, "--repository", pub).want(t, 0, "committee-bun.pub")
	publisher(t, "keys", "rotate", "committee-asn", "--repository", pub, "--keys", pub+"-keys", "--keys", elsewhere,
		"--pub", filepath.Join(elsewhere, "committee-asn-2.pub")).want(t, 0, "committee-asn-2")
	second := built(t, sources(t, "trollhattan")[:2]...)[1]
	publisher(t, "publish", second, "--repository", pub).want(t, 1, "committee-asn-2", "Inget är publicerat. Visa med --keys")
}

func TestAPassphraseIsExchangedForEveryKeyOrNone(t *testing.T) {
	dir := folder(t)
	pub := repositoryIn(t, dir)
	keys := pub + "-keys"
	before := everything(t, keys)
	t.Setenv(newPassphraseVariable, "en alldeles ny lösenfras")
	t.Setenv(passphraseVariable, "fel")
	publisher(t, "keys", "passphrase", "--keys", keys).want(t, 1, "Lösenfrasen")
	for path, content := range everything(t, keys) {
		if before[path] != content {
			t.Errorf("%s has been changed", path)
		}
	}
	t.Setenv(passphraseVariable, repositorytest.Passphrase)
	publisher(t, "keys", "passphrase", "timestamp", "--keys", keys).want(t, 0, "timestamp")
	publisher(t, "refresh", "--repository", pub).want(t, 1, "Lösenfrasen")
	// From a file, as a service that renews the signature is given it.
	file := filepath.Join(dir, "lösenfras")
	if err := os.WriteFile(file, []byte("en alldeles ny lösenfras\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Unsetenv(passphraseVariable); err != nil { // t.Setenv puts it back
		t.Fatal(err)
	}
	t.Setenv(passphraseVariable+"_FILE", file)
	publisher(t, "refresh", "--repository", pub).want(t, 0)
	t.Setenv(passphraseVariable+"_FILE", filepath.Join(dir, "saknas"))
	publisher(t, "refresh", "--repository", pub).want(t, 1, "saknas")
}

func TestWhatIsAboutToExpireIsTold(t *testing.T) {
	dir := folder(t)
	t.Setenv(passphraseVariable, repositorytest.Passphrase)
	pub := filepath.Join(dir, "publicerat")
	old := repositorytest.Open(t, pub, pub+"-keys", &repositorytest.Clock{T: time.Now().AddDate(0, 0, -20)})
	if err := old.Init(context.Background(), repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	warned := func(a answer) string {
		var out []string
		for _, w := range a.json["warnings"].([]any) {
			w := w.(map[string]any)
			out = append(out, w["worry"].(string)+" "+w["role"].(string))
		}
		return strings.Join(out, ", ")
	}
	for _, args := range [][]string{{"inspect"}, {"keys", "list"}} {
		args = append(args, "--repository", pub)
		publisher(t, args...).want(t, 0, "Rollen timestamp går ut", "rodatraden-publish refresh")
		if got := warned(publisher(t, append(args, "--json")...).want(t, 0)); got != "expiring timestamp" {
			t.Errorf("%v: %s", args, got)
		}
	}
	if got := warned(publisher(t, "refresh", "--repository", pub, "--json").want(t, 0)); got != "" {
		t.Error(got)
	}
	if a := publisher(t, "inspect", "--repository", pub).want(t, 0); strings.Contains(a.out, "går ut") {
		t.Errorf("%s", a.out)
	}
	if err := os.Remove(filepath.Join(pub+"-keys", "snapshot.key")); err != nil {
		t.Fatal(err)
	}
	publisher(t, "keys", "list", "--repository", pub).want(t, 0, "Nyckeln till snapshot finns inte i nyckelmappen")
	// In three years the root and the targets have ended, and their keys lie in a safe.
	publisher(t, "keys", "renew", "--repository", pub).want(t, 1, "behöver förnyas")
	publisher(t, "keys", "renew", "root", "--repository", pub).want(t, 0, "root: gäller till")
}

func TestRequestsForMachinesSayWhatPeopleAreTold(t *testing.T) {
	dir := folder(t)
	pub, _ := safesOf(t, dir)
	file := filepath.Join(dir, "begaran.json")
	a := publisher(t, "keys", "revoke", "root-2", "--repository", pub, "--request", file, "--json").want(t, 0)
	var q struct {
		Changes []map[string]string `json:"changes"`
	}
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, &q)
	}
	if err != nil || len(q.Changes) == 0 || q.Changes[0]["what"] != "key_goes" || !slices.ContainsFunc(a.json["changes"].([]any), func(c any) bool {
		return c.(map[string]any)["old"] == q.Changes[0]["old"]
	}) {
		t.Errorf("%v %v\n%v", q, err, a.json)
	}
	if sign := a.json["sign"].([]any)[0].(map[string]any); sign["lacking"].(float64) != 2 || len(sign["able"].([]any)) != 2 {
		t.Errorf("%v", sign)
	}
}

func TestNobodyIsToldToRemoveKeysOrWhatIsPublished(t *testing.T) {
	dir := t.TempDir()
	pub, safes := safesOf(t, dir)
	keys := []string{"--keys", pub + "-keys"}
	for _, folder := range safes {
		keys = append(keys, "--keys", folder)
	}
	for name, args := range map[string][]string{
		"the repository is there":   {"init", "--repository", pub},
		"keys of another are there": {"init", "--repository", filepath.Join(dir, "annan"), "--keys", safes["root-1"]},
		"thresholds are raised":     append([]string{"keys", "raise", "--repository", pub}, keys...),
		"the key is there":          {"keys", "make", "root-1", "--repository", pub, "--keys", safes["root-1"]},
		"the key counts already":    append([]string{"keys", "add", "root", "--repository", pub, "--pub", filepath.Join(safes["root-1"], "root-1.pub")}, keys...),
	} {
		said := publisher(t, args...).want(t, 1).err
		if !strings.Contains(said, "nget är ändrat") || strings.Contains(said, "eller ta bort") {
			t.Errorf("%s: %s", name, said)
		}
	}
	inside := publisher(t, "init", "--repository", filepath.Join(dir, "ny"), "--keys", filepath.Join(dir, "ny", "nycklar")).want(t, 2).err
	if !strings.Contains(inside, "Nyckelmappen ligger i mappen som publiceras") {
		t.Error(inside)
	}
}

func TestAPassphraseFileThatDoesNotTellIsNamed(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	if err := os.Unsetenv(passphraseVariable); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "lösenfras")
	t.Setenv(passphraseVariable+"_FILE", file)
	publisher(t, "refresh", "--repository", pub).want(t, 1, file)
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	publisher(t, "refresh", "--repository", pub).want(t, 1, file)
}
