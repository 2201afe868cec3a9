package alvbro

// DemoPackages and DemoMark say what the demonstration's library is: how many packages, and the hash of
// their sources. A program that starts knows by them whether what it made before is still the same,
// without making it again; a test holds them to what is made.
const (
	DemoPackages = 84
	DemoMark     = "a9d7798cdf90ca7c32c10823e6ca6bb12bf72eff3f83121f0959b36f271aba6e"
)
