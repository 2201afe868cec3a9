// Package layout is the form of a published repository: where each file lies, what stands in it, and
// which limits hold. The publisher (package repository) writes it, the reader (package syncing) reads
// it, and neither knows the other.
//
//	metadata/<N>.root.json, <N>.targets.json, <N>.snapshot.json, <N>.<committee>.json, timestamp.json
//	targets/<committee>/<sha256>.index.json                      an Index
//	targets/<committee>/<package>/<sha256>.datapackage.json      a Manifest
//	blobs/<2 hex>/<sha256>                                       tables and documents
//
// Every file but timestamp.json is immutable: its name holds its version or its hash. What is
// signed under metadata/ is The Update Framework's own JSON, written compactly with sorted keys and
// nothing after the last brace; root and timestamp, which no other file vouches for byte by byte,
// are refused in any other form.
//
// Names that the signatures speak of have no hash in them: "<committee>/index.json" and
// "<committee>/<package>/datapackage.json".
//
// The subscription file (*.prenumeration) is not a part of the repository: it is handed to readers,
// by letter or on an intranet, and is what their trust begins with.
//
// Everything that is parsed here may have been written by somebody hostile. The parsers check all
// they return, so that a name or path from them can be used as part of a file name.
package layout
