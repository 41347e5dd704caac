//! The folder that taken messages are moved to, under the name that this server has for it; made if it is not there.
//!
//! The owner writes it as they would say it: `Taken in`, or `Mail/Taken in` with a `/` between levels. Servers part the
//! levels in their own way (`.` at Courier), and some keep every folder below INBOX and refuse to make one beside it.

use async_imap::imap_proto::{MailboxDatum, NameAttribute, Response};

use crate::intake::error::IntakeError;

use super::session::Session;

/// The one folder that every account has.
const INBOX: &str = "INBOX";

/// Under these names servers show folders of other people, beside those of the account.
const OF_OTHERS: [&str; 2] = ["#", "shared"];

impl Session {
    /// The name of the folder, quoted for a command. Looks once in a session.
    pub(super) async fn target(&mut self, folder: &str) -> Result<String, IntakeError> {
        if let Some(known) = self.targets.get(folder) {
            return Ok(known.clone());
        }
        // INBOX is INBOX in any letters, but not every server lists it so.
        let written = if is_inbox(folder) { INBOX } else { folder };
        let mut target = self.folder_name(written)?;
        if !self.is_there(&target).await? {
            let (separator, names) = self.tree().await?;
            target = self.folder_name(&own_name(written, separator.as_deref(), &names))?;
            if !self.is_there(&target).await? {
                self.make(&target).await?;
            }
        }
        self.targets.insert(folder.to_owned(), target.clone());
        Ok(target)
    }

    async fn is_there(&mut self, quoted: &str) -> Result<bool, IntakeError> {
        match self.list(quoted).await {
            // Some servers refuse to look for a name that cannot be.
            Err(IntakeError::Refused { .. }) => Ok(false),
            found => Ok(!found?.is_empty()),
        }
    }

    async fn make(&mut self, quoted: &str) -> Result<(), IntakeError> {
        let doing = "making the folder for taken messages";
        self.run(doing, &format!("CREATE {quoted}"), |_| {}).await?;
        let subscribed = self.run("subscribing", &format!("SUBSCRIBE {quoted}"), |_| {}).await;
        if let Err(error) = subscribed {
            tracing::debug!(%error, "the new folder is not subscribed");
        }
        Ok(())
    }

    /// What stands between the levels of a name, and the names of all folders that can be opened.
    async fn tree(&mut self) -> Result<(Option<String>, Vec<String>), IntakeError> {
        let (mut separator, mut names) = (None, Vec::new());
        let see = |response: &Response<'_>| {
            if let Response::MailboxData(MailboxDatum::List(folder)) = response {
                separator = separator.take().or(folder.delimiter.clone().map(Into::into));
                if !folder.name_attributes.contains(&NameAttribute::NoSelect) {
                    names.push(folder.name.clone().into_owned());
                }
            }
        };
        self.run("listing the folders", "LIST \"\" \"*\"", see).await?;
        Ok((separator, names))
    }
}

/// What a folder is called among these.
fn own_name(folder: &str, separator: Option<&str>, names: &[String]) -> String {
    let Some(separator) = separator else {
        return folder.to_owned();
    };
    let name = folder.replace('/', separator);
    let inbox = format!("{INBOX}{separator}");
    let is_below = |name: &str| {
        name.get(..inbox.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(&inbox))
    };
    let mut own = names
        .iter()
        .filter(|name| !OF_OTHERS.iter().any(|start| name.starts_with(start)));
    // A `.` is how Courier does it; elsewhere somebody may just have no folder yet.
    let all_below = separator == "." && own.all(|name| is_inbox(name) || is_below(name));
    if all_below && !is_below(&name) && !is_inbox(&name) {
        format!("{inbox}{name}")
    } else {
        name
    }
}

fn is_inbox(name: &str) -> bool {
    name.eq_ignore_ascii_case(INBOX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(folder: &str, separator: &str, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        own_name(folder, Some(separator), &names)
    }

    #[test]
    fn a_folder_is_called_as_the_server_calls_its_others() {
        assert_eq!(named("Mail/Taken", "/", &["INBOX"]), "Mail/Taken");
        assert_eq!(named("Mail/Taken", ".", &["INBOX", "Sent"]), "Mail.Taken");
        assert_eq!(named("Mail/Taken", ".", &["INBOX"]), "INBOX.Mail.Taken");
        let courier = ["shared.desk", "#shared.x", "INBOX.Sent", "INBOX"];
        assert_eq!(named("Taken", ".", &courier), "INBOX.Taken");
        assert_eq!(named("INBOX.Taken", ".", &courier), "INBOX.Taken");
        assert_eq!(named("inbox/Taken", ".", &courier), "inbox.Taken");
        assert_eq!(own_name("Mail/Taken", None, &[]), "Mail/Taken");
    }
}
