//! Fields and controls as their shown value: results of fields, legacy check boxes and drop-downs, chosen items.
//!
//! Phrases seen: `FORMCHECKBOX`, `FORMDROPDOWN`, `FORMTEXT`, `HYPERLINK "mailto:ann@x.example"`, `MERGEFIELD`. Fields
//! without a stored result show nothing.

use crate::formats::docx::clean::Pass;
use crate::formats::docx::inline::Paragraph;
use crate::formats::docx::styles::is_on;
use crate::formats::xml::Element;

/// Fields inside each other; Word itself stops at 20.
const MAX_OPEN: usize = 20;
/// The longest instruction that is kept.
const MAX_INSTRUCTION: usize = 4_000;

/// A field that has begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Its result is being read.
    result: bool,
    /// It has been shown already, whatever result is stored.
    shown: bool,
    /// Where its result began.
    from: usize,
}

impl Field {
    /// Results may run over several paragraphs; a field that has not come to its result by the end of one is damaged.
    pub(super) fn may_go_on(&self) -> bool {
        self.result && !self.shown
    }
}

impl Pass {
    /// Whether what follows is an instruction, not text.
    pub(super) fn is_silent(&self) -> bool {
        self.fields.iter().any(|field| field.shown || !field.result)
    }

    /// More of the innermost field's instruction.
    pub(super) fn field_instruction(&mut self, text: &str) {
        if let Some(field) = self
            .fields
            .last_mut()
            .filter(|field| field.instruction.len() < MAX_INSTRUCTION)
        {
            field.instruction.push_str(text);
        }
    }

    /// Begin, result or end of a field.
    pub(super) fn field_mark(&mut self, mark: &Element, hidden: bool, line: &mut Paragraph) {
        match mark.attribute("fldCharType").unwrap_or_default() {
            "begin" if self.fields.len() < MAX_OPEN => {
                let value = mark.child("w:ffData").and_then(form_value);
                let shown = value.is_some();
                if let Some(value) = value.filter(|_| !hidden && !self.is_silent()) {
                    line.put(&value, false);
                }
                self.fields.push(Field {
                    shown,
                    ..Field::default()
                });
            }
            "separate" => {
                let from = line.runs.len();
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                    field.from = from;
                }
            }
            "end" => {
                let field = self.fields.pop();
                if let Some(field) = field.filter(|_| !hidden && !self.is_silent()) {
                    // A result that began in another paragraph is longer than any address.
                    let from = field.from.min(line.runs.len());
                    self.link_to(address(&field.instruction), from, line);
                }
            }
            _ => {}
        }
    }
}

/// The shown value of a legacy check box or drop-down; a text field's value is its result.
fn form_value(data: &Element) -> Option<String> {
    if let Some(checkbox) = data.child("w:checkBox") {
        let state = checkbox.child("w:checked").or_else(|| checkbox.child("w:default"));
        return Some(if state.is_some_and(is_on) { "☒ " } else { "☐ " }.to_owned());
    }
    let list = data.child("w:ddList")?;
    let index = |name: &str| list.child(name).and_then(|child| child.attribute("val")?.parse().ok());
    let chosen: usize = index("w:result").or_else(|| index("w:default")).unwrap_or(0);
    let entries = list.elements().filter(|entry| &*entry.name == "w:listEntry");
    Some(
        entries
            .filter_map(|entry| entry.attribute("val"))
            .nth(chosen)
            .unwrap_or_default()
            .to_owned(),
    )
}

/// The value of a control whose content is empty: the last item chosen, or its date.
pub(super) fn chosen(properties: &Element) -> Option<String> {
    if let Some(list) = properties
        .child("w:dropDownList")
        .or_else(|| properties.child("w:comboBox"))
    {
        let last = list.attribute("lastValue")?;
        let items = list.elements().filter(|item| &*item.name == "w:listItem");
        let mut named = items.filter(|item| item.attribute("value") == Some(last));
        return named.find_map(|item| item.attribute("displayText")).map(str::to_owned);
    }
    let date = properties.child("w:date")?.attribute("fullDate")?;
    date.split('T').next().map(str::to_owned)
}

/// Where a `HYPERLINK` field leads.
pub(crate) fn address(instruction: &str) -> Option<&str> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\')),
    }
}
