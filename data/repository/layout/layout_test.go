package layout_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	. "rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
)

func TestAPathInsideAPackageStaysInside(t *testing.T) {
	for p, want := range map[string]bool{
		"data/amounts.csv": true, "documents/rapport-2019.pdf": true, "a": true, "a..b/c": true,
		"": false, "/etc/passwd": false, "../x": false, "a/../x": false, "a/..": false, "./a": false, "a//b": false,
		"a/": false, `a\b`: false, "C:x": false, "https://x.se/a": false, "å.csv": false, "a b": false, "con": false,
		"a/NUL.txt": false, "a./b": false, strings.Repeat("a", 120): true, strings.Repeat("a", 121): false, "a\x00": false,
	} {
		if ValidPath(p) != want {
			t.Errorf("ValidPath(%q) = %v", p, !want)
		}
	}
}

func TestCommitteesAreNotNamedLikeRolesOrDevices(t *testing.T) {
	for id, want := range map[string]bool{
		"asn": true, "bun-2": true, "": false, "root": false, "targets": false, "snapshot": false, "timestamp": false,
		"Asn": false, "a/b": false, "a*": false, "nul": false, strings.Repeat("a", 41): false,
	} {
		if ValidCommittee(id) != want {
			t.Errorf("ValidCommittee(%q) = %v", id, !want)
		}
	}
}

// edit changes one thing in a good manifest.
func edit(change func(m map[string]any)) []byte {
	var m map[string]any
	if err := json.Unmarshal(repositorytest.Package{Name: "mars", Order: 3}.Manifest(), &m); err != nil {
		panic(err)
	}
	change(m)
	data, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return data
}

func TestAManifestIsReadOnlyWhenItHolds(t *testing.T) {
	first := func(m map[string]any) map[string]any { return m["resources"].([]any)[0].(map[string]any) }
	followup := func(m map[string]any) map[string]any { return m["followup"].(map[string]any) }
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	for name, c := range map[string]struct {
		data []byte
		kind fault.Kind
	}{
		"good":                         {edit(func(map[string]any) {}), ""},
		"unknown properties":           {edit(func(m map[string]any) { m["later"] = 1; followup(m)["later"] = "x" }), ""},
		"not JSON":                     {[]byte("{"), fault.Format},
		"a list":                       {[]byte("[]"), fault.Format},
		"nothing":                      {nil, fault.Format},
		"two objects":                  {append(edit(func(map[string]any) {}), []byte("{}")...), fault.Format},
		"a later format":               {edit(func(m map[string]any) { followup(m)["format"] = 2 }), fault.Format},
		"no followup":                  {edit(func(m map[string]any) { delete(m, "followup") }), fault.Format},
		"no audience":                  {edit(func(m map[string]any) { delete(followup(m), "audience") }), fault.Format},
		"an id that is no UUID":        {edit(func(m map[string]any) { m["id"] = "mars" }), fault.Format},
		"an id in upper case":          {edit(func(m map[string]any) { m["id"] = strings.ToUpper(m["id"].(string)) }), fault.Format},
		"superseding itself":           {edit(func(m map[string]any) { followup(m)["supersedes"] = m["id"] }), fault.Format},
		"a name with a slash":          {edit(func(m map[string]any) { m["name"] = "a/b" }), fault.Format},
		"a file outside":               {edit(func(m map[string]any) { first(m)["path"] = "../x.csv" }), fault.Format},
		"a file on the web":            {edit(func(m map[string]any) { first(m)["path"] = "https://x.se/x.csv" }), fault.Format},
		"several files as one":         {edit(func(m map[string]any) { first(m)["path"] = []string{"a", "b"} }), fault.Format},
		"no path":                      {edit(func(m map[string]any) { delete(first(m), "path") }), fault.Format},
		"the manifest as a file":       {edit(func(m map[string]any) { first(m)["path"] = "DataPackage.json" }), fault.Format},
		"one file twice":               {edit(func(m map[string]any) { first(m)["path"] = "data/UNITS.csv" }), fault.Format},
		"a file that is a folder":      {edit(func(m map[string]any) { first(m)["path"] = "data" }), fault.Format},
		"a weak hash":                  {edit(func(m map[string]any) { first(m)["hash"] = "md5:00" }), fault.Format},
		"no hash":                      {edit(func(m map[string]any) { delete(first(m), "hash") }), fault.Format},
		"no size":                      {edit(func(m map[string]any) { delete(first(m), "bytes") }), fault.Format},
		"a negative size":              {edit(func(m map[string]any) { first(m)["bytes"] = -1 }), fault.Format},
		"a file that is too large":     {edit(func(m map[string]any) { first(m)["bytes"] = MaxFile + 1 }), fault.Limit},
		"too many files":               {edit(func(m map[string]any) { m["resources"] = make([]struct{}, MaxFiles+1) }), fault.Limit},
		"nested too deep":              {edit(func(m map[string]any) { m["later"] = json.RawMessage(deep) }), fault.Limit},
		"a manifest that is too large": {edit(func(m map[string]any) { m["later"] = strings.Repeat("x", MaxManifest) }), fault.Limit},
		"a package that is too large": {edit(func(m map[string]any) {
			var rs []any
			for i := range 5 {
				rs = append(rs, map[string]any{"path": "f" + string(rune('0'+i)), "hash": "sha256:" + Sum([]byte{byte(i)}), "bytes": MaxFile})
			}
			m["resources"] = rs
		}), fault.Limit},
	} {
		_, err := ParseManifest("m", c.data)
		if got := fault.KindOf(err); got != c.kind {
			t.Errorf("%s: %v, want kind %q", name, err, c.kind)
		}
	}
}

func TestAFaultInAManifestNamesTheFile(t *testing.T) {
	_, err := ParseManifest("asn/mars/datapackage.json", repositorytest.Package{Name: "mars", Files: map[string]string{"../x.csv": ""}}.Manifest())
	if got := fault.PathOf(err); got != "asn/mars/datapackage.json: ../x.csv" {
		t.Errorf("the fault is about %q", got)
	}
}

func sampleIndex() Index {
	p := func(name string, order int64) Package {
		return Package{Name: name, ID: repositorytest.ID("asn", name), Order: order, Manifest: File{SHA256: Sum([]byte(name)), Length: 10}}
	}
	return Index{Format: 1, Municipality: Municipality{"1488", "Trollhättan"}, Committee: Committee{"asn", "Nämnden"},
		Packages: []Package{p("mars", 3), p("april", 4)}}
}

func TestAnIndexIsReadBackAsWritten(t *testing.T) {
	want := sampleIndex()
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseIndex("x", data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnIndexIsReadOnlyWhenItHolds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(x *Index)
		kind   fault.Kind
	}{
		"a later format":      {func(x *Index) { x.Format = 2 }, fault.Format},
		"a bad committee":     {func(x *Index) { x.Committee.ID = "../asn" }, fault.Format},
		"no municipality":     {func(x *Index) { x.Municipality = Municipality{} }, fault.Format},
		"a name twice":        {func(x *Index) { x.Packages[1].Name = x.Packages[0].Name }, fault.Format},
		"an id twice":         {func(x *Index) { x.Packages[1].ID = x.Packages[0].ID }, fault.Format},
		"an order twice":      {func(x *Index) { x.Packages[1].Order = x.Packages[0].Order }, fault.Format},
		"out of order":        {func(x *Index) { slices.Reverse(x.Packages) }, fault.Format},
		"a bad hash":          {func(x *Index) { x.Packages[0].Manifest.SHA256 = "../../x" }, fault.Format},
		"no length":           {func(x *Index) { x.Packages[0].Manifest.Length = 0 }, fault.Format},
		"a large manifest":    {func(x *Index) { x.Packages[0].Manifest.Length = MaxManifest + 1 }, fault.Limit},
		"a large package":     {func(x *Index) { x.Packages[0].Bytes = MaxPackage + 1 }, fault.Limit},
		"a bad name":          {func(x *Index) { x.Packages[0].Name = "a/../b" }, fault.Format},
		"too many packages":   {func(x *Index) { x.Packages = make([]Package, MaxPackages+1) }, fault.Limit},
		"superseding nothing": {func(x *Index) { x.Packages[0].Supersedes = "mars" }, fault.Format},
	} {
		x := sampleIndex()
		c.change(&x)
		data, err := x.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseIndex("x", data); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want kind %q", name, err, c.kind)
		}
	}
}

func subscription(t testing.TB) (Subscription, []byte) {
	r := repositorytest.New(t, repositorytest.NewClock())
	r.Add(t, repositorytest.Package{Name: "mars", Order: 3})
	s, err := r.Subscription(context.Background(), "https://trollhattan.se/uppfoljning", []string{"http://127.0.0.1:8080/"}, []string{"asn"})
	if err != nil {
		t.Fatal(err)
	}
	data, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return s, data
}

func TestASubscriptionIsReadBackAsWritten(t *testing.T) {
	want, data := subscription(t)
	got, err := ParseSubscription("x", data)
	if err != nil {
		t.Fatal(err)
	}
	if got.Address != "https://trollhattan.se/uppfoljning/" || got.Committees[0].Name != "Nämnden asn" ||
		!slices.Equal(got.Mirrors, want.Mirrors) || got.Municipality != want.Municipality || got.Audience != Public {
		t.Errorf("read %+v", got)
	}
	if diff := cmp.Diff(want.Root.Fingerprint(), got.Root.Fingerprint()); diff != "" {
		t.Error(diff)
	}
	if string(got.Root.Bytes) != string(want.Root.Bytes) {
		t.Error("the root has changed")
	}
}

func TestASubscriptionIsReadOnlyWhenItHolds(t *testing.T) {
	_, good := subscription(t)
	_, other := subscription(t)
	for name, c := range map[string]struct {
		change func(s, other map[string]any)
		kind   fault.Kind
	}{
		"a later format":          {func(s, _ map[string]any) { s["format"] = 2 }, fault.Format},
		"an address without TLS":  {func(s, _ map[string]any) { s["address"] = "http://trollhattan.se/" }, fault.Format},
		"an address with a name":  {func(s, _ map[string]any) { s["address"] = "https://a:b@trollhattan.se/" }, fault.Format},
		"a file as address":       {func(s, _ map[string]any) { s["address"] = "file:///etc/" }, fault.Format},
		"no address":              {func(s, _ map[string]any) { delete(s, "address") }, fault.Format},
		"a bad mirror":            {func(s, _ map[string]any) { s["mirrors"] = []string{"ftp://x/"} }, fault.Format},
		"a bad committee":         {func(s, _ map[string]any) { s["committees"] = []any{map[string]any{"id": "../x"}} }, fault.Format},
		"no root":                 {func(s, _ map[string]any) { delete(s, "root") }, fault.Format},
		"another root":            {func(s, o map[string]any) { s["root"] = o["root"] }, fault.Signature},
		"another fingerprint":     {func(s, o map[string]any) { s["fingerprint"] = o["fingerprint"] }, fault.Signature},
		"a root that was changed": {func(s, _ map[string]any) { s["root"].(map[string]any)["signed"].(map[string]any)["version"] = 2 }, fault.Signature},
	} {
		var s, o map[string]any
		if err := json.Unmarshal(good, &s); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(other, &o); err != nil {
			t.Fatal(err)
		}
		c.change(s, o)
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseSubscription("x", data); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want kind %q", name, err, c.kind)
		}
	}
}

func TestARootThatIsFullOfHolesIsRefused(t *testing.T) {
	for _, s := range []string{
		"", "{}", "null", `{"signed":null}`, `{"signed":{"_type":"root"}}`,
		`{"signed":{"_type":"root","roles":{"root":null}},"signatures":[]}`,
		`{"signed":{"_type":"root","keys":{"a":null},"roles":{"root":{"keyids":["a"],"threshold":1}}},"signatures":[]}`,
	} {
		if _, err := ParseRoot("x", []byte(s)); fault.KindOf(err) != fault.Signature {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestAFingerprintFollowsTheKeysAndNotTheirNames(t *testing.T) {
	// A hostile root that gives its own key the id of the real one must not look like the real one.
	s, _ := subscription(t)
	var root map[string]any
	if err := json.Unmarshal(s.Root.Bytes, &root); err != nil {
		t.Fatal(err)
	}
	r := repositorytest.New(t, repositorytest.NewClock())
	hostile := repositorytest.Seed(t, r.Keys, "root-1")
	forged := repositorytest.RootWithKey(t, root, hostile)
	got, err := ParseRoot("x", forged)
	if err != nil {
		return // refused altogether: as good
	}
	if slices.Equal(got.Fingerprint(), s.Root.Fingerprint()) {
		t.Error("a root with another key has the same fingerprint")
	}
}

func TestTheWordsOfFingerprintsAreEasilyTold(t *testing.T) {
	data, err := os.ReadFile("words.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(string(data))
	if len(words) != 256 || !slices.IsSorted(words) {
		t.Fatalf("%d words, sorted: %v", len(words), slices.IsSorted(words))
	}
	for i, a := range words {
		if len(a) < 4 || len(a) > 8 || strings.Trim(a, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%q is not easily spelled", a)
		}
		for _, b := range words[:i] {
			if len(a) == len(b) && differing(a, b) < 2 {
				t.Errorf("%q and %q are one letter apart", a, b)
			}
		}
	}
}

func differing(a, b string) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func FuzzParseManifest(f *testing.F) {
	f.Add(repositorytest.Package{Name: "mars", Order: 3}.Manifest())
	f.Add([]byte(`{"name":"a","resources":[{"path":"../a"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest("m", data)
		if err != nil {
			if k := fault.KindOf(err); k != fault.Format && k != fault.Limit {
				t.Fatalf("kind %q", k)
			}
			return
		}
		for _, r := range m.Resources {
			if !filepath.IsLocal(r.Path) || !ValidSum(r.SHA256) || r.Bytes < 0 {
				t.Fatalf("accepted %+v", r)
			}
		}
	})
}

func FuzzParseIndex(f *testing.F) {
	data, err := sampleIndex().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := ParseIndex("x", data)
		if err != nil {
			if k := fault.KindOf(err); k != fault.Format && k != fault.Limit {
				t.Fatalf("kind %q", k)
			}
			return
		}
		again, err := x.Encode()
		if err != nil {
			t.Fatal(err)
		}
		y, err := ParseIndex("x", again)
		if err != nil {
			t.Fatalf("written and refused: %v", err)
		}
		if diff := cmp.Diff(x, y); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzParseSubscription(f *testing.F) {
	_, data := subscription(f)
	f.Add(data)
	f.Add([]byte(`{"format":1,"address":"https://a/","root":{"signed":{"_type":"root","roles":{"root":null}},"signatures":[]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSubscription("x", data)
		if err != nil {
			if fault.KindOf(err) == "" {
				t.Fatalf("not a fault: %v", err)
			}
			return
		}
		again, err := s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseSubscription("x", again); err != nil {
			t.Fatalf("written and refused: %v", err)
		}
	})
}
