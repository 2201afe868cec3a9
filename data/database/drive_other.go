//go:build !linux && !darwin && !windows

package database

// NetworkDrive cannot tell on this system, and takes every drive for local.
func NetworkDrive(string) string { return "" }
