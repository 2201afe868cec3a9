package alvbro

// DemoPackages and DemoMark say what the demonstration's library is: how many packages, and the hash of
// their sources. A program that starts knows by them whether what it made before is still the same,
// without making it again; a test holds them to what is made.
const (
	DemoPackages = 84
	DemoMark     = "ddb2e4babd0c81496fc726b855ec40ebee434e81eff2cc6c391ea836a2728da1"
)
