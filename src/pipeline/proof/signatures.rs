//! What the signatures, the delivering host and the policy of a domain say about a mail.
//!
//! Only signatures of the domain in From, of a domain above it, or of one below it count. For the exact domain a good one is
//! enough; for the others its DMARC record must allow it.

use std::cell::Cell;

use mail_auth::arc;
use mail_auth::common::crypto::Algorithm;
use mail_auth::dkim::Signature;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, DkimResult, DmarcResult, Error, MessageAuthenticator, Parameters, SpfOutput,
    SpfResult,
};

use super::budget::Budget;
use super::{Proof, Terms, delivery, is_no_answer, unanswered};
use crate::domain::matching::domain_of;
use crate::pipeline::trust;

/// Mails of people have fifty headers, and those of mailing lists a hundred.
const MOST_HEADERS: usize = 500;

/// So many signatures are looked at. Mails have one or two of their own domain.
const MOST_SIGNATURES: usize = 4;

/// A signature that names more headers than this is not looked at; the time it takes grows with them.
const MOST_SIGNED: usize = 64;

/// A longer chain of servers that passed a mail on is not looked at.
const MOST_SEALS: usize = 5;

/// What these say is acted on: who wrote, when, about what, in which thread, and how the body is to be read.
const MATTERS: [&str; 9] = [
    "from",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
    "content-type",
    "content-transfer-encoding",
];

/// What a good signature of the domain is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cover {
    All,
    Without(&'static str),
}

/// The look-ups for one mail.
struct Look<'a> {
    asker: &'a MessageAuthenticator,
    budget: &'a Budget,
    domain: &'a str,
    /// Whether some name server gave no answer.
    unanswered: Cell<bool>,
}

/// Whether a mail is from `domain`, the one in its From.
pub(super) async fn check(asker: &MessageAuthenticator, raw: &[u8], domain: &str, terms: &Terms) -> Proof {
    let Some(mut message) = AuthenticatedMessage::parse(raw) else {
        return Proof::Missing("its headers cannot be read".into());
    };
    if message.headers.len() > MOST_HEADERS || count(&message, "from") != 1 {
        return Proof::Missing("its headers are too many, or name its sender twice".into());
    }
    let is_partial = message
        .errors
        .iter()
        .any(|header| matches!(header.header, Error::Dkim(mail_auth::dkim::DkimError::SignatureLength)));
    keep_fitting(&mut message, domain);
    let budget = Budget::default();
    let look = Look {
        asker,
        budget: &budget,
        domain,
        unanswered: Cell::new(false),
    };
    let proof = match look.by_domain(&message, terms).await {
        Some(proof) => Some(proof),
        None => look.by_sealer(&message, &terms.sealers).await,
    };
    if budget.is_overrun() {
        return Proof::Missing("its proof would take too many look-ups".into());
    }
    match proof {
        Some(proof) => proof,
        None if look.unanswered.get() => Proof::Unanswered(unanswered(domain)),
        None if is_partial => Proof::Missing("its signature covers only a part of it".into()),
        None => Proof::Missing(format!(
            "nothing proves that it is from {}: no good signature of that domain, and no other proof",
            crate::pipeline::sender::shown(domain)
        )),
    }
}

impl Look<'_> {
    fn ask<'x, P>(&'x self, what: P) -> Parameters<'x, P, Budget, Budget, Budget, Budget, Budget> {
        Parameters::new(what)
            .with_txt_cache(self.budget)
            .with_mx_cache(self.budget)
            .with_ptr_cache(self.budget)
            .with_ipv4_cache(self.budget)
            .with_ipv6_cache(self.budget)
    }

    /// Remembers that an answer is missing.
    fn note(&self, is_unanswered: bool) {
        self.unanswered.set(self.unanswered.get() || is_unanswered);
    }

    /// By what the domain itself has signed, or from where it sends.
    async fn by_domain(&self, message: &AuthenticatedMessage<'_>, terms: &Terms) -> Option<Proof> {
        let signed = self.asker.verify_dkim(self.ask(message)).await;
        self.note(
            signed
                .iter()
                .any(|output| matches!(output.result(), DkimResult::TempError(_))),
        );
        let good: Vec<&Signature> = signed
            .iter()
            .filter(|output| *output.result() == DkimResult::Pass)
            .filter_map(DkimOutput::signature)
            .collect();
        let own = good
            .iter()
            .filter(|signature| signature.d.eq_ignore_ascii_case(self.domain));
        if let Some(best) = own
            .map(|signature| cover(message, &signature.h))
            .max_by_key(|cover| *cover == Cover::All)
        {
            return Some(best.into());
        }
        let delivery = terms
            .received_by
            .as_deref()
            .and_then(|ours| delivery::of(&message.headers, ours));
        let delivery =
            delivery.filter(|delivery| domain_of(&delivery.mail_from).is_some_and(|d| is_related(&d, self.domain)));
        let sent = match &delivery {
            Some(delivery) => self.by_host(delivery).await,
            None => SpfOutput::new(String::new()),
        };
        let mail_from = delivery
            .and_then(|delivery| domain_of(&delivery.mail_from))
            .unwrap_or_default();
        if sent.result() == SpfResult::Pass && mail_from == self.domain {
            return Some(Proof::Full);
        }
        if good.is_empty() && sent.result() != SpfResult::Pass {
            return None;
        }
        // All that is left is from a domain above or below; whether that counts is for the domain to say.
        self.are_answered(
            good.iter()
                .map(|signature| signature.d.as_str())
                .chain([mail_from.as_str(), self.domain]),
        )
        .await?;
        let asked = DmarcParameters::new(message, &signed, &mail_from, &sent);
        let policy = self.asker.verify_dmarc(self.ask(asked)).await;
        if *policy.spf_result() == DmarcResult::Pass {
            return Some(Proof::Full);
        }
        if *policy.dkim_result() == DmarcResult::Pass {
            // Which of them the policy meant is not said, so the poorest decides.
            let covers = good.iter().map(|signature| cover(message, &signature.h));
            return covers.min_by_key(|cover| *cover == Cover::All).map(Proof::from);
        }
        None
    }

    /// By the address of the host that delivered.
    async fn by_host(&self, delivery: &delivery::Delivery) -> SpfOutput {
        let domain = domain_of(&delivery.mail_from).unwrap_or_default();
        let asked = SpfParameters::verify_mail_from(delivery.host, &domain, &domain, &delivery.mail_from);
        let sent = self.asker.verify_spf(self.ask(asked)).await;
        self.note(sent.result() == SpfResult::TempError);
        sent
    }

    /// Whether the policies above these domains can be asked for. The library takes no answer for "no policy".
    async fn are_answered(&self, domains: impl Iterator<Item = &str>) -> Option<()> {
        for domain in domains.filter(|domain| !domain.is_empty()) {
            let above = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]);
            for name in std::iter::once(domain).chain(above).take(8) {
                let asked = self.asker.txt_raw_lookup(format!("_dmarc.{name}.")).await;
                if asked.is_err_and(|error| is_no_answer(&error)) {
                    self.note(true);
                    return None;
                }
            }
        }
        Some(())
    }

    /// By the word of a server that passed the mail on, which we have been told to believe.
    async fn by_sealer(&self, message: &AuthenticatedMessage<'_>, sealers: &[String]) -> Option<Proof> {
        let last = message.as_headers.last()?.header.d.to_lowercase();
        let signed = message.ams_headers.iter().map(|header| &header.header);
        let is_bounded = message.as_headers.len() <= MOST_SEALS && signed.clone().all(|s| s.h.len() <= MOST_SIGNED);
        let is_sound = signed.clone().all(|s: &arc::Signature| s.a != Algorithm::RsaSha1)
            && signed
                .clone()
                .next_back()
                .is_some_and(|s| s.h.iter().any(|name| name.eq_ignore_ascii_case("from")));
        if !sealers.contains(&last) || !is_bounded || !is_sound {
            return None;
        }
        let chain = self.asker.verify_arc(self.ask(message)).await;
        self.note(matches!(chain.result(), DkimResult::TempError(_)));
        if *chain.result() != DkimResult::Pass {
            return None;
        }
        let said = String::from_utf8_lossy(message.aar_headers.last()?.value).into_owned();
        let (_, results) = said.split_once(';')?;
        trust::confirms(results, None, self.domain).then(|| {
            Proof::Weak(format!(
                "only {} vouches for its sender",
                crate::pipeline::sender::shown(&last)
            ))
        })
    }
}

impl From<Cover> for Proof {
    fn from(cover: Cover) -> Self {
        match cover {
            Cover::All => Self::Full,
            Cover::Without(name) => Self::Weak(format!("its signature does not cover its {name} header")),
        }
    }
}

/// Leaves those signatures that could prove something, the domain's own first, and takes out what asks for more look-ups.
fn keep_fitting(message: &mut AuthenticatedMessage<'_>, domain: &str) {
    message.dkim_headers.retain(|header| {
        let signature = &header.header;
        let signs_from = signature.h.iter().any(|name| name.eq_ignore_ascii_case("from"));
        is_related(&signature.d, domain)
            && signs_from
            && signature.h.len() <= MOST_SIGNED
            && signature.l == 0
            && signature.a != Algorithm::RsaSha1
    });
    message
        .dkim_headers
        .sort_by_key(|header| !header.header.d.eq_ignore_ascii_case(domain));
    message.dkim_headers.truncate(MOST_SIGNATURES);
    for header in &mut message.dkim_headers {
        header.header.r = false;
        header.header.atps = None;
    }
}

/// Whether one is the other or a part of it. A domain of one label is nobody's.
fn is_related(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let within = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    one.contains('.') && other.contains('.') && (one == other || within(&one, &other) || within(&other, &one))
}

/// What matters and is not covered: a header that stands there more often than it is signed could have been added.
fn cover(message: &AuthenticatedMessage<'_>, signed: &[String]) -> Cover {
    let open = MATTERS.into_iter().find(|name| {
        let times = signed.iter().filter(|header| header.eq_ignore_ascii_case(name)).count();
        count(message, name) > times
    });
    open.map_or(Cover::All, Cover::Without)
}

fn count(message: &AuthenticatedMessage<'_>, name: &str) -> usize {
    let names = message.headers.iter().map(|(name, _)| name.trim_ascii());
    names
        .filter(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        .count()
}
