//! The words of a profile in the form in which readers compare them, made once and kept beside the profile.
//!
//! Derived knowledge only: two profiles that say the same are equal whether or not their words have been made ready.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::Regex;

use crate::profile::Profile;
use crate::text::key;

/// Levels and roles by their words.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Keys of labels and aliases with their level.
    pub(crate) levels: HashMap<String, u8>,
    /// Labels and aliases in lower case with their level, also with hyphens for spaces, in the order of the profile.
    pub(crate) level_phrases: Vec<(String, u8)>,
    /// Keys of names and aliases with the index of their role.
    roles: HashMap<String, usize>,
    /// What to look for in running text, longest first.
    pub(crate) role_phrases: Vec<RolePhrase>,
    /// Any phrase of a level, or of a role: most lines have none, and that is told at once.
    any_level: Option<Regex>,
    any_role: Option<Regex>,
}

/// A role's name or alias as it is looked for in running text.
#[derive(Debug)]
pub(crate) struct RolePhrase {
    pub(crate) words: String,
    /// Short forms in capitals ("AP") are words of their own only in capitals.
    pub(crate) capitals: bool,
    pub(crate) role: usize,
}

impl Vocabulary {
    fn of(profile: &Profile) -> Self {
        let mut vocabulary = Self::default();
        for level in &profile.levels {
            for words in std::iter::once(&level.label).chain(&level.aliases) {
                vocabulary.levels.entry(key(words)).or_insert(level.level);
                let lower = words.to_lowercase();
                let hyphened = lower.replace(' ', "-");
                let double = hyphened != lower;
                vocabulary.level_phrases.push((lower, level.level));
                if double {
                    vocabulary.level_phrases.push((hyphened, level.level));
                }
            }
        }
        for (role, words) in profile.roles.iter().enumerate() {
            for words in std::iter::once(&words.name).chain(&words.aliases) {
                vocabulary.roles.entry(key(words)).or_insert(role);
                let capitals = words.len() <= 3 && words.chars().all(char::is_uppercase);
                vocabulary.role_phrases.push(RolePhrase {
                    words: if capitals { words.clone() } else { words.to_lowercase() },
                    capitals,
                    role,
                });
            }
        }
        vocabulary
            .role_phrases
            .sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        vocabulary.any_level = any(vocabulary.level_phrases.iter().map(|(words, _)| words.clone()));
        let roles = vocabulary.role_phrases.iter();
        vocabulary.any_role = any(roles.map(|phrase| phrase.words.to_lowercase()));
        vocabulary
    }

    /// Whether a text in lower case may name a level; a profile too large for one pattern is looked for in every text.
    pub(crate) fn names_level(&self, lower: &str) -> bool {
        self.any_level.as_ref().is_none_or(|any| any.is_match(lower))
    }

    /// Whether a text in lower case may name a role.
    pub(crate) fn names_role(&self, lower: &str) -> bool {
        self.any_role.as_ref().is_none_or(|any| any.is_match(lower))
    }

    /// The role that a key names, in the singular or the plural.
    pub(crate) fn role(&self, wanted: &str) -> Option<usize> {
        let exact = self.roles.get(wanted);
        let singular = || wanted.strip_suffix('s').and_then(|short| self.roles.get(short));
        let plural = || self.roles.get(&format!("{wanted}s"));
        exact.or_else(singular).or_else(plural).copied()
    }
}

/// A pattern of plain phrases, which is searched for all of them at once.
fn any(phrases: impl Iterator<Item = String>) -> Option<Regex> {
    let phrases: Vec<String> = phrases.map(|words| regex::escape(&words)).collect();
    Regex::new(&phrases.join("|")).ok()
}

/// The vocabulary of the profile it stands in.
#[derive(Debug, Default)]
pub(super) struct Keys(OnceLock<Vocabulary>);

impl Keys {
    pub(super) fn get(&self, profile: &Profile) -> &Vocabulary {
        self.0.get_or_init(|| Vocabulary::of(profile))
    }
}

/// A copy may be changed before it is used, so it makes its own.
impl Clone for Keys {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Keys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Keys {}
