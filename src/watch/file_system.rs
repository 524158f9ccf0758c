//! Which kind of file system a folder is on. Network drives and FUSE do not report what other machines change.

use std::path::Path;

/// Kinds of file systems that do not report every change, by the numbers of `statfs(2)` and the headers of the kernel.
#[cfg(target_os = "linux")]
const SILENT: [(&str, u32); 13] = [
    ("AFS", 0x5346_414f),
    ("AFS of the kernel", 0x6b41_4653),
    // Windows' drives in WSL as well.
    ("9p", 0x0102_1997),
    ("Ceph", 0x00c3_6400),
    ("CIFS", 0xff53_4d42),
    ("Coda", 0x7375_7245),
    ("FUSE", 0x6573_5546),
    ("NCP", 0x564c),
    ("NFS", 0x6969),
    ("SMB", 0x517b),
    ("SMB2", 0xfe53_4d42),
    ("VirtualBox's shared folders", 0x786f_4256),
    ("VMware's shared folders", 0xbacb_acbc),
];

/// Whether the system reports every change in a folder. If that cannot be known, the answer is yes.
#[cfg(target_os = "linux")]
#[must_use]
pub fn reports_every_change(folder: &Path) -> bool {
    let Ok(stat) = rustix::fs::statfs(folder) else { return true };
    #[allow(clippy::unnecessary_cast, clippy::cast_possible_wrap, reason = "its type differs between machines")]
    file_system_reports_every_change(stat.f_type as i64)
}

/// Whether a file system of this type reports every change. The type is signed and wide on some machines: only its lower half
/// counts.
#[cfg(target_os = "linux")]
fn file_system_reports_every_change(kind: i64) -> bool {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the lower half is meant")]
    let kind = kind as u32;
    !SILENT.iter().any(|(_, silent)| *silent == kind)
}

#[cfg(target_vendor = "apple")]
#[must_use]
pub fn reports_every_change(folder: &Path) -> bool {
    const SILENT: [&[u8]; 6] = [b"nfs", b"smbfs", b"afpfs", b"webdav", b"macfuse", b"osxfuse"];
    let Ok(stat) = rustix::fs::statfs(folder) else { return true };
    let name: Vec<u8> = stat.f_fstypename.iter().map(|&c| c as u8).take_while(|&c| c != 0).collect();
    !SILENT.iter().any(|kind| name.starts_with(kind))
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
#[must_use]
pub fn reports_every_change(_: &Path) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn network_drives_and_fuse_are_looked_at_often() {
        for (name, kind) in SILENT {
            assert!(!file_system_reports_every_change(i64::from(kind)), "{name}");
            // As a machine with a signed number of 32 bits gives it.
            assert!(!file_system_reports_every_change(i64::from(kind.cast_signed())), "{name}, signed");
        }
        // A FUSE drive by the number that the kernel's own headers give.
        assert!(!file_system_reports_every_change(0x6573_5546));
    }

    #[test]
    fn disks_tell_of_every_change() {
        let disks = [
            ("ext4", 0xef53),
            ("btrfs", 0x9123_683e),
            ("xfs", 0x5846_5342),
            ("tmpfs", 0x0102_1994),
            ("overlay", 0x794c_7630),
            ("f2fs", 0xf2f5_2010),
            ("zfs", 0x2fc1_2fc1),
            ("bcachefs", 0xca45_1a4e),
            ("vfat", 0x4d44),
            ("exfat", 0x2011_bab0),
            ("ntfs3", 0x7366_746e),
            ("ecryptfs", 0xf15f),
        ];
        for (name, kind) in disks {
            assert!(file_system_reports_every_change(kind), "{name}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_looked_at_often() {
        assert!(reports_every_change(Path::new("/no/such/folder")));
    }
}
