// Package objectstore is a repository.Storage in an S3-compatible object store, through gocloud.dev/blob.
// Publishers alone link it; readers fetch the same files by https.
//
// # Who came first
//
// A store has no lock that a publisher could hold. Create asks the store to write only where there is
// nothing (If-None-Match), and Replace only over the file that was read (If-Match); the store answers one of
// two publishers that it came too late. A store that does not heed such conditions would let one overwrite
// the other: each opened Storage therefore tries it once, by writing the first file of metadata again as it is
// under conditions that do not hold, which must be refused (fault.Unguarded). A store that says that another
// is writing just now (409) is asked again.
//
// A request whose answer was lost is made again. The second may then be refused because of the first: when a
// request that was made more than once is refused, what lies there is read and held against what was
// written.
//
// # Requests
//
// Every file is written by one request, whatever its size, so that nothing half-written remains in the
// store when a publisher is cut off, and takes memory of about three times its size meanwhile: files of more
// than 64 MB together wait for each other. Objects bear the headers of layout.HeadersOf. A request is given
// up when nothing has been heard for a while, and made four times at most.
//
// # Rights
//
// A publisher's key must be allowed to get, put and list objects (s3:GetObject, s3:PutObject,
// s3:ListBucket). Nothing is ever listed or deleted: but where the key may not list, a store answers 403
// instead of 404 for a file that is missing, which cannot be told from one that the key may not read.
// Both are fault.Denied. Readers need no key, where the store or a web server before it hands out files;
// they read 403 for the next root as that there is none.
package objectstore
