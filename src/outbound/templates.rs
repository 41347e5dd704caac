//! The words of our mails. Built in, and replaceable file by file from a folder of the deployment.
//!
//! All templates are tried with sample data when they are loaded, so a mistake stops the program at its start and not
//! a mail weeks later. HTML is escaped; a subject is always one line.

use std::path::{Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

mod typed_in;

/// The three templates of a mail: one line, for readers without HTML, for all others.
struct Of {
    subject: &'static str,
    text: &'static str,
    html: &'static str,
}

const ACTIVATION: Of = Of {
    subject: "activation.subject",
    text: "activation.txt",
    html: "activation.html",
};

const TYPED_IN: Of = Of {
    subject: "typed_in.subject",
    text: "typed_in.txt",
    html: "typed_in.html",
};

const BUILT_IN: [(&str, &str); 6] = [
    (ACTIVATION.subject, include_str!("templates/activation.subject")),
    (ACTIVATION.text, include_str!("templates/activation.txt")),
    (ACTIVATION.html, include_str!("templates/activation.html")),
    (TYPED_IN.subject, include_str!("templates/typed_in.subject")),
    (TYPED_IN.text, include_str!("templates/typed_in.txt")),
    (TYPED_IN.html, include_str!("templates/typed_in.html")),
];

/// A subject is cut here; longer ones are a mistake and hard to read anyway.
const LONGEST_SUBJECT: usize = 200;

/// Why the templates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A file is there and cannot be read.
    #[error("the template {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder does not exist.
    #[error("outbound.templates: expected a folder, found nothing at {0}")]
    NoFolder(PathBuf),
    /// A variable that no mail has.
    #[error("the template {template} uses `{variable}`, which is not known; known are {known}")]
    UnknownVariable {
        /// Which template.
        template: String,
        /// What it uses.
        variable: String,
        /// What it may use.
        known: String,
    },
    /// Anything else: syntax, a filter that is not there.
    #[error("the template {template}: {reason}")]
    Broken {
        /// Which template.
        template: String,
        /// What is wrong, with the line.
        reason: String,
    },
    /// The template gives nothing.
    #[error("the template {0} comes out empty")]
    Empty(String),
    /// The template forgot what the mail is for.
    #[error("the template {0} does not show `{{{{ link }}}}`")]
    NoLink(String),
}

/// What an activation mail can speak of. These are the variables of the templates.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// The person's name, if it is known.
    pub name: Option<String>,
    /// The company or product, as configured.
    pub organisation: String,
    /// The client, if its name is known.
    pub client: Option<String>,
    /// The address of the link.
    pub link: String,
    /// How long the link works, in words: `24 hours`.
    pub lifetime: String,
    /// The last day: `Tuesday, 9 March 2027`.
    pub expires_day: String,
    /// The hour: `09:00`.
    pub expires_time: String,
    /// The zone of day and hour: `Europe/Berlin, UTC+01:00`.
    pub expires_zone: String,
    /// Where to ask.
    pub help: String,
    /// Whether an earlier link was sent, which this one replaces.
    pub replaces: bool,
    /// The ticket, such as `GR-17`.
    pub ticket: String,
}

impl Facts {
    /// Facts of nobody, to try templates with. `full` fills in what may be missing.
    pub fn sample(full: bool) -> Self {
        Self {
            name: full.then(|| "Kim Sample <&>".into()),
            organisation: "Vendor".into(),
            client: full.then(|| "Sample & Sons".into()),
            link: "https://activate.vendor.example/a/sample".into(),
            lifetime: "24 hours".into(),
            expires_day: "Tuesday, 9 March 2027".into(),
            expires_time: "09:00".into(),
            expires_zone: "Europe/Berlin, UTC+01:00".into(),
            help: "cs@vendor.example".into(),
            replaces: full,
            ticket: "GR-1".into(),
        }
    }
}

pub use typed_in::TypedIn;

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// For readers without HTML.
    pub text: String,
    /// For all others.
    pub html: String,
}

/// The templates of this deployment, already tried.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// The built-in templates, each replaced by the file of its name in `folder`, if there is one.
    ///
    /// # Errors
    /// [`TemplateError`] names the template and what is wrong with it.
    pub fn load(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(".html") {
                AutoEscape::Html
            } else {
                AutoEscape::None
            }
        });
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
                out.write_str(&escaped(text)).map_err(minijinja::Error::from)
            }
            Some(_) | None => minijinja::escape_formatter(out, state, value),
        });
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(TemplateError::NoFolder(folder.to_owned()));
        }
        for (name, built_in) in BUILT_IN {
            let text = match folder {
                Some(folder) => replacement(&folder.join(name))?,
                None => None,
            };
            let text = text.unwrap_or_else(|| built_in.to_owned());
            environment
                .add_template_owned(name, text)
                .map_err(|error| broken(name, &error))?;
        }
        let templates = Self { environment };
        templates.check()?;
        Ok(templates)
    }

    /// The words of one activation mail.
    ///
    /// # Errors
    /// [`TemplateError`] when a template fails on these facts.
    pub fn activation(&self, facts: &Facts) -> Result<Words, TemplateError> {
        self.words(&ACTIVATION, facts)
    }

    /// The words of one note about people who were typed in.
    ///
    /// # Errors
    /// [`TemplateError`] when a template fails on these facts.
    pub fn typed_in(&self, facts: &TypedIn) -> Result<Words, TemplateError> {
        self.words(&TYPED_IN, facts)
    }

    fn words(&self, of: &Of, facts: &impl Serialize) -> Result<Words, TemplateError> {
        let subject = one_line(&self.render(of.subject, facts)?);
        if subject.is_empty() {
            return Err(TemplateError::Empty(of.subject.into()));
        }
        Ok(Words {
            subject,
            text: self.render(of.text, facts)?,
            html: self.render(of.html, facts)?,
        })
    }

    fn check(&self) -> Result<(), TemplateError> {
        self.check_variables(&ACTIVATION, &known_variables(&Facts::sample(true)))?;
        self.check_variables(&TYPED_IN, &known_variables(&TypedIn::sample(true)))?;
        for full in [true, false] {
            let facts = Facts::sample(full);
            let words = self.activation(&facts)?;
            for (name, text) in [(ACTIVATION.text, &words.text), (ACTIVATION.html, &words.html)] {
                if !text.contains(&facts.link) {
                    return Err(TemplateError::NoLink(name.into()));
                }
            }
            self.typed_in(&TypedIn::sample(full))?;
        }
        Ok(())
    }

    fn check_variables(&self, of: &Of, known: &[String]) -> Result<(), TemplateError> {
        for name in [of.subject, of.text, of.html] {
            let template = self.environment.get_template(name).map_err(|e| broken(name, &e))?;
            let mut used: Vec<String> = template.undeclared_variables(false).into_iter().collect();
            used.sort();
            let unknown = used
                .into_iter()
                .find(|variable| !known.contains(variable) && !is_function(&self.environment, variable));
            if let Some(variable) = unknown {
                return Err(TemplateError::UnknownVariable {
                    template: name.into(),
                    variable,
                    known: known.join(", "),
                });
            }
        }
        Ok(())
    }

    fn render(&self, name: &'static str, facts: &impl Serialize) -> Result<String, TemplateError> {
        let template = self.environment.get_template(name).map_err(|e| broken(name, &e))?;
        template.render(Serde(facts)).map_err(|e| broken(name, &e))
    }
}

/// Escapes for HTML. Leaves slashes alone, unlike minijinja's own, because some mail programs look for links in the source.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

fn replacement(path: &Path) -> Result<Option<String>, TemplateError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TemplateError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

fn known_variables(sample: &impl Serialize) -> Vec<String> {
    let value = minijinja::Value::from(Serde(sample));
    let keys = value.try_iter().into_iter().flatten();
    let mut known: Vec<String> = keys.map(|key| key.to_string()).collect();
    known.sort();
    known
}

fn is_function(environment: &Environment<'_>, name: &str) -> bool {
    environment.globals().any(|(global, _)| global == name)
}

fn broken(name: &str, error: &minijinja::Error) -> TemplateError {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    TemplateError::Broken {
        template: name.to_owned(),
        reason: format!("{line}{error}"),
    }
}

/// A subject must not bring headers of its own, so every line break and control character becomes a space.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST_SUBJECT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        folder
    }

    #[test]
    fn the_built_in_words_say_link_day_hour_and_zone() {
        let words = Templates::load(None).unwrap().activation(&Facts::sample(true)).unwrap();
        for part in [
            "https://activate.vendor.example/a/sample",
            "Tuesday, 9 March 2027",
            "09:00",
            "UTC+01:00",
            "cs@vendor.example",
        ] {
            assert!(words.text.contains(part), "{part} is missing in:\n{}", words.text);
        }
        assert!(words.html.contains("Kim Sample &lt;&amp;&gt;"), "{}", words.html);
        assert!(
            words.html.contains("href=\"https://activate.vendor.example/a/sample\""),
            "{}",
            words.html
        );
        assert!(!words.text.contains("\n\n\n"), "{}", words.text);
    }

    #[test]
    fn one_file_of_a_deployment_replaces_one_template() {
        let folder = folder_with(
            "activation.subject",
            "Welcome\r\nBcc: all@vendor.example to {{ organisation }}\n",
        );
        let words = Templates::load(Some(folder.path()))
            .unwrap()
            .activation(&Facts::sample(false))
            .unwrap();
        assert_eq!(words.subject, "Welcome Bcc: all@vendor.example to Vendor");
        assert!(words.text.contains("https://activate.vendor.example/a/sample"));
    }

    #[test]
    fn a_mistake_is_named_when_the_templates_are_loaded() {
        let cases = [
            (
                "activation.txt",
                "{{ link }} {{ surname }}",
                "the template activation.txt uses `surname`, which is not known; known are client,",
            ),
            ("activation.html", "{{ link }\n", "the template activation.html: line 1"),
            (
                "activation.html",
                "no button",
                "the template activation.html does not show `{{ link }}`",
            ),
            (
                "activation.subject",
                " \n",
                "the template activation.subject comes out empty",
            ),
        ];
        for (name, text, expected) in cases {
            let folder = folder_with(name, text);
            let error = Templates::load(Some(folder.path())).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let error = Templates::load(Some(Path::new("/does/not/exist"))).unwrap_err();
        assert!(error.to_string().contains("expected a folder"), "{error}");
    }
}
