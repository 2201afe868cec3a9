// Package syncing is the reader's side of published repositories: it subscribes, checks for news,
// downloads, verifies, and hands verified packages to be installed. Package layout says what the
// files of a repository are; who signs what stands in package repository.
//
// # Trust
//
// Trust begins with the root in a subscription file, whose fingerprint a person has compared. From
// there it follows root rotations by itself, through The Update Framework (go-tuf):
//
//	root → timestamp → snapshot → targets → a committee's role → index → manifest → hash and size
//	of each table and document
//
// A file is parsed only after its hash or signature has held; what is parsed before (root and
// timestamp, whose signatures stand in them) is held to the one form in which it is published, so
// that not even a byte that means nothing can be changed. A committee's role is believed about its
// own paths only, and refused whole when it speaks of others. What one committee does wrong stops that
// committee and no other; of its packages those told before the one that was refused are installed.
//
// # Where things lie
//
//	<home>/repositories/<id>/subscription.json   what was subscribed to, with the root that was pinned
//	<home>/repositories/<id>/metadata/           trusted metadata, go-tuf's
//	<home>/repositories/<id>/state.json          what has been seen and is kept; see below
//	<home>/repositories/<id>/rejected/           evidence of updates that were refused
//	<home>/repositories/.lock                    one program syncs at a time
//	<home>/blobs/<2 hex>/<sha256>                verified content: tables, documents, indexes, manifests
//	<home>/blobs/<2 hex>/<sha256>.part           a download that was interrupted
//
// Nothing is written elsewhere. The id is the UUID in the repository's root. Of a committee's indexes only the
// last stays: each names every package, and every package brings a new one.
//
// state.json keeps the floor of role versions, so that losing metadata/ does not lose the protection
// against rollback; the entity tag of the timestamp; and which packages are kept, from which Rebuild
// makes the library anew without a network or valid signatures: they were verified when they came.
//
// # What happens when
//
// A check that finds nothing new is two small requests: the next root, which is not there, and the
// timestamp, which has not changed. Reading what is installed touches none of this. Expired metadata
// (Stale) stops new installations and nothing else.
//
// Only 5xx and 429 are asked again, with jitter. A refusal is never tried again by Sync itself;
// whoever calls Sync on a schedule should look at the state first.
package syncing
