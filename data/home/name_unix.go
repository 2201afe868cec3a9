//go:build !windows && !darwin

package home

const (
	name      = "rodatraden"
	publisher = "rodatraden-publish"
)
