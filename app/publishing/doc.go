// Package publishing is the publisher without its window and without its commands: it finds and checks
// what is to be published, builds it, shows it as readers will see it, signs and publishes it, and tells
// what came of it. The commands and the guided window do the same things by it. It knows no screen.
//
// # A publish
//
// Desk.Read finds packages, sources and workbooks, checks each, and then against what is published.
// Desk.Publish builds them in the publisher's home, in waiting/: a build has its own time, so that a publish
// that was cut short can only be completed with the very files that it began with. They lie there until
// there is a receipt, in receipts/. Whatever stopped it, Desk.Resume completes it, also where all was
// published and only the receipt is missing. A publish that stopped before it had written anything where it
// publishes leaves nothing waiting.
//
// # The publisher's home
//
//	settings.json  language, theme, text size and the window's size
//	last.json      where was published last, and what was chosen
//	waiting/       the packages of a publish that has begun and has no receipt
//	receipts/      one file for machines and one for people, of each publish
//	kept/          what was read of a published repository: a copy, which can be removed
//	keys/          those of object stores; those of a folder lie beside it
//	publish.lock   held while a publish goes on
package publishing
