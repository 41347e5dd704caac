//! Brings tickets in line with the configured calendar: another sending hour, another zone of a client, a new holiday,
//! or new rules of a zone. What delays acts at once; what hastens waits for a person (see `lifecycle`).

use std::sync::Arc;

use jiff::Timestamp;
use tracing::info;

use crate::config::{ClientConfig, Config};
use crate::domain::event::Event;
use crate::domain::matching::is_unfinished;
use crate::domain::ticket::{PersonState, Ticket, Wish};
use crate::domain::{ids::TicketId, schedule};
use crate::store::Store;
use crate::store::commit::{CommitError, happen};

/// So many tickets are looked at in one go.
const AT_ONCE: usize = 256;

/// Tells every unfinished ticket whose rules differ from the configuration's. Says how many there were.
///
/// # Errors
/// What the store says.
pub async fn bring_up_to_date(store: &Arc<dyn Store>, config: &Config, now: Timestamp) -> Result<usize, CommitError> {
    let (mut after, mut changed): (Option<TicketId>, usize) = (None, 0);
    loop {
        let tickets = store.all_tickets(after, AT_ONCE).await?;
        let Some(last) = tickets.last() else { break };
        after = Some(last.id);
        for ticket in tickets.iter().filter(|ticket| is_unfinished(ticket)) {
            let client = config.client.iter().find(|client| is_of(client, ticket));
            let terms = config.calendar.terms(client);
            if terms != ticket.terms || zone_rules_changed(ticket, now) {
                happen(store, ticket.id, Event::TermsChanged { terms }, now).await?;
                changed += 1;
            }
        }
    }
    if changed > 0 {
        info!(changed, "tickets follow the present calendar now");
    }
    Ok(changed)
}

fn is_of(client: &ClientConfig, ticket: &Ticket) -> bool {
    let key = &ticket.client.key.0;
    client.domains.iter().any(|domain| domain.eq_ignore_ascii_case(key))
        || client.name.eq_ignore_ascii_case(key)
        || ticket
            .client
            .name
            .as_ref()
            .is_some_and(|name| name.eq_ignore_ascii_case(&client.name))
}

/// Whether the instant of a planned day is another one by the zone rules of today.
fn zone_rules_changed(ticket: &Ticket, now: Timestamp) -> bool {
    let held = ticket
        .people
        .iter()
        .filter(|person| person.state == PersonState::Held && person.wish == Wish::Hold);
    held.filter_map(|person| person.plan.as_ref()).any(|plan| {
        let made_anew = schedule::plan(&ticket.terms, Wish::Hold, plan.day, None, now);
        plan.day.is_some() && made_anew.is_ok_and(|anew| anew.due != plan.due)
    })
}
