//! The configuration: the example is complete and true, unknown keys are refused, and each finding is found.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use greenroom::config::source::AfterCommit;
use greenroom::config::{
    ApiConfig, CalendarConfig, ClientConfig, Config, ConfigError, DeskConfig, FilesConfig, ImapConfig, LinkConfig,
    MaildirConfig, OpenIdConfig, OutboundConfig, PolicyConfig, ReaderConfig, RetentionConfig, Secret, SmtpConfig,
    SourcesConfig, StoreConfig, Tls, TransportConfig, TrustConfig, WebhookConfig, check,
};
use greenroom::domain::account::Role;

const EXAMPLE: &str = include_str!("../deploy/config.example.toml");

fn parse(text: &str) -> Config {
    Config::parse(text, Path::new("greenroom.toml"), PathBuf::from("/nowhere")).unwrap()
}

/// The example with every `#key` line uncommented, and without what these lines take the place of.
fn full_example() -> String {
    let default_transport = "[outbound.transport]\nkind = \"maildir\"\npath = \"outgoing\"\n\n#";
    assert!(EXAMPLE.contains(default_transport));
    let text = EXAMPLE.replace(default_transport, "#");
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') && !rest.is_empty() => rest,
        Some(_) | None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn trust() -> TrustConfig {
    TrustConfig {
        submitters: vec![],
        authserv_id: Some("m".into()),
        dns: false,
        dns_servers: vec!["127.0.0.1:53".parse().unwrap()],
        dns_seconds: 10,
        received_by: Some("m".into()),
        arc_sealers: vec![],
        sender_burst: 200,
    }
}

fn smtp_config() -> SmtpConfig {
    SmtpConfig {
        host: "h".into(),
        port: Some(1),
        tls: Tls::Implicit,
        ca_file: Some("ca".into()),
        user: Some("u".into()),
        password: secret(),
        token_file: Some("token".into()),
        token_command: vec!["token".into()],
        connections: 1,
        timeout_seconds: 1,
    }
}

fn desk() -> DeskConfig {
    DeskConfig {
        openid: Some(OpenIdConfig {
            issuer: "i".into(),
            name: "n".into(),
            client_id: "c".into(),
            client_secret: secret(),
            ca_file: Some("ca".into()),
            scopes: vec![],
            verified_claim: "v".into(),
            roles_claim: "r".into(),
            roles: BTreeMap::from([("desk-admins".to_owned(), Role::Administrator)]),
            otherwise: Some(Role::AccountManager),
            only: false,
        }),
        ..DeskConfig::default()
    }
}

fn secret() -> Secret {
    Secret {
        file: Some("secret".into()),
        env: None,
    }
}

/// A configuration with every key set. A new field does not compile until it is here, and then the example must have it.
fn everything() -> Config {
    Config {
        store: StoreConfig::default(),
        source: SourcesConfig {
            imap: vec![ImapConfig {
                name: "a".into(),
                host: "h".into(),
                port: Some(1),
                tls: Tls::Implicit,
                ca_file: Some("ca".into()),
                user: "u".into(),
                password: secret(),
                token_file: Some("token".into()),
                token_command: vec!["token".into()],
                folders: vec![],
                after: AfterCommit::Move { folder: "f".into() },
                idle: true,
                poll_seconds: 1,
                max_mail_mb: 1,
                first_days: 1,
            }],
            maildir: vec![MaildirConfig {
                name: "b".into(),
                path: "p".into(),
                poll_seconds: 1,
                max_mail_mb: 1,
            }],
            files: vec![FilesConfig {
                name: "c".into(),
                path: "p".into(),
                poll_seconds: 1,
                max_mail_mb: 1,
            }],
        },
        reader: ReaderConfig::default(),
        trust: trust(),
        policy: PolicyConfig::default(),
        calendar: CalendarConfig::default(),
        client: vec![ClientConfig {
            name: "n".into(),
            domains: vec![],
            zone: Some("UTC".into()),
            holidays: BTreeSet::new(),
        }],
        outbound: OutboundConfig {
            from: "f".into(),
            reply_to: Some("r".into()),
            message_id_domain: Some("m".into()),
            organisation: "o".into(),
            transport: TransportConfig::Smtp(smtp_config()),
            templates: Some("t".into()),
            max_attempts: 1,
            parallel: 1,
        },
        link: LinkConfig::default(),
        desk: desk(),
        api: ApiConfig::default(),
        webhook: vec![WebhookConfig {
            name: "w".into(),
            url: "u".into(),
            secret: secret(),
            ca_file: Some("c".into()),
            allow_private: true,
            with_details: true,
            max_attempts: 1,
        }],
        retention: RetentionConfig::default(),
        base: PathBuf::new(),
    }
}

/// Every key, as `source.imap.host`.
fn keys(value: &toml::Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let path = format!("{path}.{name}");
                found.insert(path.clone());
                keys(value, &path, found);
            }
        }
        toml::Value::Array(values) => values.iter().for_each(|value| keys(value, path, found)),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

#[test]
fn the_example_as_it_stands_is_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greenroom.toml");
    std::fs::write(&path, EXAMPLE).unwrap();
    let loaded = Config::load(&path).unwrap();
    assert_eq!(check::effective(&loaded), check::effective(&Config::default()));
    assert_eq!(loaded.base, folder.path());
}

#[test]
fn the_example_has_every_key_and_what_it_shows_fits_together() {
    let text = full_example();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("templates")).unwrap();
    // It shows three ways to sign in, of which one is taken.
    let ways = ["password = ", "token_file = ", "token_command = "];
    for way in ways {
        let others = |line: &&str| !ways.iter().any(|other| *other != way && line.starts_with(other));
        let text = text.lines().filter(others).collect::<Vec<_>>().join("\n");
        let config = Config::parse(&text, Path::new("example"), folder.path().to_owned()).unwrap();
        assert_eq!(check::findings(&config), Vec::<String>::new());
    }

    let mut shown = BTreeSet::new();
    keys(&toml::from_str(&text).unwrap(), "", &mut shown);
    let mut expected = BTreeSet::new();
    keys(&toml::Value::try_from(everything()).unwrap(), "", &mut expected);
    let missing: Vec<_> = expected.difference(&shown).collect();
    assert!(missing.is_empty(), "the example lacks {missing:?}");
}

#[test]
fn a_client_of_the_example_sends_by_its_own_zone() {
    let config = parse(&full_example());
    let terms = config.calendar.terms(config.client.first());
    assert_eq!(terms.zone, "America/New_York");
    assert_eq!(terms.holidays.len(), 1);
}

#[test]
fn what_is_in_force_can_be_read_back() {
    for config in [Config::default(), everything()] {
        let text = check::effective(&config);
        assert_eq!(check::effective(&parse(&text)), text);
    }
}

#[test]
fn unknown_keys_and_wrong_values_are_refused_with_key_and_line() {
    let cases = [
        ("[store]\npaht = 'data'\n", "line 2", "paht"),
        ("[stoer]\npath = 'data'\n", "line 1", "stoer"),
        (
            "[[source.imap]]\nname = 'a'\nhost = 'h'\nuser = 'u'\npasword = 'x'\n",
            "line 5",
            "pasword",
        ),
        (
            "[[source.imap]]\nname = 'a'\nhost = 'h'\nuser = 'u'\npassword = { flie = 'x' }\n",
            "line 5",
            "flie",
        ),
        ("[calendar]\nsend_at = 'nine'\n", "line 2", "nine"),
        ("[outbound]\nfrom = 7\n", "line 2", "string"),
        (
            "[outbound.transport]\nkind = 'smtp'\nhost = 'h'\nhots = 'h'\n",
            "line",
            "hots",
        ),
        (
            "[outbound.transport]\nkind = 'maildir'\npath = 'h'\nptah = 'h'\n",
            "line",
            "ptah",
        ),
        ("[outbound.transport]\nkind = 'pigeon'\n", "line", "pigeon"),
    ];
    for (text, line, word) in cases {
        let error = Config::parse(text, Path::new("greenroom.toml"), PathBuf::new()).unwrap_err();
        assert!(matches!(error, ConfigError::Malformed { .. }));
        let message = error.to_string();
        assert!(message.contains(line) && message.contains(word), "{text}\n{message}");
    }
}

const IMAP: &str = "[[source.imap]]\nname = 'a'\nhost = 'imap.vendor.example'\nuser = 'u'\npassword = { env = 'P' }\n";
const SMTP: &str = "[outbound.transport]\nkind = 'smtp'\nhost = 'smtp.vendor.example'\n";

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_finding_is_found() {
    let imap = |line: &str| format!("{IMAP}{line}\n");
    let smtp = |line: &str| format!("{SMTP}{line}\n");
    let plain = |text: &str| text.to_owned();
    let cases = [
        (plain("store.path = ''"), "store.path: expected a folder, found nothing"),
        (
            plain("reader.profile = 'nobody'"),
            "reader.profile: expected `client-roles`, `device-sales` or a file, found \"nobody\"",
        ),
        (
            plain("trust.submitters = ['pat']"),
            "trust.submitters: expected `pat@vendor.example` or `@vendor.example`, found \"pat\"",
        ),
        (plain("trust.submitters = ['@vendor']"), "trust.submitters:"),
        (
            plain("trust.authserv_id = ' '"),
            "trust.authserv_id: expected a text, found nothing",
        ),
        (
            plain("retention.tickets_days = 7"),
            "retention.tickets_days: expected 0, to keep everything, or 30 to 36500 days, found 7",
        ),
        (
            plain("retention.tickets_days = 90\nreader.profile = \"device-sales\""),
            "retention.tickets_days: expected 0 with a profile in which an address can be used only once, because that could not \
             be told any more, found 90",
        ),
        (
            plain("policy.activation_burst = 0"),
            "policy.activation_burst: expected a number above 0, found 0",
        ),
        (
            plain("calendar.zone = 'Europe/Atlantis'"),
            "calendar.zone: expected an IANA time zone such as `Europe/Berlin`, found \"Europe/Atlantis\"",
        ),
        (
            plain("calendar.lead_days = 0"),
            "calendar.lead_days: expected a number above 0",
        ),
        (
            plain("calendar.lead_days = 400"),
            "calendar.lead_days: expected at most 366 days, found 400",
        ),
        (plain("calendar.horizon_months = 0"), "calendar.horizon_months:"),
        (
            plain("calendar.working_days = []"),
            "calendar.working_days: expected at least one day from 1 (Monday) to 7 (Sunday), found {}",
        ),
        (plain("calendar.working_days = [0, 8]"), "calendar.working_days:"),
        (plain("[[client]]\nname = ''"), "client name: expected a text"),
        (
            plain("[[client]]\nname = 'Harbor'\nzone = 'Nowhere'"),
            "client \"Harbor\" zone: expected an IANA time zone",
        ),
        (
            plain("[[client]]\nname = 'Harbor'\ndomains = ['harbor']"),
            "client \"Harbor\" domains: expected a domain",
        ),
        (
            plain("[[client]]\nname = 'A'\ndomains = ['a.example']\n[[client]]\nname = 'B'\ndomains = ['A.example']"),
            "client \"B\" domains: expected each domain with one client",
        ),
        (
            plain("outbound.from = 'nobody'"),
            "outbound.from: expected an address such as",
        ),
        (
            plain("outbound.reply_to = '@'"),
            "outbound.reply_to: expected an address",
        ),
        (
            plain("outbound.message_id_domain = 'a b'"),
            "outbound.message_id_domain: expected a domain",
        ),
        (
            plain("outbound.organisation = ''"),
            "outbound.organisation: expected a text",
        ),
        (
            plain("outbound.max_attempts = 0"),
            "outbound.max_attempts: expected a number above 0",
        ),
        (
            plain("outbound.parallel = 0"),
            "outbound.parallel: expected a number above 0",
        ),
        (
            plain("outbound.templates = 'nowhere'"),
            "outbound.templates: expected a folder, found \"nowhere\"",
        ),
        (
            plain("outbound.transport = { kind = 'maildir', path = '' }"),
            "outbound.transport.path: expected a folder",
        ),
        (
            smtp("tls = 'none'"),
            "outbound.transport.tls: expected `implicit` or `starttls`, because the server is another machine, found `none` to \"smtp.vendor.example\"",
        ),
        (
            smtp("user = 'u'"),
            "outbound.transport.password: expected `file` or `env` beside `user`, found nothing",
        ),
        (
            smtp("password = { env = 'P' }"),
            "outbound.transport.user: expected a user beside the password, found nothing",
        ),
        (
            smtp("user = 'u'\npassword = { env = 'P', file = 'f' }"),
            "outbound.transport.password: expected either `file` or `env`, found both",
        ),
        (
            smtp("user = 'u'\ntoken_file = 'f'\ntoken_command = ['c']"),
            "outbound.transport.token_file: expected one of `password`, `token_file` and `token_command`, found several",
        ),
        (
            smtp("token_file = 'f'"),
            "outbound.transport.user: expected a user beside the password, found nothing",
        ),
        (
            smtp("connections = 0"),
            "outbound.transport.connections: expected a number above 0",
        ),
        (
            smtp("timeout_seconds = 121"),
            "outbound.transport.timeout_seconds: expected at most 120 seconds",
        ),
        (
            smtp("timeout_seconds = 0"),
            "outbound.transport.timeout_seconds: expected a number above 0",
        ),
        (
            SMTP.replace("smtp.vendor.example", ""),
            "outbound.transport.host: expected a text",
        ),
        (
            plain("desk.public_url = 'http://desk.vendor.example'"),
            "desk.public_url: expected https://, because http:// is only for this machine",
        ),
        (
            plain("desk.public_url = 'https://vendor.example/desk'"),
            "desk.public_url: expected an address in lower case without anything behind the host and the port",
        ),
        (
            plain("desk.idle_minutes = 0"),
            "desk.idle_minutes: expected 1 to 1440, found 0",
        ),
        (
            plain("desk.session_hours = 721"),
            "desk.session_hours: expected 1 to 720, found 721",
        ),
        (
            plain("desk.invitation_hours = 400"),
            "desk.invitation_hours: expected 1 to 336, found 400",
        ),
        (
            plain("link.lifetime_hours = 0"),
            "link.lifetime_hours: expected a number above 0",
        ),
        (
            plain("link.lifetime_hours = 10000"),
            "link.lifetime_hours: expected at most one year",
        ),
        (
            plain("link.base_url = 'activate.vendor.example'"),
            "link.base_url: expected an address that begins with https://",
        ),
        (
            plain("link.base_url = 'https://a b'"),
            "link.base_url: expected an address that begins with https://",
        ),
        (
            plain("link.base_url = 'http://activate.vendor.example'"),
            "link.base_url: expected https://, because http:// is only for this machine",
        ),
        (
            plain("link.base_url = 'https://activate.vendor.example/'"),
            "link.base_url: expected an address without `?` and `#`, and without a slash at the end",
        ),
        (
            plain("link.continue_url = 'javascript:alert(1)'"),
            "link.continue_url: expected an address that begins with https://",
        ),
        (
            format!("{IMAP}{IMAP}"),
            "source: name: expected a name of its own for each source, found \"a\" twice",
        ),
        (
            format!("{IMAP}[[source.files]]\nname = 'a'\npath = 'p'"),
            "source: name: expected a name of its own",
        ),
        (
            IMAP.replace("'a'", "''"),
            "source: name: expected a name, found nothing",
        ),
        (
            IMAP.replace("'a'", "'a/b'"),
            "source: name: expected a name without `/`",
        ),
        (
            IMAP.replace("imap.vendor.example", ""),
            "source.imap \"a\" host: expected a text",
        ),
        (
            IMAP.replace("user = 'u'", "user = ''"),
            "source.imap \"a\" user: expected a text",
        ),
        (
            IMAP.replace("{ env = 'P' }", "{}"),
            "source.imap \"a\" password: expected `file` or `env`, found nothing",
        ),
        (
            imap("token_file = 'f'"),
            "source.imap \"a\" token_file: expected one of `password`, `token_file` and `token_command`, found several",
        ),
        (
            IMAP.replace("password = { env = 'P' }", "token_command = ['']"),
            "source.imap \"a\" token_file: expected a file, or a program in `token_command`, found nothing",
        ),
        (
            IMAP.replace("{ env = 'P' }", "{ env = 'P', file = 'f' }"),
            "source.imap \"a\" password: expected either `file` or `env`, found both",
        ),
        (
            imap("tls = 'none'"),
            "source.imap \"a\" tls: expected `implicit` or `starttls`",
        ),
        (
            imap("folders = []"),
            "source.imap \"a\" folders: expected at least one folder",
        ),
        (
            imap("folders = ['INBOX', '']"),
            "source.imap \"a\" folders: expected at least one folder, none without a name",
        ),
        (
            imap("folders = ['INBOX', 'INBOX']"),
            "source.imap \"a\" folders: expected each folder once",
        ),
        (
            imap("after = { action = 'flag', keyword = 'a b' }"),
            "source.imap \"a\" after.keyword: expected a keyword",
        ),
        (
            imap("after = { action = 'move', folder = 'INBOX' }"),
            "source.imap \"a\" after.folder: expected a folder that is not watched",
        ),
        (
            imap("after = { action = 'move', folder = '' }"),
            "source.imap \"a\" after.folder: expected a text",
        ),
        (
            imap("poll_seconds = 0"),
            "source.imap \"a\" poll_seconds: expected a number above 0",
        ),
        (
            imap("max_mail_mb = 0"),
            "source.imap \"a\" max_mail_mb: expected a number above 0",
        ),
        (
            plain("[[source.maildir]]\nname = 'm'\npath = ''"),
            "source.maildir \"m\" path: expected a folder",
        ),
        (
            plain("[[source.files]]\nname = 'f'\npath = 'p'\npoll_seconds = 0"),
            "source.files \"f\" poll_seconds: expected a number above 0",
        ),
    ];
    for (text, expected) in cases {
        let findings = check::findings(&parse(&text));
        assert_eq!(findings.len(), 1, "{text}\n{findings:#?}");
        assert!(
            findings[0].starts_with(expected),
            "{text}\n{findings:#?}\nexpected {expected}"
        );
    }
}

#[test]
fn what_is_right_is_not_complained_about() {
    let right = [
        format!("{SMTP}tls = 'starttls'\nuser = 'u'\npassword = {{ env = 'P' }}\n"),
        SMTP.replace("smtp.vendor.example", "localhost") + "tls = 'none'\n",
        SMTP.replace("smtp.vendor.example", "::1") + "tls = 'none'\n",
        "link = { base_url = 'https://vendor.example/activate', continue_url = 'http://[::1]:8080/' }".to_owned(),
        "trust.submitters = ['pat@vendor.example', '@vendor.example']".to_owned(),
        "outbound.from = 'cs@vendor.example'\nreader.profile = 'device-sales'".to_owned(),
    ];
    for text in right {
        assert_eq!(check::findings(&parse(&text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn all_findings_are_listed_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greenroom.toml");
    std::fs::write(&path, "calendar.zone = 'x'\nlink.lifetime_hours = 0\n").unwrap();
    let message = Config::load(&path).unwrap_err().to_string();
    assert!(message.starts_with(&path.display().to_string()), "{message}");
    assert_eq!(message.lines().count(), 3, "{message}");
}
