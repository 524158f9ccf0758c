//! The mark of what we make: on any text it is recognised, and any bytes can be asked for it.

use tinystep::output::provenance::{Provenance, ProvenanceSyntax, key_if_intact, read_provenance};
use tinystep::output::{PageContentKey, is_written_by_us};

/// # Panics
/// If one of these does not hold.
pub fn check(bytes: &[u8]) {
    // Whatever is there: what is whole and ours is also recognised if its name is not that of a page of ours.
    if read_provenance(bytes) == Provenance::Intact {
        assert!(is_written_by_us(bytes));
    } else {
        assert_eq!(key_if_intact(bytes), None);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let key = PageContentKey::new(&text.len(), &[7; 32]);
    let page = ProvenanceSyntax::HtmlComment.with_provenance(text, key);
    assert_eq!(read_provenance(page.as_bytes()), Provenance::Intact, "{page:?}");
    assert_eq!(key_if_intact(page.as_bytes()), key);
    assert!(is_written_by_us(page.as_bytes()));
    assert_eq!(read_provenance(page.replace('\n', "\r\n").as_bytes()), Provenance::Intact);
    // One letter more, and it is somebody's.
    let edited = format!("{page}x");
    assert_eq!(read_provenance(edited.as_bytes()), Provenance::Edited);
    assert!(is_written_by_us(edited.as_bytes()));
}
