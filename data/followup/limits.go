package followup

import "strconv"

// The limits of format 1. A package beyond one is refused with the limit named. A megabyte is a
// million bytes.
const (
	MaxManifestBytes = 2_000_000   // datapackage.json
	MaxFileBytes     = 50_000_000  // one table or document
	MaxPackageBytes  = 200_000_000 // all files together
	MaxFiles         = 500         // tables and documents
	MaxRows          = 200_000     // rows of one table, without its header
	MaxColumns       = 100         // columns of one table
	MaxCellUnits     = 32_000      // UTF-16 units of one cell: what Excel and Windows can hold
	MaxNesting       = 32          // objects and arrays inside each other in the manifest
	MaxZipRatio      = 100         // unpacked bytes for each packed byte
	MaxPathLength    = 120         // characters of a path inside the package
)

// megabytes writes a length for people, rounded up so that one beyond a limit never reads as the
// limit.
func megabytes(n int64) string { return strconv.FormatInt((n+999_999)/1_000_000, 10) }
