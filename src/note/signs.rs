//! Which signs a text holds: one pass over it, so that many questions about what it may hold cost little.

/// The bytes that occur in a text.
pub(super) struct BytesInText {
    is_there: [bool; 256],
}

impl BytesInText {
    pub(super) fn of(text: &str) -> BytesInText {
        let mut is_there = [false; 256];
        text.bytes().for_each(|byte| is_there[usize::from(byte)] = true);
        BytesInText { is_there }
    }

    /// Whether the text holds one of these ASCII signs.
    pub(super) fn has_any(&self, ascii: &[u8]) -> bool {
        ascii.iter().any(|&byte| self.is_there[usize::from(byte)])
    }

    /// Whether the text holds anything but ASCII.
    pub(super) fn has_other_than_ascii(&self) -> bool {
        self.is_there[128..].contains(&true)
    }
}
