//! The desk: where people look at tickets and decide. Pages made here, that work without scripts.
//!
//! - `guard`: what every request passes: whose it is, where a form came from, who may see what.
//! - `visit`: the visitor, their cookies and the fields of a form; `kept`: what was typed when a session had ended.
//! - `frame`: what all pages have around them, and pages that say what went wrong.
//! - `queue`: what needs a person now; `ticket`: one ticket, its mails and people; `quarantine`: mails that wait, and one mail.
//! - One file a page: `sign_in`, `openid` (signing in at a provider), `welcome` (a link that works once), `account` (one's own), `accounts` (those of all),
//!   `senders`, `tokens`, `words`, `status` (settings), `home` (the start), `mail`, `outbox`, `people`, `history`, `insight`; `rows` says tickets in words, `listing` cuts lists in pages.
//! - `original`: a mail as it came, made harmless: formatted text in a frame that can do nothing, pictures, downloads.
//! - `entry`: typing people in beside a document that could not be read; `pdf`: the viewer for that page.
//! - `clients`: who begins when, and tables of it; `calendar`: weeks of go-lives and links.
//! - `steps`: the first steps of an administrator.
//! - `live`: what changes while a page is open.
//!
//! A page's protection follows from its place in `router.rs`. A crash loses nothing that was answered.

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod assets;
pub(super) mod calendar;
pub(super) mod clients;
pub(super) mod entry;
pub(super) mod frame;
pub(super) mod guard;
pub(super) mod history;
pub(super) mod home;
pub(super) mod insight;
mod kept;
mod listing;
pub(super) mod live;
pub(super) mod mail;
pub(super) mod openid;
pub(super) mod original;
pub(super) mod outbox;
pub(super) mod pdf;
pub(super) mod people;
pub(super) mod quarantine;
pub(super) mod queue;
mod rows;
pub(super) mod senders;
pub(super) mod sign_in;
pub(super) mod status;
pub(super) mod steps;
pub(super) mod ticket;
pub(super) mod tokens;
pub(super) mod visit;
pub(super) mod welcome;
pub(super) mod words;
