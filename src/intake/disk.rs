//! What the sources on this machine's disk share.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::error::IntakeError;

/// How often a file may fail to be read before it is listed as refused.
pub(crate) const READ_TRIES: u32 = 3;

/// A file's name as a text; one that is no UTF-8 is escaped, so that two names never become one.
pub(crate) fn file_name(name: &OsStr) -> String {
    match name.to_str() {
        Some(name) => name.to_owned(),
        None => name.as_encoded_bytes().escape_ascii().to_string(),
    }
}

/// Runs file work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, IntakeError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error)))
        .map_err(|source| IntakeError::File {
            path: path.to_owned(),
            source,
        })
}
