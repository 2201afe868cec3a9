package desk

import (
	"context"
	"time"

	"github.com/gofrs/flock"

	"rodatraden/data/fault"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// DemoRepository is the repository id of the demonstration libraries, which no subscription has.
const DemoRepository = "demo"

// demoRetry is how often a program looks whether another has made the demonstration library.
const demoRetry = 50 * time.Millisecond

// openDemo returns the demonstration library, built anew where it is missing or made from other
// sources than this program carries. The caller holds mu.
func (d *Desk) openDemo(ctx context.Context) (*store.Library, error) {
	if d.demo != nil {
		return d.demo, nil
	}
	// Two programs that start at once make it one after the other, the second for nothing.
	lock := flock.New(d.home.DemoLock())
	if _, err := lock.TryLockContext(ctx, demoRetry); err != nil {
		return nil, fault.New("desk.openDemo", fault.Local, d.home.DemoLock(), err)
	}
	defer lock.Close()
	lib, err := openDerived(d.home.Demo())
	if err != nil {
		return nil, err
	}
	if err := fillDemo(ctx, lib, false); err != nil {
		lib.Close()
		return nil, err
	}
	d.demo = lib
	return lib, nil
}

// fillDemo makes the demonstration library anew where it is not whole, or always. A package's manifest hash is here the fingerprint of all the
// sources, so that another version of them is seen and takes the place of this one.
func fillDemo(ctx context.Context, lib *store.Library, always bool) error {
	mark := sample.Fingerprint()
	there, err := lib.Installed(ctx, DemoRepository)
	if err != nil {
		return err
	}
	current := len(there) == demoPackages()
	for _, hash := range there {
		current = current && hash == mark
	}
	if current && !always {
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

// demoPackages counts the packages of the demonstration libraries. One that was made in part, by a
// program that was stopped, holds fewer.
func demoPackages() int {
	n := 0
	for _, name := range sample.Names() {
		n += sample.Count(name)
	}
	return n
}
