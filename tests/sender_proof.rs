//! Whether a mail is its sender's, asked of a real name server about real signatures.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;
use std::sync::Arc;

use data_encoding::BASE64;
use greenroom::app::App;
use greenroom::clock::{Clock, VirtualClock};
use greenroom::config::Config;
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::domain::mail::{MailDecision, MailRecord, MailStatus, MailWord, Outcome};
use greenroom::domain::ticket::{PersonState, Ticket};
use greenroom::pipeline::quarantine;
use greenroom::store::Record;
use jiff::ToSpan;
use mail_auth::arc::ArcSealer;
use mail_auth::common::crypto::Ed25519Key;
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::DkimSigner;
use mail_auth::{ArcOutput, AuthenticatedMessage, AuthenticationResults, DkimOutput};

#[path = "support/dns.rs"]
mod dns;

use dns::{BROKEN, NameServer};

/// What people's mail servers sign.
const USUAL: [&str; 6] = ["From", "To", "Subject", "Date", "Message-ID", "Content-Type"];

const TYPE: &str = "Content-Type: text/plain; charset=utf-8\r\n";

/// A key as a domain publishes it, and as its server signs with it.
struct Signer(Vec<u8>);

impl Signer {
    fn new() -> Self {
        Self(Ed25519Key::generate_pkcs8().unwrap())
    }

    fn key(&self) -> Ed25519Key {
        Ed25519Key::from_pkcs8_der(&self.0).unwrap()
    }

    fn record(&self) -> String {
        let key = BASE64.encode(&self.key().public_key());
        format!("\"v=DKIM1; k=ed25519; p={key}\"")
    }

    fn sign(&self, domain: &str, headers: &[&str], mail: &str) -> String {
        let signer = DkimSigner::from_key(self.key())
            .domain(domain)
            .selector("s")
            .headers(headers.to_vec());
        let signature = signer.sign(mail.as_bytes()).unwrap();
        format!("{}{mail}", signature.to_header())
    }

    fn sign_a_part(&self, domain: &str, mail: &str) -> String {
        let signer = DkimSigner::from_key(self.key())
            .domain(domain)
            .selector("s")
            .headers(USUAL.to_vec());
        let signature = signer.body_length(true).sign(mail.as_bytes()).unwrap();
        format!("{}{mail}", signature.to_header())
    }
}

/// The program, a name server, and the keys of the domains that it knows.
struct Stage {
    dir: tempfile::TempDir,
    server: NameServer,
    signer: Signer,
    app: App,
    hands: VirtualClock,
}

impl Stage {
    async fn new(more: &str) -> Option<Self> {
        let signer = Signer::new();
        let key = format!("s._domainkey IN TXT {}", signer.record());
        let vendor = format!(
            "{key}\ns._domainkey.mail IN TXT {}\n@ IN TXT \"v=spf1 ip4:192.0.2.7 -all\"\n\
             _dmarc IN TXT \"v=DMARC1; p=reject\"",
            signer.record()
        );
        let zones = [
            ("example", ""),
            ("vendor.example", vendor.as_str()),
            ("evil.example", key.as_str()),
            ("list.example", key.as_str()),
        ];
        let server = NameServer::start(&zones)?;
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("in")).unwrap();
        let text = format!(
            "[trust]\nsubmitters = [\"@vendor.example\", \"@{BROKEN}\"]\ndns = true\ndns_seconds = 3\n\
             dns_servers = [\"{}\"]\n{more}\n[[source.files]]\nname = \"in\"\npath = \"in\"\n",
            server.address()
        );
        let config = Config::parse(&text, Path::new("greenroom.toml"), dir.path().to_owned()).unwrap();
        assert_eq!(greenroom::config::check::findings(&config), Vec::<String>::new());
        let hands = VirtualClock::new("2027-03-01T15:00:00Z".parse().unwrap());
        let app = App::open(config, Arc::new(hands.clone())).await.unwrap();
        Some(Self {
            dir,
            server,
            signer,
            app,
            hands,
        })
    }

    /// Takes in mails, in this order and in one pass, and lets them become what they become.
    async fn take(&self, mails: &[&str]) -> Vec<MailId> {
        let taken = self.put(mails).await;
        self.app.settle().await.unwrap();
        taken
    }

    async fn put(&self, mails: &[&str]) -> Vec<MailId> {
        for mail in mails {
            let number = std::fs::read_dir(self.dir.path().join("in")).unwrap().count();
            std::fs::write(self.dir.path().join(format!("in/{number:03}.eml")), mail).unwrap();
        }
        for result in self.app.take_in(|_| {}).await {
            assert!(result.error.is_none(), "{:?}", result.error);
        }
        mails.iter().map(|mail| MailId::of(mail.as_bytes())).collect()
    }

    async fn mail(&self, id: MailId) -> MailRecord {
        self.app.store.mail(id).await.unwrap().unwrap()
    }

    /// The word of its outcome, and why.
    async fn fate(&self, id: MailId) -> (String, String) {
        let mail = self.mail(id).await;
        let word = mail.word().to_owned();
        match mail.status {
            MailStatus::Settled { reason, .. } => (word, reason),
            MailStatus::Stored => (word, String::new()),
        }
    }

    async fn fate_of(&self, mail: &str) -> (String, String) {
        let id = self.take(&[mail]).await[0];
        self.fate(id).await
    }

    async fn ticket(&self, number: u64) -> Option<Ticket> {
        self.app.store.ticket(TicketId(number)).await.unwrap()
    }

    async fn minutes_pass(&self, minutes: i64) {
        let later = self.hands.now().checked_add(minutes.minutes()).unwrap();
        self.app.advance(&self.hands, later).await.unwrap();
    }

    async fn decide(&self, id: MailId, word: MailWord) {
        let (at, by) = (self.hands.now(), "Ada".to_owned());
        quarantine::decide(&self.app.store, id, None, &MailDecision { at, by, word })
            .await
            .unwrap();
    }
}

/// A mail from Pat, with more headers.
fn mail(name: &str, headers: &str, body: &str) -> String {
    format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@ours.example\r\nSubject: {name}\r\n\
         Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{name}@vendor.example>\r\n{headers}\r\n{body}"
    )
}

fn list(name: &str, headers: &str) -> String {
    let body = format!(
        "Please hold until go-live on March 24, 2027:\r\n\r\nName: Jane Doe\r\nEmail: {name}@acme.example\r\nLevel: 2\r\n\
         Roles: Reporting\r\n"
    );
    mail(name, headers, &body)
}

fn state(ticket: &Ticket) -> &PersonState {
    &ticket.people[0].state
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_its_own_domain_signed_is_acted_on_and_all_others_wait_for_a_person() {
    let Some(stage) = Stage::new("").await else { return };
    let good = stage.signer.sign("vendor.example", &USUAL, &list("good", TYPE));
    assert_eq!(stage.fate_of(&good).await.0, "ticket");
    let ticket = stage.ticket(1).await.unwrap();
    assert_eq!(
        *state(&ticket),
        PersonState::Held,
        "the rule approves: {:?}",
        ticket.problems
    );
    let changed = stage
        .signer
        .sign("vendor.example", &USUAL, &list("changed", TYPE))
        .replace("Level: 2", "Level: 4");
    let elsewhere = stage.signer.sign("evil.example", &USUAL, &list("elsewhere", TYPE));
    let part = stage.signer.sign_a_part("vendor.example", &list("part", TYPE)) + "and more\r\n";
    let unsigned_sender = stage
        .signer
        .sign("vendor.example", &["To", "Subject"], &list("nobody", TYPE));
    for (mail, why) in [
        (list("unsigned", TYPE), "nothing proves that it is from vendor.example"),
        (changed, "nothing proves that it is from vendor.example"),
        (elsewhere, "nothing proves that it is from vendor.example"),
        (unsigned_sender, "nothing proves that it is from vendor.example"),
        (part, "its signature covers only a part of it"),
    ] {
        let (word, reason) = stage.fate_of(&mail).await;
        assert_eq!(word, "quarantined", "{mail}");
        assert!(reason.contains(why), "{reason}");
        assert_eq!(stage.mail(MailId::of(mail.as_bytes())).await.recheck, None);
    }
    assert!(stage.ticket(2).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_signature_leaves_open_is_for_a_person_to_approve() {
    let Some(stage) = Stage::new("").await else { return };
    let without = |left_out: &str| -> Vec<&str> { USUAL.into_iter().filter(|name| *name != left_out).collect() };
    let answer = format!("{TYPE}In-Reply-To: <other@vendor.example>\r\n");
    // What is signed once, and stands there twice.
    let twice = stage.signer.sign("vendor.example", &USUAL, &list("twice", TYPE));
    let twice = format!("Content-Type: text/html\r\n{twice}");
    for (number, (mail, header)) in [
        (
            stage
                .signer
                .sign("vendor.example", &without("Subject"), &list("subject", TYPE)),
            "subject",
        ),
        (
            stage
                .signer
                .sign("vendor.example", &without("Content-Type"), &list("type", TYPE)),
            "content-type",
        ),
        (
            stage.signer.sign("vendor.example", &USUAL, &list("thread", &answer)),
            "in-reply-to",
        ),
        (twice, "content-type"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(stage.fate_of(&mail).await.0, "ticket", "{mail}");
        let ticket = stage.ticket(number as u64 + 1).await.unwrap();
        assert!(
            ticket.people.iter().all(|person| person.approval.is_none()),
            "a rule approved {header}"
        );
        let problem = ticket
            .problems
            .iter()
            .find(|problem| problem.code == "weak_proof")
            .unwrap();
        assert!(
            problem.message.contains(&format!("does not cover its {header} header")),
            "{problem:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_our_own_server_says_is_never_asked_again() {
    let Some(stage) = Stage::new("authserv_id = \"mx.ours.example\"").await else {
        return;
    };
    stage.server.fall_silent();
    let pass = format!("{TYPE}Authentication-Results: mx.ours.example; dkim=pass header.d=vendor.example\r\n");
    assert_eq!(stage.fate_of(&list("said", &pass)).await.0, "ticket");
    let fail = format!("{TYPE}Authentication-Results: mx.ours.example; dkim=fail header.d=vendor.example\r\n");
    let (word, reason) = stage.fate_of(&list("denied", &fail)).await;
    assert_eq!(word, "quarantined");
    assert!(reason.contains("our mail server does not confirm"), "{reason}");
    stage.server.speak_again();
    let other = format!("{TYPE}Authentication-Results: mx.elsewhere.example; dkim=pass header.d=vendor.example\r\n");
    let signed = stage.signer.sign("vendor.example", &USUAL, &list("other", &other));
    assert_eq!(stage.fate_of(&signed).await.0, "ticket");
    assert_eq!(stage.fate_of(&list("unproven", &other)).await.0, "quarantined");
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_of_the_domain_its_policy_and_servers_that_we_believe_prove_it_too() {
    let more = "received_by = \"mx.ours.example\"\narc_sealers = [\"list.example\"]";
    let Some(stage) = Stage::new(more).await else { return };
    let delivered = |name: &str, path: &str, host: &str| {
        let way = format!(
            "Return-Path: <{path}>\r\nReceived: from x (x [{host}])\r\n\tby mx.ours.example with ESMTP; now\r\n"
        );
        format!("{way}{}", list(name, TYPE))
    };
    let (word, _) = stage
        .fate_of(&delivered("host", "pat@vendor.example", "192.0.2.7"))
        .await;
    assert_eq!(word, "ticket");
    for (name, path, host) in [
        ("stranger", "pat@vendor.example", "198.51.100.9"),
        ("path", "eve@evil.example", "192.0.2.7"),
    ] {
        assert_eq!(
            stage.fate_of(&delivered(name, path, host)).await.0,
            "quarantined",
            "{name}"
        );
    }
    let below = stage.signer.sign("mail.vendor.example", &USUAL, &list("below", TYPE));
    assert_eq!(
        stage.fate_of(&below).await.0,
        "ticket",
        "its policy allows domains below it"
    );
    // The list has seen a good signature of `seen`, and changed the mail then.
    let passed_on = |name: &str, sealer: &str, seen: &str| {
        let text = list(name, TYPE);
        let parsed = AuthenticatedMessage::parse(text.as_bytes()).unwrap();
        let signature = DkimSigner::from_key(stage.signer.key())
            .domain(seen)
            .selector("s")
            .headers(USUAL.to_vec());
        let signature = signature.sign(text.as_bytes()).unwrap();
        let good = DkimOutput::pass().with_signature(&signature);
        let results = AuthenticationResults::new("mx.list.example").with_dkim_result(&good, "pat@vendor.example");
        let sealing = ArcSealer::from_key(stage.signer.key())
            .domain(sealer)
            .selector("s")
            .headers(USUAL.to_vec());
        let set = sealing.seal(&parsed, &results, &ArcOutput::default());
        format!("{}{text}", set.unwrap().to_header())
    };
    let believed = passed_on("believed", "list.example", "vendor.example");
    assert_eq!(stage.fate_of(&believed).await.0, "ticket");
    let ticket = stage.ticket(3).await.unwrap();
    let problem = ticket
        .problems
        .iter()
        .find(|problem| problem.code == "weak_proof")
        .unwrap();
    assert!(
        problem.message.contains("only list.example vouches for its sender"),
        "{problem:?}"
    );
    for (name, sealer, seen) in [
        ("another", "list.example", "evil.example"),
        ("unknown", "evil.example", "vendor.example"),
    ] {
        assert_eq!(
            stage.fate_of(&passed_on(name, sealer, seen)).await.0,
            "quarantined",
            "{name}"
        );
    }
    let altered = passed_on("altered", "list.example", "vendor.example").replace("Level: 2", "Level: 4");
    assert_eq!(stage.fate_of(&altered).await.0, "quarantined");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_answer_mails_wait_in_order_and_keep_people_back() {
    let Some(stage) = Stage::new("").await else { return };
    let sign = |text: String| stage.signer.sign("vendor.example", &USUAL, &text);
    stage.take(&[&sign(list("early", TYPE))]).await;
    assert_eq!(*state(&stage.ticket(1).await.unwrap()), PersonState::Held);
    stage.server.fall_silent();
    let late = sign(list("late", TYPE));
    let about = "Please do not activate late@acme.example, and stop early@acme.example as well.\r\n";
    let stop = sign(mail(
        "stop",
        &format!("{TYPE}In-Reply-To: <late@vendor.example>\r\n"),
        about,
    ));
    let ids = stage.take(&[&late, &stop]).await;
    let (word, reason) = stage.fate(ids[0]).await;
    assert_eq!(word, "quarantined");
    assert!(
        reason.contains("the name servers of vendor.example gave no answer; it is looked at again by itself"),
        "{reason}"
    );
    let (word, reason) = stage.fate(ids[1]).await;
    assert_eq!(word, "quarantined");
    assert!(reason.contains("an earlier mail from vendor.example waits"), "{reason}");
    let kept = stage.ticket(1).await.unwrap();
    assert!(kept.unread().is_some(), "the mail may say stop: {:?}", kept.problems);
    // Its server is back, and another mail is there before the old ones are looked at again: it does not overtake them.
    stage.server.speak_again();
    let third = sign(list("third", TYPE));
    let third = stage.take(&[&third]).await[0];
    assert_eq!(stage.fate(third).await.0, "quarantined");
    assert!(stage.ticket(2).await.is_none());
    stage.minutes_pass(3).await;
    for id in ids.iter().chain([&third]) {
        assert_eq!(stage.mail(*id).await.recheck, None);
        assert_ne!(stage.fate(*id).await.0, "quarantined");
    }
    let late = stage.ticket(2).await.unwrap();
    assert_eq!(late.people[0].details.email.as_deref(), Some("late@acme.example"));
    let stopped = stage.mail(ids[1]).await.status;
    let of_late =
        matches!(stopped, MailStatus::Settled { outcome: Outcome::Amendment { ticket }, .. } if ticket == late.id);
    assert!(of_late, "the stop was overtaken by what it stops: {stopped:?}");
    assert!(late.mails.contains(&ids[1]));
    let last = stage.ticket(3).await.unwrap();
    assert_eq!(*state(&last), PersonState::Held, "{last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_again_never_undoes_what_a_person_decided() {
    let Some(stage) = Stage::new("").await else { return };
    stage.server.fall_silent();
    let rejected = stage.signer.sign("vendor.example", &USUAL, &list("rejected", TYPE));
    let released = stage.signer.sign("vendor.example", &USUAL, &list("released", TYPE));
    let ids = stage.take(&[&rejected, &released]).await;
    assert!(stage.mail(ids[0]).await.waits_for_proof() && stage.mail(ids[1]).await.waits_for_proof());
    stage
        .decide(
            ids[0],
            MailWord::Rejected {
                reason: "not now".into(),
            },
        )
        .await;
    stage.decide(ids[1], MailWord::Released).await;
    stage.server.speak_again();
    stage.minutes_pass(120).await;
    assert_eq!(stage.fate(ids[0]).await.0, "rejected");
    assert_eq!(stage.fate(ids[1]).await.0, "ticket");
    assert_eq!(stage.mail(ids[0]).await.decisions.len(), 1);
    let waiting = stage
        .app
        .store
        .scan(None, usize::MAX)
        .await
        .unwrap()
        .into_iter()
        .any(|record| matches!(record, Record::Mail(mail) if mail.recheck.is_some()));
    assert!(!waiting);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_cannot_answer_is_asked_for_days_and_then_left_to_a_person() {
    let Some(stage) = Stage::new("").await else { return };
    let text = list("broken", TYPE).replace("pat@vendor.example", &format!("pat@{BROKEN}"));
    let signed = stage.signer.sign(BROKEN, &USUAL, &text);
    let id = stage.take(&[&signed]).await[0];
    let first = stage.mail(id).await.recheck.unwrap();
    assert_eq!(
        (first.tries, first.next),
        (1, first.since.checked_add(1.minute()).unwrap())
    );
    // Meanwhile somebody comes whom that mail names, by a mail that is proven.
    let named = list("broken", TYPE).replace("<broken@", "<other@");
    stage
        .take(&[&stage.signer.sign("vendor.example", &USUAL, &named)])
        .await;
    assert!(stage.ticket(1).await.unwrap().unread().is_none());
    stage.minutes_pass(30).await;
    let again = stage.mail(id).await.recheck.unwrap();
    assert_eq!((again.since, again.tries), (first.since, 5));
    assert!(
        stage.ticket(1).await.unwrap().unread().is_some(),
        "a later look keeps back who came since"
    );
    stage.minutes_pass(6 * 24 * 60).await;
    let mail = stage.mail(id).await;
    assert_eq!(mail.recheck, None);
    assert!(matches!(
        mail.status,
        MailStatus::Settled {
            outcome: Outcome::Quarantined,
            ..
        }
    ));
    let (_, reason) = stage.fate(id).await;
    assert!(
        reason.contains("gave no answer, for days; a person must decide"),
        "{reason}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_which_domain_has_no_answer() {
    let Some(stage) = Stage::new("").await else { return };
    let findings = greenroom::doctor::examine(&stage.app.config, Vec::new()).await;
    let verdict = |domain: &str| {
        let what = format!("trust.dns {domain:?}");
        findings.iter().find(|finding| finding.what == what).unwrap().verdict
    };
    assert_eq!(verdict("vendor.example"), greenroom::doctor::Verdict::Ok);
    assert_eq!(verdict(BROKEN), greenroom::doctor::Verdict::Failed);
}
