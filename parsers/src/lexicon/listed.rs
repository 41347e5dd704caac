//! Lists of words made ready for the readers: asked of every word of every line, so they are found by their first letter.

/// Words or beginnings of texts, each with what it stands for.
#[derive(Debug)]
pub(crate) struct Listed<T: Copy = ()> {
    /// By the first byte.
    by_first: Vec<Vec<(&'static str, T)>>,
}

impl Listed {
    /// Words that stand for nothing but themselves.
    pub(crate) fn of(words: &[&'static str]) -> Self {
        Self::with(words.iter().map(|word| (*word, ())))
    }

    /// Whether a word is listed.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

impl<T: Copy> Listed<T> {
    /// Words with what they stand for; where a word is listed twice, the first counts.
    pub(crate) fn with(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for (word, what) in words {
            if let Some(first) = word.bytes().next() {
                by_first[usize::from(first)].push((word, what));
            }
        }
        Self { by_first }
    }

    /// What a word stands for.
    pub(crate) fn get(&self, word: &str) -> Option<T> {
        let first = word.bytes().next()?;
        let found = self.by_first[usize::from(first)]
            .iter()
            .find(|(other, _)| *other == word);
        found.map(|(_, what)| *what)
    }
}

/// Whether a text begins with one of the words, which are grouped by their first letter.
#[derive(Debug)]
pub(crate) struct Beginnings {
    by_first: Vec<Vec<String>>,
}

impl Beginnings {
    pub(crate) fn of(words: impl IntoIterator<Item = String>) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for word in words {
            if let Some(first) = word.bytes().next() {
                by_first[usize::from(first)].push(word);
            }
        }
        Self { by_first }
    }

    /// Whether one of them is the beginning of a text.
    pub(crate) fn lead(&self, text: &str) -> bool {
        let first = text.bytes().next();
        first.is_some_and(|first| {
            let words = &self.by_first[usize::from(first)];
            words.iter().any(|word| text.starts_with(word.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, Listed};

    #[test]
    fn words_are_found_whole_and_beginnings_as_such() {
        let words = Listed::of(&["ann", "anna", "bo"]);
        assert!(words.has("ann") && words.has("anna") && words.has("bo"));
        assert!(!words.has("an") && !words.has("") && !words.has("élan"));
        let days = Listed::with([("mon", 1), ("tue", 2), ("mon", 3)]);
        assert_eq!(days.get("mon"), Some(1));
        let leads = Beginnings::of(["sent from".to_owned(), "élan".to_owned()]);
        assert!(leads.lead("sent from my phone") && leads.lead("élan vital"));
        assert!(!leads.lead("sent") && !leads.lead(""));
    }
}
