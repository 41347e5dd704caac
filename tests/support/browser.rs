//! A real Chromium, led by a chromedriver of the test's own. Dropping it ends both.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "shared by several tests, each of which uses a part"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

const DRIVER: &str = "/usr/bin/chromedriver";
const AXE: &str = include_str!("axe/axe.min.js");

/// What a browser is started with. As root it needs no sandbox; it must not speak to anybody but us.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
];

/// The browser and its driver.
pub(crate) struct Browser {
    pub(crate) page: WebDriver,
    driver: Child,
    site: String,
}

impl Browser {
    /// A browser for the desk at `site`; nothing where none is installed and none is required.
    pub(crate) async fn start(site: &str, scripts: bool) -> Option<Self> {
        if !Path::new(DRIVER).exists() {
            let needed = std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_some_and(|value| value == "1");
            assert!(!needed, "{DRIVER} is not installed, and GREENROOM_REQUIRE_SERVERS=1");
            eprintln!("SKIPPED: {DRIVER} is not installed");
            return None;
        }
        let mut driver = Command::new(DRIVER)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = said.find_map(|line| {
            let line = line.ok()?;
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        // The rest is read too, so that the driver never waits for us.
        std::thread::spawn(move || said.for_each(drop));
        let mut wanted = ChromeCapabilities::new();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        if !scripts {
            let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
            wanted.add_experimental_option("prefs", off).unwrap();
        }
        let address = format!("http://127.0.0.1:{}", port.unwrap());
        let page = WebDriver::new(address, wanted).await.unwrap();
        let site = site.to_owned();
        Some(Self { page, driver, site })
    }

    pub(crate) async fn open(&self, path: &str) {
        self.page.goto(format!("{}{path}", self.site)).await.unwrap();
    }

    /// The one element of a selector; waits for it.
    pub(crate) async fn one(&self, css: &str) -> WebElement {
        self.page.query(By::Css(css)).first().await.unwrap()
    }

    /// Presses a button or follows a link, and waits until another page has taken the place of this one.
    pub(crate) async fn press(&self, css: &str) {
        let old = self.one("html").await;
        self.one(css).await.click().await.unwrap();
        old.wait_until().stale().await.unwrap();
    }

    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.one(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// The path of the page.
    pub(crate) async fn path(&self) -> String {
        self.page.current_url().await.unwrap().path().to_owned()
    }

    /// The words of the page.
    pub(crate) async fn text(&self) -> String {
        self.one("body").await.text().await.unwrap()
    }

    /// Makes the page as wide as a window of a desk, a tablet or a telephone; windows themselves cannot be that narrow.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let cdp = self.page.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", size).await.unwrap();
    }

    /// What axe finds wrong, one line each, and how many of its rules the page passed.
    pub(crate) async fn axe(&self) -> (Vec<String>, usize) {
        self.page.execute(AXE, Vec::new()).await.unwrap();
        let script = "const done = arguments[arguments.length - 1]; \
                      axe.run({ resultTypes: ['violations'] }).then(found => done({ passed: found.passes.length, \
                      violations: found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')) }))";
        let found = self.page.execute_async(script, Vec::new()).await.unwrap();
        let found: Value = found.json().clone();
        let violations = found["violations"].as_array().unwrap();
        let words = violations.iter().map(|words| words.as_str().unwrap().to_owned());
        (
            words.collect(),
            usize::try_from(found["passed"].as_u64().unwrap()).unwrap(),
        )
    }

    /// Ends the browser in good order; the driver ends with `self`.
    pub(crate) async fn quit(self) {
        self.page.clone().quit().await.unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
