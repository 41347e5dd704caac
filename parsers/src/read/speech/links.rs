//! What a segment says of the activation link, and of whom.
//!
//! The words are weighed in `activation`; here it is decided whose link they are about.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Speech, clients};
use crate::dates::{self, Form, When};
use crate::extraction::Activate;
use crate::lexicon::{self, activation::COLUMN_RULES};
use crate::read::activation::{self, Verdict};
use crate::read::folded::Folded;
use crate::read::segments::Segment;
use crate::read::values::{Mark, Value};
use crate::read::whom::{self, Kind, Whom};
use crate::read::{level, pieces, roster, slots};
use crate::statement::{About, Claim, LevelReading, Rank};
use crate::text::{Flow, blanked, fold, without};

/// "Y = send the link, N = do not activate": how a column is to be read.
static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|[\s("',;:])(?:y|yes|n|no|x|ja|nein|oui|non|si|sim|nao|nee|tick|ticked|blank|empty|a date|dates?|1|0)["']?\s*(?:=|means?(?-u:\b)|stands? for|bedeutet|heisst|veut dire|signifie|significa|betekent|is for)"#).expect("a valid pattern")
});

static COLUMN_RULE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[COLUMN_RULES]));

/// "The later ones wait": those of whom the column says so, and the column says who.
static BY_CELL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:the|those|all) (?:later|no|hold|wait|blank|empty|unticked|unmarked) ones(?-u:\b)|(?-u:\b)(?:the|those|the ones|all|everyone|people) (?:marked|with|that say|that says|who say|saying) (?:an? |as )?['\x22]?(?:later|no|hold|wait|n)(?-u:\b)")
        .expect("a valid pattern")
});

/// "Unless marked otherwise": all but those of whom the table says something else.
static UNLESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)unless (?:\w+ )?(?:marked|stated|noted|indicated|shown|listed|specified|the (?:table|list|column|sheet) says) (?:otherwise|differently)").expect("a valid pattern")
});

/// "The admin role for Tom, not Karen": Karen is set up, with less.
static NAMES_RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:levels?|roles?|rights?|access|permissions?|stufe|rolle|recht\w*|niveau|nivel|rol|ruolo|papel|livello)(?-u:\b)").expect("a valid pattern")
});

static NOT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,;.(!–] ?|(?-u:\b)(?:and|but|please|also|just) )(?:not|nicht|pas|niet|no)(?: (?:for|our|the|my|their|his|her|mr|mrs|ms|dr|accountant|boss|colleague|friend|either|yet|,|[a-z]+ (?:either|too),))*[ ,.]*$").expect("a valid pattern")
});

/// "Not Jane yet": she waits.
static NOT_YET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,? (?:just )?(?:yet|for now|now|right now|at the moment|at this point|noch|encore)(?-u:\b)")
        .expect("a valid pattern")
});

/// "I don't want Jane Doe (jane@acme.example, level 3) to be activated": the clause goes on behind the address.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    let value = r"(?:(?:level|lvl|stufe|niveau|nivel|livello) ?\S+|l?[1-4](?-u:\b))";
    let verbs = lexicon::requests::GOING_ON.join("|");
    Regex::new(&format!(r"^[\s,;)>\]]*(?:{value}[\s,;)>\]]*)*(?:{verbs})(?-u:\b)")).expect("a valid pattern")
});

impl Speech<'_, '_> {
    pub(super) fn activation(
        &mut self,
        sentence: &Flow,
        segment: &Segment,
        about: Option<(About, Rank)>,
        conditional: bool,
        only: bool,
    ) {
        let row = of_row(segment).filter(|_| self.asks_now(sentence, segment));
        let segment = row.as_ref().unwrap_or(segment);
        let range = segment.range.start..segment.range.end.max(segment.reach);
        let text = &sentence.text[range.clone()];
        let flow = sentence.cut(range);
        self.not_them(sentence, segment, about.as_ref());
        let silent = !self.speaks(text, segment) && !self.is_answered(text);
        if silent && self.bare_verdict(sentence, segment) == Verdict::Nothing {
            self.note_alone(sentence, segment, about.as_ref());
            self.brief(sentence, segment, about.as_ref());
            return;
        }
        let stranger = segment.whom.is_none() && whom::is_stranger(text, self.known);
        if stranger && self.owner.is_none() {
            return;
        }
        let heard = self.heard(text, segment, row.is_some());
        let spoken = self.spoken(segment, &heard);
        let pieces = self.hears_pieces(segment);
        let (place, verdict) = match self.bare_verdict(sentence, segment) {
            Verdict::Nothing => self.verdict(spoken, pieces),
            told @ (Verdict::Now | Verdict::Hold(_)) => (0..text.len(), told),
        };
        let (flow, verdict) = self.not_early(sentence, flow.cut(place), verdict, about.as_ref());
        let now = verdict == Verdict::Now;
        // "Activate all now, but on the website please do not activate Jo": she may be meant.
        if verdict == Verdict::Nothing && activation::may_be_about_them(&heard) {
            self.doubt_meant(segment, about.as_ref(), &flow);
        }
        let by_cell = !now && BY_CELL.is_match(&fold(text));
        if by_cell || is_left_to_cells(&fold(&sentence.text), now, &heard) {
            return;
        }
        if self.holds_somebody(sentence, segment, now) {
            return;
        }
        if now && self.is_unsure_whose(text, segment, about.as_ref()) {
            return;
        }
        let whom = about
            .or_else(|| self.unsaid())
            .or(Some((About::AllBut(Vec::new()), Rank::Everybody)));
        let Some((about, rank)) = whom else { return };
        let about = with_joined(text, segment, about);
        let asked = || with_events(text, spoken, segment);
        if now && (conditional || self.is_put_off(text) || !self.is_understood(text, &asked())) {
            if matches!(segment.whom, Some(Whom::People(_))) {
                self.doubt_meant(segment, Some(&(about, rank)), &flow);
            }
            return;
        }
        let (about, rank) = of_level(text, segment, about, rank);
        let Some(claim) = slots::claim_of(self.context, &flow, verdict) else {
            return;
        };
        let evidence = self.context.doc.evidence(flow.whole());
        if now {
            self.others_wait(segment, &about, only, &evidence);
        } else if self.nobody_but(&heard, segment) && !conditional {
            let whole = sentence.cut(segment.range.clone());
            let evidence = self.context.doc.evidence(whole.whole());
            let invited = Claim::Activation {
                activate: Activate::Now,
                until: None,
            };
            self.say(&About::People(segment.except.clone()), Rank::Person, invited, evidence);
        }
        self.say(&about, rank, claim, evidence);
        self.tell_on(sentence, segment, &about, (now, conditional));
    }

    /// What follows for others from what was said.
    fn tell_on(&mut self, sentence: &Flow, segment: &Segment, about: &About, (now, conditional): (bool, bool)) {
        if now {
            self.doubt_beside(sentence, segment);
        } else if !conditional {
            self.alone_goes(about, &sentence.text[segment.range.clone()]);
        }
    }

    /// "The bar staff on 3 May and the kitchen on 17 May", and nobody knows who they are: nobody is early.
    fn not_early(
        &self,
        sentence: &Flow,
        flow: Flow,
        verdict: Verdict,
        about: Option<&(About, Rank)>,
    ) -> (Flow, Verdict) {
        let (Verdict::Hold(Some(first)), None) = (&verdict, about) else {
            return (flow, verdict);
        };
        let last = activation::last_of_several(&sentence.text, self.context.reading);
        match last.filter(|last| last.0 > first.0) {
            Some(last) => (sentence.clone(), Verdict::Hold(Some(last))),
            None => (flow, verdict),
        }
    }

    /// "Hold her" under a list: somebody waits, and nobody knows who.
    fn holds_somebody(&mut self, sentence: &Flow, segment: &Segment, now: bool) -> bool {
        let unknown = !now && segment.whom == Some(Whom::One) && self.adrift && self.known.len() > 1;
        if unknown {
            let evidence = self.context.doc.evidence(sentence.whole());
            self.say(&About::AllBut(Vec::new()), Rank::Person, Claim::Doubted, evidence);
        }
        unknown
    }

    /// Whether a text answers the question whether somebody gets the link; in a line about one person each piece may.
    fn is_answered(&self, text: &str) -> bool {
        match self.owner {
            None => activation::is_answered(text),
            Some(_) => clauses(text)
                .into_iter()
                .any(|clause| activation::is_answered(&text[clause])),
        }
    }

    /// Whoever is meant where something is said of the link that nobody understands is not among "all".
    fn doubt_meant(&mut self, segment: &Segment, about: Option<&(About, Rank)>, flow: &Flow) {
        let by_kind = segment.marks.iter().any(|mark| mark.value != Value::Activation);
        let about = match (&segment.whom, about) {
            (Some(Whom::People(_)), Some((about, _))) => about.clone(),
            (Some(_), Some((about, _))) if self.has_activated() => about.clone(),
            (None, _) if by_kind && self.has_activated() => About::AllBut(Vec::new()),
            (Some(_) | None, _) => return,
        };
        let (about, _) = of_level(&flow.text, segment, about, Rank::Person);
        let evidence = self.context.doc.evidence(flow.whole());
        self.say(&about, Rank::Person, Claim::Doubted, evidence);
    }

    /// "Could you fix the address and leave Jo's account switched off?": whoever is named in a question with words that hold
    /// is not among "all".
    pub(super) fn held_in_question(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        let named = matches!(segment.whom, Some(Whom::People(_)));
        if named && activation::holds(&sentence.text[segment.range.clone()]) {
            self.doubt_meant(segment, about, &sentence.cut(segment.range.clone()));
        }
    }

    /// Whether a segment asks for the link now if nothing stands before it.
    fn asks_now(&self, sentence: &Flow, segment: &Segment) -> bool {
        let text = &sentence.text[segment.range.start..segment.range.end.max(segment.reach)];
        let heard = unsaid_by_marks(&self.behind_address(text, segment), segment);
        let (_, verdict) = self.verdict(self.spoken(segment, &heard), self.hears_pieces(segment));
        verdict == Verdict::Now
    }

    /// Whether a segment speaks of activation; in a line about one person each piece may, "link today" too.
    fn speaks(&self, text: &str, segment: &Segment) -> bool {
        activation::speaks(text)
            || self.hears_pieces(segment) && clauses(text).into_iter().any(|piece| activation::speaks(&text[piece]))
    }

    /// Whether a segment is of values set apart by commas, for one person.
    fn hears_pieces(&self, segment: &Segment) -> bool {
        let one = matches!(&segment.whom, Some(Whom::People(people)) if people.len() == 1);
        self.owner.is_some()
            || one
                && segment
                    .marks
                    .iter()
                    .any(|mark| matches!(mark.value, Value::Level { .. }))
    }

    /// What the words say. In a line about one person each piece is heard alone: "not sure what level, no activation yet"
    /// doubts only the level.
    fn verdict(&self, text: &str, pieces: bool) -> (Range<usize>, Verdict) {
        let whole = 0..text.len();
        // "Activate Ann (level 2) on 1 March" is one request; only "link now" in a bracket needs its piece.
        if !pieces || self.owner.is_none() && activation::speaks(text) {
            return (whole, activation::in_clause(text, self.context.reading));
        }
        let mut chosen = (whole, Verdict::Nothing);
        for piece in clauses(text) {
            let heard = &text[piece.clone()];
            let verdict = if activation::speaks(heard) {
                activation::in_clause(heard, self.context.reading)
            } else if activation::is_answered(heard) {
                activation::in_slot(
                    heard.split_once([':', '=', '?']).map_or(heard, |(_, answer)| answer),
                    self.context.reading,
                )
            } else {
                Verdict::Nothing
            };
            let better = match (&chosen.1, &verdict) {
                (_, Verdict::Nothing) | (Verdict::Hold(_), _) => false,
                (Verdict::Nothing, Verdict::Now | Verdict::Hold(_)) | (Verdict::Now, Verdict::Hold(_)) => true,
                (Verdict::Now, Verdict::Now) => false,
            };
            if better {
                chosen = (piece, verdict);
            }
        }
        chosen
    }

    /// "Not Karen, she already has an account": Karen is not to be set up.
    fn not_them(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        let Some(Whom::People(people)) = &segment.whom else {
            return;
        };
        let Some((about, _)) = about else { return };
        let mentions = self.known.mentions(&sentence.text, &self.here);
        let first = mentions
            .iter()
            .find(|mention| people.contains(&mention.person) && mention.range.start >= segment.range.start);
        let Some(mention) = first else { return };
        let before = fold(&sentence.text[..mention.range.start]);
        let leveled = |mark: &Mark| matches!(mark.value, Value::Level { .. });
        let described = activation::speaks(&sentence.text[segment.range.clone()]) || segment.marks.iter().any(leveled);
        if described || !NOT_BEFORE.is_match(&before) {
            return;
        }
        let behind = &sentence.text[mention.range.end..segment.range.end.max(mention.range.end)];
        let dated = !dates::find(behind, self.context.reading).is_empty();
        let yet = dated || NOT_YET.is_match(&fold(&sentence.text[mention.range.end..]));
        let evidence = self.context.doc.evidence(sentence.source(segment.range.clone()));
        let ahead = &sentence.text[..segment.range.start];
        let profile = self.context.profile;
        if yet || activation::speaks(ahead) {
            // "Activate Tom, not Karen": it is the link that Karen does not get.
            let held = Claim::Activation {
                activate: Activate::Hold,
                until: None,
            };
            self.say(about, Rank::Person, held, evidence);
        } else if level::in_prose(ahead, profile).is_none() && !NAMES_RIGHTS.is_match(&before) {
            self.say(about, Rank::Person, Claim::Removed, evidence);
        }
    }

    /// "Bronwyn now, the other two hold": nothing but people and a word.
    fn bare_verdict(&self, sentence: &Flow, segment: &Segment) -> Verdict {
        static FILLERS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:and|but|the|of|one|first|second|third|fourth|former|latter|please|pls|for|others?|rest|two|three|both|all|everyone|them|her|him|mr|mrs|ms|dr|then|just|else)(?-u:\b)").expect("a valid pattern")
        });
        let text = &sentence.text[segment.range.clone()];
        if segment.whom.is_none() || text.len() > 120 {
            return Verdict::Nothing;
        }
        // "All of them now except Bo": what is excepted says nothing of the others.
        let spoken = segment
            .except_at
            .and_then(|at| text.get(..at.checked_sub(segment.range.start)?));
        let text = spoken.unwrap_or(text);
        let mentions = self.known.mentions(text, &self.here).into_iter();
        let rest = fold(&without(text, mentions.map(|mention| mention.range)));
        let bare = FILLERS.replace_all(&rest, " ");
        activation::in_a_word(&crate::text::key(&bare))
    }

    /// "Frankie is not on it: frankie@x.example, activate her": what stands before the address is not about the link.
    fn behind_address(&self, text: &str, segment: &Segment) -> String {
        let last = crate::names::addresses(text).last().map_or(0, |found| found.end());
        let first = segment
            .marks
            .iter()
            .find(|mark| mark.value == Value::Activation)
            .map_or(0, |mark| mark.range.start.saturating_sub(segment.range.start));
        if last == 0 || first < last || GOES_ON.is_match(&fold(text.get(last..).unwrap_or_default())) {
            return text.to_owned();
        }
        let mut heard = " ".repeat(last);
        heard.push_str(&text[last..]);
        heard
    }

    /// The words that are weighed; with what stands before a row, its names and addresses are left out.
    fn heard(&self, text: &str, segment: &Segment, in_row: bool) -> String {
        let heard = unsaid_by_marks(&self.behind_address(text, segment), segment);
        if in_row { self.without_people(&heard) } else { heard }
    }

    /// The words without names and addresses, which stand between a head and its verb.
    fn without_people(&self, text: &str) -> String {
        let named = self
            .known
            .mentions(text, &self.here)
            .into_iter()
            .map(|mention| mention.range);
        let addresses = crate::names::addresses(text).map(|found| found.range());
        blanked(text, named.chain(addresses))
    }

    /// The words before "except", where they say it all: what is excepted must not take back the rest.
    fn spoken<'t>(&self, segment: &Segment, text: &'t str) -> &'t str {
        let before = segment
            .except_at
            .and_then(|at| text.get(..at.checked_sub(segment.range.start)?));
        before.filter(|before| activation::speaks(before)).unwrap_or(text)
    }

    /// Whether every word of the request is understood, the words for people aside.
    fn is_understood(&self, text: &str, spoken: &str) -> bool {
        let folded = Folded::of(text);
        // Pronouns are words like others: "as soon as she's created" must stay whole.
        let pronoun = |whom: &Whom| matches!(whom, Whom::One | Whom::Plural | Whom::Everybody | Whom::Nouns);
        let mut pointers = self.pointers(text, &folded);
        pointers.retain(|pointer| !pronoun(&pointer.whom));
        let addresses = crate::names::addresses(text).map(|found| found.range());
        // A word of somebody's name beside that name belongs to it; alone it may be somebody else's, or fit two.
        let meant: Vec<usize> = pointers.iter().flat_map(|pointer| pointer.people().to_vec()).collect();
        let named = roster::words_of(text)
            .into_iter()
            .filter(|(_, word)| self.known.is_word_of(&meant, word));
        let today = dates::find(text, self.context.reading).into_iter().filter(|date| {
            let base = self.context.reading.base;
            date.form == Form::Written && base.is_some_and(|base| date.when == When::Day(base))
        });
        let known = pointers
            .into_iter()
            .map(|pointer| pointer.range)
            .chain(addresses)
            .chain(named.map(|(range, _)| range))
            .chain(clients::named(text, &self.domains))
            .chain(today.map(|date| date.range));
        let rest = blanked(spoken, known);
        self.tells_who(&fold(&rest)) && activation::is_explained(&rest)
    }

    /// "Nobody gets a link yet except Ruth": in so many words Ruth gets one.
    fn nobody_but(&self, text: &str, segment: &Segment) -> bool {
        static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^\W*(?:please )?(?:nobody|no one|no-one|none(?: of them)?|niemand|personne|nadie|ninguem|nessuno) (?:is (?:to )?|should |may |can )?(?:gets?|be|receives?|activated|invited|bekommt|erhalt|recoit|recibe|recebe|krijgt|riceve)(?-u:\b)").expect("a valid pattern")
        });
        let Some(at) = segment.except_at.and_then(|at| at.checked_sub(segment.range.start)) else {
            return false;
        };
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        !segment.except.is_empty()
            && NOBODY.is_match(&fold(before))
            && !activation::speaks(behind)
            && !behind.contains('?')
    }

    /// "Only activate Joan", "activate all except Joan": the others wait.
    fn others_wait(&mut self, segment: &Segment, about: &About, only: bool, evidence: &crate::evidence::Evidence) {
        let others = match about {
            About::People(_) if !segment.except.is_empty() => About::People(segment.except.clone()),
            About::People(named) if only => About::AllBut(named.clone()),
            About::AllBut(except) if !except.is_empty() && segment.whom != Some(Whom::Rest) => {
                About::People(segment.except.clone())
            }
            About::People(_) | About::AllBut(_) | About::OfKind(..) => return,
        };
        let rank = if matches!(others, About::People(_)) {
            Rank::Person
        } else {
            Rank::Everybody
        };
        let held = Claim::Activation {
            activate: Activate::Hold,
            until: None,
        };
        self.say(&others, rank, held, evidence.clone());
    }
}

/// Whether a folded sentence only says how the cells of a table are to be read.
fn is_left_to_cells(sentence: &str, now: bool, heard: &str) -> bool {
    // Cells that say something else count more than what is said of all, and those that nobody understands as well.
    let unless = now && UNLESS.is_match(sentence);
    LEGEND.is_match(sentence) || COLUMN_RULE.is_match(sentence) && !unless && (now || !activation::holds(heard))
}

/// "I don't want Ann (level 2) and Tom (level 3) to be activated": what stands before the row is about all in it.
fn of_row(segment: &Segment) -> Option<Segment> {
    let (start, marks) = segment.row.as_ref()?;
    let mut whole = segment.clone();
    whole.range.start = *start;
    whole.others.extend(marks.iter().cloned());
    Some(whole)
}

/// The words of a segment without those that name levels, roles and further fields: "approval role" approves nothing.
fn unsaid_by_marks(text: &str, segment: &Segment) -> String {
    let named = |mark: &&Mark| match mark.value {
        Value::Level { .. } | Value::Levels(_) | Value::Role(_) | Value::NoRoles => true,
        Value::Field(_) | Value::Activation | Value::Same(_) | Value::Skip => false,
    };
    let marks = segment.marks.iter().chain(&segment.others).filter(named);
    let place = |at: usize| at.saturating_sub(segment.range.start);
    blanked(text, marks.map(|mark| place(mark.range.start)..place(mark.range.end)))
}

/// "Florian Bauer (level 3) and Greta Holm (level 2) should receive their links": said of both, where the words are of several.
fn with_joined(text: &str, segment: &Segment, about: About) -> About {
    static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:their|them|both|they|all|links|invites|invitations|are|have|need|want|e?-?mails|pair|two|three|sie|beide|ihnen|leurs?|les|sont|ambos|los|las|sus|entrambi|loro|li|beiden|hun|hen)(?-u:\b)").expect("a valid pattern")
    });
    let About::People(mut people) = about else {
        return about;
    };
    people.extend(segment.also.iter().copied());
    // "(…, level 2, link now)" is about the one in front of the bracket.
    let behind = segment.told_until.saturating_sub(segment.range.start).min(text.len());
    let asked = segment.marks.iter().filter(|mark| mark.value == Value::Activation);
    let outside = asked.clone().count() > 0
        && asked
            .clone()
            .all(|mark| mark.range.start >= segment.range.start + behind);
    if behind > 0 && outside && SEVERAL.is_match(&fold(text.get(behind..).unwrap_or_default())) {
        for person in &segment.joined {
            if !people.contains(person) {
                people.push(*person);
            }
        }
    }
    About::People(people)
}

/// The words of a request with those that name a role but give none: "activate the ones with training", "billing can start".
fn with_events(text: &str, spoken: &str, segment: &Segment) -> String {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:gives?|gets?|needs?|as|set|create|add|has|have|roles?|rolle|rol|ruolo|papel|receives?)(?-u:\b)").expect("a valid pattern")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^ ?(?:roles?|rights?|access|permissions?|functions?|profiles?|rolle|rechte?|rol|ruolo|papel)(?-u:\b)",
        )
        .expect("a valid pattern")
    });
    let mut heard = spoken.to_owned();
    let named = matches!(segment.whom, Some(Whom::People(_)));
    for mark in segment.marks.iter().filter(|mark| matches!(mark.value, Value::Role(_))) {
        let start = mark.range.start.saturating_sub(segment.range.start);
        let range = start..mark.range.end.saturating_sub(segment.range.start);
        let (Some(words), Some(before), Some(behind)) =
            (text.get(range.clone()), text.get(..range.start), text.get(range.end..))
        else {
            continue;
        };
        let edge = |c: char| ",;:()–—.!?|\t/•·".contains(c);
        let (before, behind) = (
            fold(before.rsplit(edge).next().unwrap_or_default()),
            fold(behind.split(edge).next().unwrap_or_default()),
        );
        let with = named && before.trim_end().ends_with("with");
        let given = with || GIVEN.is_match(&before) || RIGHTS.is_match(&behind);
        let requested = activation::speaks(&before) || activation::speaks(&behind);
        if requested && !given && heard.is_char_boundary(range.start) && range.end <= heard.len() {
            heard.replace_range(range, words);
        }
    }
    heard
}

/// The pieces of a line that are heard alone; a year stays with its date, an answer with its question.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces::split(text) {
        let words = text[piece.clone()].trim_start().to_lowercase();
        let leads = [
            "when ",
            "once ",
            "until ",
            "after ",
            "if ",
            "as soon ",
            "but ",
            "unless ",
            "provided ",
            "only ",
            "on ",
            "from ",
            "as of ",
        ];
        let asked = out.last().is_some_and(|last| {
            let between = &text[last.end..piece.start];
            // The value between may be blanked out: "Rolle:            , Einladung".
            between.trim_end().ends_with([':', '=', '?', '→']) || activation::is_answer(&text[piece.clone()])
        });
        match out.last_mut() {
            Some(last) if asked || words.starts_with("20") || leads.iter().any(|word| words.starts_with(word)) => {
                last.end = piece.end;
            }
            Some(_) | None => out.push(piece),
        }
    }
    // "Activate: –" has an answer, though it says nothing.
    if let Some(last) = out.last_mut().filter(|last| text[last.end..].contains([':', '='])) {
        last.end = text.len();
    }
    out
}

/// "Activate level 3 now" is about those of level 3, if people are told apart by level.
fn of_level(text: &str, segment: &Segment, about: About, rank: Rank) -> (About, Rank) {
    static GIVING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:give|gets?|needs?|set|should|are|is|be|as|create|add|at|have|has|make|with|want|wants)(?-u:\b)").expect("a valid pattern")
    });
    if GIVING.is_match(&fold(text)) {
        return (about, rank);
    }
    let level = segment.marks.iter().find_map(|mark| match mark.value {
        Value::Level {
            level: LevelReading::Is(level),
            ..
        } => Some(level),
        Value::Level { .. }
        | Value::Levels(_)
        | Value::Role(_)
        | Value::NoRoles
        | Value::Field(_)
        | Value::Activation
        | Value::Same(_)
        | Value::Skip => None,
    });
    match (level, about) {
        (Some(level), About::AllBut(except)) => (About::OfKind(Kind::Levels(vec![level]), except), rank),
        (_, about) => (about, rank),
    }
}
