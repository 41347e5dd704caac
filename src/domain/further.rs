//! The further fields of people, in profiles that have them: what each holds, how it is shown, and how it is typed.

use serde_json::Value;

use super::ticket::Details;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Some words.
    Words,
    /// Several names; `;` stands between them, because a name may hold a comma.
    Names,
    /// Yes or no.
    YesNo,
}

/// A further field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// As it stands in [`Details::fields`].
    pub name: &'static str,
    /// As people call it.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The code of the problem that nobody said it; empty for one that nobody needs.
    pub missing: &'static str,
}

/// All of them, in the order in which they are filled in.
pub const FIELDS: [Field; 9] = [
    field("role", "Role", Kind::Words, "missing_role"),
    field("distributorship", "Distributorship", Kind::Words, ""),
    field("distributor_account_holder", "Account holder", Kind::Words, ""),
    field("custodian_only", "Custodian only", Kind::YesNo, ""),
    field("trained", "Trained", Kind::YesNo, ""),
    field("facilities", "Facilities", Kind::Names, "missing_facilities"),
    field("physicians", "Physicians", Kind::Names, "missing_physicians"),
    field("ship_to", "Ship to", Kind::Words, "missing_ship_to"),
    field("sees_all_cases", "Sees all cases", Kind::Names, ""),
];

/// Whoever typed this into a field of names said that there are none.
const NONE: &str = "none";

/// More names than one person has to do with.
const MOST_NAMES: usize = 200;

const fn field(name: &'static str, label: &'static str, kind: Kind, missing: &'static str) -> Field {
    Field {
        name,
        label,
        kind,
        missing,
    }
}

/// What people call a field, also one that a later version knows.
pub fn label(name: &str) -> String {
    if let Some(field) = named(name) {
        return field.label.to_owned();
    }
    let mut label = name.replace('_', " ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

/// The field of this name.
pub fn named(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// A value as people read it, and as they would type it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(names) if names.is_empty() => NONE.to_owned(),
        Value::Array(names) => names.iter().map(shown).collect::<Vec<_>>().join("; "),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Null => String::new(),
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

impl Field {
    /// Whether what stands in it is long: many names, an address on one line.
    pub fn is_wide(&self) -> bool {
        self.kind == Kind::Names || self.name == "ship_to"
    }

    /// What stands in it, as people read it; nothing where nobody said.
    pub fn of(&self, details: &Details) -> String {
        details.fields.get(self.name).map(shown).unwrap_or_default()
    }

    /// What was typed into it; nothing where it was left empty.
    ///
    /// # Errors
    /// A sentence: expected, found.
    pub fn typed(&self, text: &str) -> Result<Option<Value>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let value = match self.kind {
            Kind::Words => Value::from(text),
            Kind::Names if text.eq_ignore_ascii_case(NONE) => Value::Array(Vec::new()),
            Kind::Names => {
                // "; ;" names nobody, and nobody said that there are none.
                let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
                let names: Vec<Value> = names.map(Value::from).collect();
                if names.len() > MOST_NAMES {
                    return Err(format!(
                        "{}: expected at most {MOST_NAMES}, found {}.",
                        self.label,
                        names.len()
                    ));
                }
                if names.is_empty() {
                    return Ok(None);
                }
                Value::Array(names)
            }
            Kind::YesNo => match text {
                "yes" => Value::Bool(true),
                "no" => Value::Bool(false),
                _ => return Err(format!("{}: expected yes or no, found {text:?}.", self.label)),
            },
        };
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_typed() {
        for (name, text) in [
            ("role", "Distributor"),
            ("ship_to", "18 Gantry St, Portland, OR 97201"),
            ("facilities", "Pine General; St. Mary's, Dallas"),
            ("physicians", "none"),
            ("trained", "yes"),
            ("custodian_only", "no"),
        ] {
            let value = named(name).unwrap().typed(text).unwrap().unwrap();
            assert_eq!(shown(&value), text, "{name}");
        }
    }

    #[test]
    fn an_empty_field_says_nothing_and_none_says_that_there_are_none() {
        let facilities = named("facilities").unwrap();
        assert_eq!(facilities.typed("  ").unwrap(), None);
        assert_eq!(facilities.typed("None").unwrap(), Some(Value::Array(Vec::new())));
        assert_eq!(facilities.typed("; ;").unwrap(), None);
    }

    #[test]
    fn what_cannot_be_is_told() {
        let why = named("trained").unwrap().typed("maybe").unwrap_err();
        assert_eq!(why, "Trained: expected yes or no, found \"maybe\".");
        let many = "a;".repeat(MOST_NAMES + 1);
        assert!(named("facilities").unwrap().typed(&many).is_err());
        assert!(named("level").is_none());
    }
}
