package database

import (
	"strings"
	"testing"
)

func TestTheDeepestMountTellsAFoldersFileSystem(t *testing.T) {
	const mounts = `22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
30 22 0:40 / /home/åsa/server rw,nosuid shared:20 - fuse.sshfs host:/srv rw
31 22 0:41 / /home/åsa/min\040mapp rw,nosuid - fuse.rclone drive: rw
32 22 0:42 / /run/user/1000/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw
33 22 0:43 / /mnt/usb rw - fuseblk /dev/sdb1 rw
34 22 0:44 / /mnt/usb rw - ext4 /dev/sdb2 rw
broken line
`
	for folder, want := range map[string]string{
		"/":                              "ext4",
		"/home/åsa":                      "ext4",
		"/home/åsa/server":               "fuse.sshfs",
		"/home/åsa/server/a/b":           "fuse.sshfs",
		"/home/åsa/servern":              "ext4",
		"/home/åsa/min mapp/rodatraden":  "fuse.rclone",
		"/run/user/1000/gvfs/smb-share:": "fuse.gvfsd-fuse",
		"/mnt/usb/x":                     "ext4",
	} {
		if got := mountKind(strings.NewReader(mounts), folder); got != want {
			t.Errorf("%s lies on %q, want %q", folder, got, want)
		}
	}
}
