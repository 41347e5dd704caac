//! The words of one deployment: access levels, roles, their aliases, and the order of numeric dates.
//!
//! Profiles are data. Nothing here reads a mail, and no reader knows a level or role by heart.

mod vocabulary;

use crate::profile::vocabulary::Keys;
pub(crate) use crate::profile::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};

/// What a deployment calls its levels and roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Short name, as given on the command line.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// How `3/4/27` is read.
    #[serde(default)]
    pub date_order: DateOrder,
    /// Access levels; a profile without any is one for device sales.
    #[serde(default)]
    pub levels: Vec<LevelWords>,
    /// Roles.
    #[serde(default)]
    pub roles: Vec<RoleWords>,
    /// The words of levels and roles, ready to be compared.
    #[serde(skip)]
    keys: Keys,
}

/// How a numeric date is read when the numbers allow both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Month, day, year.
    #[default]
    Mdy,
    /// Day, month, year.
    Dmy,
}

/// One access level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// 1 to 4.
    pub level: u8,
    /// Its label.
    pub label: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleWords {
    /// The name to report.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Why a profile was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The text is no profile: bad TOML, an unknown key, a wrong type. The message names expected, found and where.
    #[error("the profile cannot be read: {0}")]
    Syntax(String),
    /// A value is outside what is allowed.
    #[error("in the profile, {place}: expected {expected}, found {found}")]
    Value {
        /// The key, such as `levels[2].level`.
        place: String,
        /// What would be right.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
}

impl Profile {
    /// Reads a profile from TOML; unknown keys are refused.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text).map_err(|error| ProfileError::Syntax(error.to_string()))?;
        profile.check()?;
        Ok(profile)
    }

    /// The built-in default: client users of a business application.
    pub fn client_roles() -> Self {
        Self::from_toml(include_str!("../profiles/client-roles.toml")).expect("the built-in profile is valid")
    }

    /// The built-in profile for sales teams of medical devices.
    pub fn device_sales() -> Self {
        Self::from_toml(include_str!("../profiles/device-sales.toml")).expect("the built-in profile is valid")
    }

    /// The built-in profile of that name.
    pub fn built_in(name: &str) -> Option<Self> {
        match name {
            "client-roles" => Some(Self::client_roles()),
            "device-sales" => Some(Self::device_sales()),
            _ => None,
        }
    }

    /// The words of levels and roles, ready to be compared.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        self.keys.get(self)
    }

    /// Whether people have an access level and a go-live; without, the further fields of device sales are read.
    pub fn has_levels(&self) -> bool {
        !self.levels.is_empty()
    }

    fn check(&self) -> Result<(), ProfileError> {
        let wrong = |place: String, expected: &'static str, found: &str| {
            Err(ProfileError::Value {
                place,
                expected,
                found: format!("{found:?}"),
            })
        };
        if self.name.trim().is_empty() {
            return wrong("name".to_owned(), "a name", &self.name);
        }
        if self.roles.is_empty() {
            return wrong("roles".to_owned(), "at least one role", "");
        }
        for (index, level) in self.levels.iter().enumerate() {
            if !(1..=4).contains(&level.level) {
                return wrong(format!("levels[{index}].level"), "1 to 4", &level.level.to_string());
            }
            if self.levels[..index].iter().any(|other| other.level == level.level) {
                return wrong(
                    format!("levels[{index}].level"),
                    "each level once",
                    &level.level.to_string(),
                );
            }
            if level.label.trim().is_empty() || level.aliases.iter().any(|alias| alias.trim().is_empty()) {
                return wrong(
                    format!("levels[{index}]"),
                    "a label and aliases that are not empty",
                    &level.label,
                );
            }
        }
        for (index, role) in self.roles.iter().enumerate() {
            if role.name.trim().is_empty() || role.aliases.iter().any(|alias| alias.trim().is_empty()) {
                return wrong(
                    format!("roles[{index}]"),
                    "a name and aliases that are not empty",
                    &role.name,
                );
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_are_valid() {
        assert!(Profile::client_roles().has_levels());
        assert!(!Profile::device_sales().has_levels());
    }

    #[test]
    fn unknown_keys_and_bad_levels_are_refused() {
        let unknown = "name = \"x\"\ntitle = \"x\"\ncolour = 1\n[[roles]]\nname = \"R\"";
        assert!(Profile::from_toml(unknown).unwrap_err().to_string().contains("colour"));
        let five = "name = \"x\"\ntitle = \"x\"\n[[levels]]\nlevel = 5\nlabel = \"L\"\n[[roles]]\nname = \"R\"";
        assert!(Profile::from_toml(five).unwrap_err().to_string().contains("1 to 4"));
    }
}
