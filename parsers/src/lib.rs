//! Reads one mail into an extraction.
