//! Standard output, for people and for pipes that may be closed early.

use std::fmt::Display;
use std::io::Write;

/// Prints a line. A reader that has gone away, as `head` does, is an error that ends the command quietly.
pub(super) fn line(text: impl Display) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Whether an error only says that nobody reads our output any more.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let found = error.downcast_ref::<std::io::Error>();
    found.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
