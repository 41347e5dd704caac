//! Notes to the account manager: each about something of its own, once.

use super::IllegalTransition;
use crate::domain::event::Effect;
use crate::domain::ids::OutboxId;
use crate::domain::note::Note;
use crate::domain::ticket::Ticket;

/// The note goes into the outbox, and whoever answers it finds this ticket. Nobody's link is touched by it.
pub(super) fn noted(ticket: &mut Ticket, note: &Note, message_id: &str) -> Result<Vec<Effect>, IllegalTransition> {
    let id = ticket.id;
    let to = note.about.recipient(ticket);
    let to = to
        .map_err(|why| IllegalTransition::NoNote { ticket: id, why })?
        .to_owned();
    ticket.notes.push(note.about);
    ticket.thread.push(message_id.to_owned());
    Ok(vec![Effect::Write {
        outbox: OutboxId::note(id, note.about),
        note: Box::new(note.clone()),
        to,
        message_id: message_id.to_owned(),
    }])
}
