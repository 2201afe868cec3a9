// Package objectstore is a repository.Storage in an S3-compatible object store, through gocloud.dev/blob.
// Publishers alone link it; readers fetch the same files by https.
//
// # Who came first
//
// A store has no lock that a publisher could hold. Create asks the store to write only where there is
// nothing (If-None-Match), and Replace only over the file that was read (If-Match); the store answers one of
// two publishers that it came too late. A store that does not heed such conditions would let one overwrite
// the other: each opened Storage therefore tries it once, by writing the first numbered metadata file again
// as it is, which must be refused (fault.Unguarded).
//
// A request whose answer was lost is made again. The second may then be refused because of the first: when a
// request that was made more than once is refused, what lies there is read and held against what was
// written.
//
// # Requests
//
// Every file is written by one request, whatever its size, so that nothing half-written remains in the
// store when a publisher is cut off, and takes memory of about twice its size meanwhile. Objects bear the
// headers of layout.HeadersOf.
//
// # Rights
//
// A publisher's key must be allowed to get, put and list. A store answers 403 instead of 404 for a file that
// is missing when the key may not list, which cannot be told from a file that the key may not read: both
// are fault.Denied. Nothing is ever deleted, and a key need not be allowed to.
package objectstore
