package syncing

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
)

// trustFault sorts an error that go-tuf returned about path. Its specific errors come first, for
// ErrRepository matches nearly all of them; what our own fetcher returned keeps its kind.
func trustFault(op, path string, err error) error {
	if err == nil {
		return nil
	}
	if fault.KindOf(err) != "" {
		return err
	}
	kind := fault.Signature // whatever cannot be read cannot be verified
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		kind = fault.Offline
	case errors.Is(err, &metadata.ErrExpiredMetadata{}):
		kind = fault.Stale
	case errors.Is(err, &metadata.ErrBadVersionNumber{}):
		kind = fault.Rollback
	case errors.Is(err, &metadata.ErrLengthOrHashMismatch{}):
		kind = fault.Content
	case errors.Is(err, &metadata.ErrUnsignedMetadata{}):
		kind = fault.Signature
	case errors.Is(err, &metadata.ErrRepository{}) && strings.Contains(err.Error(), "missing info"):
		kind = fault.Rollback // the snapshot has lost a role that it had
	case errors.As(err, &pathErr):
		kind = diskKind(err)
	}
	return fault.New(op, kind, path, err)
}

// webKind sorts an error of a request that got no answer.
func webKind(err error) fault.Kind {
	var (
		verification *tls.CertificateVerificationError
		record       tls.RecordHeaderError
		authority    x509.UnknownAuthorityError
		host         x509.HostnameError
	)
	switch {
	case errors.As(err, &verification), errors.As(err, &record), errors.As(err, &authority), errors.As(err, &host),
		errors.Is(err, errRedirect):
		return fault.Intercepted // somebody else answers
	}
	return fault.Offline
}

// diskKind sorts an error of the disk.
func diskKind(err error) fault.Kind {
	switch {
	case runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))),
		runtime.GOOS != "windows" && errors.Is(err, syscall.ENOSPC):
		return fault.DiskFull
	case errors.Is(err, fs.ErrNotExist):
		return fault.NotFound
	}
	return fault.Local
}

// refused tells whether a kind is that of an update which must not be installed.
func refused(k fault.Kind) bool {
	switch k {
	case fault.Rollback, fault.Signature, fault.Content, fault.NotAuthorised, fault.Format, fault.Limit:
		return true
	}
	return false
}

// unreached tells whether a kind is that of a repository which did not answer as one.
func unreached(k fault.Kind) bool {
	return k == fault.Offline || k == fault.HTTP || k == fault.Intercepted
}

// stateAfter is the state that a Sync leaves behind which ended with err.
func stateAfter(err error, before State) State {
	switch k := fault.KindOf(err); {
	case refused(k):
		return Rejected
	case unreached(k):
		return Offline
	case k == fault.Stale || k == fault.ClockWrong:
		return Stale
	}
	return before
}
