//! Headings over people: "Level 2 - Standard", "Activate now:", "Not to be set up:".
//!
//! A heading counts for the entries below it until the next one or until running text begins.

use crate::lexicon::{self, requests};
use crate::names;
use crate::read::activation::{self, Verdict};
use crate::read::{Context, level, slots};
use crate::statement::{Claim, Entry, Rank, Said};
use crate::text::{Flow, fold};

use std::sync::LazyLock;

use regex::Regex;

static NOT_SET_UP: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::NOT_SET_UP]));

/// What the heading above says about everybody below.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heading {
    said: Vec<Said>,
    /// The people below are not to be set up.
    pub(crate) nobody: bool,
}

/// Whether a heading says that the people below are not to be set up.
pub(crate) fn is_nobody(text: &str) -> bool {
    NOT_SET_UP.is_match(&fold(text))
}

impl Heading {
    /// Reads a line as a heading; none when it says nothing about the people below.
    pub(crate) fn read(context: &Context<'_>, line: &Flow, marked: bool) -> Option<Self> {
        let text = line.text.trim();
        let colon = text.ends_with(':');
        if text.is_empty()
            || text.chars().count() > 90
            || text.split_whitespace().count() > 12
            || text.trim_end_matches(':').contains(": ")
            || names::has_address(text)
        {
            return None;
        }
        let leaver = text.split_whitespace().count() <= 8
            && NOT_SET_UP.is_match(&fold(text))
            && !text.ends_with(['.', '!', '?']);
        if !(colon || marked || leaver) {
            return None;
        }
        if crate::read::whom::leaves_out(text) {
            return None;
        }
        let mut heading = Self::default();
        if NOT_SET_UP.is_match(&fold(text)) {
            heading.nobody = true;
            return Some(heading);
        }
        let evidence = context.doc.evidence(line.whole());
        let found = level::in_prose(text, context.profile).map(|(_, level)| level);
        let bare = text.trim_end_matches(':');
        let found = found.or_else(|| {
            level::label(bare.trim_end_matches('s'), context.profile)
                .or_else(|| level::label(bare, context.profile))
                .or_else(|| {
                    bare.split(['(', '–', '-']).next().and_then(|lead| {
                        level::label(lead.trim().trim_end_matches('s'), context.profile)
                            .or_else(|| level::label(lead, context.profile))
                    })
                })
                .map(crate::statement::LevelReading::Is)
        });
        if let Some(level) = found {
            heading.said.push(Said {
                claim: Claim::Level(level),
                rank: Rank::Column,
                evidence: evidence.clone(),
            });
        }
        let short = text.split_whitespace().count() <= 4 && !bare.chars().any(|c| c.is_ascii_digit());
        let verdict = match activation::in_prose(text, context.reading) {
            Verdict::Nothing if short && !activation::is_question(text) => activation::in_slot(bare, context.reading),
            other @ (Verdict::Now | Verdict::Hold(_) | Verdict::Nothing) => other,
        };
        let verdict = if activation::is_question(text) {
            Verdict::Nothing
        } else {
            verdict
        };
        if let Some(claim) = slots::claim_of(context, line, verdict) {
            heading.said.push(Said {
                claim,
                rank: Rank::Column,
                evidence,
            });
        }
        if !context.profile.has_levels() && marked {
            for (claim, _) in crate::read::device::claims(context, bare.trim_end_matches(" users")) {
                let told = matches!(
                    claim,
                    Claim::Roles(_) | Claim::Field(crate::statement::FieldReading::CustodianOnly(_))
                );
                if told {
                    let evidence = context.doc.evidence(line.whole());
                    heading.said.push(Said {
                        claim,
                        rank: Rank::Column,
                        evidence,
                    });
                }
            }
        }
        (!heading.said.is_empty()).then_some(heading)
    }

    /// Says the same about an entry, unless the entry says it itself.
    pub(crate) fn apply(&self, entry: &mut Entry) {
        for said in &self.said {
            let own = entry
                .said
                .iter()
                .any(|other| std::mem::discriminant(&other.claim) == std::mem::discriminant(&said.claim));
            if !own {
                entry.said.push(said.clone());
            }
        }
    }
}
