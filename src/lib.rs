//! Greenroom.
pub mod clock;
pub mod config;
pub mod domain;
pub mod outbound;
pub mod pipeline;
pub mod scheduler;
pub mod store;
pub mod web;
