//! The one door: `apply(ticket, event, at)` gives the next ticket and its effects.
