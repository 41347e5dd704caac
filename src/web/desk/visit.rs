//! A visitor of the desk: the token of their cookie, who they are, the colours they chose; and the fields of a form.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::header::{COOKIE, HeaderMap};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Uri};

use super::super::router::{AppState, Peer};
use crate::accounts::Token;
use crate::accounts::openid::LONGEST_MINUTES;
use crate::accounts::sessions::SignedIn;
use crate::config::DeskConfig;
use crate::domain::account::{Account, Typing};
use crate::store::StoreError;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The cookie that remembers colours.
const THEME: &str = "greenroom-theme";

/// The cookie that remembers that the first steps are hidden.
const STEPS: &str = "greenroom-steps";

/// What a browser remembers for us, it remembers for a year.
const YEAR_SECONDS: u32 = 31_536_000;

/// A sign-in at a provider takes no longer.
const LEAVING_SECONDS: i64 = 60 * LONGEST_MINUTES;

/// So much of what comes back names the cookie, so that each tab finds its own.
const LEAVING_NAME: usize = 16;

/// The colours of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub(super) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it stands in cookies, forms and templates.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(super) fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.key() == key)
    }
}

/// Whose request it is. The guard makes it; pages take it as an extension.
#[derive(Debug, Clone)]
pub(in crate::web) struct Visit {
    /// What the cookie holds: the token of a session, of one that has ended, or of nobody yet.
    pub(super) token: Token,
    /// The cookie is still to be given.
    pub(super) is_new: bool,
    /// Who has signed in.
    pub(super) who: Option<SignedIn>,
    /// The colours.
    pub(super) theme: Theme,
    /// The first steps are not to be shown any more.
    pub(super) steps_hidden: bool,
    /// The path and the query that were asked for.
    pub(super) asked: String,
    /// Where the request comes from.
    pub(super) from: IpAddr,
}

impl Visit {
    /// Reads the cookies and asks whose they are.
    pub(super) async fn of(state: &AppState, parts: &Parts) -> Result<Self, StoreError> {
        let desk = &state.config.desk;
        let known = cookie(&parts.headers, cookie_name(desk)).and_then(Token::parse);
        let who = match &known {
            Some(token) => state.accounts.signed_in(token).await?,
            None => None,
        };
        let asked = parts.uri.path_and_query().map_or("/", |asked| asked.as_str());
        Ok(Self {
            is_new: known.is_none(),
            token: known.unwrap_or_else(Token::random),
            who,
            theme: cookie(&parts.headers, THEME)
                .and_then(Theme::named)
                .unwrap_or(Theme::System),
            steps_hidden: cookie(&parts.headers, STEPS) == Some("hidden"),
            asked: asked.to_owned(),
            from: origin_of(parts, desk),
        })
    }

    /// Who it is. Behind the guard of signed-in pages there is always somebody.
    pub(super) fn account(&self) -> Option<&Account> {
        self.who.as_ref().map(|who| &who.account)
    }

    /// The path that was asked for, without its query.
    pub(super) fn path(&self) -> &str {
        self.asked.split('?').next().unwrap_or("/")
    }

    /// What was typed on this page before the session began; it is given once.
    pub(super) async fn typing(&mut self, state: &AppState) -> Result<Option<Typing>, StoreError> {
        let page = self.path().to_owned();
        match &mut self.who {
            Some(who) => state.accounts.take_typing(&mut who.session, &page).await,
            None => Ok(None),
        }
    }
}

/// The connection's other end, or whom trusted web servers name.
fn origin_of(parts: &Parts, desk: &DeskConfig) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<Peer>>();
    let peer = peer.map_or(Ipv4Addr::LOCALHOST.into(), |ConnectInfo(peer)| peer.0.ip());
    origin(peer, &parts.headers, &desk.proxies)
}

/// The nearest address that is not a web server of ours. Each of ours adds who it was asked by at the right end; what stands
/// further left was said by strangers, and counts for nothing.
fn origin(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.contains(&address.to_canonical());
    let mut nearest = peer;
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    // What is no text is no address either.
    let lines = lines.iter().rev().map(|line| line.to_str().unwrap_or_default());
    for hop in lines.flat_map(|line| line.rsplit(',')) {
        if !is_ours(&nearest) {
            break;
        }
        match hop_address(hop.trim()) {
            Some(address) => nearest = address,
            None => break,
        }
    }
    nearest
}

/// An address, as some web servers write it: with a port.
fn hop_address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    cookies(headers).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// With TLS the name itself makes browsers insist on `Secure`, on this host alone and on the whole site.
fn cookie_name(desk: &DeskConfig) -> &'static str {
    if desk.is_secure() {
        "__Host-greenroom"
    } else {
        "greenroom"
    }
}

/// The cookie of a session or of a visitor. It ends with the browser; the session in the store ends by itself.
pub(super) fn token_cookie(desk: &DeskConfig, token: &Token) -> HeaderValue {
    written(desk, cookie_name(desk), &token.reveal(), "")
}

/// Takes the cookie away.
pub(super) fn no_cookie(desk: &DeskConfig) -> HeaderValue {
    written(desk, cookie_name(desk), "", "; Max-Age=0")
}

/// The cookie that remembers colours.
pub(super) fn theme_cookie(desk: &DeskConfig, theme: Theme) -> HeaderValue {
    written(desk, THEME, theme.key(), &format!("; Max-Age={YEAR_SECONDS}"))
}

/// The cookie that hides the first steps.
pub(super) fn steps_cookie(desk: &DeskConfig) -> HeaderValue {
    written(desk, STEPS, "hidden", &format!("; Max-Age={YEAR_SECONDS}"))
}

/// The cookie of a sign-in that leaves for a provider and comes back with `state`. The provider's page leads back by a link,
/// so the browser sends it along as it does the others.
pub(super) fn leaving_cookie(desk: &DeskConfig, state: &str, token: &Token) -> HeaderValue {
    let name = leaving_name(desk, state);
    let more = format!("; Max-Age={LEAVING_SECONDS}");
    written(desk, &name, &token.reveal(), &more)
}

/// Takes it away.
pub(super) fn no_leaving_cookie(desk: &DeskConfig, state: &str) -> HeaderValue {
    written(desk, &leaving_name(desk, state), "", "; Max-Age=0")
}

/// What it holds, in the browser that left with `state`.
pub(super) fn left_token(desk: &DeskConfig, headers: &HeaderMap, state: &str) -> Option<Token> {
    if state.is_empty() {
        return None;
    }
    cookie(headers, &leaving_name(desk, state)).and_then(Token::parse)
}

/// What it holds where only one is on its way, for a provider that does not say which.
pub(super) fn only_left_token(desk: &DeskConfig, headers: &HeaderMap) -> Option<Token> {
    let beginning = leaving_name(desk, "");
    let mut found = cookies(headers).filter(|(name, _)| name.starts_with(&beginning));
    let (_, only) = found.next()?;
    Token::parse(only).filter(|_| found.next().is_none())
}

fn leaving_name(desk: &DeskConfig, state: &str) -> String {
    // The state came from outside: only what ours is made of gets into a header.
    let part = state.chars().filter(char::is_ascii_hexdigit).take(LEAVING_NAME);
    format!("{}-openid-{}", cookie_name(desk), part.collect::<String>())
}

fn written(desk: &DeskConfig, name: &str, value: &str, more: &str) -> HeaderValue {
    let secure = if desk.is_secure() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A path of the desk itself, as people are led back to. Everything else is nothing: no other site, no other scheme.
pub(super) fn local(path: &str) -> Option<String> {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let own = path.starts_with('/') && !path.starts_with("//") && path.len() <= 2000;
    let uri: Uri = path.parse().ok()?;
    (plain && own && uri.authority().is_none()).then(|| path.to_owned())
}

/// The fields of a form, in their order.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The fields of a part of a form.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a field, or nothing.
    pub(super) fn text(&self, name: &str) -> &str {
        let mut all = self.0.iter();
        all.find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether the form has this field at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_cannot_say_where_they_come_from() {
        let proxies: Vec<IpAddr> = ["127.0.0.1", "10.0.0.7"].map(|text| text.parse().unwrap()).to_vec();
        let from = |peer: &str, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
            }
            origin(peer.parse().unwrap(), &headers, &proxies).to_string()
        };
        // A stranger who comes straight to us, whatever they say.
        assert_eq!(from("192.0.2.1", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        // What the stranger said themselves stands at the left.
        assert_eq!(from("127.0.0.1", &["203.0.113.9, 192.0.2.1"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &["10.0.0.7, 192.0.2.1, 10.0.0.7"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &["203.0.113.9", "192.0.2.1, 10.0.0.7"]), "192.0.2.1");
        // Two web servers of ours, and nobody before them.
        assert_eq!(from("127.0.0.1", &["10.0.0.7"]), "10.0.0.7");
        assert_eq!(from("::ffff:127.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &["192.0.2.1:4711"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        // What cannot be read ends the chain at the last one who is known.
        assert_eq!(from("127.0.0.1", &["192.0.2.1, unknown"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &["192.0.2.1, , 10.0.0.7"]), "10.0.0.7");
    }

    #[test]
    fn only_paths_of_the_desk_are_local() {
        for good in ["/", "/mail?after=3", "/settings/accounts/2", "/a%2F%2Fb", "/?to=//x"] {
            assert_eq!(local(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "mail",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/",
            "/a\r\nSet-Cookie: x=y",
            "/\tx",
            "javascript:alert(1)",
            " /",
            "/ä",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
    }
}
