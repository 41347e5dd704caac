//! Bounds what an IMAP server can make us keep in memory.
//!
//! The response parser allocates whatever size a literal announces, reads a long line again with every packet, and
//! recurses with every parenthesis. [`Guard`] looks at the bytes on their way to it and ends the connection before any
//! of these hurts. It knows just enough of the protocol for that: lines, literals, parentheses.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest line apart from literals. The longest honest one is a SEARCH reply, which we ask for in windows.
const LONGEST_LINE: u64 = 1 << 20;

/// The deepest nesting of parentheses in a line. We never ask for anything deeper than five.
const DEEPEST_NESTING: u32 = 128;

/// The longest end of a line that can announce a literal: `{18446744073709551615+}` and the line end.
const LONGEST_ANNOUNCEMENT: usize = 26;

/// A stream whose incoming bytes are watched.
#[derive(Debug)]
pub(crate) struct Guard<S> {
    inner: S,
    watch: Watch,
}

impl<S> Guard<S> {
    /// Watches `inner`; a literal above `largest_literal` bytes ends the connection.
    pub(crate) fn new(inner: S, largest_literal: u64) -> Self {
        Self {
            inner,
            watch: Watch::new(largest_literal),
        }
    }

    /// The stream without the guard.
    pub(crate) fn into_inner(self) -> S {
        self.inner
    }
}

/// Where in the protocol the last byte was.
#[derive(Debug)]
struct Watch {
    largest_literal: u64,
    literal_left: u64,
    line: u64,
    depth: u32,
    tail: Vec<u8>,
}

impl Watch {
    fn new(largest_literal: u64) -> Self {
        Self {
            largest_literal,
            literal_left: 0,
            line: 0,
            depth: 0,
            tail: Vec::with_capacity(LONGEST_ANNOUNCEMENT),
        }
    }

    fn see(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while let Some(byte) = bytes.first() {
            if self.literal_left > 0 {
                let skip = usize::try_from(self.literal_left)
                    .unwrap_or(usize::MAX)
                    .min(bytes.len());
                self.literal_left -= skip as u64;
                bytes = &bytes[skip..];
                continue;
            }
            self.see_byte(*byte)?;
            bytes = &bytes[1..];
        }
        Ok(())
    }

    fn see_byte(&mut self, byte: u8) -> io::Result<()> {
        self.line += 1;
        if self.line > LONGEST_LINE {
            return Err(refuse(&format!("a line longer than {LONGEST_LINE} bytes")));
        }
        match byte {
            b'(' => self.depth += 1,
            b')' => self.depth = self.depth.saturating_sub(1),
            b'\n' => return self.end_line(),
            _ => {}
        }
        if self.depth > DEEPEST_NESTING {
            return Err(refuse(&format!("more than {DEEPEST_NESTING} open parentheses")));
        }
        if self.tail.len() == LONGEST_ANNOUNCEMENT {
            self.tail.remove(0);
        }
        self.tail.push(byte);
        Ok(())
    }

    fn end_line(&mut self) -> io::Result<()> {
        let announced = announced(&self.tail);
        self.tail.clear();
        match announced {
            Some(size) if size > self.largest_literal => Err(refuse(&format!(
                "a literal of {size} bytes, at most {} are taken",
                self.largest_literal
            ))),
            // The same response goes on after the literal, so its nesting and length are kept.
            Some(size) => {
                self.literal_left = size;
                Ok(())
            }
            None => {
                self.line = 0;
                self.depth = 0;
                Ok(())
            }
        }
    }
}

/// The size that the end of a line announces: `{123}`.
fn announced(tail: &[u8]) -> Option<u64> {
    let tail = tail.strip_suffix(b"\r").unwrap_or(tail);
    let tail = tail.strip_suffix(b"}")?;
    let open = tail.iter().rposition(|byte| *byte == b'{')?;
    let digits = std::str::from_utf8(&tail[open + 1..]).ok()?;
    digits.strip_suffix('+').unwrap_or(digits).parse().ok()
}

fn refuse(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the server sent {what}"))
}

impl<S: AsyncRead + Unpin> AsyncRead for Guard<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf))?;
        Poll::Ready(self.watch.see(&buf.filled()[before..]))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guard<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_responses_pass_in_any_pieces() {
        let honest = b"* 1 FETCH (UID 7 BODY[] {12}\r\n((((\r\n{999}))\r\n)\r\ng1 OK done\r\n";
        for piece in 1..honest.len() {
            let mut watch = Watch::new(12);
            for bytes in honest.chunks(piece) {
                watch.see(bytes).unwrap();
            }
            assert_eq!((watch.literal_left, watch.line, watch.depth), (0, 0, 0));
        }
    }

    #[test]
    fn hostile_responses_are_refused_before_they_hurt() {
        let words = |bytes: &[u8]| Watch::new(1000).see(bytes).unwrap_err().to_string();
        assert!(words(b"* 1 FETCH (BODY[] {400000000}\r\n").contains("400000000"));
        assert!(words("(".repeat(200).as_bytes()).contains("parentheses"));
        assert!(words("x".repeat(2 << 20).as_bytes()).contains("line"));
    }
}
