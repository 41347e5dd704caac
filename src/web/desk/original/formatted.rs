//! The HTML of a mail, cleaned by ammonia and shown as a document of its own.
//!
//! What is left can neither run nor load nor lead anywhere: scripts, forms, frames and styles are gone, links have lost where
//! they lead, and of pictures only those stay that came with the mail and are made of dots; they are written into the document.
//! The policy of the document and the sandbox of its frame forbid all of it once more.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use ammonia::Builder;
use data_encoding::{BASE64, BASE64_MIME_PERMISSIVE};
use greenroom_parsers::OriginalFile;
use sha2::{Digest, Sha256};

use super::kind::Kind;

/// The only style sheet of the document. The policy names it by its hash.
const STYLE: &str = "body{margin:0;padding:12px;background:#fff;color:#16201a;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\
                     table{border-collapse:collapse}td,th{padding:2px 10px 2px 0;text-align:left;vertical-align:top}img{max-width:100%;height:auto}\
                     blockquote{margin:0 0 0 4px;padding-left:10px;border-left:2px solid #dde4df}pre{white-space:pre-wrap}";

/// Pictures beyond this are counted with those that are not shown.
const MOST_PICTURE_BYTES: usize = 12 << 20;

/// Colours and weights mean something in lists of people ("the yellow ones"). Nothing here can load, cover or hide.
const PROPERTIES: [&str; 8] = [
    "background-color",
    "color",
    "font-style",
    "font-weight",
    "text-align",
    "text-decoration",
    "vertical-align",
    "white-space",
];

/// Attributes of old that carry the same.
const ATTRIBUTES: [(&str, &[&str]); 9] = [
    ("table", &["border", "cellpadding", "cellspacing", "bgcolor", "align"]),
    ("tr", &["bgcolor", "align", "valign"]),
    ("td", &["bgcolor", "align", "valign", "colspan", "rowspan"]),
    ("th", &["bgcolor", "align", "valign", "colspan", "rowspan"]),
    ("font", &["color"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ol", &["start", "type"]),
    ("p", &["align"]),
    ("div", &["align"]),
];

/// A cleaned text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// What is left of it.
    pub(super) html: String,
    /// How many pictures would have been loaded from elsewhere.
    pub(super) elsewhere: usize,
    /// How many pictures that came along are not shown: they are missing, too large, or not made of dots.
    pub(super) left_out: usize,
}

/// Pictures that are not shown, and room for those that are.
#[derive(Debug)]
struct Count {
    elsewhere: AtomicUsize,
    left_out: AtomicUsize,
    room: AtomicUsize,
}

/// Cleans a text. `files` came with it, and may be its pictures.
pub(super) fn clean(html: &str, files: &Arc<Vec<OriginalFile>>) -> Shown {
    let count = Arc::new(Count {
        elsewhere: AtomicUsize::new(0),
        left_out: AtomicUsize::new(0),
        room: AtomicUsize::new(MOST_PICTURE_BYTES),
    });
    let (files, counted) = (Arc::clone(files), Arc::clone(&count));
    let mut builder = Builder::default();
    builder
        .add_tags(["font"])
        .rm_tags(["map", "area"])
        .tag_attributes(allowed())
        .generic_attributes(HashSet::from(["style", "dir", "lang"]))
        .filter_style_properties(HashSet::from(PROPERTIES))
        .url_schemes(HashSet::from(["cid", "data", "http", "https"]))
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| {
            if attribute == "style" {
                return Some(Cow::Owned(plain(value)));
            }
            if (element, attribute) != ("img", "src") {
                return Some(Cow::Borrowed(value));
            }
            let (found, counts) = match picture(value, &files) {
                Source::Here(bytes) => (embedded(&bytes, &counted.room), &counted.left_out),
                Source::Missing => (None, &counted.left_out),
                Source::Elsewhere => (None, &counted.elsewhere),
            };
            if found.is_none() {
                counts.fetch_add(1, Ordering::Relaxed);
            }
            found.map(Cow::Owned)
        });
    Shown {
        html: builder.clean(html).to_string(),
        elsewhere: count.elsewhere.load(Ordering::Relaxed),
        left_out: count.left_out.load(Ordering::Relaxed),
    }
}

/// The declarations of a style that are words, numbers and colours: ammonia judges their names, and not what they say.
fn plain(style: &str) -> String {
    let is_plain = |declaration: &&str| {
        let value = declaration.split_once(':').map_or("", |(_, value)| value.trim());
        let letters = |letter: char| letter.is_ascii_alphanumeric() || " #%.,-!()".contains(letter);
        let is_colour = ["rgb(", "rgba(", "hsl(", "hsla("]
            .iter()
            .any(|start| value.starts_with(start));
        let called = value.matches('(').count();
        !value.is_empty() && value.chars().all(letters) && (called == 0 || called == 1 && is_colour)
    };
    style.split(';').filter(is_plain).collect::<Vec<_>>().join(";")
}

fn allowed() -> HashMap<&'static str, HashSet<&'static str>> {
    let pairs = ATTRIBUTES.iter();
    pairs
        .map(|(tag, names)| (*tag, names.iter().copied().collect()))
        .collect()
}

/// Where the bytes of a picture are.
enum Source<'f> {
    Here(Cow<'f, [u8]>),
    Missing,
    Elsewhere,
}

fn picture<'f>(source: &str, files: &'f [OriginalFile]) -> Source<'f> {
    let source = source.trim();
    let (scheme, rest) = source.split_once(':').unwrap_or(("", source));
    match scheme.to_ascii_lowercase().as_str() {
        "cid" => {
            let id = rest.trim_matches(['<', '>']);
            let named =
                |file: &&OriginalFile| file.content_id.as_deref().map(|id| id.trim_matches(['<', '>'])) == Some(id);
            let file = files.iter().find(named);
            file.map_or(Source::Missing, |file| Source::Here(Cow::Borrowed(&file.bytes)))
        }
        "data" => {
            let text = rest.split_once(";base64,").map(|(_, text)| text);
            let bytes = text.and_then(|text| BASE64_MIME_PERMISSIVE.decode(text.as_bytes()).ok());
            bytes.map_or(Source::Missing, |bytes| Source::Here(Cow::Owned(bytes)))
        }
        _ => Source::Elsewhere,
    }
}

/// A picture written out, if it is made of dots and there is room for it.
fn embedded(bytes: &[u8], room: &AtomicUsize) -> Option<String> {
    let Kind::Picture(kind) = Kind::of(bytes) else {
        return None;
    };
    let left = room.load(Ordering::Relaxed).checked_sub(bytes.len())?;
    room.store(left, Ordering::Relaxed);
    Some(format!("data:{kind};base64,{}", BASE64.encode(bytes)))
}

/// The document around a cleaned text.
pub(super) fn document(shown: &Shown) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The mail as it was formatted</title>\
         <style>{STYLE}</style></head><body>{}</body></html>",
        shown.html
    )
}

/// What the document may do: show itself, in its own style sheet, in a frame of the desk. Attributes may style, because
/// [`PROPERTIES`] are all that is left of them.
pub(super) fn policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let hash = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
        format!(
            "default-src 'none'; img-src data:; style-src 'sha256-{hash}'; style-src-attr 'unsafe-inline'; sandbox; \
             frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
        )
    });
    &POLICY
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: &[u8] = b"\x89PNG\r\n\x1a\nx";

    fn file(id: &str, bytes: &[u8]) -> OriginalFile {
        OriginalFile {
            part: "2".into(),
            name: None,
            content_id: Some(id.into()),
            bytes: bytes.to_vec(),
            is_beyond: false,
        }
    }

    #[test]
    fn nothing_is_left_that_runs_loads_or_leads_away() {
        let hostile = "<p onclick=alert(1)>Hi <b>you</b></p><script>alert(1)</script><style>@import url(//evil.example)</style>\
            <svg onload=alert(1)><image href='https://evil.example/x'/></svg><math><mi xlink:href='javascript:alert(1)'>x</mi></math>\
            <iframe src='https://evil.example'></iframe><object data=x></object><embed src=x><form action=//evil.example><input></form>\
            <a href='https://evil.example' ping='https://evil.example'>link</a><a href='javascript:alert(1)'>j</a>\
            <meta http-equiv=refresh content='0;url=//evil.example'><base href='//evil.example'><link rel=stylesheet href='//evil.example'>\
            <td background='//evil.example'>x</td><video src='//evil.example' poster='//evil.example'></video>\
            <div style='background:url(https://evil.example/x);color:red;position:fixed;display:none'>red</div>\
            <div style='background-color:url(https://evil.example/y);color:rgb(1, 2, 3)'>b</div>\
            <div style='color:r\\65 d;background-color:u\\72l(//evil.example)'>c</div><img srcset='//evil.example 2x'>\
            <noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>";
        let shown = clean(hostile, &Arc::default()).html.to_lowercase();
        for word in [
            "alert", "evil", "script", "href", "<svg", "<iframe", "<form", "<input", "position", "display", "onerror",
            "srcset",
        ] {
            assert!(!shown.contains(word), "{word} is left: {shown}");
        }
        assert!(
            shown.contains("<b>you</b>")
                && shown.contains("link")
                && shown.contains("color:red")
                && shown.contains("rgb(1, 2, 3)"),
            "{shown}"
        );
    }

    #[test]
    fn pictures_that_came_along_are_written_in_and_others_are_counted() {
        let files = Arc::new(vec![file("dot@x", DOT), file("vector", b"<svg onload=alert(1)>")]);
        let text = "<img src='cid:dot@x' alt='a'><img src='cid:vector'><img src='cid:gone'><img src='https://evil.example/p.gif'>\
                    <img src='//evil.example/q'><img src='/account'><img src='data:image/svg+xml;base64,PHN2Zz4='>\
                    <img src='data:text/html;base64,iVBORw0KGgp4'><img src='javascript:alert(1)'>";
        let shown = clean(text, &files);
        let here = format!("src=\"data:image/png;base64,{}\"", BASE64.encode(DOT));
        assert!(shown.html.contains(&here), "{}", shown.html);
        assert!(!shown.html.contains("evil") && !shown.html.contains("svg") && !shown.html.contains("/account"));
        // What calls itself a page and is a picture is a picture.
        assert_eq!(shown.html.matches("src=").count(), 2, "{}", shown.html);
        assert_eq!((shown.elsewhere, shown.left_out), (3, 3));
    }
}
