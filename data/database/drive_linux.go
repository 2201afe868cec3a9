package database

import (
	"bufio"
	"io"
	"os"
	"strings"
	"syscall"
)

// The file systems that reach another machine, by statfs's number; from linux/magic.h and the
// file systems' own sources.
var networkMagic = map[uint32]string{
	0x6969:     "nfs",
	0x517B:     "smb",
	0xFF534D42: "cifs",
	0xFE534D42: "smb2",
	0x564C:     "ncp",
	0x5346414F: "afs",
	0x6B414653: "kafs",
	0x73757245: "coda",
	0x01021997: "9p",
	0x00C36400: "ceph",
	0x0BD00BD0: "lustre",
	0x47504653: "gpfs",
	0x19830326: "fhgfs",
}

// fuseMagic is a file system run by a program: mountinfo tells which.
const fuseMagic = 0x65735546

// The programs behind fuse that reach another machine.
var networkFuse = map[string]bool{
	"sshfs": true, "rclone": true, "davfs": true, "davfs2": true, "gvfsd-fuse": true, "curlftpfs": true,
	"s3fs": true, "goofys": true, "gcsfuse": true, "glusterfs": true, "cephfs": true, "smbnetfs": true,
	"onedriver": true, "google-drive-ocamlfuse": true, "kio-fuse": true, "mfs": true, "juicefs": true,
}

// NetworkDrive names the network file system that the folder lies on, or returns "". What cannot
// be told is taken for local.
func NetworkDrive(folder string) string {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return ""
	}
	magic := uint32(s.Type)
	if magic != fuseMagic {
		return networkMagic[magic]
	}
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	defer f.Close()
	kind := mountKind(f, folder)
	if program, ok := strings.CutPrefix(kind, "fuse."); ok && networkFuse[program] {
		return kind
	}
	return ""
}

// mountKind reads, in the form of /proc/self/mountinfo, the type of the file system that the
// folder lies on: that of the deepest mount above it, the last of those stacked there.
func mountKind(mounts io.Reader, folder string) string {
	kind, deepest := "", -1
	lines := bufio.NewScanner(mounts)
	for lines.Scan() {
		// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
		before, after, ok := strings.Cut(lines.Text(), " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 5 || len(right) == 0 {
			continue
		}
		point := mountEscapes.Replace(left[4])
		inside := point == "/" || folder == point || strings.HasPrefix(folder, point+"/")
		if inside && len(point) >= deepest {
			kind, deepest = right[0], len(point)
		}
	}
	return kind
}

var mountEscapes = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
