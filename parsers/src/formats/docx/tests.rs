//! What Word shows of each construction, and what is read of it.

use std::io::{Cursor, Write};

use super::read;
use crate::document::Document;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

fn pack(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn body(xml: &str) -> Document {
    let document = format!("<w:document {W}><w:body>{xml}</w:body></w:document>");
    read("1", &pack(&[("word/document.xml", document)])).unwrap()
}

fn text(xml: &str) -> String {
    body(xml).text
}

fn p(xml: &str) -> String {
    format!("<w:p>{xml}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn marked(property: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{property}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn changes_are_accepted() {
    let line = format!(
        "<w:ins>{}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
        r("new")
    );
    assert_eq!(text(&p(&line)), "new\n");
    let moved = format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("from"), r("to"));
    assert_eq!(text(&p(&moved)), "to\n");
    let deleted = format!("<w:ins><w:del>{}</w:del></w:ins>{}", r("never"), r("kept"));
    assert_eq!(text(&p(&deleted)), "kept\n");
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let both = format!("{}{}", p(&format!("{mark}{}", r("one "))), p(&r("two")));
    assert_eq!(text(&both), "one two\n");
    let gone = format!("{}{}", p(&format!("{mark}<w:del>{}</w:del>", r("one"))), p(&r("two")));
    assert_eq!(text(&gone), "two\n");
    let at_the_end = format!("{}<w:tbl/>", p(&format!("{mark}{}", r("last"))));
    assert_eq!(text(&at_the_end), "last\n");
}

#[test]
fn hidden_and_struck_text_is_not_shown() {
    for property in [
        "<w:vanish/>",
        "<w:strike/>",
        "<w:dstrike w:val=\"true\"/>",
        "<w:del w:id=\"1\"/>",
    ] {
        assert_eq!(
            text(&p(&format!("{}{}", marked(property, "gone"), r("kept")))),
            "kept\n",
            "{property}"
        );
    }
    assert_eq!(
        text(&p(&marked(
            "<w:vanish w:val=\"0\"/><w:strike w:val=\"false\"/>",
            "kept"
        ))),
        "kept\n"
    );
}

#[test]
fn styles_hide_and_strike_too() {
    let styles = format!(
        "<w:styles {W}><w:style w:styleId=\"Base\"><w:rPr><w:strike/></w:rPr></w:style>\
         <w:style w:styleId=\"Out\"><w:basedOn w:val=\"Base\"/></w:style>\
         <w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"s\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/styles\" Target=\"/word/styles.xml\"/>\
         </Relationships>";
    let xml = format!(
        "<w:document {W}><w:body>{}{}</w:body></w:document>",
        p(&format!("{}{}", marked("<w:rStyle w:val=\"Out\"/>", "gone"), r("kept"))),
        p(&format!(
            "<w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>{}",
            r("Users")
        ))
    );
    let file = pack(&[
        ("word/document.xml", xml),
        ("word/styles.xml", styles),
        ("word/_rels/document.xml.rels", relations.to_owned()),
    ]);
    let doc = read("1", &file).unwrap();
    assert_eq!(doc.text, "kept\nUsers\n");
    assert_eq!(
        doc.lines.iter().map(|line| line.heading).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn controls_are_their_answer() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let ticked = control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", &r("☒"));
    let empty = control("<w14:checkbox><w14:checked w14:val=\"0\"/></w14:checkbox>", &r("☐"));
    assert_eq!(
        text(&p(&format!("{ticked}{}{empty}{}", r(" yes "), r(" no")))),
        "☒ yes ☐ no\n"
    );
    assert_eq!(text(&p(&control("<w:showingPlcHdr/>", &r("Click here")))), "\n");
    let list =
        "<w:dropDownList w:lastValue=\"2\"><w:listItem w:value=\"2\" w:displayText=\"Level 2\"/></w:dropDownList>";
    assert_eq!(text(&p(&control(list, &r("Level 2")))), "Level 2\n");
    assert_eq!(text(&p(&control(list, ""))), "Level 2\n");
    assert_eq!(
        text(&p(&control("<w:date w:fullDate=\"2027-03-15T00:00:00Z\"/>", ""))),
        "2027-03-15\n"
    );
    assert_eq!(text(&control("", &p(&r("a block")))), "a block\n");
}

#[test]
fn legacy_form_fields_are_their_value() {
    let field = |data: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let boxes = format!(
        "{}{}{}{}",
        field("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", ""),
        r("yes "),
        field(
            "<w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>",
            ""
        ),
        r("no")
    );
    assert_eq!(text(&p(&boxes)), "☒ yes ☐ no\n");
    let list = "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"one\"/><w:listEntry w:val=\"two\"/></w:ddList>";
    assert_eq!(text(&p(&field(list, ""))), "two\n");
    assert_eq!(text(&p(&field("<w:textInput/>", &r("Ann Lee")))), "Ann Lee\n");
    // A field without its end does not swallow what follows.
    let cut = p("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>");
    assert_eq!(text(&format!("{cut}{}", p(&r("next")))), "\nnext\n");
}

#[test]
fn links_show_the_address_they_hide() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"mailto:ann@x.example\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Ann Lee</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    assert_eq!(text(&p(field)), "Ann Lee <ann@x.example>\n");
    let simple = format!(
        "<w:fldSimple w:instr=\"HYPERLINK https://docs.x.example/list\">{}</w:fldSimple>",
        r("the list")
    );
    let doc = body(&p(&simple));
    assert_eq!(doc.text, "the list\n");
    assert_eq!(
        (doc.links[0].address.as_str(), doc.links[0].at),
        ("https://docs.x.example/list", 8)
    );
}

#[test]
fn text_boxes_are_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("in the box")));
    let shape = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    );
    assert_eq!(
        text(&p(&format!("{}<w:r>{shape}</w:r>", r("around")))),
        "around\nin the box\n"
    );
    let old = format!("<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>");
    assert_eq!(text(&p(&old)), "\nin the box\n");
}

#[test]
fn tables_keep_their_shape() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)));
    let row =
        |properties: &str, cells: &[String]| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat());
    let rows = [
        row(
            "",
            &[
                cell("<w:gridSpan w:val=\"2\"/>", "Everybody"),
                cell("<w:vMerge w:val=\"restart\"/>", "Level 2"),
            ],
        ),
        row(
            "",
            &[cell("", "Ann"), cell("", "ann@x.example"), cell("<w:vMerge/>", "")],
        ),
        row(
            "<w:del w:id=\"1\"/>",
            &[cell("", "Old"), cell("", "old@x.example"), cell("", "1")],
        ),
        row(
            "",
            &[
                cell("", "Bo"),
                cell("<w:cellDel w:id=\"2\"/>", "gone"),
                cell("", "bo@x.example"),
                cell("", "1"),
            ],
        ),
    ];
    let doc = body(&format!("<w:tbl>{}</w:tbl>", rows.concat()));
    assert_eq!(
        doc.text,
        "Everybody\tLevel 2\nAnn\tann@x.example\nBo\tbo@x.example\t1\n\n"
    );
    let shown = |line: usize| -> Vec<&str> {
        let row = doc.lines[line].row.as_ref().unwrap();
        row.cells.iter().map(|cell| doc.slice(*cell)).collect()
    };
    assert_eq!(shown(0), ["Everybody", "Everybody", "Level 2"]);
    assert_eq!(shown(1), ["Ann", "ann@x.example", "Level 2"]);
    let control = |inner: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>");
    let wrapped = control(&row("", &[control(&cell("", "Ann")), cell("", "ann@x.example")]));
    assert_eq!(text(&format!("<w:tbl>{wrapped}</w:tbl>")), "Ann\tann@x.example\n\n");
}

#[test]
fn lists_are_marked_as_word_counts_them() {
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"7\">\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1%2)\"/></w:lvl>\
         </w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"n\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let item = |level: usize, text: &str| {
        let place = format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>");
        p(&format!("{place}{}", r(text)))
    };
    let items = [item(0, "Ann"), item(1, "Level 2"), item(1, "Reports"), item(0, "Bo")].concat();
    let xml = format!("<w:document {W}><w:body>{items}</w:body></w:document>");
    let file = pack(&[
        ("word/document.xml", xml),
        ("word/numbering.xml", numbering),
        ("word/_rels/document.xml.rels", relations.to_owned()),
    ]);
    let doc = read("1", &file).unwrap();
    assert_eq!(doc.text, "1. Ann\n  1a) Level 2\n  1b) Reports\n2. Bo\n");
    let lines: Vec<_> = doc.lines.iter().map(|line| (line.list, doc.slice(line.span))).collect();
    assert_eq!(
        lines,
        [
            (Some(0), "Ann"),
            (Some(1), "Level 2"),
            (Some(1), "Reports"),
            (Some(0), "Bo")
        ]
    );
}

#[test]
fn page_margins_and_notes_are_shown_but_letterheads_set_nobody_up() {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"h\" Type=\"x/header\" Target=\"header1.xml\"/>\
         <Relationship Id=\"g\" Type=\"x/header\" Target=\"header2.xml\"/>\
         <Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
    let header = format!(
        "<w:hdr {W}>{}{}</w:hdr>",
        p(&r("Acme Dental")),
        p(&r("office@acme.example"))
    );
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p(&r("separator")),
        p(&r("on leave till May"))
    );
    let line = format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", r("Ann Lee"));
    let file = pack(&[
        (
            "word/document.xml",
            format!("<w:document {W}><w:body>{}</w:body></w:document>", p(&line)),
        ),
        ("word/header1.xml", header.clone()),
        ("word/header2.xml", header),
        ("word/footnotes.xml", notes),
        ("word/_rels/document.xml.rels", relations.to_owned()),
    ]);
    let doc = read("1", &file).unwrap();
    assert_eq!(
        doc.text,
        "Acme Dental\noffice@acme.example\nAnn Lee\non leave till May\n"
    );
    let read: Vec<&str> = doc.lines.iter().map(|line| doc.slice(line.span)).collect();
    assert_eq!(read, ["Acme Dental", "Ann Lee", "on leave till May"]);
}

#[test]
fn other_prefixes_and_the_strict_edition_are_read() {
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r>\
        <x:t>Ann &amp; Bo</x:t><x:br/><x:t>next</x:t></x:r></x:p></x:body></x:document>";
    let file = pack(&[("word/document.xml", strict.to_owned())]);
    assert_eq!(read("1", &file).unwrap().text, "Ann & Bo\nnext\n");
    let plain = strict.replace("x:", "").replace("xmlns:x", "xmlns");
    assert_eq!(
        read("1", &pack(&[("word/document.xml", plain)])).unwrap().text,
        "Ann & Bo\nnext\n"
    );
}

#[test]
fn symbols_of_forms_are_boxes() {
    let symbols = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t> yes </w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/><w:t> no</w:t></w:r>";
    assert_eq!(text(&p(symbols)), "☒ yes ☐ no\n");
    assert_eq!(text(&p(&marked("<w:rFonts w:ascii=\"Wingdings\"/>", "þ"))), "☒\n");
}

#[test]
fn hostile_documents_are_refused_or_read_in_bounds() {
    let deep = |start: &str, end: &str, times: usize| format!("{}{}", start.repeat(times), end.repeat(times));
    let tables = deep("<w:tbl><w:tr><w:tc><w:p/>", "</w:tc></w:tr></w:tbl>", 80);
    assert_eq!(body(&format!("{tables}{}", p(&r("end")))).text.trim(), "end");
    for xml in [
        deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 200),
        "<w:p/>".repeat(60_000),
        p(&r(&"x".repeat(2_000_000))),
    ] {
        let document = format!("<w:document {W}><w:body>{xml}</w:body></w:document>");
        assert!(read("1", &pack(&[("word/document.xml", document)])).is_err());
    }
}

#[test]
fn html_left_to_word_is_read_and_other_chunks_are_not_lost() {
    let relations = |target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"c\" Type=\"x/aFChunk\" Target=\"{target}\"/></Relationships>"
        )
    };
    let document = format!(
        "<w:document {W}><w:body>{}<w:altChunk r:id=\"c\"/></w:body></w:document>",
        p(&r("Users"))
    );
    let page = "<table><tr><td>Ann</td><td>ann@x.example</td></tr></table>".to_owned();
    let web = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n";
    for (target, content) in [
        ("chunk.html", page.clone()),
        ("chunk.mht", format!("{web}{page}\r\n--b--\r\n")),
    ] {
        let file = pack(&[
            ("word/document.xml", document.clone()),
            ("word/_rels/document.xml.rels", relations(target)),
            (&format!("word/{target}"), content),
        ]);
        let doc = read("1", &file).unwrap();
        assert_eq!(doc.text.trim_end(), "Users\nAnn\tann@x.example", "{target}");
        assert!(doc.lines.iter().any(|line| line.row.is_some()));
    }
    let missing = pack(&[
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations("chunk.bin")),
    ]);
    assert!(read("1", &missing).is_err());
}
