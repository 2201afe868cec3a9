package database

import "syscall"

// mntLocal is MNT_LOCAL: the file system is stored on this machine.
const mntLocal = 0x1000

// NetworkDrive names the network file system that the folder lies on, or returns "". What cannot
// be told is taken for local.
func NetworkDrive(folder string) string {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil || s.Flags&mntLocal != 0 {
		return ""
	}
	var name []byte
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return string(name)
}
