package alvbro

// DemoPackages and DemoMark say what the demonstration's library is: how many packages, and the hash of
// their sources. A program that starts knows by them whether what it made before is still the same,
// without making it again; a test holds them to what is made.
const (
	DemoPackages = 84
	DemoMark     = "45b7032bb20d0b57c5740c25f84de38bcc2e058b0225c35d6093469518a8a0f5"
)
