//! A visitor of the desk without a browser: keeps the cookie, and sends forms with the mark of the last page.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use super::web_stage::{Answer, PASSWORD, Site};

/// Where the desk of the stage says it is.
pub(crate) const OWN: (&str, &str) = ("Origin", "http://127.0.0.1:8400");
/// What browsers say of a form.
pub(crate) const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// A browser without scripts.
pub(crate) struct Visitor<'a> {
    site: &'a Site,
    pub(crate) cookie: String,
    pub(crate) mark: String,
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Self {
            site,
            cookie: String::new(),
            mark: String::new(),
        }
    }

    pub(crate) async fn signed_in(site: &'a Site, email: &str) -> Self {
        let mut visitor = Self::new(site);
        visitor.get("/sign-in").await;
        let answer = visitor.sign_in(email, PASSWORD, "/").await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/"),
            "{}",
            answer.body
        );
        visitor.get("/").await;
        visitor
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str, to: &str) -> Answer {
        let fields = [("email", email), ("password", password), ("to", to)];
        self.post("/sign-in", &fields).await
    }

    fn took(&mut self, answer: Answer) -> Answer {
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default();
        if cookie.contains("greenroom=") {
            cookie.clone_into(&mut self.cookie);
        }
        if let Some(mark) = value(&answer.body, "mark") {
            self.mark = mark;
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let headers = [("Cookie", self.cookie.as_str())];
        let answer = self.site.ask("GET", path, &headers, "").await;
        self.took(answer)
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.sent(path, fields, &[OWN]).await;
        self.took(answer)
    }

    /// A form with the mark of the last page.
    pub(crate) async fn sent(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = form(&[&[("mark", self.mark.as_str())], fields].concat());
        let headers = [&[FORM, ("Cookie", self.cookie.as_str())], headers].concat();
        self.site.ask("POST", path, &headers, &body).await
    }
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The value of a hidden or other field.
pub(crate) fn value(page: &str, name: &str) -> Option<String> {
    let tag = page
        .split('<')
        .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
    Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned())
}
