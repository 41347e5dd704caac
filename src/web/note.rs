//! Notes to the account manager, as the desk and the API queue them: the words are made here, and stay.

use tracing::error;

use super::door::Refusal;
use super::router::AppState;
use crate::domain::event::{Actor, Event};
use crate::domain::ids::OutboxId;
use crate::domain::note::{About, Note};
use crate::domain::ticket::Ticket;

/// The note about `about` as it would go out now, and where it would go; nothing where none is written.
pub(super) fn draft<'t>(state: &AppState, ticket: &'t Ticket, about: About) -> Option<(&'t str, Note)> {
    let to = about.recipient(ticket).ok().filter(|to| !state.composer.is_ours(to))?;
    written(state, ticket).map(|note| (to, note))
}

/// What queues it.
///
/// # Errors
/// [`Refusal::NotNow`] says why none is written.
pub(super) fn event(state: &AppState, ticket: &Ticket, about: About, by: Actor) -> Result<Event, Refusal> {
    let why = |why: &str| Refusal::NotNow(format!("No note is written: {why}."));
    let to = about.recipient(ticket).map_err(why)?;
    if state.composer.is_ours(to) {
        return Err(why("it would go to an address of ours"));
    }
    let note = written(state, ticket).ok_or_else(|| why("its template can no longer be used"))?;
    Ok(Event::Noted {
        note: Box::new(note),
        message_id: state.composer.message_id(&OutboxId::note(ticket.id, about)),
        by,
    })
}

/// The words, made of the ticket as it stands.
fn written(state: &AppState, ticket: &Ticket) -> Option<Note> {
    match state.composer.typed_in(ticket) {
        Ok(note) => Some(note),
        Err(failure) => {
            // They were tried when the program started.
            error!(%failure, "a template can no longer be used");
            None
        }
    }
}
