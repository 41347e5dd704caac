//! The files inside a zipped document, read within limits.
//!
//! A zip may claim anything about itself: only the bytes that really come out of it count. It knows no format.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::formats::{Trouble, ole, xml};

/// Everything that is taken out of one archive; a document of text is far smaller.
const MAX_ALL_BYTES: usize = 32 * 1024 * 1024;
/// Word writes some dozens; a thousand pictures are still a document.
const MAX_ENTRIES: usize = 2_000;

/// An opened archive and what may still be taken out of it.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: usize,
    budget: xml::Budget,
}

impl<'b> Archive<'b> {
    /// Opens an archive; an OLE file in its place is an encrypted one.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Trouble> {
        if ole::is_ole(bytes) {
            return Err(if ole::is_encrypted_package(bytes) {
                Trouble::Encrypted
            } else {
                Trouble::Unreadable
            });
        }
        if lists_too_much(bytes) {
            return Err(Trouble::Unreadable);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Unreadable)?;
        if zip.len() > MAX_ENTRIES {
            return Err(Trouble::Unreadable);
        }
        for index in 0..zip.len() {
            if zip.by_index_raw(index).is_ok_and(|entry| entry.encrypted()) {
                return Err(Trouble::Encrypted);
            }
        }
        Ok(Self {
            zip,
            left: MAX_ALL_BYTES,
            budget: xml::Budget::default(),
        })
    }

    /// A file by its name; none when there is none. Part names are compared without regard to case.
    pub(crate) fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let exact = self.zip.index_for_name(name);
        let found = exact.or_else(|| {
            let names: Vec<&str> = self.zip.file_names().collect();
            let known = names
                .into_iter()
                .find(|known| known.replace('\\', "/").eq_ignore_ascii_case(name));
            known
                .map(str::to_owned)
                .and_then(|known| self.zip.index_for_name(&known))
        });
        let Some(index) = found else { return Ok(None) };
        let mut entry = match self.zip.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::InvalidPassword) => return Err(Trouble::Encrypted),
            Err(_) => return Err(Trouble::Unreadable),
        };
        let limit = self.left.min(xml::MAX_BYTES);
        let mut content = Vec::new();
        let take = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        entry
            .by_ref()
            .take(take)
            .read_to_end(&mut content)
            .map_err(|_| Trouble::Unreadable)?;
        if content.len() > limit {
            return Err(Trouble::Unreadable);
        }
        self.left -= content.len();
        Ok(Some(content))
    }

    /// A file of XML; none when there is none.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<xml::Element>, Trouble> {
        match self.file(name)? {
            Some(content) => xml::parse(&content, &mut self.budget).map(Some),
            None => Ok(None),
        }
    }

    /// A file of XML that a document can do without: damage to it takes nothing else away.
    pub(crate) fn optional_xml(&mut self, name: &str) -> Option<xml::Element> {
        self.xml(name).ok().flatten()
    }

    /// Whether there is a file of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether there is any file below one of these folders.
    pub(crate) fn holds(&self, folders: &[&str]) -> bool {
        let mut names = self.zip.file_names();
        names.any(|name| !name.ends_with('/') && folders.iter().any(|folder| name.contains(folder)))
    }
}

/// Whether far more files are listed than any document has. The library keeps ten times what an entry takes, of all of
/// them, before it can be asked how many there are.
fn lists_too_much(bytes: &[u8]) -> bool {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const ENTRY_BYTES: usize = 46;
    let most = 4 * MAX_ENTRIES;
    bytes.len() > most * ENTRY_BYTES && bytes.windows(ENTRY.len()).filter(|found| *found == ENTRY).count() > most
}

#[cfg(test)]
mod tests {
    use super::lists_too_much;

    #[test]
    fn lists_of_files_are_bounded_before_they_are_read() {
        let entry = [b"PK\x01\x02".as_slice(), &[0; 42]].concat();
        assert!(!lists_too_much(&entry.repeat(8_000)));
        assert!(lists_too_much(&entry.repeat(8_001)));
    }
}
