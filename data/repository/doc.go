// Package repository is the publishing side: it makes a municipality's signed repository, publishes
// follow-up packages in it, keeps its signatures fresh, serves it on this computer and inspects it.
// Package layout says what the files are; package syncing is the reader's side.
//
// # Parties
//
// The municipality owns the root: it says which keys speak for what, and is needed once in three
// years, or when a key is lost. Its targets keys say which committees there are. A committee's
// administration publishes. The publishing job signs what is current (snapshot) and that it still is
// (timestamp). The host keeps plain files and is trusted with nothing but handing them out.
// A reader trusts the root in its subscription file, whose fingerprint somebody has compared.
//
// # Roles
//
//	role                     keys (simple)  keys (full)  expires    signs
//	root                     1 of 1         2 of 3       3 years    the keys of the four roles
//	targets                  1 of 1         2 of 2       1 year     the committees and their keys
//	<committee>, delegated   1 of 1         1 of 1       400 days   <committee>/index.json and
//	                                                                <committee>/*/datapackage.json
//	snapshot                 1 of 1         1 of 1       1 year     versions and hashes of the two above
//	timestamp                1 of 1         1 of 1       40 days    version and hash of the snapshot
//
// A committee's role is terminating, and speaks for no path but its own. RaiseThresholds takes a
// repository from simple to full by root rotation; readers follow by themselves.
//
// # Keys
//
// Keys are Ed25519. Each lies in a file of its own, NAME.key, in a key folder outside the published
// one: root-1, root-2, root-3, targets-1, targets-2, snapshot, timestamp, committee-ID. The file is
// armoured age, encrypted by a passphrase (scrypt), so that it can be printed and put in a safe. It
// names its repository, and is refused for another: two repositories never share a key, for then one
// could be served as the other. Private keys are in memory only while a Repository is in use.
//
// # Publishing
//
// A repository lies in a Storage: a folder, or an object store (package objectstore). Files are written in the
// order blobs, manifests, indexes, metadata, timestamp, each whole or not at all. Until the timestamp is
// replaced, readers see the state before; afterwards, all of the new one. A new root comes last of all.
//
// Of two publishers at once one wins and the other is refused. A folder has one lock that covers a whole
// publish, and a second publisher is told that it is taken (fault.Locked), not made to wait. An object store
// has none: numbered metadata is created only where nobody has, and the timestamp is replaced only if it is
// the one that the publish began with. Whoever comes second is told so (fault.Overtaken), and nothing of
// theirs leads anywhere.
//
// Nothing is overwritten but timestamp.json. A publish that was cut short leaves files that nothing
// points to: the next one uses those whose content is right (blobs, manifests and indexes bear their
// hash), and gives its metadata the next version that no file has.
//
// What has been published never changes: a known name or id with another content is refused
// (fault.Content). A correction is a new package that supersedes.
package repository
