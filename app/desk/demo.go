package desk

import (
	"context"
	"strings"

	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// DemoRepository is the repository id of the demonstration libraries, which no subscription has.
const DemoRepository = "demo"

// openDemo returns the demonstration library, built anew where it is missing or made from other
// sources than this program carries. The caller holds mu.
func (d *Desk) openDemo(ctx context.Context) (*store.Library, error) {
	if d.demo != nil {
		return d.demo, nil
	}
	lib, err := store.Open(d.home.Demo())
	if err != nil {
		return nil, err
	}
	if err := fillDemo(ctx, lib); err != nil {
		lib.Close()
		return nil, err
	}
	d.demo = lib
	return lib, nil
}

// fillDemo installs what is missing. A package's manifest hash is here the fingerprint of all the
// sources, so that another version of them is seen and takes the place of this one.
func fillDemo(ctx context.Context, lib *store.Library) error {
	mark := sample.Fingerprint()
	there, err := lib.Installed(ctx, DemoRepository)
	if err != nil {
		return err
	}
	current := len(there) > 0
	for _, hash := range there {
		current = current && strings.HasPrefix(hash, mark)
	}
	if current {
		return nil
	}
	if err := lib.Clear(ctx); err != nil {
		return err
	}
	for _, name := range sample.Names() {
		packages, _, err := sample.Packages(name)
		if err != nil {
			return err
		}
		for _, p := range packages {
			if err := lib.Install(ctx, DemoRepository, mark, p); err != nil {
				return err
			}
		}
	}
	return nil
}
