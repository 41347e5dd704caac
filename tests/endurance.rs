//! Two thousand mails from a real mailbox to a real mail server through the real program: once undisturbed, and once
//! while it is killed again and again. In the end each mail is what it had to become, and nobody got two links.
//!
//! `GREENROOM_SEED` chooses other moments to kill at; the seed is printed. `GREENROOM_KILLS` chooses how often it is killed;
//! `tests/run nightly` does it a thousand times.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use greenroom::clock::{Clock, SystemClock};
use greenroom::config::{Config, TransportConfig, check};
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::domain::lifecycle::replay;
use greenroom::domain::mail::{MailRecord, MailStatus, Outcome, Taken};
use greenroom::domain::outbox::{AttemptResult, OutboxRow, OutboxState};
use greenroom::domain::ticket::Ticket;
use greenroom::store::sled::SledStore;
use greenroom::store::{Record, Store};
use jiff::ToSpan;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/program.rs"]
mod program;
#[path = "support/smtp.rs"]
mod smtp;
#[path = "support/traffic.rs"]
mod traffic;

use dovecot::{Dovecot, Hand};
use program::Program;
use smtp::{FaultServer, Protection};
use traffic::{Chance, Copy, Kind, Mail};

const MAILS: usize = 2000;

/// How often the program is killed, unless `GREENROOM_KILLS` says otherwise.
const KILLS: usize = 25;

/// Mails that come in while the program runs, before each kill. Where it is killed more often, fewer.
const LATER: usize = 40;
const FEWER: usize = 4;

/// How long the test waits for the last mail to go out.
const DEADLINE: Duration = Duration::from_secs(300);

/// How long it waits for a moment to kill at; after that there is nothing left to do and any moment will do.
const MOMENT: Duration = Duration::from_secs(3);

const TICK: Duration = Duration::from_millis(5);

/// The servers, the program, and all mails.
struct Bench {
    folder: tempfile::TempDir,
    mailbox: Dovecot,
    sink: FaultServer,
    program: Program,
    mails: Vec<Mail>,
    chance: Chance,
}

impl Bench {
    /// Everything ready to start, or `None`, said loudly, where a server is missing.
    fn new(mails: usize) -> Option<Self> {
        let mailbox = Dovecot::start()?;
        let sink = FaultServer::start(Protection::Plain)?;
        let seed = std::env::var("GREENROOM_SEED").map_or(20_260, |seed| seed.parse().unwrap());
        eprintln!("GREENROOM_SEED={seed}");
        let mut chance = Chance(seed);
        let far_off = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date() + 300.days();
        let mails = traffic::mails(mails, &mut chance, &far_off.strftime("%-d %B %Y").to_string());
        let folder = tempfile::tempdir().unwrap();
        configure(folder.path(), &mailbox, &sink);
        Some(Self {
            program: Program::in_folder(folder.path()),
            folder,
            mailbox,
            sink,
            mails,
            chance,
        })
    }

    /// How many people have to get a link.
    fn links(&self) -> usize {
        let originals = self.mails.iter().filter(|mail| mail.copy.is_none());
        originals
            .filter(|mail| mail.kind == Kind::Now)
            .map(|mail| mail.people.len())
            .sum()
    }

    /// Puts these mails into the mailbox while the program is not looking.
    fn lay_down(&self, mails: std::ops::Range<usize>) {
        self.mailbox
            .put_files(self.mails[mails].iter().map(|mail| mail.bytes.as_slice()));
    }

    /// Brings these mails in every way: by LMTP, by IMAP, and as files.
    fn bring(&self, hand: &mut Hand, mails: std::ops::Range<usize>) {
        // LMTP adds headers, so that a mail of the same bytes would not stay one.
        let copies: BTreeSet<&str> = (self.mails.iter().filter(|mail| mail.copy.is_some()))
            .map(|mail| mail.message_id.as_str())
            .collect();
        let mails = &self.mails[mails];
        let (some, others) = mails.split_at(mails.len() / 2);
        for (number, mail) in some.iter().enumerate() {
            if number % 2 == 0 && !copies.contains(mail.message_id.as_str()) {
                self.mailbox.deliver(&mail.bytes);
            } else {
                hand.append("INBOX", "", &mail.bytes);
            }
        }
        self.mailbox.put_files(others.iter().map(|mail| mail.bytes.as_slice()));
    }

    /// Waits until `so`, at most `limit`; says whether it came to that.
    async fn until(&self, limit: Duration, so: impl Fn(&Self) -> bool) -> bool {
        let mut looks = tokio::time::interval(TICK);
        let waiting = async {
            while !so(self) {
                looks.tick().await;
            }
        };
        tokio::time::timeout(limit, waiting).await.is_ok()
    }

    /// Lets the program run to the end of its work, stops it as a service manager would, and looks at everything.
    async fn finish(mut self) {
        let links = self.links();
        // Mails that came again are no further links, so the dear look is taken only once there are enough of them.
        let all = |bench: &Self| bench.sink.count() >= links && bench.sink.recipients() >= links;
        let done = self
            .until(DEADLINE, |bench| bench.program.is_ready() && all(bench))
            .await;
        self.program.assert_runs();
        assert!(done, "only {} of {links} links have come", self.sink.recipients());
        self.program.stop();
        // Whatever sends nothing may not have had its turn yet.
        self.program.once();
        Ending::read(&self).await.check(&self).await;
    }

    /// Raw mails that the program has stored, seen from outside.
    fn stored(&self) -> usize {
        let Ok(shelves) = std::fs::read_dir(self.folder.path().join("data/mail")) else {
            return 0;
        };
        shelves
            .map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap().count())
            .sum()
    }

    /// Waits for some moment, told by what is seen of the program or by the clock.
    async fn some_moment(&mut self) {
        let wait = Duration::from_millis(self.chance.below(700));
        let more = usize::try_from(self.chance.below(60)).unwrap() + 1;
        let (sent, stored) = (self.sink.count(), self.stored());
        match self.chance.below(3) {
            0 => drop(self.until(wait, |_| false).await),
            1 => drop(self.until(MOMENT, |bench| bench.sink.count() >= sent + more).await),
            _ => drop(self.until(MOMENT, |bench| bench.stored() >= stored + more).await),
        }
    }
}

fn configure(folder: &Path, mailbox: &Dovecot, sink: &FaultServer) {
    let mut config = Config::default();
    config.source.imap.push(mailbox.config());
    config.trust.submitters = vec!["@vendor.example".into()];
    // One person writes all of them, and nearly at once.
    config.trust.sender_burst = 100_000;
    config.policy.approve_complete_now = true;
    config.policy.activation_burst = 100_000;
    let mut server = sink.config();
    server.connections = 8;
    server.timeout_seconds = 30;
    config.outbound.transport = TransportConfig::Smtp(server);
    config.outbound.parallel = 8;
    let held = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let [link, api, desk] = held.map(|listener| listener.local_addr().unwrap());
    (config.link.listen, config.api.listen, config.desk.listen) = (link, api, desk);
    std::fs::write(folder.join("greenroom.toml"), check::effective(&config)).unwrap();
}

/// Everything that is there in the end.
struct Ending {
    store: Arc<dyn Store>,
    /// Mails by their Message-ID.
    mails: BTreeMap<String, Vec<MailRecord>>,
    tickets: BTreeMap<TicketId, Ticket>,
    outbox: Vec<OutboxRow>,
    /// What the server kept, by Message-ID: the recipient and the whole text, as often as it came.
    kept: BTreeMap<String, Vec<(String, String)>>,
}

impl Ending {
    async fn read(bench: &Bench) -> Self {
        let store: Arc<dyn Store> = Arc::new(SledStore::open(&bench.folder.path().join("data")).unwrap());
        let mut mails: BTreeMap<String, Vec<MailRecord>> = BTreeMap::new();
        let (mut tickets, mut outbox, mut rows) = (BTreeMap::new(), Vec::new(), 0);
        for record in store.scan(None, usize::MAX).await.unwrap() {
            match record {
                Record::Mail(mail) => mails.entry(mail.message_id.clone().unwrap()).or_default().push(mail),
                Record::Ticket(ticket) => drop(tickets.insert(ticket.id, *ticket)),
                Record::Outbox(row) => outbox.push(row),
                Record::Ledger(row) => {
                    assert!(matches!(row.taken, Taken::Stored { .. }), "{row:?}");
                    rows += 1;
                }
                Record::Entry(_)
                | Record::Reading(_)
                | Record::Cursor(_)
                | Record::Link(_)
                | Record::Sender(_)
                | Record::Restoration(_)
                | Record::Erasure(_)
                | Record::Account(_)
                | Record::Session(_)
                | Record::Invitation(_)
                | Record::SignIn(_)
                | Record::IssuedToken(_)
                | Record::Repeat(_)
                | Record::Delivery(_) => {}
            }
        }
        assert_eq!(rows, bench.mails.len(), "each message has one row in the ledger");
        let mut kept: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for text in bench.sink.kept() {
            let (envelope, mail) = text.split_once("\r\n").unwrap();
            let recipient = envelope.rsplit(' ').next().unwrap().to_owned();
            let id = mail
                .lines()
                .find_map(|line| line.strip_prefix("Message-ID: <"))
                .unwrap();
            let id = id.trim_end_matches('>').to_owned();
            kept.entry(id).or_default().push((recipient, mail.to_owned()));
        }
        Self {
            store,
            mails,
            tickets,
            outbox,
            kept,
        }
    }

    async fn check(&self, bench: &Bench) {
        let mut opened = BTreeSet::new();
        let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
        for mail in bench.mails.iter().filter(|mail| mail.copy.is_none()) {
            let copies = bench.mails.iter();
            let copies = copies
                .filter(|copy| copy.copy == Some(Copy::AnotherWay) && copy.message_id == mail.message_id)
                .count();
            let first = self.check_mail(mail, copies).await;
            *outcomes.entry(first.word()).or_default() += 1;
            *outcomes.entry("copies").or_default() += copies;
            if let Outcome::Ticket { ticket } = *first {
                assert!(opened.insert(ticket), "two mails made {ticket}");
                self.check_ticket(ticket, mail).await;
            }
        }
        let tickets: BTreeSet<TicketId> = self.tickets.keys().copied().collect();
        assert_eq!(opened, tickets, "each ticket has its mail");
        assert_eq!(self.outbox.len(), bench.links(), "each person is queued once");
        let repeats = self.check_sent();
        eprintln!(
            "{} mails: {outcomes:?}; 0 lost, {} tickets, 0 twice, 0 early; {} links, 0 missing; {repeats} mails came again, \
             each the same with the same Message-ID",
            bench.mails.len(),
            self.tickets.len(),
            self.outbox.len()
        );
    }

    /// Checks one mail and its copies, and says what became of the first of them.
    async fn check_mail(&self, mail: &Mail, copies: usize) -> &Outcome {
        let records = self.mails.get(&mail.message_id).unwrap();
        assert_eq!(
            records.len(),
            1 + copies,
            "{}: a mail is missing or doubled",
            mail.message_id
        );
        let mut firsts: Vec<(MailId, &Outcome)> = Vec::new();
        let mut originals = BTreeSet::new();
        for record in records {
            assert!(
                self.store.raw(record.id).await.unwrap().is_some(),
                "a raw mail is missing"
            );
            let MailStatus::Settled { outcome, .. } = &record.status else {
                panic!("{}: nothing has become of it", mail.message_id);
            };
            if let Outcome::Duplicate { of } = outcome {
                originals.insert(*of);
            } else {
                firsts.push((record.id, outcome));
            }
        }
        let [(id, first), others @ ..] = firsts.as_slice() else {
            panic!("{}: {firsts:?}", mail.message_id);
        };
        // A copy of a mail that nothing was done about is looked at like the first; only one is ever acted on.
        let idle = matches!(mail.kind, Kind::Automatic | Kind::Unrelated | Kind::Stranger);
        assert!(
            others.is_empty() || (idle && others.iter().all(|(_, other)| other == first)),
            "{firsts:?}"
        );
        assert!(originals.is_empty() || originals == BTreeSet::from([*id]));
        let expected = match mail.kind {
            Kind::Now | Kind::Hold => "ticket",
            Kind::Automatic | Kind::Unrelated => "ignored",
            Kind::Stranger => "quarantined",
        };
        assert_eq!(first.word(), expected, "{}: {records:?}", mail.message_id);
        first
    }

    async fn check_ticket(&self, id: TicketId, mail: &Mail) {
        let ticket = &self.tickets[&id];
        let entries = self.store.entries(id).await.unwrap();
        assert_eq!(replay(&entries).unwrap(), *ticket, "{id} is not what its events say");
        let people = ticket.people.iter();
        let addresses: Vec<&str> = people.map(|person| person.details.email.as_deref().unwrap()).collect();
        assert_eq!(addresses, mail.people, "{id}");
        let state = if mail.kind == Kind::Now { "sent" } else { "held" };
        for person in &ticket.people {
            assert_eq!(person.state.word(), state, "{id}: {}", person.why());
        }
    }

    /// Checks what went out against the outbox, and says how many mails the server got more than once.
    fn check_sent(&self) -> usize {
        let mut repeats = 0;
        let mut recipients = BTreeSet::new();
        for row in &self.outbox {
            assert!(matches!(row.state, OutboxState::Sent { .. }), "{row:?}");
            assert!(recipients.insert(&row.to), "two mails for {}", row.to);
            let kept = self.kept.get(&row.message_id);
            let kept = kept.unwrap_or_else(|| panic!("{} is said to be sent and never came", row.id));
            let unknown = row.attempts.iter();
            let unknown = unknown
                .filter(|attempt| matches!(attempt.result, AttemptResult::Unknown { .. }))
                .count();
            assert!(
                kept.len() <= 1 + unknown,
                "{} came {} times, with {unknown} attempts of which nobody knows",
                row.id,
                kept.len()
            );
            for (recipient, text) in kept {
                assert_eq!(recipient, &row.to);
                assert_eq!(text, &kept[0].1, "{}: a repeat is another mail", row.id);
            }
            repeats += usize::from(kept.len() > 1);
        }
        assert_eq!(self.kept.len(), self.outbox.len(), "a mail went out that nobody queued");
        repeats
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_mails_become_what_they_had_to() {
    let Some(mut bench) = Bench::new(MAILS) else { return };
    bench.lay_down(0..MAILS - LATER);
    let mut hand = bench.mailbox.hand();
    bench.program.start();
    bench.until(MOMENT, |bench| bench.sink.count() > 0).await;
    bench.bring(&mut hand, MAILS - LATER..MAILS);
    bench.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn being_killed_again_and_again_changes_nothing() {
    let kills = std::env::var("GREENROOM_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let later = if kills > KILLS { FEWER } else { LATER };
    let mut next = MAILS - KILLS * LATER;
    let Some(mut bench) = Bench::new(next + kills * later) else {
        return;
    };
    bench.lay_down(0..next);
    let mut hand = bench.mailbox.hand();
    for kill in 1..=kills {
        bench.program.start();
        bench.bring(&mut hand, next..next + later);
        next += later;
        bench.some_moment().await;
        bench.program.kill();
        eprintln!(
            "kill {kill}: {} mails stored and {} sent",
            bench.stored(),
            bench.sink.count()
        );
    }
    bench.program.start();
    bench.finish().await;
}
