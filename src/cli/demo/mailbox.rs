//! The sample mailbox. The mails are files of the project, so that they can be looked at.

use std::path::Path;

use anyhow::Context;

/// Includes the sample mails, each under its name.
macro_rules! mails {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/demo/", $name, ".eml")).as_slice())),*]
    };
}

const MAILS: [(&str, &[u8]); 18] = mails![
    "01-gmail-forward-hold",
    "02-outlook-table",
    "03-word-form",
    "04-pdf-only",
    "05-screenshot",
    "06-missing-flag",
    "07-hold-until-a-day",
    "08-activate-now",
    "09-out-of-office",
    "10-stranger",
    "11-csv-attached",
    "12-late",
    "13-go-live-moved",
    "14-amendment",
    "15-copy-from-second-mailbox",
    "16-invoice",
    "17-german-forward",
    "18-typing-error",
];

/// Makes a Maildir with all sample mails as new ones, and says how many.
pub(super) fn fill(maildir: &Path) -> anyhow::Result<usize> {
    for folder in ["tmp", "new", "cur"] {
        let folder = maildir.join(folder);
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    for (name, mail) in MAILS {
        let path = maildir.join("new").join(format!("{name}.demo"));
        std::fs::write(&path, mail).with_context(|| path.display().to_string())?;
    }
    Ok(MAILS.len())
}
