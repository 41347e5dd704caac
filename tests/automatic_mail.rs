//! Mails that machines wrote: told from those of people, and never answered.
//!
//! The shared corpus is real mail that is not part of the program; where it is missing the test says so and does nothing.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::VirtualClock;
use greenroom::config::Config;
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::domain::mail::{MailStatus, Outcome};
use greenroom::store::Record;
use greenroom_parsers::{Kind, Profile, read};

/// What each mail of the corpus is.
const LABELS: &str = include_str!("automatic_mail/corpus.tsv");

/// The ticket that all those mails pretend to answer.
const TICKET: &str = "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user\r\n\
    Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <first@vendor.example>\r\n\r\n\
    Please hold until go-live on March 24, 2027:\r\n\r\nName: Jane Doe\r\nEmail: jane@acme.example\r\nLevel: 2\r\n\
    Roles: Reporting\r\n";

/// What a mail is, as somebody judged who read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Bounce,
    AutoReply,
    /// Sent to many. Either verdict is right.
    List,
    Ordinary,
}

fn labels() -> BTreeMap<&'static str, Label> {
    let lines = LABELS.lines().filter(|line| !line.starts_with('#'));
    let labels = lines.map(|line| {
        let (path, label) = line.split_once('\t').unwrap();
        let label = match label {
            "bounce" => Label::Bounce,
            "auto-reply" => Label::AutoReply,
            "list" => Label::List,
            "ordinary" => Label::Ordinary,
            other => panic!("{path}: {other} is no label"),
        };
        (path, label)
    });
    labels.collect()
}

/// The corpus, named by `GREENROOM_SHARED` or beside the project.
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("GREENROOM_SHARED").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut places = named.into_iter().chain(above.map(|folder| folder.join("shared")));
    let found = places.find(|folder| folder.join("corpus/mail").is_dir());
    if found.is_none() {
        eprintln!("\n!!! SKIPPED: there is no shared corpus of mails; say where it is by GREENROOM_SHARED\n");
    }
    found.map(|folder| folder.join("corpus/mail"))
}

fn is_automatic(raw: &[u8]) -> bool {
    read(raw, &Profile::client_roles()).extraction.kind == Kind::Automatic
}

/// The whole program on the folder `in`, where all these domains are trusted.
async fn app(folder: &Path, domains: &BTreeSet<String>) -> App {
    std::fs::create_dir_all(folder.join("in")).unwrap();
    let trusted: Vec<String> = domains.iter().map(|domain| format!("\"@{domain}\"")).collect();
    let text = format!(
        "trust.submitters = [\"@vendor.example\", {}]\noutbound.from = \"cs@vendor.example\"\n\
         source.files = [{{ name = \"in\", path = \"in\" }}]\n",
        trusted.join(", ")
    );
    let config = Config::parse(&text, Path::new("test"), folder.to_owned()).unwrap();
    let clock = VirtualClock::new("2027-03-01T15:00:00Z".parse().unwrap());
    App::open(config, Arc::new(clock)).await.unwrap()
}

async fn run(app: &App) {
    for result in app.take_in(|_| {}).await {
        assert!(result.error.is_none(), "{:?}", result.error);
    }
    app.settle().await.unwrap();
}

/// The domain of From, if it can be trusted by the configuration.
fn domain(raw: &[u8]) -> Option<String> {
    let from = read(raw, &Profile::client_roles())
        .envelope
        .from
        .into_iter()
        .next()?
        .email?;
    let domain = from.rsplit_once('@')?.1.to_lowercase();
    let plain = domain
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || ".-".contains(letter));
    (plain && domain.contains('.')).then_some(domain)
}

#[test]
fn bounces_and_automatic_answers_of_the_corpus_are_recognised() {
    let Some(corpus) = corpus() else { return };
    let (mut right, mut missed, mut wrong) = (0_u32, Vec::new(), Vec::new());
    let labels = labels();
    for (path, label) in &labels {
        let automatic = is_automatic(&std::fs::read(corpus.join(path)).unwrap());
        match (label, automatic) {
            (Label::Bounce | Label::AutoReply, true) => right += 1,
            (Label::Bounce | Label::AutoReply, false) => missed.push(*path),
            (Label::Ordinary, true) => wrong.push(*path),
            (Label::Ordinary, false) | (Label::List, _) => {}
        }
    }
    let found = f64::from(right) + f64::from(u32::try_from(wrong.len()).unwrap());
    let wanted = f64::from(right) + f64::from(u32::try_from(missed.len()).unwrap());
    let (precision, recall) = (f64::from(right) / found, f64::from(right) / wanted);
    eprintln!("{} mails: precision {precision:.3}, recall {recall:.3}", labels.len());
    assert!(
        missed.is_empty() && wrong.is_empty(),
        "missed {missed:?}, wrongly found {wrong:?}"
    );
}

#[test]
fn every_mail_of_the_corpus_has_a_label() {
    let Some(corpus) = corpus() else { return };
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(&corpus).unwrap() {
        let folder = folder.unwrap().path();
        for file in std::fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(&corpus).unwrap().to_str().unwrap().to_owned();
            if !name.ends_with("expected.json") {
                found.insert(name);
            }
        }
    }
    let labelled: BTreeSet<String> = labels().keys().map(|path| (*path).to_owned()).collect();
    assert_eq!(found, labelled);
}

/// Even if its sender is trusted, and even if it answers a ticket.
#[tokio::test(flavor = "multi_thread")]
async fn no_bounce_and_no_automatic_answer_is_ever_answered_or_acted_on() {
    let Some(corpus) = corpus() else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut domains = BTreeSet::new();
    let mut machines = BTreeMap::new();
    for (path, label) in labels() {
        let raw = std::fs::read(corpus.join(path)).unwrap();
        domains.extend(domain(&raw));
        if matches!(label, Label::Bounce | Label::AutoReply) {
            let answer = [b"In-Reply-To: <first@vendor.example>\r\n".as_slice(), &raw].concat();
            machines.insert(MailId::of(&raw), (path, raw));
            machines.insert(MailId::of(&answer), (path, answer));
        }
    }
    let app = app(dir.path(), &domains).await;
    std::fs::write(dir.path().join("in/0.eml"), TICKET).unwrap();
    run(&app).await;
    let ticket = app.store.ticket(TicketId(1)).await.unwrap().unwrap();
    for (number, (_, raw)) in machines.values().enumerate() {
        std::fs::write(dir.path().join(format!("in/1-{number}.eml")), raw).unwrap();
    }
    run(&app).await;
    for (id, (path, _)) in &machines {
        let mail = app.store.mail(*id).await.unwrap().unwrap();
        let MailStatus::Settled { outcome, reason, .. } = mail.status else {
            panic!("{path} was not settled");
        };
        let left_alone = matches!(outcome, Outcome::Ignored | Outcome::Duplicate { .. });
        assert!(left_alone, "{path}: {outcome:?}, {reason}");
    }
    assert_eq!(app.store.ticket(TicketId(1)).await.unwrap().unwrap(), ticket);
    assert!(app.store.ticket(TicketId(2)).await.unwrap().is_none());
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        assert!(
            !matches!(record, Record::Outbox(_)),
            "something is to go out: {record:?}"
        );
    }
}

/// Nothing of the corpus goes out, whoever is trusted: a mail that nobody approved is answered by nobody.
#[tokio::test(flavor = "multi_thread")]
async fn the_whole_corpus_from_trusted_senders_sends_nothing() {
    let Some(corpus) = corpus() else { return };
    let dir = tempfile::tempdir().unwrap();
    let raws: Vec<Vec<u8>> = labels()
        .keys()
        .map(|path| std::fs::read(corpus.join(path)).unwrap())
        .collect();
    let domains = raws.iter().filter_map(|raw| domain(raw)).collect();
    let app = app(dir.path(), &domains).await;
    for (number, raw) in raws.iter().enumerate() {
        std::fs::write(dir.path().join(format!("in/{number}.eml")), raw).unwrap();
    }
    run(&app).await;
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Mail(mail) = &record {
            assert_ne!(mail.status, MailStatus::Stored, "{} has no outcome", mail.found);
        }
        assert!(
            !matches!(record, Record::Outbox(_)),
            "something is to go out: {record:?}"
        );
    }
}

/// What machines send that people's programs never do; each line is a mail's own headers.
const MACHINES: [(&str, &str); 22] = [
    (
        "Exchange, out of office",
        "Subject: Automatic reply: New users\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All",
    ),
    ("Exchange without headers", "Subject: Automatic reply: New users"),
    ("Exchange, German", "Subject: Automatische Antwort: Neue Nutzer"),
    (
        "Exchange, French",
        "Subject: Réponse automatique : Nouveaux utilisateurs",
    ),
    ("Exchange, Spanish", "Subject: Respuesta automática: Usuarios"),
    ("Exchange, Italian", "Subject: Risposta automatica: Utenti"),
    ("Exchange, Dutch", "Subject: Automatisch antwoord: Gebruikers"),
    ("Exchange, Portuguese", "Subject: Resposta automática: Usuários"),
    ("Outlook, old", "Subject: Out of Office: New users"),
    ("Outlook, old German", "Subject: Abwesenheitsnotiz: Neue Nutzer"),
    (
        "Gmail",
        "Subject: Out of office Re: New users\nAuto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes",
    ),
    (
        "Sieve vacation",
        "Subject: Auto: New users\nAuto-Submitted: auto-replied (vacation)\nPrecedence: bulk",
    ),
    (
        "vacation(1)",
        "Subject: away from my mail\nPrecedence: junk\nReturn-Path: <>",
    ),
    (
        "Domino",
        "Subject: AUTO: Kim Ash is out of the office (returning 15 March)\nAuto-Submitted: auto-generated",
    ),
    (
        "cPanel",
        "Subject: Thanks for your mail\nX-Autorespond: New users\nAuto-Submitted: auto-replied",
    ),
    (
        "Zendesk",
        "Subject: [Request received] New users\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All",
    ),
    (
        "ServiceNow",
        "Subject: INC0012345 opened\nAuto-Submitted: auto-generated\nPrecedence: bulk",
    ),
    (
        "FreshDesk",
        "Subject: Ticket received\nAuto-Submitted: auto-replied\nX-Autoreply: true\nPrecedence: auto_reply",
    ),
    (
        "Exim",
        "Subject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: kim@acme.example\nReturn-Path: <>",
    ),
    (
        "Postfix, no return address kept",
        "Subject: Undelivered Mail Returned to Sender\nFrom: MAILER-DAEMON@mx.acme.example (Mail Delivery System)",
    ),
    (
        "qmail",
        "Subject: failure notice\nFrom: MAILER-DAEMON@mx.acme.example\nReturn-Path: <>",
    ),
    (
        "a read receipt",
        "Subject: Read: New users\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
    ),
];

/// What people's programs send that looks a little like it.
const PEOPLE: [(&str, &str); 9] = [
    (
        "a report that somebody forwards in its own form",
        "Subject: Fwd: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
    ),
    (
        "Outlook to colleagues",
        "Subject: New users\nX-Auto-Response-Suppress: DR, OOF, AutoReply",
    ),
    ("said to be by a person", "Subject: New users\nAuto-Submitted: no"),
    ("a forwarded note", "Subject: Fwd: Automatic reply: New users"),
    ("an answer to one", "Subject: Re: Automatic reply: New users"),
    (
        "a client's list",
        "Subject: [team] New users\nList-Id: <team.vendor.example>\nPrecedence: list",
    ),
    (
        "about being away",
        "Subject: New users before I am out of office next week",
    ),
    ("about a bounce", "Subject: RE: undeliverable invitation for Kim"),
    (
        "a receipt asked for",
        "Subject: New users\nDisposition-Notification-To: pat@vendor.example",
    ),
];

fn mail(headers: &str) -> String {
    let from = if headers.contains("From: ") {
        ""
    } else {
        "From: Pat Field <pat@vendor.example>\n"
    };
    let text = format!(
        "{headers}\n{from}To: cs@vendor.example\nDate: Mon, 01 Mar 2027 09:00:00 -0500\n\n\
         Please hold until go-live on March 24, 2027:\n\nName: Jane Doe\nEmail: jane@acme.example\nLevel: 2\n"
    );
    text.replace('\n', "\r\n")
}

#[test]
fn machines_are_told_from_people() {
    let missed = MACHINES
        .iter()
        .filter(|(_, headers)| !is_automatic(mail(headers).as_bytes()));
    let missed: Vec<&str> = missed.map(|(name, _)| *name).collect();
    let wrong = PEOPLE
        .iter()
        .filter(|(_, headers)| is_automatic(mail(headers).as_bytes()));
    let wrong: Vec<&str> = wrong.map(|(name, _)| *name).collect();
    assert!(
        missed.is_empty() && wrong.is_empty(),
        "missed {missed:?}, wrongly found {wrong:?}"
    );
}
