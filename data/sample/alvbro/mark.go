package alvbro

// DemoPackages and DemoMark say what the demonstration's library is: how many packages, and the hash of
// their sources. A program that starts knows by them whether what it made before is still the same,
// without making it again; a test holds them to what is made.
const (
	DemoPackages = 84
	DemoMark     = "3d28bba19389cb54691ce470fc5810db89f3368c4248c93f415e630025cd6098"
)
