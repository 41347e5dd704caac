//! Where the shared test material is: real documents and mails, not part of the program.

use std::path::{Path, PathBuf};

/// A folder of the shared material; none, said loudly, where there is none.
#[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("GREENROOM_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared"));
    let found = named
        .into_iter()
        .chain(beside)
        .map(|folder| folder.join(name))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("SKIPPED: there is no shared material ({name}); say where it is by GREENROOM_SHARED");
    }
    found
}
