//! Attached files of one thing over and over, too large to be kept as files: read in the bounds of `fixtures/hostile`.

#![allow(missing_docs, clippy::unwrap_used, reason = "this is a test")]

use std::io::Write;

#[path = "support/meter.rs"]
mod meter;
#[path = "../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    dead_code,
    clippy::cast_possible_truncation,
    reason = "the fuzz targets are a crate of their own"
)]
mod targets;

/// What was once slow or large, with the format it is attached as.
fn files() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let styles: String = (0..200).map(|number| format!("<i a={number}>")).collect();
    let divided: String = (0..5_000).map(|number| format!("<div><i a={number}></div>")).collect();
    let fonts: String = (0..499).map(|number| format!("{{\\f{number} A;}}")).collect();
    let links: String = (0..20_000)
        .map(|number| format!("<a href=http://a{number:06}>http://b{number:06} </a>"))
        .collect();
    let lines = format!("{}\\par ", "x".repeat(80)).repeat(40_000);
    vec![
        (
            "quotes among spaces",
            "csv",
            format!("a,b\n{}{}", " ".repeat(200_000), "\" ".repeat(100_000)).into_bytes(),
        ),
        ("empty lines", "txt", vec![b'\n'; 4_000_000]),
        (
            "preformatted empty lines",
            "html",
            format!("<pre>{}", "\n".repeat(4_000_000)).into_bytes(),
        ),
        (
            "preformatted empty lines, as many as are let through",
            "html",
            format!("<pre>{}", "\n".repeat(499_999)).into_bytes(),
        ),
        (
            "styles opened again",
            "html",
            format!("<p>{styles}{}", "<p>x".repeat(50_000)).into_bytes(),
        ),
        ("many links", "html", links.into_bytes()),
        (
            "one long style",
            "html",
            format!("<p><i style={}>{}", "x".repeat(500_000), "<p>x".repeat(20_000)).into_bytes(),
        ),
        ("styles never closed", "html", divided.into_bytes()),
        (
            "many fonts",
            "rtf",
            format!("{{\\rtf1\\ansi{{\\fonttbl{fonts}}}\\f498 {lines}}}").into_bytes(),
        ),
        (
            "line breaks",
            "rtf",
            format!("{{\\rtf1\\ansi {} x}}", "\\lbr".repeat(3_000_000)).into_bytes(),
        ),
        ("page headers", "odt", page_headers()),
        ("lists", "docx", lists()),
        ("values of no length", "dat", values_of_no_length()),
    ]
}

/// A `winmail.dat` of properties with a million values each, of a kind that takes no room.
fn values_of_no_length() -> Vec<u8> {
    let mut list = 5_000_u32.to_le_bytes().to_vec();
    for _ in 0..5_000 {
        list.extend([0x00, 0x10, 0x34, 0x12]);
        list.extend(1_000_000_u32.to_le_bytes());
    }
    list.resize(1_000_100, 0);
    let mut file = vec![0x78, 0x9f, 0x3e, 0x22, 0x01, 0x00, 0x01];
    file.extend(0x0006_9003_u32.to_le_bytes());
    file.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    file.extend(list);
    file.extend([0, 0]);
    file
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Sixty thousand page headers, each with a text of its own.
fn page_headers() -> Vec<u8> {
    let spaces = ["office", "text", "style"]
        .map(|name| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .join(" ");
    let page = |number: usize| {
        format!("<style:master-page><style:header><text:p>{number:x}</text:p></style:header></style:master-page>")
    };
    let pages: String = (0x10000..0x1e000).map(page).collect();
    let content = format!(
        "<office:document-content {spaces}><office:body><office:text><text:p>x</text:p></office:text></office:body>\
         </office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {spaces}><office:master-styles>{pages}</office:master-styles></office:document-styles>"
    );
    zipped(&[("content.xml", &content), ("styles.xml", &styles)])
}

/// A hundred and fifty thousand lists that share one definition.
fn lists() -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let list = |number: usize| format!("<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"0\"/></w:num>");
    let all: String = (1..150_000).map(list).collect();
    zipped(&[
        (
            "word/_rels/document.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"n\" Target=\"numbering.xml\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\"/></Relationships>",
        ),
        (
            "word/document.xml",
            &format!("<w:document {space}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"),
        ),
        (
            "word/numbering.xml",
            &format!("<w:numbering {space}><w:abstractNum w:abstractNumId=\"0\"/>{all}</w:numbering>"),
        ),
    ])
}

#[test]
fn a_file_of_one_thing_is_read_in_bounds() {
    for (what, format, bytes) in files() {
        let mail = targets::wrap(&format!("users.{format}"), "application/octet-stream", &bytes);
        meter::in_bounds(what, || targets::mail(&mail));
    }
}
