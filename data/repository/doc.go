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
// A committee's role is terminating, and speaks for no path but its own.
//
// # Keys
//
// Keys are Ed25519. Each lies in a file of its own, NAME.key, in a key folder outside the published one. The file is
// armoured age, encrypted by a passphrase (scrypt), so that it can be printed and put in a safe. It
// names its repository, and is refused for another: two repositories never share a key, for then one
// could be served as the other. Private keys are in memory only while a Repository is in use. Beside it lies NAME.pub,
// its public half, which is no secret: with it a key that was made on another computer is let in.
//
// A role's keys are called after it and numbered: root-1, root-2, timestamp, timestamp-2, committee-asn. Which key is
// called what stands in signed metadata (key_names, in root and targets), so that keys which lie elsewhere can be
// named, and nobody is asked for the passphrase of one that does not count. No name is given twice. Repositories that
// were made before names stood there have those of the keys' order.
//
// # Changing keys
//
// ChangeKeys adds, rotates and revokes keys of every role, raises thresholds, and renews root and targets. Readers
// follow by themselves, for each new root is signed by enough keys of the one before and of itself. What a change
// publishes at each moment holds, also where it is cut short there:
//
//   - Adding a key is one new root, and nothing else: what is published still holds.
//   - Revoking one has what the role signs signed by keys that stay, which holds before and after, and then a new root.
//   - Rotating is both. The first root tells which key the new one replaces, so that doing it again completes it. A root
//     key takes one root, and neither needs the key that leaves: it may be lost.
//   - A committee's keys change with new targets metadata and what the committee signs, under one snapshot.
//
// A publisher on an object store may sign with a key in the moment in which another revokes it. Whoever published the
// new root looks once more, and signs anew what would not hold, and so does whoever has replaced the timestamp; what
// is left after that, as where one of the two was cut short, Refresh mends.
//
// When things are lost:
//
//   - One root key of three: RotateKey with the two that are left.
//   - The publishing computer: a copy of its key folder is enough. Without one, rotate timestamp, snapshot and then
//     the committees' keys, with those of root and targets from the safe.
//   - As many keys of root as must sign: nobody can make another root. Readers must subscribe to a new repository.
//
// # Signing elsewhere
//
// Keys of root and targets may lie where the repository is not. RequestKeys writes a change of keys down as a Request;
// a Holder signs it, and Apply publishes it. A request holds what is published, what is asked for, and the new
// metadata; whoever reads it works the metadata out anew and believes nothing else, so that nothing can be signed that
// is not told of. It is for one state: once something else has been published of the same roles it is refused.
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
//
// # Size
//
// A repository is made for thirty committees that publish each month for twenty years. What follows is
// measured, by BenchmarkSize:
//
//	SIZE_BENCH=30x20 go test -tags sqlite_fts5 -run '^$' -bench Size/real -benchtime 1x -timeout 2h ./data/repository
//
// with packages like those of Älvbro, the invented municipality: on average a manifest of 44 kB, and 9 files
// of 13 kB together that no package had before. Each month the signatures are renewed, and then all committees
// publish at once. Committees x years:
//
//	                                      1x20    10x20     30x1     30x5    30x10    30x20
//	metadata that is current, bytes
//	  root                               1 981    1 981    1 981    1 981    1 981    1 981
//	  targets                            1 034    5 912   16 751   16 751   16 752   16 752
//	  snapshot                             606    1 831    4 490    4 520    4 552    4 552
//	  timestamp                            508      509      507      508      509      509
//	  the role of a committee           39 110   39 110    2 400   10 129   19 790   39 110
//	  its index                         96 090   96 090    4 969   24 125   48 087   96 090
//	a reader of one committee
//	  first sync, requests               2 500    2 500      124      627    1 254    2 500
//	  first sync, kB                    13 891   13 898      674    3 475    6 996   13 911
//	  nothing new, requests                  2        2        2        2        2        2
//	  nothing new, bytes                    10       10       10       10       10       10
//	  new elsewhere, requests                -        3        3        3        3        3
//	  new elsewhere, bytes                   -    2 350    5 007    5 038    5 071    5 071
//	  a new package, requests                5        5        5        5        5        5
//	    and one for its manifest and each new file
//	  a new package, bytes             136 886  138 112   12 934   39 852   73 508  140 833
//	    and those of its manifest and new files
//	a reader of all committees
//	  first sync, requests                   -   24 987    3 589   18 681   37 497   74 887
//	  first sync, MB                         -      139       20      104      209      417
//	  nothing new, requests                  -        2        2        2        2        2
//	a publisher of one more package
//	  reads, kB (but 30x1: before the
//	  names of keys, up to 3 kB)           150      155       32       57       94      166
//	the repository
//	  files                              3 268   30 037    4 249   22 280   44 768   89 497
//	  MB                                    30      302       21      135      332      905
//	  of them roles and indexes, MB         16      164        2       32      124      491
//
// What others publish costs a reader their committees' lines: 136 bytes each of the snapshot when anything
// is new, and 540 of the targets, which change when a committee is new and once a year. What grows with the
// years is the role and the index of the reader's own committee, 160 and 400 bytes for each package, which
// come anew with every package. Three quarters of a first sync are manifests, for each says the schema of each
// of its tables.
//
// A publisher writes what the readers of the committee then fetch. It reads the metadata that leads to the
// committee and its index, nothing of other committees and nothing of other packages: 9 requests, one for
// each root that there has been and three more, and one for each file of the package. At 30x20 that took 45 ms in
// a folder, on a computer with two processors. On an object store every one of these is one request; two more, the first time, see that the store heeds conditions. Refresh and
// Look read the roles of all committees, and Look their indexes: at 30x20 1.2 MB in 54 requests, and 4.1 MB
// in 71.
//
// Half of the largest repository is roles and indexes that nothing leads to any more. A reader keeps only the
// last of each.
package repository
