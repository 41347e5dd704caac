//! What was said of each person so far, for "the same as".
//!
//! What is said of many is kept once: a copy for each of two thousand people, of each of a thousand sentences, is more
//! than a mail is worth.

use std::collections::HashMap;

use crate::statement::{About, Claim, Said};

/// A statement about more people than this is kept once, not with each of them.
const MANY: usize = 8;

/// What was said, in order, of one person or of many.
#[derive(Debug, Default)]
pub(crate) struct Told {
    of_one: HashMap<usize, Vec<(usize, Said)>>,
    of_many: Vec<(usize, About, Said)>,
    count: usize,
}

impl Told {
    /// Notes what is said.
    pub(crate) fn note(&mut self, about: &About, said: &Said) {
        self.count += 1;
        match about {
            About::People(people) if people.len() <= MANY => {
                for person in people {
                    let of_one = self.of_one.entry(*person).or_default();
                    of_one.push((self.count, said.clone()));
                }
            }
            About::People(_) | About::AllBut(_) | About::OfKind(..) => {
                self.of_many.push((self.count, about.clone(), said.clone()));
            }
        }
    }

    /// Whether somebody in particular was told apart by activation, or taken out.
    pub(crate) fn tells_apart(&self) -> bool {
        let activation = |said: &Said| matches!(said.claim, Claim::Activation { .. } | Claim::Removed);
        self.of_one.values().flatten().any(|(_, said)| activation(said))
            || self.of_many.iter().any(|(_, about, said)| {
                activation(said) && !matches!(about, About::AllBut(except) if except.is_empty())
            })
    }

    /// All that was said of a person, in order.
    pub(crate) fn of(&self, person: usize) -> Vec<&Said> {
        let of_one = self.of_one.get(&person).into_iter().flatten();
        let of_many = self.of_many.iter().filter(|(_, about, _)| match about {
            About::People(people) => people.contains(&person),
            About::AllBut(except) | About::OfKind(_, except) => !except.contains(&person),
        });
        let mut all: Vec<(usize, &Said)> = of_one.map(|(at, said)| (*at, said)).collect();
        all.extend(of_many.map(|(at, _, said)| (*at, said)));
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, said)| said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::document::{Document, Span};
    use crate::statement::{About, Claim, LevelReading, Rank, Said};

    #[test]
    fn what_is_said_of_many_is_said_of_each_in_order() {
        let doc = Document::new("1");
        let mut told = Told::default();
        let mut say = |about: About, level: u8| {
            let said = Said {
                claim: Claim::Level(LevelReading::Is(level)),
                rank: Rank::Person,
                evidence: doc.evidence(Span { start: 0, end: 0 }),
            };
            told.note(&about, &said);
        };
        say(About::People(vec![3]), 1);
        say(About::AllBut(vec![2]), 2);
        say(About::People((0..20).collect()), 3);
        say(About::People(vec![3, 2]), 4);
        let levels = |person: usize| -> Vec<Claim> { told.of(person).iter().map(|said| said.claim.clone()).collect() };
        let is = |levels: &[u8]| -> Vec<Claim> {
            levels
                .iter()
                .map(|level| Claim::Level(LevelReading::Is(*level)))
                .collect()
        };
        assert_eq!(levels(3), is(&[1, 2, 3, 4]));
        assert_eq!(levels(2), is(&[3, 4]));
        assert_eq!(levels(30), is(&[2]));
    }
}
