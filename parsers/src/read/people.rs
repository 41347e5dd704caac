//! Everybody a voice names, line by line: tables, labelled lines, lines about one person, running text.
//!
//! This is the order of the readers; what each form of line means is in their own files.

mod form;
pub(crate) mod peers;
mod ruled;
mod stacked;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Line;
use crate::lexicon::labels::Slot;
use crate::names;
use crate::read::heading::{Heading, Section, is_of_roles};
use crate::read::{Context, Form, introduce, is_name, labelled, level, naming, record, roles, slots, table};
use crate::text::Flow;

/// What was found in one voice.
pub(crate) struct Found {
    pub(crate) form: Form,
    /// Lines that are about one person each and say nothing about others.
    pub(crate) used: HashSet<usize>,
}

/// "--- USER 2 ---": what follows is about another person.
fn is_divider(text: &str) -> bool {
    static DIVIDER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:new )?(?:user|person|employee|rep|contact|benutzer|utilisateur|usuario|gebruiker|utente|staff member|team member|name)\s*(?:#|no\.?|nr\.?)?\s*\d{1,2}(?:\s*of\s*\d+)?\W*$").expect("a valid pattern")
    });
    static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:the )?(?:first|second|third|fourth|fifth|sixth|next|last|1st|2nd|3rd|4th|erste[rn]?|zweite[rn]?|premier|deuxième|primero|segundo)(?: (?:one|person|user|rep|new user|employee))?\s*[:.-]?\W*$").expect("a valid pattern")
    });
    DIVIDER.is_match(text) || text.trim_end().ends_with([':', '-']) && ORDINAL.is_match(text)
}

struct Walk<'c, 'd> {
    context: &'c Context<'d>,
    lines: &'c [usize],
    flows: Vec<Flow>,
    form: Form,
    used: HashSet<usize>,
    in_list: bool,
    /// Up to which line the values of lines that a sign sets apart were tried in vain.
    unruled: HashMap<&'static str, usize>,
    /// Whether labels stand on lines of their own, above their values.
    stacked: bool,
}

/// Collects the people of a voice.
pub(crate) fn read(context: &Context<'_>, lines: &[usize]) -> Found {
    let flows = lines
        .iter()
        .map(|index| Flow::of_line(context.doc, &context.doc.lines[*index]))
        .collect();
    let flows: Vec<Flow> = flows;
    let stacked = stacked::is_stacked(context, lines, &flows);
    let mut walk = Walk {
        context,
        lines,
        flows,
        form: Form::new(context.voice),
        used: HashSet::new(),
        in_list: false,
        unruled: HashMap::new(),
        stacked,
    };
    let mut at = 0;
    while at < lines.len() {
        at = walk.step(at).max(at + 1);
    }
    walk.form.close();
    Found {
        form: walk.form,
        used: walk.used,
    }
}

impl Walk<'_, '_> {
    fn line(&self, at: usize) -> &Line {
        &self.context.doc.lines[self.lines[at]]
    }

    fn is_blank(&self, at: usize) -> bool {
        self.flows.get(at).is_none_or(|flow| flow.text.trim().is_empty())
    }

    /// Reads what begins at a line and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        if self.is_blank(at) {
            if self.in_list {
                self.form.close();
                self.in_list = false;
            }
            return at + 1;
        }
        if self.line(at).row.is_some() {
            return self.table(at);
        }
        self.section(at);
        if let Some(next) = self.stacked_columns(at) {
            return next;
        }
        if let Some(next) = self.aligned(at).or_else(|| self.ruled(at)) {
            return next;
        }
        let flow = self.flows[at].clone();
        if is_divider(&flow.text) {
            self.form.close();
            if self.form.heading.is_example {
                self.form.heading = Heading::default();
            }
            self.used.insert(self.lines[at]);
            return at + 1;
        }
        if let Some(next) = self.labelled(at, &flow) {
            return next;
        }
        if self.names_leavers(&flow) {
            self.used.insert(self.lines[at]);
            return at + 1;
        }
        let addresses = names::addresses(&flow.text).count();
        let starts = record::begins_record(self.context, &flow);
        if addresses <= 1 && (starts || record::names_somebody(self.context, &flow, self.line(at).list.is_some())) {
            return self.record(at);
        }
        if addresses == 0 && self.heads_a_block(at, &flow) {
            return self.record(at);
        }
        let cries = is_cried(&flow.text) && self.is_blank(at + 1) && self.stands_over_people(at);
        let marked = self.line(at).heading || cries || self.leads_people(at) || self.leads_table(at);
        if let Some(heading) = Heading::read(self.context, &flow, marked) {
            self.form.close();
            self.form.heading = heading;
            if cries || !crate::read::whom::is_everybody(&flow.text) || self.leads_people(at) || self.leads_table(at) {
                self.used.insert(self.lines[at]);
            }
            return at + 1;
        }
        // A heading that says nothing we know ends the one before it.
        if cries {
            self.form.close();
            self.form.heading = Heading::default();
        }
        self.prose(at, &flow)
    }

    fn prose(&mut self, at: usize, flow: &Flow) -> usize {
        if self.form.is_open() && self.line(at).list.is_some() {
            self.form.close();
        }
        let addressed = names::has_address(&flow.text);
        if !addressed && self.is_named_item(at, flow) {
            return self.record(at);
        }
        if self.form.is_block() && !addressed && at > 0 && !self.is_blank(at - 1) && self.line(at).list.is_none() {
            self.form.own(self.lines[at]);
            return at + 1;
        }
        let words = flow.text.split_whitespace().count();
        if words >= 8 || flow.text.trim().ends_with(':') {
            self.form.heading = Heading::default();
        }
        if slots::is_prompt(&flow.text) {
            self.used.insert(self.lines[at]);
            return at + 1;
        }
        let above = (0..at)
            .rev()
            .find(|index| !self.is_blank(*index))
            .and_then(|index| self.flows.get(index));
        for mut entry in introduce::prose(self.context, flow, above) {
            entry.line = Some(self.lines[at]);
            self.form.add(entry);
        }
        at + 1
    }

    fn table(&mut self, at: usize) -> usize {
        self.form.close();
        let rows = table::rows_at(self.context.doc, self.lines, at);
        let used = table::read(self.context, &rows, &mut self.form);
        let last = rows.last().map_or(self.lines[at], |(line, _)| *line);
        let next = self
            .lines
            .iter()
            .position(|line| *line == last)
            .map_or(at + 1, |position| position + 1);
        if used.is_empty() {
            self.bare_table(&rows);
            for position in at..next {
                if self.used.contains(&self.lines[position]) {
                    continue;
                }
                let flow = self.flows[position].clone();
                let row = self.context.doc.lines[self.lines[position]].row.is_some();
                if row && (record::begins_record(self.context, &flow) || names::has_address(&flow.text)) {
                    let mut entry = record::record(self.context, &flow, &[]);
                    entry.lines = vec![self.lines[position]];
                    self.form.add(entry);
                }
            }
        }
        self.used.extend(used);
        next
    }

    /// "Not to be set up: Garrett Lowe, garrett@x": the line is about nobody.
    fn names_leavers(&self, flow: &Flow) -> bool {
        let lead = flow
            .text
            .split_once(':')
            .map(|(lead, rest)| (lead, !rest.trim().is_empty()));
        lead.is_some_and(|(lead, more)| {
            more && lead.split_whitespace().count() <= 8 && crate::read::heading::is_nobody(lead)
        })
    }

    /// A list item that is only a name, under a line that asks for people: the address is still to come.
    fn is_named_item(&self, at: usize, flow: &Flow) -> bool {
        let listed = self.line(at).list.is_some() && self.only_name(at) && !flow.text.trim().ends_with(':');
        let lead = (0..at)
            .rev()
            .find(|index| !self.is_blank(*index) && self.line(*index).list.is_none());
        listed
            && lead.is_some_and(|lead| {
                introduce::asks(&self.flows[lead].text) && self.flows[lead].text.trim().ends_with(':')
            })
    }

    /// A table without headings: rows of one text may be headings, the others are people.
    fn bare_table(&mut self, rows: &table::Rows) {
        let mut above: Option<&[Flow]> = None;
        for (line, cells) in rows {
            if let Some(lone) = table::lone_cell(cells).filter(|cell| !names::has_address(&cell.text)) {
                if let Some(heading) = Heading::read(self.context, lone, true) {
                    self.form.close();
                    self.form.heading = heading;
                    self.used.insert(*line);
                }
                continue;
            }
            if cells.len() < 2 || !self.context.profile.has_levels() {
                continue;
            }
            if let Some(mut entry) = table::bare_row(self.context, cells, above) {
                table::unknown_role(self.context, rows, cells, &mut entry);
                self.form.add(entry);
                self.used.insert(*line);
                above = Some(cells);
            }
        }
    }

    /// Lines whose columns stand apart by white space, as a table.
    fn aligned(&mut self, at: usize) -> Option<usize> {
        let cells = |flow: &Flow| -> Vec<Flow> {
            let mut from = 0;
            let mut out = Vec::new();
            for piece in flow.text.split('\t') {
                let lead = piece.len() - piece.trim_start().len();
                out.push(flow.cut(from + lead..from + lead + piece.trim().len()));
                from += piece.len() + 1;
            }
            out
        };
        let is_row =
            |flow: &Flow| flow.text.trim().matches('\t').count() >= 2 && names::addresses(&flow.text).count() == 1;
        if !self.context.profile.has_levels() || !is_row(&self.flows[at]) {
            return None;
        }
        let end = (at..self.lines.len())
            .find(|index| self.is_blank(*index) || !is_row(&self.flows[*index]))
            .unwrap_or(self.lines.len());
        let rows: table::Rows = (at..end)
            .map(|index| (self.lines[index], cells(&self.flows[index])))
            .collect();
        let dittos = rows
            .iter()
            .any(|(_, cells)| cells.iter().any(|cell| slots::is_ditto(&cell.text)));
        let halves = rows
            .iter()
            .all(|(_, cells)| table::begins_with_halves(self.context, cells));
        if !dittos && !halves {
            return None;
        }
        self.bare_table(&rows);
        Some(end)
    }

    /// A line about one person, with the deeper list items or short lines that belong to it.
    fn record(&mut self, at: usize) -> usize {
        let depth = self.line(at).list;
        let mut next = at + 1;
        while next < self.lines.len() && !self.is_blank(next) && self.belongs(at, next, depth) {
            next += 1;
        }
        let more: Vec<Flow> = self.flows[at + 1..next].to_vec();
        let flow = self.flows[at].clone();
        let mut entry = record::record(self.context, &flow, &more);
        entry.lines.push(self.lines[at]);
        for (offset, below) in more.iter().enumerate() {
            let labelled = labelled::pairs(below);
            let line = self.lines[at + 1 + offset];
            if labelled.is_empty() {
                entry.lines.push(line);
            } else {
                for pair in labelled {
                    slots::fill(
                        self.context,
                        &mut entry,
                        pair.slot,
                        &pair.value,
                        crate::statement::Rank::Person,
                    );
                }
                self.used.insert(line);
            }
        }
        self.form.begin(entry);
        self.in_list = true;
        next
    }

    fn belongs(&self, first: usize, at: usize, depth: Option<usize>) -> bool {
        let line = self.line(at);
        let flow = &self.flows[at];
        if line.row.is_some() || line.heading || record::begins_record(self.context, flow) && !self.only_address(flow) {
            return false;
        }
        // "Eamon Rudd, Level 2" below "Hortense Blackwood, Level 4" is about somebody else.
        if line.list.is_none() && record::names_somebody(self.context, flow, false) {
            return false;
        }
        if self.only_address(flow) {
            let first_addressed = names::has_address(&self.flows[first].text);
            return !first_addressed && at == first + 1;
        }
        match (depth, line.list) {
            (Some(own), Some(other)) => other > own,
            (None, Some(_)) => {
                self.only_name(first) && !names::has_address(&self.flows[first].text) && self.is_detail(flow)
            }
            // Below a list of people of a line each, "do not activate" is about all of them.
            (_, None) => {
                let whole =
                    names::has_address(&self.flows[first].text) && record::tells_more(self.context, &self.flows[first]);
                self.is_detail(flow)
                    && labelled::pairs(flow).is_empty()
                    && !(whole && crate::read::activation::speaks(&flow.text))
            }
        }
    }

    fn only_address(&self, flow: &Flow) -> bool {
        names::first_address(&flow.text).is_some_and(|found| {
            let rest = format!("{}{}", &flow.text[..found.start()], &flow.text[found.end()..]);
            rest.chars().filter(|c| c.is_alphabetic()).count() == 0
        })
    }

    fn only_name(&self, at: usize) -> bool {
        let text = self.flows[at].text.trim();
        text.split_whitespace().count() >= 2 && is_name(text, self.context.profile)
    }

    /// A short line that is only a level, a role, an address or a word about activation.
    fn is_detail(&self, flow: &Flow) -> bool {
        let text = flow.text.trim();
        if text.chars().count() > 60
            || text.ends_with(':')
            || crate::read::whom::is_everybody(text)
            || crate::read::activation::is_question(text)
        {
            return false;
        }
        let profile = self.context.profile;
        let level = level::in_prose(text, profile).is_some_and(|(range, _)| range.len() * 3 > text.len());
        level
            || roles::known(text, profile).is_some()
            || text.split([',', ';', '/', '+']).all(|piece| {
                let piece = piece.trim();
                roles::known(piece, profile).is_some()
                    || roles::is_none(piece)
                    || level::in_prose(piece, profile).is_some_and(|(range, _)| range.len() == piece.len())
            })
            || (text.split_whitespace().count() <= 6 && crate::read::activation::speaks(text) && !text.ends_with(':'))
    }

    /// A name in lower case above the address that confirms it.
    fn named_by_address(&self, at: usize) -> bool {
        let Some(below) = self.flows.get(at + 1).filter(|below| self.only_address(below)) else {
            return false;
        };
        let local = names::first_address(&below.text)
            .and_then(|found| names::address(found.as_str()))
            .and_then(|email| email.split('@').next().map(crate::text::fold));
        local.is_some_and(|local| record::in_small_letters(&self.flows[at].text, &local).is_some())
    }

    /// A line that is only a name, with an address or details below it.
    fn heads_a_block(&self, at: usize, flow: &Flow) -> bool {
        let next = at + 1;
        let own = self.only_name(at) || self.named_by_address(at);
        let deeper = match (
            self.line(at).list,
            self.lines.get(next).and_then(|_| self.line(next).list),
        ) {
            (Some(own), Some(other)) => other > own,
            _ => false,
        };
        own && !self.is_blank(next)
            && self.flows.get(next).is_some_and(|below| {
                let address = self.only_address(below) || {
                    let labelled = labelled::pairs(below);
                    labelled
                        .first()
                        .is_some_and(|pair| matches!(pair.slot, Slot::Email | Slot::Level | Slot::Roles))
                        && labelled.iter().all(|pair| pair.slot != Slot::Name)
                };
                (address || (deeper && (self.is_detail(below) || names::has_address(&below.text))))
                    && !flow.text.trim().ends_with(':')
            })
    }

    /// "Dayton" or "Warehouse:" over people: what they have in common. Running text ends it.
    fn section(&mut self, at: usize) {
        let text = self.flows[at].text.trim().trim_matches(['*', '#', '=', '_', '~', ' ']);
        let leads = text.ends_with(':');
        // "Front desk (all level 2):" is called so.
        let text = text.split(" (").next().unwrap_or(text).trim();
        let words = text.split_whitespace().count();
        let next = (at + 1..self.lines.len().min(at + 3)).find(|next| !self.is_blank(*next));
        let over_people = next.is_some_and(|next| {
            self.line(next).row.is_some()
                || labelled::pairs(&self.flows[next])
                    .first()
                    .is_some_and(|pair| matches!(pair.slot, Slot::Name | Slot::First | Slot::Last | Slot::Email))
                || !self.only_address(&self.flows[next])
                    && (record::begins_record(self.context, &self.flows[next]) || self.only_name(next))
        });
        let title = (1..=5).contains(&words)
            && text.len() <= 40
            && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && !text.ends_with(['.', '!', '?', ',', ';'])
            && !text.contains('@')
            && !text.trim_end_matches(':').contains(':')
            && self.line(at).list.is_none()
            && (at == 0 || leads || self.is_blank(at - 1) || self.line(at).heading);
        if title && over_people && !self.only_name(at) {
            self.form.close();
            self.form.section = Some(Section::read(self.context, &self.flows[at], text));
        } else if words >= 8 && !names::has_address(text) && labelled::pairs(&self.flows[at]).is_empty() {
            self.form.section = None;
        }
    }

    /// Whether the next line with words begins somebody's line.
    fn stands_over_people(&self, at: usize) -> bool {
        let next = (at + 1..self.lines.len().min(at + 4)).find(|next| !self.is_blank(*next));
        next.is_some_and(|next| record::begins_record(self.context, &self.flows[next]))
    }

    /// A few words right above a table.
    fn leads_table(&self, at: usize) -> bool {
        let text = self.flows[at].text.trim();
        let next = (at + 1..self.lines.len().min(at + 3)).find(|next| !self.is_blank(*next));
        let short = text.split_whitespace().count() <= 6 && !text.ends_with(['.', '!', '?', ',']);
        short && next.is_some_and(|next| self.line(next).row.is_some())
    }

    /// A line with a colon above a line about a person.
    fn leads_people(&self, at: usize) -> bool {
        let next = (at + 1..self.lines.len().min(at + 4)).find(|next| !self.is_blank(*next));
        let text = self.flows[at].text.trim();
        let short = text.split_whitespace().count() <= 8 && !text.contains('?') && !text.ends_with('.');
        let stands = at == 0 || self.is_blank(at - 1) || self.line(at).heading;
        let named = naming::name_runs(text).into_iter().any(|(name, _)| name.contains(' '));
        let stands = stands && self.line(at).list.is_none() && !named;
        let telling = || {
            level::in_prose(text, self.context.profile).is_some()
                || stands
                    && (crate::read::activation::speaks(text)
                        || level::label(text, self.context.profile).is_some()
                        || is_of_roles(self.context, text))
        };
        short && next.is_some_and(|next| record::begins_record(self.context, &self.flows[next])) && telling()
    }
}

/// "DO NOT SEND YET" on a line of its own is a heading, with or without a colon.
fn is_cried(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=8).contains(&words) && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}
