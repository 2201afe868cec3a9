package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rodatraden/app/publishing"
)

func TestAPackageIsPreviewedBesideTheLastThatIsPublished(t *testing.T) {
	all := sources(t, "trollhattan")
	dir := folder(t)
	home, pub := filepath.Join(dir, "hem"), repositoryIn(t, folder(t))
	publisher(t, "build", all[0], "--repository", pub, "--out", filepath.Join(dir, "byggt")).want(t, 0)
	publisher(t, "publish", filepath.Join(dir, "byggt"), "--repository", pub).want(t, 0)
	out := filepath.Join(dir, "visning")
	a := publisher(t, "preview", all[1], "--repository", pub, "--home", home, "--out", out, "--json").want(t, 0)
	one := a.json["packages"].([]any)[0].(map[string]any)
	if one["beside"] != filepath.Base(all[0]) || one["name"] != filepath.Base(all[1]) || one["faults"] != 0.0 || a.json["out"] != filepath.Join(out, "forhandsgranskning.html") {
		t.Errorf("%v", a.json)
	}
	raw, err := os.ReadFile(filepath.Join(out, "forhandsgranskning.html"))
	if err != nil || !strings.Contains(string(raw), "Publicerat nu") {
		t.Errorf("%v", err)
	}
	// A file of one's own choice, in English, without a repository; a source that cannot be read.
	file := filepath.Join(dir, "seen.html")
	publisher(t, "preview", all[0], "--home", home, "--out", file, "--lang", "en").want(t, 0, "The preview is written", file)
	if err := os.WriteFile(filepath.Join(all[2], "datapackage.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	a = publisher(t, "preview", all[2], "--home", home, "--out", file, "--json").want(t, 1, "1 paket går inte att visa")
	if a.json["out"] != file {
		t.Errorf("%v", a.json)
	}
	publisher(t, "preview", filepath.Join(dir, "ingenstans"), "--home", home, "--out", file).want(t, 1, "ingenstans")
	publisher(t, "preview", all[0]).want(t, 2, "out")
}

func TestAWorkbookIsPreviewed(t *testing.T) {
	all := sources(t, "trollhattan")
	dir := folder(t)
	book := filepath.Join(dir, "rätta.xlsx")
	publisher(t, "template", "--copy", all[0], "--out", book).want(t, 0)
	file := filepath.Join(dir, "seen.html")
	publisher(t, "preview", book, "--home", filepath.Join(dir, "hem"), "--out", file, "--json")
	raw, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(raw), "Så blir det") {
		t.Errorf("%v", err)
	}
}

func TestTheWindowIsAProgramBesideThisOne(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	publisher(t, "window").want(t, 1, windowProgram)

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(filepath.Dir(self), windowProgram)
	told := filepath.Join(folder(t), "told")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nprintf '%s\\n' \"$@\" >'"+told+"'\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(program) })
	var said bytes.Buffer // that program says itself what went wrong
	args := []string{"window", "en fil.xlsx", "--repository", "s3://hink", "--keys", "nycklar", "--home", "hem", "--lang", "en"}
	if code := run(context.Background(), args, &said, &said); code != 3 || said.Len() > 0 {
		t.Errorf("exit %d: %s", code, &said)
	}
	raw, err := os.ReadFile(told)
	if want := "--home\nhem\n--repository\ns3://hink\n--keys\nnycklar\n--lang\nen\n--\nen fil.xlsx\n"; err != nil || string(raw) != want {
		t.Errorf("it was told\n%s%v", raw, err)
	}
}

func TestAnObjectStoreIsNotServedFromHere(t *testing.T) {
	publisher(t, "serve", "--repository", "s3://hink/prefix").want(t, 2, "s3://hink/prefix")
}

func TestAFolderIsNamedByAPathOrAnAddress(t *testing.T) {
	pub := repositoryIn(t, folder(t))
	address := "file://" + filepath.ToSlash(pub)
	if runtime.GOOS == "windows" {
		address = "file:///" + filepath.ToSlash(pub)
	}
	publisher(t, "inspect", "--repository", strings.ReplaceAll(address, " ", "%20")).want(t, 0)
	if got := publishing.UsualKeys(address, ""); filepath.Base(got) != filepath.Base(pub)+"-keys" {
		t.Error(got)
	}
}
