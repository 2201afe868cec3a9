package layout

import (
	"path"
	"regexp"
)

// Headers are what a host says of a file when it hands it out.
type Headers struct {
	CacheControl string
	ContentType  string
	Fresh        bool // the file changes: a host says so, and readers ask each time
}

const (
	immutable = "public, max-age=31536000, immutable"
	// NoCache is the Cache-Control of what changes, and of what is not there: that there is no next root
	// must not be remembered.
	NoCache = "no-cache"

	jsonType = "application/json"
)

var headers = []struct {
	path *regexp.Regexp
	Headers
}{
	{regexp.MustCompile(`^metadata/timestamp\.json$`), Headers{NoCache, jsonType, true}},
	{regexp.MustCompile(`^metadata/[0-9]+\.[a-z0-9-]+\.json$`), Headers{immutable, jsonType, false}},
	{regexp.MustCompile(`^targets/[a-z0-9-]+/([a-z0-9._-]+/)?[0-9a-f]{64}\.(index|datapackage)\.json$`), Headers{immutable, jsonType, false}},
	{regexp.MustCompile(`^blobs/[0-9a-f]{2}/[0-9a-f]{64}$`), Headers{immutable, "application/octet-stream", false}},
	{regexp.MustCompile(`^[A-Za-z0-9_-]+\` + SubscriptionExt + `$`), Headers{NoCache, jsonType, true}},
}

// HeadersOf returns the headers of a repository's file, or of a subscription file beside it. ok is false
// for a path that is neither.
func HeadersOf(p string) (h Headers, ok bool) {
	if path.Clean(p) != p {
		return Headers{}, false
	}
	for _, s := range headers {
		if s.path.MatchString(p) {
			return s.Headers, true
		}
	}
	return Headers{}, false
}

var summed = regexp.MustCompile(`^(?:targets/.+/|blobs/[0-9a-f]{2}/)([0-9a-f]{64})(?:\.(?:index|datapackage)\.json)?$`)

// SumIn returns the hash that a path bears in its name: that of the only content that the file can have.
// Metadata has none.
func SumIn(p string) (sum string, ok bool) {
	if h, known := HeadersOf(p); !known || h.Fresh {
		return "", false
	}
	m := summed.FindStringSubmatch(p)
	if m == nil {
		return "", false
	}
	return m[1], true
}
