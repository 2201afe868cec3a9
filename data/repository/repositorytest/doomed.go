package repositorytest

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// doomedEnv is the environment variable that tells a test's program that it is one to be killed, and what it does.
const doomedEnv = "RODATRADEN_TEST_DOOMED"

// survived is the exit code of a program that came to its end before it was to be killed.
const survived = 7

// Doomed tells, in TestMain, whether this program is one that is going to be killed, and reads what it is to do into
// told. It ends with Survived.
func Doomed(told any) bool {
	data := os.Getenv(doomedEnv)
	if data == "" {
		return false
	}
	if err := json.Unmarshal([]byte(data), told); err != nil {
		panic(err)
	}
	return true
}

// Survived ends a program that was not killed.
func Survived() { os.Exit(survived) }

// Kill runs the test's program anew with what it is told, and tells whether it was killed before it was done.
func Kill(t *testing.T, told any) bool {
	t.Helper()
	data, err := json.Marshal(told)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), doomedEnv+"="+string(data))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("%v: %s", err, out)
	}
	if exit.ExitCode() == survived {
		return false
	}
	if exit.ExitCode() > 0 && runtime.GOOS != "windows" {
		t.Fatalf("not killed but: %v: %s", err, out)
	}
	return true
}
