#![doc = include_str!("ARCHITECTURE.md")]

pub mod accounts;
pub mod app;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod doctor;
pub mod domain;
pub mod erasure;
mod https;
pub mod intake;
pub mod oauth;
pub mod openid;
pub mod outbound;
pub mod pipeline;
pub mod scheduler;
pub mod store;
pub mod telemetry;
pub mod web;
