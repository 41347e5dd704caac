//! A browser without scripts that signs in at a provider: keeps all its cookies, and sends forms with the mark of the last page.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::collections::BTreeMap;

use greenroom::config::{DeskConfig, OpenIdConfig, Secret};
use greenroom::domain::account::Role;

use super::openid::{CLIENT, Provider, SECRET};
use super::web_stage::{Answer, Site, Stage};

/// Where the desk of the stage says it is.
const OWN: &str = "http://127.0.0.1:8400";

/// A desk with a provider that it asks, and its roles.
pub(crate) async fn staged(change: impl FnOnce(&mut DeskConfig)) -> (Stage, Provider) {
    let mut stage = Stage::new();
    let provider = Provider::start(&stage.clock).await;
    beside(&mut stage, &provider, change);
    (stage, provider)
}

/// Lets the desk of a stage ask a provider.
pub(crate) fn beside(stage: &mut Stage, provider: &Provider, change: impl FnOnce(&mut DeskConfig)) {
    let file = stage.folder.path().join("openid-secret");
    std::fs::write(&file, format!("{SECRET}\n")).unwrap();
    let roles = [
        ("admins", Role::Administrator),
        ("cs", Role::CustomerSolutions),
        ("sales", Role::AccountManager),
    ];
    let openid = OpenIdConfig {
        issuer: provider.issuer.clone(),
        name: "Test ID".into(),
        client_id: CLIENT.into(),
        client_secret: Secret {
            file: Some(file),
            env: None,
        },
        roles: roles
            .into_iter()
            .map(|(value, role)| (value.to_owned(), role))
            .collect(),
        ..OpenIdConfig::default()
    };
    stage.with_desk(|desk| {
        desk.openid = Some(openid);
        change(desk);
    });
}

/// The browser.
pub(crate) struct Leaver<'a> {
    site: &'a Site,
    origin: String,
    pub(crate) jar: BTreeMap<String, String>,
    /// What the jar held before the last answer.
    pub(crate) before_last: BTreeMap<String, String>,
    pub(crate) mark: String,
}

impl<'a> Leaver<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Self::at(site, OWN)
    }

    pub(crate) fn at(site: &'a Site, origin: &str) -> Self {
        Self {
            site,
            origin: origin.to_owned(),
            jar: BTreeMap::new(),
            before_last: BTreeMap::new(),
            mark: String::new(),
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.jar.get(name).cloned()
    }

    /// How many sign-ins are on their way.
    pub(crate) fn leaving(&self) -> usize {
        self.jar.keys().filter(|name| name.contains("-openid-")).count()
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let pairs = self.jar.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let mut headers = vec![("Cookie", cookies.as_str())];
        if method == "POST" {
            headers.push(("Content-Type", "application/x-www-form-urlencoded"));
            headers.push(("Origin", &self.origin));
        }
        let answer = self.site.ask(method, path, &headers, body).await;
        self.before_last.clone_from(&self.jar);
        for line in answer.head().lines() {
            let Some((name, given)) = line.split_once(": ") else {
                continue;
            };
            if !name.eq_ignore_ascii_case("set-cookie") {
                continue;
            }
            let (name, value) = given.split(';').next().unwrap().split_once('=').unwrap();
            if given.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(mark) = value(&answer.body, "mark") {
            self.mark = mark;
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("mark", self.mark.as_str())], fields].concat();
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.ask("POST", path, &body).await
    }

    /// Presses the button on the page that was shown last.
    pub(crate) async fn address_with(&mut self, fields: &[(&str, &str)]) -> String {
        address(&self.post("/sign-in/openid", fields).await)
    }

    pub(crate) async fn address(&mut self, to: &str) -> String {
        self.address_with(&[("to", to)]).await
    }

    /// What the button of the sign-in page leads to.
    pub(crate) async fn left(&mut self) -> Answer {
        if self.mark.is_empty() || !self.jar.keys().any(|name| name.ends_with("greenroom")) {
            self.get("/sign-in").await;
        }
        self.get("/nowhere").await;
        self.post("/sign-in/openid", &[("to", "/")]).await
    }

    /// Leaves for the provider, and on to `to` later: the address there.
    pub(crate) async fn leave(&mut self, to: &str) -> String {
        self.get("/nowhere").await;
        self.address(to).await
    }

    /// Leaves, says yes and comes back.
    pub(crate) async fn came_back(&mut self, provider: &Provider) -> Answer {
        let back = provider.agreed(&self.leave("/").await);
        self.get(&back).await
    }

    /// The same, and is let in.
    pub(crate) async fn signed_in(&mut self, provider: &Provider) {
        let answer = self.came_back(provider).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/"),
            "{}",
            answer.body
        );
        self.get("/").await;
    }
}

/// Where a page leads on to by itself.
pub(crate) fn address(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let refresh = answer.body.split("content=\"0;url=").nth(1);
    let address = refresh
        .unwrap_or_else(|| panic!("{}", answer.body))
        .split('"')
        .next()
        .unwrap();
    assert!(
        answer.body.contains(&format!("href=\"{address}\"")),
        "there is a link as well"
    );
    address.replace("&#38;", "&")
}

/// The value of a hidden or other field.
pub(crate) fn value(page: &str, name: &str) -> Option<String> {
    let tag = page
        .split('<')
        .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
    Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned())
}
