package terminal_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"rodatraden/app/terminal"
)

// pseudo is a terminal: what is written to slave is read from master.
func pseudo(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err) // a container without terminals
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skip(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skip(err)
	}
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { slave.Close() })
	return master, slave
}

func TestATerminalIsSparedWhatAFileHoldsAndSeesHowFarItHasCome(t *testing.T) {
	master, slave := pseudo(t)
	term := terminal.New(nil, slave, slave)
	if !term.Watched() {
		t.Fatal("nobody is said to watch a terminal")
	}
	term.Progress("Hämtar " + hostile)
	term.Progress("")
	fmt.Fprintln(term.Data(), hostile+" slut")
	var got []byte
	piece := make([]byte, 4096)
	for deadline := time.Now().Add(10 * time.Second); !bytes.Contains(got, []byte("slut")); {
		if time.Now().After(deadline) {
			t.Fatalf("%q", got)
		}
		n, err := master.Read(piece)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, piece[:n]...)
	}
	want := "\r\033[KHämtar " + named + "\r\033[K" + named + " slut"
	if text := strings.TrimRight(string(got), "\r\n"); text != want {
		t.Errorf("%q", text)
	}
}
