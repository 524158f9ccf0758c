//! Which kind of file system a folder is on. Network drives and FUSE do not say what others change.

use std::path::Path;

/// Whether the system tells of every change in a folder. If it cannot be known, it does.
#[cfg(target_os = "linux")]
#[must_use]
pub fn tells_every_change(folder: &Path) -> bool {
    // From `statfs(2)` and the headers of the kernel: AFS, 9p (also Windows' drives in WSL), Ceph, CIFS, Coda, FUSE, NCP,
    // NFS, SMB and SMB2, VirtualBox's and VMware's shared folders.
    const SILENT: [u64; 13] = [
        0x5346_414f,
        0x6b41_4653,
        0x0102_1997,
        0x00c3_6400,
        0xff53_4d42,
        0x7375_7245,
        0x6573_5546,
        0x564c,
        0x6969,
        0x517b,
        0xfe53_4d42,
        0x786f_4256,
        0xbacb_acbc,
    ];
    let Ok(stat) = rustix::fs::statfs(folder) else { return true };
    // Signed on some machines: the lower half is what counts.
    #[allow(clippy::cast_sign_loss, clippy::cast_possible_wrap, clippy::unnecessary_cast, reason = "its type differs")]
    let kind = stat.f_type as i64 as u64 & 0xffff_ffff;
    !SILENT.contains(&kind)
}

#[cfg(target_vendor = "apple")]
#[must_use]
pub fn tells_every_change(folder: &Path) -> bool {
    const SILENT: [&[u8]; 6] = [b"nfs", b"smbfs", b"afpfs", b"webdav", b"macfuse", b"osxfuse"];
    let Ok(stat) = rustix::fs::statfs(folder) else { return true };
    let name: Vec<u8> = stat.f_fstypename.iter().map(|&c| c as u8).take_while(|&c| c != 0).collect();
    !SILENT.iter().any(|kind| name.starts_with(kind))
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
#[must_use]
pub fn tells_every_change(_: &Path) -> bool {
    true
}
