//go:build !linux && !darwin && !windows

package store

// networkDrive cannot tell on this system, and takes every drive for local.
func networkDrive(string) string { return "" }
