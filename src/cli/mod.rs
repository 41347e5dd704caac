//! The commands.

pub mod audit;
pub mod backfill;
