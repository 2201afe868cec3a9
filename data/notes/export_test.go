package notes

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"rodatraden/data/fault"
)

const passphrase = "fyra ord i rad"

func export(t testing.TB, n *Notes) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := n.Export(ctx, &b, passphrase); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sealed encrypts what is no export, or another version's.
func sealed(t testing.TB, plain string, to ...age.Recipient) []byte {
	t.Helper()
	if len(to) == 0 {
		r, err := age.NewScryptRecipient(passphrase)
		if err != nil {
			t.Fatal(err)
		}
		r.SetWorkFactor(5)
		to = append(to, r)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to...)
	if err == nil {
		_, err = io.WriteString(w, plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnExportMovesEverythingToAnotherDevice(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	e := put(t, a, full)
	for range 3 {
		put(t, a, Entry{Kind: Note, Text: "hemligt"})
	}
	if err := a.Delete(ctx, list(t, a)[2].ID); err != nil {
		t.Fatal(err)
	}
	sent := export(t, a)
	if bytes.Contains(sent, []byte("hemligt")) || bytes.Contains(sent, []byte("trollhattan")) {
		t.Error("an export can be read by anyone")
	}
	r, err := b.Import(ctx, bytes.NewReader(sent), passphrase)
	if err != nil || r != (Report{Added: 3, Same: 1}) {
		t.Fatalf("%+v %v", r, err)
	}
	if dump(t, a) != dump(t, b) || get(t, b, e.ID).About != full.About {
		t.Errorf("%s\n%s", dump(t, a), dump(t, b))
	}
	if r, err := b.Import(ctx, bytes.NewReader(sent), passphrase); err != nil || r != (Report{Same: 4}) {
		t.Errorf("again: %+v %v", r, err)
	}
}

func TestAnExportWithoutAPassphraseIsNotMade(t *testing.T) {
	var b bytes.Buffer
	wantKind(t, device(t, newClock()).Export(ctx, &b, ""), fault.Secret)
	if b.Len() != 0 {
		t.Error("something was written")
	}
}

func TestWhatIsNoWholeExportIsRefusedAndNothingIsWritten(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	put(t, a, full)
	e := put(t, a, Entry{Kind: Note, Text: strings.Repeat("lång ", 40_000)}) // of more than one of age's pieces
	e.Text = "kort"
	put(t, a, e)
	sent := export(t, a)
	plain, err := a.pack(ctx)
	if err != nil {
		t.Fatal(err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Clone(sent)
	altered[len(altered)/2] ^= 1
	remade := func(change func(*parcel)) []byte {
		var p parcel
		if err := json.Unmarshal(plain, &p); err != nil {
			t.Fatal(err)
		}
		change(&p)
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		return sealed(t, string(raw))
	}
	again := func(r *revision) { r.ID = r.hash() }
	if _, err := device(t, c).Import(ctx, bytes.NewReader(remade(func(*parcel) {})), passphrase); err != nil {
		t.Fatal("what has not been altered is refused:", err)
	}
	costly, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	costly.SetWorkFactor(5)
	expensive := bytes.Replace(sealed(t, "{}", costly), []byte(" 5\n"), []byte(" 30\n"), 1)

	for what, one := range map[string]struct {
		sent   []byte
		phrase string
		kind   fault.Kind
	}{
		"another passphrase":                   {sent, "fem", fault.Secret},
		"no passphrase":                        {sent, "", fault.Secret},
		"one altered bit":                      {altered, passphrase, fault.Content},
		"more behind it":                       {append(bytes.Clone(sent), 'x'), passphrase, fault.Content},
		"a passphrase that takes a day to try": {expensive, passphrase, fault.Content},
		"nothing":                              {nil, passphrase, fault.Format},
		"a picture":                            {[]byte("\x89PNG\r\n\x1a\n and so on, for a while"), passphrase, fault.Format},
		"somebody's letter":                    {sealed(t, "{}", key.Recipient()), passphrase, fault.Format},
		"something else, sealed":               {sealed(t, "hej"), passphrase, fault.Format},
		"an empty object":                      {sealed(t, "{}"), passphrase, fault.Format},
		"another program's":                    {remade(func(p *parcel) { p.Format = "other" }), passphrase, fault.Format},
		"version 0":                            {remade(func(p *parcel) { p.Version = 0 }), passphrase, fault.Format},
		"a newer program's":                    {remade(func(p *parcel) { p.Version = version + 1 }), passphrase, fault.Newer},
		"a newer program's, with what this one does not know": {
			sealed(t, `{"format":"rodatraden-notes","version":2,"revisions":{"of":"another form"}}`), passphrase, fault.Newer},
		"a field too many":      {sealed(t, `{"format":"rodatraden-notes","version":1,"revisions":[],"more":1}`), passphrase, fault.Format},
		"a revision of nothing": {sealed(t, `{"format":"rodatraden-notes","version":1,"revisions":[null]}`), passphrase, fault.Format},
		"words not as hashed":   {remade(func(p *parcel) { p.Revisions[0].Content = strings.Replace(p.Revisions[0].Content, "a", "b", 1) }), passphrase, fault.Format},
		"a revision without its parent": {remade(func(p *parcel) {
			for i, r := range p.Revisions {
				if r.Entry == e.ID && len(r.Parents) == 0 {
					p.Revisions = append(p.Revisions[:i:i], p.Revisions[i+1:]...)
					break
				}
			}
		}), passphrase, fault.Format},
		"a deletion of nothing": {remade(func(p *parcel) { r := p.Revisions[0]; r.Act, r.Parents = remove, nil; again(r) }), passphrase, fault.Format},
		"an act unknown":        {remade(func(p *parcel) { r := p.Revisions[0]; r.Act = "burn"; again(r) }), passphrase, fault.Format},
		"an id that is none":    {remade(func(p *parcel) { r := p.Revisions[0]; r.Entry = "../../etc"; again(r) }), passphrase, fault.Format},
		"content that is none":  {remade(func(p *parcel) { r := p.Revisions[0]; r.Content = "[]"; again(r) }), passphrase, fault.Format},
		"content twice":         {remade(func(p *parcel) { r := p.Revisions[0]; r.Content += "{}"; again(r) }), passphrase, fault.Format},
		"a place that is none":  {remade(func(p *parcel) { r := p.Revisions[0]; r.Content = `{"kind":"note","place":"0"}`; again(r) }), passphrase, fault.Format},
		"another entry's parent": {remade(func(p *parcel) {
			for _, r := range p.Revisions {
				if len(r.Parents) > 0 {
					for _, o := range p.Revisions {
						if o.Entry != r.Entry {
							r.Parents = []string{o.ID}
							again(r)
							return
						}
					}
				}
			}
		}), passphrase, fault.Format},
	} {
		before := b.Generation()
		_, err := b.Import(ctx, bytes.NewReader(one.sent), one.phrase)
		if fault.KindOf(err) != one.kind {
			t.Errorf("%s: %v, want %s", what, err, one.kind)
		}
		if b.Generation() != before || len(all(t, b)) != 0 {
			t.Fatalf("%s: something was written", what)
		}
	}
	for cut := 1; cut < len(sent); cut += 1 + len(sent)/200 {
		_, err := b.Import(ctx, bytes.NewReader(sent[:cut]), passphrase)
		if fault.KindOf(err) != fault.Content || len(all(t, b)) != 0 {
			t.Fatalf("cut after %d bytes of %d: %v", cut, len(sent), err)
		}
	}
}

func TestADiskThatCannotBeReadIsNoBrokenExport(t *testing.T) {
	cause := errors.New("the stick was pulled out")
	a := device(t, newClock())
	put(t, a, full)
	sent := export(t, a)
	for _, after := range []int{0, 3, len(sent) - 1} {
		_, err := a.Import(ctx, io.MultiReader(bytes.NewReader(sent[:after]), failingReader{cause}), passphrase)
		if !errors.Is(err, cause) || fault.KindOf(err) != fault.Local {
			t.Error(err)
		}
	}
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }

// rename gives revisions the names that go with what they say, as who makes an export can. Parents
// come before children.
func rename(revisions []*revision) {
	named := map[string]string{}
	for _, r := range revisions {
		for i, p := range r.Parents {
			if name, ok := named[p]; ok {
				r.Parents[i] = name
			}
		}
		slices.Sort(r.Parents)
		was := r.ID
		r.ID = r.hash()
		named[was] = r.ID
	}
}

// FuzzImport tries what may lie in an export, whoever has made it and with whatever passphrase.
func FuzzImport(f *testing.F) {
	c := newClock()
	a := device(f, c)
	e := put(f, a, full)
	e.Text = "ändrad"
	put(f, a, e)
	put(f, a, Entry{Kind: Note, Text: "en till"})
	if err := a.Delete(ctx, e.ID); err != nil {
		f.Fatal(err)
	}
	plain, err := a.pack(ctx)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(plain)
	f.Add([]byte(`{"format":"rodatraden-notes","version":1,"revisions":[{}]}`))
	f.Add(export(f, a))
	n := device(f, c)
	put(f, n, Entry{Kind: Note, Text: "egen"})
	own := all(f, n)
	f.Fuzz(func(t *testing.T, sent []byte) {
		if _, err := n.Import(ctx, bytes.NewReader(sent), passphrase+"!"); err == nil || fault.KindOf(err) == "" {
			t.Fatal("without the passphrase:", err)
		}
		before := len(all(t, n))
		theirs, err := unpack(sent)
		if err == nil {
			rename(theirs)
			_, err = n.merge(ctx, "test", "", theirs)
		}
		after := all(t, n)
		if err != nil {
			if fault.KindOf(err) == "" || len(after) != before {
				t.Fatalf("%v, and %d revisions where %d were", err, len(after), before)
			}
			return
		}
		for id := range own {
			if after[id] == nil {
				t.Fatal("the reader's own is lost")
			}
		}
		for _, r := range after {
			if err := r.check(); err != nil {
				t.Fatal(err)
			}
		}
		if r, err := n.merge(ctx, "test", "", theirs); err != nil || r.Added+r.Changed+r.Conflicts != 0 {
			t.Fatalf("again: %+v %v", r, err)
		}
		list(t, n)
	})
}
