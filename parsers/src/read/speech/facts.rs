//! What a segment says besides activation: levels, roles, further fields, "the same as".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{ASKING, Speech};
use crate::extraction::Activate;
use crate::read::segments::Segment;
use crate::read::values::{Mark, Same, Value};
use crate::read::whom::{self, Whom};
use crate::statement::{About, Claim, FieldReading, LevelReading, Rank, RoleReading};
use crate::text::{Flow, fold};

/// "For now": not for good.
static FOR_NOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:for now|for the moment|for the time being|at the moment|until|till|yet|so far|for this week|vorerst|pour l'instant|por ahora|por enquanto|voorlopig|per ora)(?-u:\b)").expect("a valid pattern")
});

impl Speech<'_, '_> {
    /// Levels, roles and further fields of a segment.
    pub(super) fn attributes(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        if segment.marks.iter().all(|mark| mark.value == Value::Activation) {
            return;
        }
        let named = matches!(
            segment.whom,
            Some(Whom::People(_) | Whom::One | Whom::Former | Whom::Latter)
        );
        let unknown = about.is_none() && matches!(segment.whom, Some(Whom::One | Whom::Former | Whom::Latter));
        if unknown && self.unsaid().is_none() && self.in_line.is_none() && self.context.profile.has_levels() {
            return;
        }
        let whom = about.cloned().or_else(|| self.unsaid()).or_else(|| {
            self.in_line
                .clone()
                .filter(|people| !people.is_empty())
                .map(|people| (About::People(people), Rank::Person))
        });
        let whom = whom.or_else(|| {
            let short = segment.range.len() <= 60;
            let asking = ASKING.is_match(&fold(&sentence.text[segment.range.clone()]));
            let stranger = whom::is_stranger(&sentence.text[segment.range.clone()], self.known);
            (!stranger && (short || asking || self.leads || !self.context.profile.has_levels()))
                .then(|| (About::AllBut(Vec::new()), Rank::Everybody))
        });
        let Some((about, rank)) = whom else {
            return self.team_facts(sentence, segment);
        };
        let context = self.context;
        let evidence = |mark: &Mark| context.doc.evidence(sentence.source(mark.range.clone()));
        let owned = self.owner.is_some() || named;
        let before = self.out.len();
        self.levels(segment, &about, rank, owned, &evidence);
        self.roles(sentence, segment, &about, rank);
        for mark in &segment.marks {
            match &mark.value {
                Value::Field(field) => self.field(sentence, segment, mark, field, (&about, rank)),
                Value::Same(same) => self.copy(segment, &about, *same, &evidence(mark)),
                Value::Skip if matches!(segment.whom, Some(Whom::People(_))) => {
                    // "Leave Omar out for now": he is to be set up, and waits.
                    let waits = FOR_NOW.is_match(&fold(&sentence.text[segment.range.clone()]));
                    let held = Claim::Activation {
                        activate: Activate::Hold,
                        until: None,
                    };
                    let claim = if waits { held } else { Claim::Removed };
                    self.say(&about, Rank::Person, claim, evidence(mark));
                }
                Value::Skip
                | Value::Level { .. }
                | Value::Levels(_)
                | Value::Role(_)
                | Value::NoRoles
                | Value::Activation => {}
            }
        }
        self.not_trained(segment, before);
    }

    /// "Bernadette needs to see all cases": a fact about the team, though nobody is known by that name.
    fn team_facts(&mut self, sentence: &Flow, segment: &Segment) {
        let everybody = About::AllBut(Vec::new());
        for mark in &segment.marks {
            if let Value::Field(field @ (FieldReading::AccountHolder(_) | FieldReading::SeesAllCases(_))) = &mark.value
            {
                self.field(sentence, segment, mark, field, (&everybody, Rank::Everybody));
            }
        }
    }

    /// A further field. Who holds the account and who sees all cases is a fact about the team, whoever is named.
    fn field(&mut self, sentence: &Flow, segment: &Segment, mark: &Mark, field: &FieldReading, whom: (&About, Rank)) {
        let evidence = self.context.doc.evidence(sentence.source(mark.range.clone()));
        let (about, rank) = whom;
        let everybody = About::AllBut(Vec::new());
        let field = self.in_full(field);
        let team = match &field {
            FieldReading::AccountHolder(_) | FieldReading::SeesAllCases(_) => self.owner.is_none(),
            FieldReading::Distributorship(_) | FieldReading::Organisation(_) => {
                rank == Rank::Person && segment.whom.is_none()
            }
            FieldReading::Facilities(_)
            | FieldReading::Physicians(_)
            | FieldReading::ShipTo(_)
            | FieldReading::CustodianOnly(_)
            | FieldReading::Trained(_) => false,
        };
        if !matches!(field, FieldReading::AccountHolder(_) | FieldReading::SeesAllCases(_)) || !team {
            self.say(about, rank, Claim::Field(field.clone()), evidence.clone());
        }
        if team {
            self.say(&everybody, Rank::Everybody, Claim::Field(field), evidence);
        }
    }

    /// "Vincent" is Vincent Santangelo, where he is one of the people.
    fn in_full(&self, field: &FieldReading) -> FieldReading {
        let full = |name: &String| -> String {
            if name.contains(' ') {
                return name.clone();
            }
            let mentions = self.known.mentions(name, &self.here);
            let known = mentions
                .first()
                .and_then(|mention| self.known.people[mention.person].name.clone());
            known.unwrap_or_else(|| name.clone())
        };
        match field {
            FieldReading::AccountHolder(name) => FieldReading::AccountHolder(full(name)),
            FieldReading::SeesAllCases(names) => FieldReading::SeesAllCases(names.iter().map(full).collect()),
            FieldReading::Distributorship(_)
            | FieldReading::Organisation(_)
            | FieldReading::Facilities(_)
            | FieldReading::Physicians(_)
            | FieldReading::ShipTo(_)
            | FieldReading::CustodianOnly(_)
            | FieldReading::Trained(_) => field.clone(),
        }
    }

    fn levels(
        &mut self,
        segment: &Segment,
        about: &About,
        rank: Rank,
        owned: bool,
        evidence: &impl Fn(&Mark) -> crate::evidence::Evidence,
    ) {
        let levels = segment.marks.iter().filter_map(|mark| match mark.value {
            Value::Level { level, sure } => Some((mark, level, sure)),
            Value::Levels(_)
            | Value::Role(_)
            | Value::NoRoles
            | Value::Field(_)
            | Value::Activation
            | Value::Same(_)
            | Value::Skip => None,
        });
        let levels: Vec<(&Mark, LevelReading, bool)> = levels.collect();
        let sure = levels.iter().any(|(_, _, sure)| *sure);
        let group = segment.whom.is_some() || segment.nouns;
        let chosen = levels.iter().find(|(mark, _, own)| {
            let digit = mark.range.len() == 1;
            *own == sure && (*own || owned || group && !digit || self.leads && !digit)
        });
        if let Some((mark, level, _)) = chosen {
            self.say(about, rank, Claim::Level(*level), evidence(mark));
        }
        for mark in &segment.marks {
            let Value::Levels(digits) = &mark.value else { continue };
            let all = (0..self.known.len()).filter(|person| concerns(about, *person));
            let meant: Vec<usize> = all.take(digits.len() + 1).collect();
            let people = if meant.len() == digits.len() {
                meant
            } else {
                self.last.clone()
            };
            if people.len() == digits.len() {
                for (person, digit) in people.iter().zip(digits) {
                    self.say(
                        &About::People(vec![*person]),
                        Rank::Person,
                        Claim::Level(LevelReading::Is(*digit)),
                        evidence(mark),
                    );
                }
            }
        }
    }

    fn roles(&mut self, sentence: &Flow, segment: &Segment, about: &About, rank: Rank) {
        let mut readings: Vec<RoleReading> = Vec::new();
        let mut span: Option<Range<usize>> = None;
        let mut none: Option<Range<usize>> = None;
        for mark in &segment.marks {
            match &mark.value {
                Value::Role(role) => {
                    if !readings.contains(role) {
                        readings.push(role.clone());
                    }
                    span = Some(span.map_or(mark.range.clone(), |span| {
                        span.start.min(mark.range.start)..span.end.max(mark.range.end)
                    }));
                }
                Value::NoRoles => none = Some(mark.range.clone()),
                Value::Level { .. }
                | Value::Levels(_)
                | Value::Field(_)
                | Value::Activation
                | Value::Same(_)
                | Value::Skip => {}
            }
        }
        // A role is one choice for good: talk of "reps and custodians" chooses nothing for everybody.
        let chosen = self.context.profile.has_levels()
            || rank != Rank::Everybody
            || readings.len() == 1 && gives(sentence, segment, span.as_ref());
        if let Some(span) = span.or(none).filter(|_| chosen) {
            let evidence = self.context.doc.evidence(sentence.source(span));
            self.say(about, rank, Claim::Roles(readings), evidence);
        }
    }

    /// "Her colleague Tom gets the same": what was told of the other person is told of this one.
    fn copy(&mut self, segment: &Segment, about: &About, same: Same, evidence: &crate::evidence::Evidence) {
        let About::People(people) = about else { return };
        let Some(first) = people.iter().min().copied() else {
            return;
        };
        let other = segment.oblique.iter().find_map(|whom| match whom {
            Whom::People(other) => other.first().copied().filter(|other| !people.contains(other)),
            Whom::Everybody
            | Whom::Plural
            | Whom::Nouns
            | Whom::Rest
            | Whom::One
            | Whom::Former
            | Whom::Latter
            | Whom::Kind(_) => None,
        });
        let Some(source) = other.or_else(|| first.checked_sub(1)) else {
            return;
        };
        let copied: Vec<Claim> = self
            .told
            .of(source)
            .into_iter()
            .map(|said| said.claim.clone())
            .filter(|claim| same.covers(claim))
            .collect();
        for person in people {
            for claim in copied.iter().rev() {
                let own = self
                    .told
                    .of(*person)
                    .into_iter()
                    .any(|said| is_alike(&said.claim, claim) && said.rank == Rank::Person);
                if !own {
                    self.say(
                        &About::People(vec![*person]),
                        Rank::Person,
                        claim.clone(),
                        evidence.clone(),
                    );
                }
            }
        }
    }
}

fn concerns(about: &About, person: usize) -> bool {
    match about {
        About::People(people) => people.contains(&person),
        About::AllBut(except) | About::OfKind(_, except) => !except.contains(&person),
    }
}

/// Whether words before a role give it: "both are sales reps", "role for all = rep", "three reps".
fn gives(sentence: &Flow, segment: &Segment, span: Option<&Range<usize>>) -> bool {
    static GIVES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:roles?|as|are|is|be|all|both|each|every[a-z]*|two|three|four|five|six|seven|eight|new|our|\d{1,2})(?-u:\b)").expect("a valid pattern")
    });
    let before = span.and_then(|span| sentence.text.get(segment.range.start..span.end));
    before.is_some_and(|before| GIVES.is_match(&fold(before)))
}

/// Whether two claims are of one kind.
fn is_alike(one: &Claim, other: &Claim) -> bool {
    match (one, other) {
        (Claim::Field(one), Claim::Field(other)) => std::mem::discriminant(one) == std::mem::discriminant(other),
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
