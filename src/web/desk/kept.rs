//! What was typed into a form when its session had ended: it travels through the sign-in page and comes back into the form.
//! The form is never sent again by itself.

use data_encoding::BASE64URL_NOPAD;

use super::visit::{Fields, local};
use crate::domain::account::Typing;
use crate::domain::ids::AccountId;

/// More than this is not carried along.
const LARGEST: usize = 64 << 10;

/// Fields that are about the form and not typed.
const OWN: [&str; 5] = ["mark", "page", "kept", "to", "typist"];

/// What was typed into a form that was sent to `action`, if it says on which page it stands.
pub(super) fn of(fields: &Fields, action: &str) -> Option<Typing> {
    let page = local(fields.text("page"))?;
    let typed = |name: &str| !OWN.contains(&name) && !name.starts_with("password");
    let typing = Typing {
        page,
        action: action.to_owned(),
        fields: fields.all().filter(|(name, _)| typed(name)).map(owned).collect(),
        typist: fields.text("typist").parse().ok().map(AccountId),
    };
    let size: usize = typing.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
    (size <= LARGEST).then_some(typing)
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// As a field of the sign-in page.
pub(super) fn seal(typing: Option<&Typing>) -> String {
    let text = typing.and_then(|typing| serde_json::to_vec(typing).ok());
    text.map(|text| BASE64URL_NOPAD.encode(&text)).unwrap_or_default()
}

/// What [`seal`] wrote. The browser had it, so nothing in it is believed but that it was typed.
pub(super) fn open(text: &str) -> Option<Typing> {
    if text.is_empty() || text.len() > 2 * LARGEST {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let typing: Typing = serde_json::from_slice(&bytes).ok()?;
    local(&typing.page).map(|page| Typing { page, ..typing })
}

/// What was typed into the field of a form, if that is the form.
pub(super) fn field(typing: Option<&Typing>, action: &str, name: &str) -> String {
    typed(typing, action, name).unwrap_or_default()
}

/// The same, where it matters whether the form had the field.
pub(super) fn typed(typing: Option<&Typing>, action: &str, name: &str) -> Option<String> {
    let typing = typing.filter(|typing| typing.action == action);
    let mut fields = typing.into_iter().flat_map(|typing| &typing.fields);
    fields.find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_without_passwords_and_only_to_a_page_of_ours() {
        let fields =
            Fields::parse(b"mark=x&page=%2Fsettings&typist=7&name=Ada+%C3%84&password=secret&password_again=secret");
        let typing = of(&fields, "/settings/accounts").unwrap();
        assert_eq!(typing.fields, [("name".to_owned(), "Ada Ä".to_owned())]);
        assert!(typing.is_by(AccountId(7)) && !typing.is_by(AccountId(8)));
        assert_eq!(open(&seal(Some(&typing))), Some(typing.clone()));
        assert_eq!(field(Some(&typing), "/settings/accounts", "name"), "Ada Ä");
        assert_eq!(field(Some(&typing), "/elsewhere", "name"), "");
        let foreign = Typing {
            page: "https://evil.example/".into(),
            ..typing
        };
        assert_eq!(open(&seal(Some(&foreign))), None);
        assert_eq!(open("%%%"), None);
        assert!(of(&Fields::parse(b"name=x"), "/").is_none());
    }
}
