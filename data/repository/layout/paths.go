package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// Fixed names in a repository.
const (
	MetadataDir  = "metadata"
	TargetsDir   = "targets"
	BlobsDir     = "blobs"
	Timestamp    = MetadataDir + "/timestamp.json"
	IndexFile    = "index.json"
	ManifestFile = "datapackage.json"

	// SubscriptionExt is the extension of a subscription file.
	SubscriptionExt = ".prenumeration"
)

// MetadataPath is the path of a role's metadata of one version.
func MetadataPath(role string, version int64) string {
	return fmt.Sprintf("%s/%d.%s.json", MetadataDir, version, role)
}

// IndexTarget is the name under which a committee's role signs its index.
func IndexTarget(committee string) string { return committee + "/" + IndexFile }

// ManifestTarget is the name under which a committee's role signs a package's manifest.
func ManifestTarget(committee, name string) string {
	return committee + "/" + name + "/" + ManifestFile
}

// ManifestPattern is the pattern of every ManifestTarget of a committee. A star stands for one
// path segment.
func ManifestPattern(committee string) string { return committee + "/*/" + ManifestFile }

// TargetPath is the path in the repository of a signed name whose content has this hash.
func TargetPath(target, sha256 string) string {
	dir, base := path.Split(target)
	return TargetsDir + "/" + dir + sha256 + "." + base
}

// BlobPath is the path of the content with this hash, in a repository as well as on a reader's disk.
func BlobPath(sha256 string) string { return BlobsDir + "/" + sha256[:2] + "/" + sha256 }

// Sum returns the SHA-256 of data in lower case hexadecimal.
func Sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

var (
	committeeID = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	packageName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,79}$`)
	hexSum      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	filePath    = regexp.MustCompile(`^[A-Za-z0-9._/-]{1,120}$`)
	deviceName  = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$`)
)

// ValidCommittee tells whether id can be a committee's: lower case letters, digits and hyphens, at
// most forty, neither the name of a top-level role nor of a device on Windows.
func ValidCommittee(id string) bool {
	switch id {
	case "root", "targets", "snapshot", "timestamp":
		return false
	}
	return committeeID.MatchString(id) && !deviceName.MatchString(id)
}

// ValidName tells whether name can be a package's.
func ValidName(name string) bool {
	return packageName.MatchString(name) && !deviceName.MatchString(name) && !strings.HasSuffix(name, ".")
}

// ValidSum tells whether s is a SHA-256 in lower case hexadecimal.
func ValidSum(s string) bool { return hexSum.MatchString(s) }

// ValidPath tells whether p can be the path of a file inside a package: it stays inside, and means
// the same file on every system.
func ValidPath(p string) bool {
	if !filePath.MatchString(p) {
		return false
	}
	for seg := range strings.SplitSeq(p, "/") {
		if seg == "" || seg == "." || seg == ".." || strings.HasSuffix(seg, ".") || deviceName.MatchString(seg) {
			return false
		}
	}
	return true
}
