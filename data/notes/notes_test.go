package notes

import (
	"context"
	"path/filepath"
	"testing"
)

func TestANoteIsReadAsItWasWritten(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "notes.db")
	n, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := n.Put(ctx, Entry{Kind: Question, About: About{Repository: "r", Committee: "asn", Ref: "causes:a"}, Title: "Varför?"})
	if err != nil {
		t.Fatal(err)
	}
	e.Text = "för att"
	if e, err = n.Put(ctx, e); err != nil {
		t.Fatal(err)
	}
	f, _ := n.Put(ctx, Entry{Kind: Note, Text: "b"})
	if err := n.Move(ctx, f.ID, e.ID); err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	n, err = Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	l, err := n.List(ctx, Filter{})
	if err != nil || len(l) != 2 || l[1].Text != "för att" || l[1].State != NotAsked {
		t.Fatalf("%+v %v", l, err)
	}
}
