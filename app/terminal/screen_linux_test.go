package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
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
	got := reads(t, master, "slut")
	want := "\r\033[KHämtar " + named + "\r\033[K" + named + " slut"
	if text := strings.TrimRight(string(got), "\r\n"); text != want {
		t.Errorf("%q", text)
	}
}

// reads reads from a terminal until it shows a text, and returns all that it showed.
func reads(t *testing.T, master *os.File, text string) []byte {
	t.Helper()
	var got []byte
	piece := make([]byte, 4096)
	for deadline := time.Now().Add(10 * time.Second); !bytes.Contains(got, []byte(text)); {
		if time.Now().After(deadline) {
			t.Fatalf("%q", got)
		}
		n, err := master.Read(piece)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, piece[:n]...)
	}
	return got
}

func TestWhoeverInterruptsThePassphraseIsNotAskedFurtherAndSeesWhatIsTypedAgain(t *testing.T) {
	master, slave := pseudo(t)
	stdin := os.Stdin
	os.Stdin = slave
	defer func() { os.Stdin = stdin }()
	// As the programs do: without it the interrupt would end this one.
	_, stop := signal.NotifyContext(t.Context(), os.Interrupt)
	defer stop()
	echo := func() bool {
		state, err := unix.IoctlGetTermios(int(slave.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		return state.Lflag&unix.ECHO != 0
	}
	ended := make(chan error, 1)
	go func() {
		_, err := terminal.New(nil, slave, slave).Passphrase("Fras?", "NO_SUCH_PASSPHRASE")
		ended <- err
	}()
	reads(t, master, "Fras?")
	for deadline := time.Now().Add(10 * time.Second); echo(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("what is typed is shown")
		}
	}
	if err := unix.Kill(os.Getpid(), unix.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) || fault.KindOf(err) != "" {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the question is still there")
	}
	if !echo() {
		t.Error("what is typed afterwards is not shown")
	}
}
