//! Every page of the demo in a real Chromium, as a visitor finds it: axe finds nothing in either theme, nothing moves while
//! the page appears, and no page weighs more than it may.
//!
//! `GREENROOM_PICTURES=1` also writes `deploy/pictures` and the page that shows them, `deploy/PAGES.md`; `tests/pictures`
//! does that. Otherwise that page is compared with what would be written.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    dead_code,
    reason = "this is a test, and the browser serves other tests too"
)]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use data_encoding::BASE64;
use mail_parser::MessageParser;
use serde_json::json;

#[path = "support/browser.rs"]
mod browser;

use browser::Browser;

/// As wide and high as the pictures.
const SIZE: (u32, u32) = (1280, 800);

/// The pictures are made smaller by this, so that the repository stays small.
const SCALE: f64 = 0.75;

/// Bytes over the line for a page with all that it loads, without pdf.js.
const HEAVIEST: u64 = 150_000;

/// What may move while a page appears; browsers call less than a tenth good.
const MOST_SHIFT: f64 = 0.01;

const PASSWORD: &str = "a long walk in the green hills";

/// A page to look at: the name of its picture, what it shows, and its path.
type Page = (&'static str, &'static str, &'static str);

const DOOR: [Page; 1] = [("sign-in", "Signing in", "/sign-in")];

const DESK: [Page; 24] = [
    ("queue", "The queue: what needs a person now, and why", "/"),
    (
        "ticket",
        "A ticket: the mail at the left, the people who were read in it at the right",
        "/tickets/GR-2",
    ),
    (
        "ticket-question",
        "A ticket whose mail does not say whether to activate or to hold",
        "/tickets/GR-6",
    ),
    ("entry-pdf", "Manual entry beside a PDF", "/tickets/GR-4/entry"),
    ("entry-picture", "Manual entry beside a picture", "/tickets/GR-5/entry"),
    ("quarantine", "Quarantine", "/quarantine"),
    ("ledger", "The ledger: every mail, and what became of it", "/mail"),
    ("outbox", "The outbox: every attempt to send", "/outbox"),
    ("calendar", "The calendar of go-lives and activations", "/calendar"),
    (
        "calendar-what-if",
        "What a moved go-live would change, before it is moved",
        "/calendar?move=GR-1&to=2027-05-10",
    ),
    ("clients", "Clients", "/clients"),
    ("client", "One client", "/clients/acmedental.example"),
    ("import", "Go-lives from a table, tried out first", "/clients/import"),
    ("people", "People: search across all tickets", "/people?q=a"),
    ("history", "History: who changed what, old and new", "/history"),
    (
        "insight",
        "Insight: how well mails are read, and how long review takes",
        "/insight",
    ),
    ("account", "One's own account", "/account"),
    ("accounts", "Settings: who may sign in", "/settings/accounts"),
    ("account-of-somebody", "Settings: one account", "/settings/accounts/1"),
    ("senders", "Settings: whose mail becomes tickets", "/settings/senders"),
    ("tokens", "Settings: tokens of programs", "/settings/tokens"),
    ("words", "Settings: the words of our mails", "/settings/words"),
    (
        "status",
        "Settings: mailboxes, mail server, configuration",
        "/settings/status",
    ),
    ("nothing-here", "An address that leads nowhere", "/nowhere"),
];

const OWN: [Page; 4] = [
    ("own-tickets", "What an account manager sees: their own tickets", "/"),
    (
        "own-ticket",
        "Their own ticket, with the question that they answer there",
        "/tickets/GR-12",
    ),
    ("own-calendar", "Their calendar", "/calendar"),
    ("own-clients", "Their clients", "/clients"),
];

/// The demo as a process of its own. Dropping it ends it.
struct Demo {
    process: Child,
    folder: tempfile::TempDir,
    desk: String,
    password: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Demo {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_greenroom"))
            .args(["demo", "--port", "0", "--dir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut after = |words: &str| {
            let mut lines = said.by_ref().map(Result::unwrap);
            let found = lines.find_map(|line| Some(line.split_once(words)?.1.to_owned()));
            found.unwrap_or_else(|| panic!("the demo does not say {words:?}"))
        };
        let desk = after("advances the clock: ").trim_end_matches('/').to_owned();
        let password = after("with the password ");
        std::thread::spawn(move || said.for_each(drop));
        Self {
            process,
            folder,
            desk,
            password,
        }
    }

    /// The address of the link in the mail that the demo has sent.
    fn link(&self) -> String {
        let outgoing = self.folder.path().join("outgoing/new");
        let mail = std::fs::read_dir(outgoing).unwrap().next().unwrap().unwrap().path();
        let mail = std::fs::read(mail).unwrap();
        let text = MessageParser::default()
            .parse(&mail)
            .unwrap()
            .body_text(0)
            .unwrap()
            .into_owned();
        let link = text.split_whitespace().find(|word| word.contains("/a/"));
        link.unwrap().to_owned()
    }
}

/// What was found on the way, and the pictures.
struct Tour {
    found: Vec<String>,
    passed: usize,
    shown: Vec<(&'static str, &'static str)>,
    pictures: Option<PathBuf>,
}

impl Tour {
    /// Looks at the page that is open, in both themes.
    async fn look(&mut self, browser: &Browser, (name, says): (&'static str, &'static str)) {
        let cdp = browser.page.cdp();
        for theme in ["light", "dark"] {
            // Without motion, or colours would be read while they change.
            let media = json!({ "features": [
                { "name": "prefers-color-scheme", "value": theme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] });
            cdp.send_raw("Emulation.setEmulatedMedia", media).await.unwrap();
            let (violations, rules) = browser.axe().await;
            let of = |words| format!("{name}, {theme}: {words}");
            self.found.extend(violations.into_iter().map(of));
            self.passed += rules;
            if let Some(folder) = &self.pictures {
                let (width, height) = SIZE;
                let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": SCALE });
                let asked = json!({ "format": "webp", "quality": 75, "clip": clip });
                let taken = cdp.send_raw("Page.captureScreenshot", asked).await.unwrap();
                let picture = BASE64.decode(taken["data"].as_str().unwrap().as_bytes()).unwrap();
                std::fs::write(folder.join(format!("{name}-{theme}.webp")), picture).unwrap();
            }
        }
        self.shown.push((name, says));
    }

    /// Opens pages as somebody who comes for the first time: with nothing kept from earlier pages.
    async fn visit(&mut self, browser: &Browser, pages: &[Page]) {
        for (name, says, path) in pages {
            browser.open(path).await;
            if *name == "entry-pdf" {
                browser.one("canvas[data-drawn]").await;
            }
            self.weigh(browser, name).await;
            self.look(browser, (name, says)).await;
        }
    }

    async fn weigh(&mut self, browser: &Browser, name: &str) {
        let script = "const done = arguments[arguments.length - 1]; let shift = 0; \
            const seen = entries => { for (const entry of entries) if (!entry.hadRecentInput) shift += entry.value; }; \
            const watch = new PerformanceObserver(list => seen(list.getEntries())); \
            watch.observe({ type: 'layout-shift', buffered: true }); \
            requestAnimationFrame(() => requestAnimationFrame(() => { seen(watch.takeRecords()); \
            const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]; \
            const ours = loaded.filter(one => !one.name.includes('/assets/pdf')); \
            done({ shift, bytes: ours.reduce((sum, one) => sum + one.transferSize, 0) }); }))";
        let said = browser.page.execute_async(script, Vec::new()).await.unwrap();
        let said = said.json().clone();
        let (bytes, shift) = (said["bytes"].as_u64().unwrap(), said["shift"].as_f64().unwrap());
        println!("{name}: {bytes} bytes, moves by {shift}");
        assert!(bytes > 1_000, "{name}: nothing was weighed");
        if bytes > HEAVIEST {
            self.found.push(format!("{name} weighs {bytes} bytes"));
        }
        if shift > MOST_SHIFT {
            self.found.push(format!("{name} moves by {shift} while it appears"));
        }
    }

    /// The page that shows all pictures.
    fn page(&self) -> String {
        let mut page = String::from(
            "# The pages\n\nEvery page of `greenroom demo`, light and dark. Made by `tests/pictures`; do not edit.\n",
        );
        for (name, says) in &self.shown {
            let (light, dark) = (
                format!("pictures/{name}-light.webp"),
                format!("pictures/{name}-dark.webp"),
            );
            write!(
                page,
                "\n## {says}\n\n| light | dark |\n| --- | --- |\n| ![{says}, light]({light}) | ![{says}, dark]({dark}) |\n"
            )
            .unwrap();
        }
        page
    }
}

async fn browser(site: &str) -> Option<Browser> {
    let browser = Browser::start(site, true).await?;
    browser.resize(SIZE.0, SIZE.1).await;
    let cdp = browser.page.cdp();
    cdp.send_raw("Network.enable", json!({})).await.unwrap();
    let nothing_kept = json!({ "cacheDisabled": true });
    cdp.send_raw("Network.setCacheDisabled", nothing_kept).await.unwrap();
    Some(browser)
}

/// Invites Pat, whose mails the demo has read, as an account manager; the pages on the way are looked at.
async fn pat(tour: &mut Tour, desk: &Browser, site: &str) -> Browser {
    desk.open("/settings/accounts").await;
    desk.fill("#name", "Pat Field").await;
    desk.fill("#email", "pat.field@brightside.example").await;
    desk.one("input[value=account_manager]").await.click().await.unwrap();
    desk.press("form[action='/settings/accounts'] button").await;
    tour.look(desk, ("invited", "An invitation to hand over")).await;
    let link = desk.one("#link").await.prop("value").await.unwrap().unwrap();
    let own = browser(site).await.unwrap();
    own.page.goto(link).await.unwrap();
    tour.weigh(&own, "welcome").await;
    tour.look(&own, ("welcome", "The link behind which somebody sets a password"))
        .await;
    own.fill("#password", PASSWORD).await;
    own.fill("#password_again", PASSWORD).await;
    own.press("main form button").await;
    own
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_looked_at() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy");
    let pictures = std::env::var_os("GREENROOM_PICTURES").map(|_| root.join("pictures"));
    let mut tour = Tour {
        found: Vec::new(),
        passed: 0,
        shown: Vec::new(),
        pictures,
    };
    let demo = Demo::start();
    let Some(desk) = browser(&demo.desk).await else {
        return;
    };
    tour.visit(&desk, &DOOR).await;
    desk.fill("#email", "robin@brightside.example").await;
    desk.fill("#password", &demo.password).await;
    desk.press("main button").await;
    tour.visit(&desk, &DESK).await;
    desk.open("/tickets/GR-2").await;
    desk.one("body").await.send_keys("?").await.unwrap();
    assert!(desk.one("#keys").await.is_displayed().await.unwrap());
    tour.look(&desk, ("keys", "The sheet of keys")).await;

    let own = pat(&mut tour, &desk, &demo.desk).await;
    tour.visit(&own, &OWN).await;
    own.page.goto(demo.link()).await.unwrap();
    tour.weigh(&own, "link").await;
    tour.look(&own, ("link", "The public page behind an activation link"))
        .await;
    own.open("/sign-in").await;
    let wrong = format!("{}x", demo.link());
    own.page.goto(wrong).await.unwrap();
    tour.look(&own, ("link-wrong", "A link that is none")).await;
    own.quit().await;
    desk.quit().await;

    assert!(tour.found.is_empty(), "{}", tour.found.join("\n\n"));
    assert!(tour.passed > 500, "axe did not look: {}", tour.passed);
    let page = root.join("PAGES.md");
    if tour.pictures.is_some() {
        std::fs::write(&page, tour.page()).unwrap();
    }
    let there = std::fs::read_to_string(&page).unwrap_or_default();
    assert_eq!(
        there,
        tour.page(),
        "deploy/PAGES.md is out of date; tests/pictures makes it"
    );
    for (name, _) in &tour.shown {
        for theme in ["light", "dark"] {
            let picture = root.join(format!("pictures/{name}-{theme}.webp"));
            assert!(
                picture.is_file(),
                "{} is not there; tests/pictures makes it",
                picture.display()
            );
        }
    }
}
