//! Everything that the page of a ticket is made of, as the store has it; and who may see it.

use greenroom_parsers::{Extraction, Profile, ReadOptions, Shown};
use tracing::error;

use super::super::super::router::AppState;
use crate::config::check;
use crate::domain::account::{Account, Role};
use crate::domain::event::Entry;
use crate::domain::ids::{MailId, TicketId};
use crate::domain::mail::MailRecord;
use crate::domain::ticket::Ticket;
use crate::store::StoreError;
use crate::store::index::folded;

/// More mails than any thread that a person reads; the newest are shown.
const MOST_MAILS: usize = 20;

/// A ticket with its story and its mails.
pub(super) struct Loaded {
    pub(super) ticket: Ticket,
    pub(super) entries: Vec<Entry>,
    /// The submission first.
    pub(super) mails: Vec<LoadedMail>,
    /// There are more mails, which are not shown.
    pub(super) has_more: bool,
}

/// A mail of the ticket.
pub(super) struct LoadedMail {
    pub(super) id: MailId,
    pub(super) record: Option<MailRecord>,
    /// What was read in it.
    pub(super) extraction: Option<Extraction>,
    /// How it reads; none where its bytes are gone, or are not for this reader.
    pub(super) shown: Option<Shown>,
    /// Both sides of what it contradicts itself in.
    pub(super) readings: Vec<Reading>,
}

/// One side of a contradiction, with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The person, as an index into the users of the extraction.
    pub(super) user: usize,
    pub(super) says: String,
    pub(super) by: String,
    pub(super) evidence: greenroom_parsers::Evidence,
}

/// Whether somebody may see a ticket: account managers see what came of their own mails.
pub(in super::super) fn may_see(account: &Account, ticket: &Ticket) -> bool {
    let own = ticket.submitter.email.as_deref().map(folded);
    account.role.sees_everything() || own == Some(folded(&account.email))
}

/// The ticket that an address names, if `account` may see it. Whether it is another's or nowhere is not told.
pub(in super::super) async fn find(
    state: &AppState,
    account: &Account,
    name: &str,
) -> Result<Option<Ticket>, StoreError> {
    let Ok(id) = name.parse::<TicketId>() else {
        return Ok(None);
    };
    let found = state.store.ticket(id).await?;
    Ok(found.filter(|ticket| may_see(account, ticket)))
}

/// A ticket with all that its page shows, if `account` may see it.
pub(super) async fn load(state: &AppState, account: &Account, name: &str) -> Result<Option<Loaded>, StoreError> {
    let Some(ticket) = find(state, account, name).await? else {
        return Ok(None);
    };
    let entries = state.store.entries(ticket.id).await?;
    let first = ticket.mails.iter().take(1);
    let rest = ticket.mails.iter().skip(1).rev().take(MOST_MAILS - 1).rev();
    let mut mails = Vec::new();
    for id in first.chain(rest) {
        mails.push(mail(state, account, *id).await?);
    }
    let has_more = ticket.mails.len() > mails.len();
    Ok(Some(Loaded {
        ticket,
        entries,
        mails,
        has_more,
    }))
}

async fn mail(state: &AppState, account: &Account, id: MailId) -> Result<LoadedMail, StoreError> {
    let record = state.store.mail(id).await?;
    let extraction = state.store.reading(id).await?.map(|row| row.extraction);
    let own = |record: &MailRecord| record.sender.as_deref().map(folded) == Some(folded(&account.email));
    let may_read = match account.role {
        Role::AccountManager => record.as_ref().is_some_and(own),
        Role::CustomerSolutions | Role::Administrator => true,
    };
    let raw = if may_read { bytes(state, id).await? } else { None };
    let contradicts = extraction.as_ref().is_some_and(contradicts_itself);
    let profile = profile(state, contradicts);
    let read = tokio::task::spawn_blocking(move || {
        let raw = raw?;
        let readings = profile.map_or_else(Vec::new, |profile| both_sides(&raw, &profile));
        Some((greenroom_parsers::show(&raw), readings))
    });
    let (shown, readings) = match read.await {
        Ok(read) => read.unzip(),
        Err(_) => {
            error!(mail = %id, "the reader panicked on a mail that was to be shown");
            (None, None)
        }
    };
    Ok(LoadedMail {
        id,
        record,
        extraction: extraction.filter(|_| may_read),
        shown,
        readings: readings.unwrap_or_default(),
    })
}

/// The bytes of a mail; damaged ones are as good as none, and the page says so.
async fn bytes(state: &AppState, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
    match state.store.raw(id).await {
        Err(StoreError::Damaged(why)) => {
            error!(mail = %id, why, "the raw mail is damaged");
            Ok(None)
        }
        other => other,
    }
}

fn contradicts_itself(extraction: &Extraction) -> bool {
    use greenroom_parsers::IssueCode::ConflictingActivation;
    extraction
        .issues
        .iter()
        .any(|issue| issue.code == ConflictingActivation)
}

/// The profile by which mails are read, where it is needed.
fn profile(state: &AppState, needed: bool) -> Option<Profile> {
    let found = needed.then(|| check::profile(&state.config))?;
    found.ok()
}

/// What a mail says about those whose activation it contradicts itself in.
fn both_sides(raw: &[u8], profile: &Profile) -> Vec<Reading> {
    let options = ReadOptions {
        explain: true,
        ..ReadOptions::default()
    };
    let explained = greenroom_parsers::read_with(raw, profile, &options).explained;
    let sides = explained
        .into_iter()
        .filter(|one| one.field == "activate" && (one.says == "now" || one.says.starts_with("hold")));
    let mut found: Vec<Reading> = Vec::new();
    for one in sides {
        if !found
            .iter()
            .any(|other| other.user == one.user && other.says == one.says)
        {
            found.push(Reading {
                user: one.user,
                says: one.says,
                by: one.by,
                evidence: one.evidence,
            });
        }
    }
    found
}
