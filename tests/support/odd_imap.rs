//! An IMAP server that misbehaves in ways that no honest one can be made to. It speaks over a real socket.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

/// What the server does after a command.
pub(crate) enum Reply {
    /// Sends this, with every `TAG` replaced by the command's tag.
    Say(String),
    /// Sends this and closes the connection.
    SayAndClose(String),
    /// As an honest server would.
    Honest,
}

/// A server that answers as `odd` says; it ends when the test does.
pub(crate) struct OddServer {
    pub(crate) port: u16,
    _thread: JoinHandle<()>,
}

impl OddServer {
    /// `odd` is given each command without its tag.
    pub(crate) fn start(mut odd: impl FnMut(&str) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(&stream.unwrap(), &mut odd);
            }
        });
        Self { port, _thread: thread }
    }
}

/// Serves one connection to its end.
fn serve(stream: &TcpStream, odd: &mut impl FnMut(&str) -> Reply) -> Option<()> {
    let mut writer = stream.try_clone().ok()?;
    writer.write_all(b"* OK at your service\r\n").ok()?;
    for line in BufReader::new(stream).lines() {
        let line = line.ok()?;
        let (tag, command) = line.split_once(' ')?;
        let (text, close) = match odd(command) {
            Reply::Say(text) => (text, false),
            Reply::SayAndClose(text) => (text, true),
            Reply::Honest => (honest(command), false),
        };
        writer.write_all(text.replace("TAG", tag).as_bytes()).ok()?;
        if close {
            return None;
        }
    }
    Some(())
}

/// A mailbox with three small mails.
fn honest(command: &str) -> String {
    let fetch = |items: &str| {
        let uids: Vec<u32> = uids(command);
        let lines = uids.iter().map(|uid| match items {
            "size" => format!("* {uid} FETCH (UID {uid} RFC822.SIZE {})\r\n", body(*uid).len()),
            _ => format!(
                "* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{})\r\n",
                body(*uid).len(),
                body(*uid)
            ),
        });
        lines.collect::<String>()
    };
    let untagged = match command.split(' ').next().unwrap() {
        "CAPABILITY" => "* CAPABILITY IMAP4rev1\r\n".to_owned(),
        "SELECT" | "EXAMINE" => "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 4] next\r\n".to_owned(),
        "UID" if command.contains("RFC822.SIZE") => fetch("size"),
        "UID" if command.contains("BODY.PEEK[]") => fetch("body"),
        _ => String::new(),
    };
    format!("{untagged}TAG OK done\r\n")
}

/// The text of a mail.
pub(crate) fn body(uid: u32) -> String {
    format!("From: ann@vendor.example\r\nSubject: mail {uid}\r\n\r\nhello\r\n")
}

/// The UIDs that a FETCH names.
pub(crate) fn uids(command: &str) -> Vec<u32> {
    let set = command.split(' ').nth(2).unwrap();
    let ranges = set
        .split(',')
        .map(|range| range.split_once(':').unwrap_or((range, range)));
    ranges
        .flat_map(|(first, last)| {
            let last = if last == "*" { 3 } else { last.parse().unwrap() };
            first.parse::<u32>().unwrap()..=last
        })
        .filter(|uid| (1..=3).contains(uid))
        .collect()
}
