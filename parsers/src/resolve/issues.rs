//! What is missing, contradictory or doubtful, named in one sentence each.

use crate::extraction::{Activate, Extraction, Issue, IssueCode, Kind, User};
use crate::profile::Profile;
use crate::resolve::{Decided, people};
use crate::statement::LevelReading;

/// What is not certain about a go-live.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct GoLiveDoubts {
    /// It names no single day.
    pub(crate) ambiguous: bool,
    /// It may still change.
    pub(crate) tentative: bool,
}

/// Adds the issues of everybody and of the whole message.
pub(crate) fn add(extraction: &mut Extraction, decided: &[Decided], profile: &Profile, doubts: GoLiveDoubts) {
    let mut issues = Vec::new();
    let amendment = extraction.kind == Kind::Amendment;
    for (index, one) in decided.iter().enumerate() {
        of_person(&mut issues, index, one, profile, amendment);
    }
    for index in people::duplicates(&extraction.users) {
        push(
            &mut issues,
            IssueCode::DuplicateUser,
            Some(index),
            format!("{} has the address of somebody else.", called(&extraction.users[index])),
        );
    }
    let waits = extraction
        .users
        .iter()
        .any(|user| user.activate == Activate::Hold && user.hold_until.is_none());
    if doubts.ambiguous && extraction.go_live.is_none() {
        push(
            &mut issues,
            IssueCode::AmbiguousGoLive,
            None,
            "The go-live names no single day.".to_owned(),
        );
    }
    if doubts.tentative && extraction.go_live.is_some() {
        push(
            &mut issues,
            IssueCode::TentativeGoLive,
            None,
            "The go-live date is not certain.".to_owned(),
        );
    }
    if waits && extraction.go_live.is_none() && profile.has_levels() && extraction.kind == Kind::Submission {
        push(
            &mut issues,
            IssueCode::MissingGoLive,
            None,
            "Somebody is on hold, and no go-live is known.".to_owned(),
        );
    }
    if !extraction.manual_entry.is_empty() {
        push(
            &mut issues,
            IssueCode::ManualEntry,
            None,
            "An attachment has to be typed in by a person.".to_owned(),
        );
    }
    if extraction.kind == Kind::Submission && extraction.users.is_empty() {
        push(
            &mut issues,
            IssueCode::NoUsers,
            None,
            "Nobody could be read.".to_owned(),
        );
    }
    extraction.issues = issues;
}

fn push(issues: &mut Vec<Issue>, code: IssueCode, user: Option<usize>, message: String) {
    issues.push(Issue { code, user, message });
}

fn called(user: &User) -> String {
    user.name
        .clone()
        .or_else(|| user.email.clone())
        .unwrap_or_else(|| "somebody".to_owned())
}

fn of_person(issues: &mut Vec<Issue>, index: usize, one: &Decided, profile: &Profile, amendment: bool) {
    let who = called(&one.user);
    let mut add = |code: IssueCode, message: String| push(issues, code, Some(index), message);
    match one.level {
        Some(LevelReading::Invalid) => add(
            IssueCode::InvalidLevel,
            format!("The access level of {who} does not exist."),
        ),
        Some(LevelReading::Ambiguous) => add(
            IssueCode::AmbiguousLevel,
            format!("More than one access level for {who}."),
        ),
        None if profile.has_levels() && !amendment => {
            add(IssueCode::MissingLevel, format!("No access level for {who}."));
        }
        Some(LevelReading::Is(_)) | None => {}
    }
    if one.invalid_email {
        add(
            IssueCode::InvalidEmail,
            format!("What is given as the address of {who} is no e-mail address."),
        );
    } else if one.user.email.is_none() && !amendment {
        add(IssueCode::MissingEmail, format!("No address for {who}."));
    }
    if one.user.name.is_none() && !amendment {
        add(IssueCode::MissingName, format!("No name for {who}."));
    }
    if one.conflict {
        add(
            IssueCode::ConflictingActivation,
            format!("Whether to activate {who} is said in two ways."),
        );
    } else if one.user.activate == Activate::Unstated && !amendment {
        add(
            IssueCode::MissingActivation,
            format!("Nobody said whether to activate {who}."),
        );
    }
    if !one.unknown_roles.is_empty() {
        add(
            IssueCode::UnknownRole,
            format!("A role of {who} is not known: {}.", one.unknown_roles.join(", ")),
        );
    }
    if !profile.has_levels() && !amendment {
        let fields = &one.user.fields;
        if fields.role.is_none() {
            add(IssueCode::MissingRole, format!("No role for {who}."));
        }
        if fields.custodian_only != Some(true) {
            if fields.facilities.is_none() {
                add(IssueCode::MissingFacilities, format!("No facilities for {who}."));
            }
            if fields.physicians.is_none() {
                add(IssueCode::MissingPhysicians, format!("No physicians for {who}."));
            }
            if fields.ship_to.is_none() {
                add(IssueCode::MissingShipTo, format!("No ship-to address for {who}."));
            }
        }
    }
}
