//! What Word shows of each construction, and what is read of it.

use super::read;

fn text(rtf: &str) -> String {
    read("1", rtf.as_bytes()).map_or_else(|_| "unreadable".to_owned(), |doc| doc.text)
}

#[test]
fn text_is_as_shown() {
    assert_eq!(
        text(r"{\rtf1\ansi Zo\'eb\par {\strike gone}{\v hidden}{\deleted old}kept\par}"),
        "Zoë\nkept\n"
    );
    assert_eq!(
        text(r"{\rtf1\ansi\uc1 \u8364?5 \u-10179?\u-8704? x\par}"),
        "€5 \u{1f600} x\n"
    );
    assert_eq!(
        text(r"{\rtf1{\fonttbl{\f0\fcharset204 Arial;}}\f0\'c0\'ed\'ed\'e0\par}"),
        "Анна\n"
    );
    assert_eq!(
        text(r"{\rtf1{\fonttbl{\f0\fcharset128 M;}}\f0\'93\'fa\'96\'7b\par}"),
        "日本\n"
    );
}

#[test]
fn rows_and_merged_cells_are_rows() {
    let row = r"\trowd\cellx1\cellx2\pard\intbl Name\cell E-mail\cell\row";
    let doc = read(
        "1",
        format!(r"{{\rtf1{row}\trowd\cellx1\clmrg\cellx2\pard\intbl All of us\cell\cell\row\pard x\par}}").as_bytes(),
    )
    .unwrap_or_default();
    assert_eq!(doc.text, "Name\tE-mail\nAll of us\n\nx\n");
    let cells = &doc.lines[1].row.as_ref().unwrap().cells;
    assert_eq!((cells.len(), doc.slice(cells[1])), (2, "All of us"));
}

#[test]
fn fields_are_their_result() {
    let link = r#"{\field{\*\fldinst HYPERLINK "mailto:ann@x.example"}{\fldrslt Ann Lee}}"#;
    assert_eq!(text(&format!(r"{{\rtf1 {link}\par}}")), "Ann Lee <ann@x.example>\n");
    let ticked = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt}}";
    assert_eq!(text(&format!(r"{{\rtf1 {ticked}Reports\par}}")), "☒ Reports\n");
}

#[test]
fn a_file_without_its_end_is_damaged() {
    assert_eq!(text(r"{\rtf1 Ann Lee ann@"), "unreadable");
}
