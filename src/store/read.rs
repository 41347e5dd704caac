//! Typed questions on top of [`Store`], so that a backend need not answer each of them itself.

use jiff::Timestamp;

use crate::domain::account::{Account, Invitation, Session};
use crate::domain::api::{IssuedToken, Repeat};
use crate::domain::event::Entry;
use crate::domain::ids::{AccountId, ClientKey, Fingerprint, LinkHash, MailId, OutboxId, TicketId, TokenHash};
use crate::domain::mail::{Cursor, FolderKey, LedgerKey, LedgerRow, MailRecord, Sender};
use crate::domain::openid::{Identity, SignIn};
use crate::domain::outbox::{LinkRecord, OutboxRow};
use crate::domain::ticket::Ticket;

use super::index::{Find, Index, Range, folded, instant, parse_instant};
use super::record::{CursorRow, Erasure, Key, ReadingRow, Record, Restoration};
use super::{Store, StoreError};

/// Asks for the record at `key` and unwraps the variant that such a key always holds.
macro_rules! typed {
    ($store:expr, $key:expr, $variant:path) => {
        match $store.get(&$key).await? {
            Some($variant(found)) => Ok(Some(found)),
            Some(other) => Err(StoreError::Damaged(format!(
                "{:?} holds another kind of record: {:?}",
                $key,
                other.key()
            ))),
            None => Ok(None),
        }
    };
}

/// So many records are read in one go.
const AT_ONCE: usize = 256;

/// All records in the order of their keys, some at a time.
pub struct Batches<'s> {
    store: &'s dyn Store,
    after: Option<Key>,
}

impl Batches<'_> {
    /// The next records; none when all were given.
    ///
    /// # Errors
    /// What the store says.
    pub async fn next(&mut self) -> Result<Option<Vec<Record>>, StoreError> {
        let records = self.store.scan(self.after.as_ref(), AT_ONCE).await?;
        self.after = records.last().map(Record::key).or(self.after.take());
        Ok((!records.is_empty()).then_some(records))
    }
}

impl dyn Store {
    /// Everything there is, read in batches; what is written meanwhile may be missing.
    pub fn batches(&self) -> Batches<'_> {
        Batches {
            store: self,
            after: None,
        }
    }

    /// A ticket.
    pub async fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        let found: Result<Option<Box<Ticket>>, StoreError> = typed!(self, Key::Ticket(id), Record::Ticket);
        Ok(found?.map(|ticket| *ticket))
    }

    /// All events of a ticket, the first first.
    pub async fn entries(&self, id: TicketId) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        loop {
            let key = Key::Entry(id, entries.len() as u64 + 1);
            let found: Result<Option<Box<Entry>>, StoreError> = typed!(self, key, Record::Entry);
            match found? {
                Some(entry) => entries.push(*entry),
                None => return Ok(entries),
            }
        }
    }

    /// A stored mail.
    pub async fn mail(&self, id: MailId) -> Result<Option<MailRecord>, StoreError> {
        typed!(self, Key::Mail(id), Record::Mail)
    }

    /// What was read in a mail.
    pub async fn reading(&self, id: MailId) -> Result<Option<ReadingRow>, StoreError> {
        let found: Result<Option<Box<ReadingRow>>, StoreError> = typed!(self, Key::Reading(id), Record::Reading);
        Ok(found?.map(|row| *row))
    }

    /// A row of the ledger.
    pub async fn ledger_row(&self, key: &LedgerKey) -> Result<Option<LedgerRow>, StoreError> {
        typed!(self, Key::Ledger(key.clone()), Record::Ledger)
    }

    /// How far a folder has been taken in.
    pub async fn cursor(&self, folder: &FolderKey) -> Result<Option<CursorRow>, StoreError> {
        typed!(self, Key::Cursor(folder.clone()), Record::Cursor)
    }

    /// The next version of a folder's cursor, to be put into the batch that moves it.
    pub async fn next_cursor(&self, folder: &FolderKey, cursor: Cursor) -> Result<CursorRow, StoreError> {
        let known = self.cursor(folder).await?;
        Ok(CursorRow {
            folder: folder.clone(),
            cursor,
            cut_off: known.as_ref().and_then(|row| row.cut_off),
            revision: known.map_or(0, |row| row.revision) + 1,
        })
    }

    /// A mail that is to go out.
    pub async fn outbox_row(&self, id: &OutboxId) -> Result<Option<OutboxRow>, StoreError> {
        typed!(self, Key::Outbox(id.clone()), Record::Outbox)
    }

    /// A link, by the hash of its token.
    pub async fn link(&self, hash: LinkHash) -> Result<Option<LinkRecord>, StoreError> {
        typed!(self, Key::Link(hash), Record::Link)
    }

    /// What people said about a sender.
    pub async fn sender(&self, address: &str) -> Result<Option<Sender>, StoreError> {
        typed!(self, Key::Sender(address.to_owned()), Record::Sender)
    }

    /// Every erasure, the first first.
    pub async fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let mut found = Vec::new();
        loop {
            let key = Key::Erasure(found.len() as u64 + 1);
            match typed!(self, key, Record::Erasure)? {
                Some(erasure) => found.push(erasure),
                None => return Ok(found),
            }
        }
    }

    /// That this store began as a backup, if it did.
    pub async fn restoration(&self) -> Result<Option<Restoration>, StoreError> {
        typed!(self, Key::Restoration, Record::Restoration)
    }

    /// Somebody who uses the desk.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let found: Result<Option<Box<Account>>, StoreError> = typed!(self, Key::Account(id), Record::Account);
        Ok(found?.map(|account| *account))
    }

    /// Everybody who uses the desk, the first first.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut found = Vec::new();
        while let Some(account) = self.account(AccountId(found.len() as u64 + 1)).await? {
            found.push(account);
        }
        Ok(found)
    }

    /// Who uses the desk with this address.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let found = self.find(Find::is(Index::AccountByEmail, folded(email), 1)).await?;
        match found.first() {
            Some((_, Key::Account(id))) => self.account(*id).await,
            Some(_) | None => Ok(None),
        }
    }

    /// Who uses the desk and is this for a provider of OpenID Connect.
    pub async fn account_by_identity(&self, identity: &Identity) -> Result<Option<Account>, StoreError> {
        let find = Find::is(Index::AccountByIdentity, identity.key().to_string(), 1);
        match self.find(find).await?.first() {
            Some((_, Key::Account(id))) => self.account(*id).await,
            Some(_) | None => Ok(None),
        }
    }

    /// A sign-in that has begun at a provider, by the hash of what its browser holds.
    pub async fn sign_in(&self, hash: TokenHash) -> Result<Option<SignIn>, StoreError> {
        let found: Result<Option<Box<SignIn>>, StoreError> = typed!(self, Key::SignIn(hash), Record::SignIn);
        Ok(found?.map(|sign_in| *sign_in))
    }

    /// A session, by the hash of its token.
    pub async fn session(&self, hash: TokenHash) -> Result<Option<Session>, StoreError> {
        let found: Result<Option<Box<Session>>, StoreError> = typed!(self, Key::Session(hash), Record::Session);
        Ok(found?.map(|session| *session))
    }

    /// Every sign-in of somebody.
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<Session>, StoreError> {
        let mut sessions = Vec::new();
        let find = Find::is(Index::SessionByAccount, account.to_string(), usize::MAX);
        for (_, key) in self.find(find).await? {
            if let Some(Record::Session(session)) = self.get(&key).await? {
                sessions.push(*session);
            }
        }
        Ok(sessions)
    }

    /// A link by which somebody sets a password, by the hash of its token.
    pub async fn invitation(&self, hash: TokenHash) -> Result<Option<Invitation>, StoreError> {
        typed!(self, Key::Invitation(hash), Record::Invitation)
    }

    /// Every such link for somebody, or for a new administrator.
    pub async fn invitations_for(&self, account: Option<AccountId>) -> Result<Vec<Invitation>, StoreError> {
        let mut invitations = Vec::new();
        let value = account.map_or(0, |account| account.0).to_string();
        for (_, key) in self
            .find(Find::is(Index::InvitationByAccount, value, usize::MAX))
            .await?
        {
            if let Some(Record::Invitation(invitation)) = self.get(&key).await? {
                invitations.push(invitation);
            }
        }
        Ok(invitations)
    }

    /// A token of the API, by its hash.
    pub async fn issued_token(&self, hash: TokenHash) -> Result<Option<IssuedToken>, StoreError> {
        let found: Result<Option<Box<IssuedToken>>, StoreError> =
            typed!(self, Key::IssuedToken(hash), Record::IssuedToken);
        Ok(found?.map(|token| *token))
    }

    /// Every token of the API, the first first.
    pub async fn issued_tokens(&self) -> Result<Vec<IssuedToken>, StoreError> {
        let mut tokens = Vec::new();
        for (_, key) in self.find(Find::first(Index::IssuedTokenByMade, usize::MAX)).await? {
            if let Some(Record::IssuedToken(token)) = self.get(&key).await? {
                tokens.push(*token);
            }
        }
        Ok(tokens)
    }

    /// A request that was made before, by the hash of who asked and of their key.
    pub async fn repeat(&self, hash: TokenHash) -> Result<Option<Repeat>, StoreError> {
        typed!(self, Key::Repeat(hash), Record::Repeat)
    }

    /// Tickets found by an index, in its order; for pages give the last `(value, key)` as `find.after`.
    pub async fn tickets(&self, find: Find) -> Result<Vec<Ticket>, StoreError> {
        let mut tickets = Vec::new();
        for (_, key) in self.find(find).await? {
            if let Some(Record::Ticket(ticket)) = self.get(&key).await? {
                tickets.push(*ticket);
            }
        }
        Ok(tickets)
    }

    /// Every ticket of a client.
    pub async fn tickets_of_client(&self, client: &ClientKey) -> Result<Vec<Ticket>, StoreError> {
        self.tickets(Find::is(Index::TicketByClient, client.0.clone(), usize::MAX))
            .await
    }

    /// Every ticket, oldest first, `limit` at most, after the ticket `after`.
    pub async fn all_tickets(&self, after: Option<TicketId>, limit: usize) -> Result<Vec<Ticket>, StoreError> {
        let after = Key::Ticket(after.unwrap_or(TicketId(0)));
        let records = self.scan(Some(&after), limit).await?;
        let tickets = records.into_iter().map_while(|record| match record {
            Record::Ticket(ticket) => Some(*ticket),
            Record::Entry(_)
            | Record::Mail(_)
            | Record::Reading(_)
            | Record::Ledger(_)
            | Record::Cursor(_)
            | Record::Outbox(_)
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
            | Record::Delivery(_) => None,
        });
        Ok(tickets.collect())
    }

    /// Stored mails that say the same; of very many only some.
    pub async fn mail_by_fingerprint(&self, fingerprint: Fingerprint) -> Result<Vec<MailId>, StoreError> {
        let found = self
            .find(Find::is(Index::MailByFingerprint, fingerprint.to_string(), 16))
            .await?;
        Ok(found
            .into_iter()
            .filter_map(|(_, key)| if let Key::Mail(id) = key { Some(id) } else { None })
            .collect())
    }

    /// How many mails of `sender` were written after `since` and not after `until`, counting no further than `limit`.
    pub async fn mails_of_sender(
        &self,
        sender: &str,
        since: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<usize, StoreError> {
        let find = Find {
            index: Index::MailBySender,
            range: Range::StartsWith(format!("{sender}/")),
            after: Some((format!("{sender}/{}", instant(since)), Key::Mail(MailId([0xff; 32])))),
            limit,
        };
        let last = format!("{sender}/{}", instant(until));
        let found = self.find(find).await?;
        Ok(found.iter().take_while(|(value, _)| *value <= last).count())
    }

    /// The earliest instant in a time index.
    pub async fn earliest(&self, index: Index) -> Result<Option<Timestamp>, StoreError> {
        let first = self.find(Find::first(index, 1)).await?;
        Ok(first.first().and_then(|(value, _)| parse_instant(value)))
    }

    /// How many entries of a time index are at or after `since`, counting no further than `limit`.
    pub async fn count_since(&self, index: Index, since: Timestamp, limit: usize) -> Result<usize, StoreError> {
        let find = Find {
            index,
            range: Range::From(instant(since)),
            after: None,
            limit,
        };
        Ok(self.find(find).await?.len())
    }

    /// How many links were queued at or after `since`, counting no further than `limit`; notes bring none.
    pub async fn links_queued_since(&self, since: Timestamp, limit: usize) -> Result<usize, StoreError> {
        let mut find = Find {
            index: Index::OutboxByQueued,
            range: Range::From(instant(since)),
            after: None,
            limit,
        };
        let mut links = 0;
        while links < limit {
            let found = self.find(find.clone()).await?;
            let is_link = |key: &Key| matches!(key, Key::Outbox(id) if id.is_link());
            links += found.iter().filter(|(_, key)| is_link(key)).count();
            let Some(last) = found.last().filter(|_| found.len() == limit) else {
                break;
            };
            find.after = Some(last.clone());
        }
        Ok(links.min(limit))
    }
}
