package layout

// The limits of format 1. A file or package beyond one is refused with fault.Limit.
const (
	MaxManifest     = 2 << 20   // bytes in one datapackage.json
	MaxFile         = 50 << 20  // bytes in one table or document
	MaxPackage      = 200 << 20 // bytes in all tables and documents of a package
	MaxFiles        = 500       // resources in a package
	MaxNesting      = 32        // depth of objects and lists in a JSON file
	MaxPath         = 120       // characters in a path inside a package
	MaxIndex        = 8 << 20   // bytes in one index.json
	MaxPackages     = 10000     // packages in one index
	MaxSubscription = 1 << 20   // bytes in a subscription file
	MaxRoot         = 512 << 10 // bytes in root metadata
	MaxTimestamp    = 16 << 10  // bytes in timestamp metadata
	MaxSnapshot     = 2 << 20   // bytes in snapshot metadata
	MaxTargets      = 5 << 20   // bytes in targets or committee metadata
	MaxRotations    = 256       // new roots followed in one check
)
