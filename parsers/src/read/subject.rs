//! What a subject tells: "Users for Acme, go-live 3/15", "HOLD: new users". Never that a link may go out.
//!
//! A subject is written before the mail and kept by every answer, so it counts only where nobody says anything else.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, mail, unsettling};
use crate::read::roster::Roster;
use crate::read::speech::{self, Stage, Told};
use crate::read::{Context, activation, go_live};
use crate::statement::{About, Claim, Global, Rank, Said, Statement};
use crate::text::{Flow, fold};

static STOPPING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[unsettling::SUBJECTS]));

/// Subjects longer than this are somebody's text in the wrong place.
const MAX_BYTES: usize = 400;

/// The go-live that a subject names.
pub(crate) fn go_live(context: &Context<'_>) -> Vec<Global> {
    let lines = context.doc.lines.iter().filter(|_| is_short(context));
    let flows: Vec<Flow> = lines.map(|line| Flow::of_line(context.doc, line)).collect();
    let named = |global: &Global| matches!(global, Global::GoLive { date: Some(_), .. });
    let said = go_live::in_lines(context, &flows);
    said.into_iter().filter(named).collect()
}

/// What a subject holds back. A request in a subject ("Activate new users") is a title, not a word to act on.
pub(crate) fn holds(context: &Context<'_>, known: &Roster) -> Vec<Statement> {
    let words = fold(&context.doc.text);
    if !is_short(context) || !activation::holds_links(&words) {
        return Vec::new();
    }
    let lines: Vec<usize> = (0..context.doc.lines.len()).collect();
    let said = speech::read(context, &lines, &Stage::default(), known, &mut Told::default());
    let held = |statement: &Statement| {
        matches!(statement.said.claim, Claim::Activation { .. }) && !statement.said.claim.is_now()
    };
    said.into_iter().filter(held).collect()
}

/// What a subject of the mail's own says against a request in it: "DO NOT ACTIVATE - new users". One that is kept from an older
/// mail says nothing of this one.
pub(crate) fn doubts(context: &Context<'_>, known: &Roster, voice: usize) -> Vec<Statement> {
    let text = context.doc.text.trim();
    if mail::is_reply_subject(text)
        || mail::is_forward_subject(text)
        || !is_short(context)
        || !STOPPING.is_match(&fold(text))
    {
        return Vec::new();
    }
    let Some(line) = context.doc.lines.first() else {
        return Vec::new();
    };
    let held = holds(context, known);
    // "Activate Joan now" below says more of Joan than a subject about everybody.
    let rank = |about: &About| match about {
        About::People(_) => Rank::Person,
        About::AllBut(_) | About::OfKind(..) => Rank::Column,
    };
    let doubt = |about: About| Statement {
        voice,
        said: Said {
            claim: Claim::Doubted,
            rank: rank(&about),
            evidence: context.doc.evidence(line.span),
        },
        about,
    };
    if held.is_empty() {
        return vec![doubt(About::AllBut(Vec::new()))];
    }
    held.into_iter().map(|held| doubt(held.about)).collect()
}

fn is_short(context: &Context<'_>) -> bool {
    context.doc.text.len() <= MAX_BYTES
}
