//! Starts a real Dovecot for one test, and stops it when the test ends.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use greenroom::config::{AfterCommit, ImapConfig, Secret, Tls};

/// The account that every server has.
pub(crate) const USER: &str = "desk@mail.test";
/// Its password.
pub(crate) const PASSWORD: &str = "secret with spaces \"and\" quotes";

const SERVER: &str = "/usr/sbin/dovecot";

/// A running server. Dropping it ends its processes.
pub(crate) struct Dovecot {
    folder: tempfile::TempDir,
    /// IMAP in the clear, with STARTTLS.
    pub(crate) imap: u16,
    /// IMAP under TLS.
    pub(crate) imaps: u16,
    /// LMTP.
    pub(crate) lmtp: u16,
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // The master leads a process group of its own, which holds nothing but its children.
        if let Ok(master) = fs::read_to_string(self.folder.path().join("run/master.pid")) {
            let group = format!("-{}", master.trim());
            let _ = Command::new("kill")
                .args(["-9", "--", &group])
                .stderr(Stdio::null())
                .status();
        }
    }
}

impl Dovecot {
    /// A server, or `None`, said loudly, where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with("server", "")
    }

    /// A server with another certificate (`server`, `wrong`, `expired`) and more lines of configuration.
    pub(crate) fn start_with(certificate: &str, extra: &str) -> Option<Self> {
        if !Path::new(SERVER).exists() {
            let needed = std::env::var("GREENROOM_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
            assert!(!needed, "{SERVER} is not installed, and GREENROOM_REQUIRE_SERVERS=1");
            #[expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]
            {
                eprintln!("\n!!! SKIPPED: {SERVER} is not installed (apt install dovecot-imapd dovecot-lmtpd)\n");
            }
            return None;
        }
        // Somebody may take a free port between our look and the start, so a few tries.
        (0..5).find_map(|_| Self::try_start(certificate, extra))
    }

    fn try_start(certificate: &str, extra: &str) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("gr-dc-").tempdir_in("/tmp").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let [imap, imaps, lmtp] = free_ports();
        let server = Self {
            folder,
            imap,
            imaps,
            lmtp,
        };
        let path = server.folder.path();
        let root = command_output("id", &["-u"]) == "0";
        let (user, group) = if root {
            ("nobody".to_owned(), command_output("id", &["-gn", "nobody"]))
        } else {
            (command_output("id", &["-un"]), command_output("id", &["-gn"]))
        };
        make_certificates(&path.join("certs"));
        fs::create_dir(path.join("mail")).unwrap();
        fs::write(path.join("users"), format!("{USER}:{{PLAIN}}{PASSWORD}\n")).unwrap();
        fs::write(path.join("password"), format!("{PASSWORD}\n")).unwrap();
        let mut conf = fs::read_to_string(servers().join("dovecot.conf")).unwrap();
        for (word, value) in [
            ("@DIR@", path.to_str().unwrap()),
            ("@USER@", &user),
            ("@GROUP@", &group),
            ("@CERT@", certificate),
            ("@IMAP_PORT@", &imap.to_string()),
            ("@IMAPS_PORT@", &imaps.to_string()),
            ("@LMTP_PORT@", &lmtp.to_string()),
            ("@EXTRA@", extra),
        ] {
            conf = conf.replace(word, value);
        }
        fs::write(path.join("dovecot.conf"), conf).unwrap();
        let log = fs::File::create(path.join("out")).unwrap();
        let mut command = Command::new(SERVER);
        command.arg("-c").arg(path.join("dovecot.conf"));
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        if root {
            let owner = format!("{user}:{group}");
            assert!(
                Command::new("chown")
                    .arg("-R")
                    .arg(owner)
                    .arg(path)
                    .status()
                    .unwrap()
                    .success()
            );
            command.uid(command_output("id", &["-u", "nobody"]).parse().unwrap());
            command.gid(command_output("id", &["-g", "nobody"]).parse().unwrap());
        }
        // It goes to the background only once it listens.
        if command.status().unwrap().success() {
            return Some(server);
        }
        let words = fs::read_to_string(path.join("out")).unwrap_or_default();
        assert!(
            words.contains("Address already in use"),
            "Dovecot does not start: {words}"
        );
        None
    }

    /// An account under TLS that trusts this server's authority.
    pub(crate) fn config(&self) -> ImapConfig {
        account(self.folder.path(), self.imaps)
    }

    /// The same account in the clear, on `port` of this machine.
    pub(crate) fn plain_config(&self, port: u16) -> ImapConfig {
        in_the_clear(self.config(), port)
    }

    /// The authority that signed the server's certificates.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.path().join("certs/ca.pem")
    }

    /// An authority that signed nothing.
    pub(crate) fn other_authority(&self) -> PathBuf {
        self.folder.path().join("certs/other-ca.pem")
    }

    /// A person with a mail program of their own.
    pub(crate) fn hand(&self) -> Hand {
        Hand::log_in(self.imap)
    }

    /// Puts messages straight into the mailbox, as another program on the server would.
    pub(crate) fn put_files<'a>(&self, mails: impl IntoIterator<Item = &'a [u8]>) {
        self.put_files_of(None, mails);
    }

    /// As `put_files`, with messages that the server received at this time; now, where none is given.
    pub(crate) fn put_files_of<'a>(&self, received: Option<SystemTime>, mails: impl IntoIterator<Item = &'a [u8]>) {
        // A folder of its own, on the same disk, so that nobody else touches the files before they have their place.
        let unready = tempfile::tempdir_in(self.folder.path()).unwrap();
        let maildir = self.folder.path().join("mail").join(USER).join("Maildir");
        let new = maildir.join("new");
        if !new.exists() {
            for folder in ["new", "cur", "tmp"] {
                fs::create_dir_all(maildir.join(folder)).unwrap();
            }
            self.give_to_server(&self.folder.path().join("mail"));
        }
        for (number, mail) in mails.into_iter().enumerate() {
            let mut file = fs::File::create(unready.path().join(number.to_string())).unwrap();
            file.write_all(mail).unwrap();
            if let Some(received) = received {
                file.set_modified(received).unwrap();
            }
        }
        self.give_to_server(unready.path());
        // The name of the folder makes the names of the files unique.
        let name = unready.path().file_name().unwrap().to_str().unwrap();
        for entry in fs::read_dir(unready.path()).unwrap() {
            let path = entry.unwrap().path();
            let number: u32 = path.file_name().unwrap().to_str().unwrap().parse().unwrap();
            fs::rename(path, new.join(format!("1.{number:06}{name}.host"))).unwrap();
        }
    }

    /// Makes a folder and all below it the server's, if that is another user.
    fn give_to_server(&self, folder: &Path) {
        let example = format!("--reference={}", self.folder.path().join("dovecot.conf").display());
        let mut command = Command::new("chown");
        assert!(command.arg("-R").arg(example).arg(folder).status().unwrap().success());
    }

    /// Delivers a message as the mail server before it would, by LMTP.
    pub(crate) fn deliver(&self, mail: &[u8]) {
        let stream = TcpStream::connect(("127.0.0.1", self.lmtp)).unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap());
        let mut talk = |said: &[u8]| {
            (&stream).write_all(said).unwrap();
            let mut line = String::from("-");
            // The last line of an answer has a space after its number.
            while line.as_bytes().get(3) != Some(&b' ') {
                line.clear();
                assert_ne!(lines.read_line(&mut line).unwrap(), 0, "LMTP ended");
            }
            assert!(matches!(line.as_bytes()[0], b'2' | b'3'), "LMTP: {line}");
        };
        talk(b"");
        talk(b"LHLO test.example\r\n");
        talk(b"MAIL FROM:<pat@vendor.example>\r\n");
        talk(format!("RCPT TO:<{USER}>\r\n").as_bytes());
        talk(b"DATA\r\n");
        talk(&[mail, b"\r\n.\r\n"].concat());
    }

    /// Ends every IMAP connection from the server's side.
    pub(crate) fn end_connections(&self) {
        let master = fs::read_to_string(self.folder.path().join("run/master.pid")).unwrap();
        let found = Command::new("pgrep")
            .args(["-P", master.trim(), "-x", "imap"])
            .output()
            .unwrap();
        for process in String::from_utf8(found.stdout).unwrap().split_whitespace() {
            let _ = Command::new("kill").args(["-9", process]).status();
        }
    }
}

/// An account under TLS on `port`, at a server whose certificates and password lie in `folder`.
pub(crate) fn account(folder: &Path, port: u16) -> ImapConfig {
    ImapConfig {
        name: "support".into(),
        host: "localhost".into(),
        port: Some(port),
        tls: Tls::Implicit,
        ca_file: Some(folder.join("certs/ca.pem")),
        user: USER.into(),
        password: Secret {
            file: Some(folder.join("password")),
            env: None,
        },
        token_file: None,
        token_command: Vec::new(),
        folders: vec!["INBOX".into()],
        after: AfterCommit::Leave,
        idle: true,
        poll_seconds: 60,
        max_mail_mb: 40,
        first_days: 36_500,
    }
}

/// The same account in the clear, on `port` of this machine.
pub(crate) fn in_the_clear(account: ImapConfig, port: u16) -> ImapConfig {
    ImapConfig {
        host: "127.0.0.1".into(),
        port: Some(port),
        tls: Tls::None,
        ca_file: None,
        ..account
    }
}

/// A plain mail program, written without the code under test.
pub(crate) struct Hand {
    reader: BufReader<TcpStream>,
    tags: u32,
}

impl Hand {
    /// Somebody who logs in to the server on `port`.
    pub(crate) fn log_in(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_nodelay(true).unwrap();
        let mut hand = Self {
            reader: BufReader::new(stream),
            tags: 0,
        };
        hand.line();
        let password = PASSWORD.replace('"', "\\\"");
        hand.run(&format!("LOGIN {USER} \"{password}\""));
        hand
    }

    /// Runs a command that must end with OK; gives its untagged lines.
    pub(crate) fn run(&mut self, command: &str) -> Vec<String> {
        self.tags += 1;
        let tag = format!("h{} ", self.tags);
        self.send(&format!("{tag}{command}\r\n"));
        self.until(&tag)
    }

    /// Puts a message into a folder, with flags such as `\Seen`.
    pub(crate) fn append(&mut self, folder: &str, flags: &str, mail: &[u8]) {
        self.append_with(folder, &format!("({flags})"), mail);
    }

    /// Puts a message into a folder that was received on a day such as `01-Feb-2027`.
    pub(crate) fn append_of(&mut self, folder: &str, day: &str, mail: &[u8]) {
        self.append_with(folder, &format!("() \"{day} 12:00:00 +0000\""), mail);
    }

    /// Offers a message that the server may refuse; gives the words of its answer.
    pub(crate) fn offer(&mut self, folder: &str, mail: &[u8]) -> String {
        self.say_append(folder, "()", mail)
    }

    fn append_with(&mut self, folder: &str, marks: &str, mail: &[u8]) {
        let end = self.say_append(folder, marks, mail);
        assert!(end.starts_with("OK"), "the server refused a test's own mail: {end}");
    }

    /// Waits before the content until the server asks for it, as not every server takes it before.
    fn say_append(&mut self, folder: &str, marks: &str, mail: &[u8]) -> String {
        self.tags += 1;
        let tag = format!("h{} ", self.tags);
        self.send(&format!("{tag}APPEND \"{folder}\" {marks} {{{}}}\r\n", mail.len()));
        loop {
            let line = self.line();
            if let Some(end) = line.strip_prefix(&tag) {
                return end.to_owned();
            }
            if line.starts_with('+') {
                self.reader.get_mut().write_all(mail).unwrap();
                self.send("\r\n");
            }
        }
    }

    /// Opens a folder and gives the number under which its UIDs mean something.
    pub(crate) fn uid_validity(&mut self, folder: &str) -> u32 {
        let lines = self.run(&format!("SELECT \"{folder}\""));
        let mut codes = lines.iter().filter_map(|line| line.split_once("[UIDVALIDITY "));
        let (number, _) = codes.next().unwrap().1.split_once(']').unwrap();
        number.parse().unwrap()
    }

    /// UIDs in a folder that match.
    pub(crate) fn search(&mut self, folder: &str, query: &str) -> Vec<u32> {
        self.run(&format!("SELECT \"{folder}\""));
        let lines = self.run(&format!("UID SEARCH {query}"));
        let found = lines.iter().filter_map(|line| line.strip_prefix("* SEARCH"));
        found
            .flat_map(str::split_whitespace)
            .map(|uid| uid.parse().unwrap())
            .collect()
    }

    fn send(&mut self, text: &str) {
        self.reader.get_mut().write_all(text.as_bytes()).unwrap();
    }

    fn until(&mut self, tag: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line();
            if let Some(end) = line.strip_prefix(tag) {
                assert!(end.starts_with("OK"), "the server refused a test's own command: {end}");
                return lines;
            }
            lines.push(line);
        }
    }

    fn line(&mut self) -> String {
        let mut line = Vec::new();
        self.reader.read_until(b'\n', &mut line).unwrap();
        assert!(
            !line.is_empty(),
            "the server closed the connection of the test's own mail program"
        );
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if let Some(size) = line.rsplit_once('{').and_then(|(_, size)| size.strip_suffix('}')) {
            let mut skipped = vec![0; size.parse().unwrap()];
            self.reader.read_exact(&mut skipped).unwrap();
        }
        line
    }
}

/// A proxy before a server that breaks on demand. Dropping it ends the process.
pub(crate) struct FaultProxy {
    process: std::process::Child,
    answers: BufReader<std::process::ChildStdout>,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl FaultProxy {
    /// A proxy before `target` on this machine.
    pub(crate) fn before(target: u16) -> Self {
        let mut process = Command::new("python3")
            .arg(servers().join("fault_proxy.py"))
            .args(["0", &target.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("ready ").unwrap().parse().unwrap();
        Self { process, answers, port }
    }

    /// Gives a command, such as `cut_down 5000`; it holds when this returns.
    pub(crate) fn tell(&mut self, command: &str) {
        let stdin = self.process.stdin.as_mut().unwrap();
        stdin.write_all(format!("{command}\n").as_bytes()).unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        assert_eq!(line.trim(), format!("ok {command}"));
    }
}

/// Where the scripts and configurations of the servers are.
pub(crate) fn servers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers")
}

/// Ports that are free now; all held at once, so that they differ.
pub(crate) fn free_ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

/// Makes an authority and the certificates it signed.
pub(crate) fn make_certificates(folder: &Path) {
    let made = Command::new("sh")
        .arg(servers().join("imap-certs.sh"))
        .arg(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// What a program prints.
pub(crate) fn command_output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
