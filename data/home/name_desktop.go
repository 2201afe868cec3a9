//go:build windows || darwin

package home

const (
	name      = "Rodatraden"
	publisher = "RodatradenPublish"
)
