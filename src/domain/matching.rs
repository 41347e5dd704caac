//! What becomes of a mail that was read.
