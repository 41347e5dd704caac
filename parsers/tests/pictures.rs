//! Pictures: those that may hold people are left to a person, logos are not.

use greenroom_parsers::{ManualReason, Profile, read};

/// A mail with a pasted picture in its HTML; what is flagged.
fn flagged(above: &str, image: &str, below: &str) -> Vec<String> {
    let raw = format!(
        "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: two people\r\n\
         Date: Fri, 26 Feb 2027 14:20:00 -0500\r\nMessage-ID: <s@vendor.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><body><p>Hi,</p><p>{above}</p><p>Imogen Vance, imogen@x.example, level 3</p>{image}{below}</body></html>\r\n\
         --b\r\nContent-Type: image/png\r\nContent-Disposition: inline\r\nContent-ID: <image001.png@01DC>\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    );
    let extraction = read(raw.as_bytes(), &Profile::client_roles()).extraction;
    let images = extraction.manual_entry.iter();
    images
        .inspect(|entry| assert_eq!(entry.reason, ManualReason::Image))
        .map(|entry| entry.attachment.clone())
        .collect()
}

fn image(width: u32, height: u32) -> String {
    format!("<p><img src=\"cid:image001.png@01DC\" width=\"{width}\" height=\"{height}\"></p>")
}

#[test]
fn a_picture_that_the_author_points_at_is_flagged_even_when_it_is_small() {
    for text in [
        "See the screenshot for two people.",
        "The rest is in the picture below.",
        "I pasted the list.",
        "Siehe Screenshot.",
        "Zwei weitere im Bild unten.",
        "Voir la capture d'écran.",
        "Ver la captura de pantalla.",
        "Veja a imagem, por favor: captura de tela.",
        "Zie de schermafbeelding.",
        "Vedi la schermata.",
    ] {
        let found = flagged(text, &image(110, 40), "<p>Pat</p>");
        assert_eq!(found, ["image001.png@01DC"], "{text}");
    }
}

#[test]
fn a_picture_alone_on_its_line_belongs_to_the_text_above() {
    assert_eq!(
        flagged("Two people.", &image(420, 90), "<p>Pat</p>"),
        ["image001.png@01DC"]
    );
}

#[test]
fn a_picture_below_the_closing_is_found_when_it_is_pointed_at() {
    let below = format!("<p>Best regards</p><p>Pat Field</p>{}", image(640, 300));
    assert_eq!(flagged("See screenshot below.", "", &below), ["image001.png@01DC"]);
}

#[test]
fn a_logo_of_a_signature_is_none() {
    let below = format!("<p>Best regards</p><p>Pat Field</p>{}", image(180, 60));
    for text in [
        "Two people.",
        "See the attached list.",
        "See the screenshot in the ticket.",
    ] {
        assert!(flagged(text, "", &below).is_empty(), "{text}");
    }
    assert!(
        flagged("Two people.", &image(100, 40), "<p>Pat</p>").is_empty(),
        "small, and nobody speaks of it"
    );
}

#[test]
fn the_picture_of_the_demo_is_flagged() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/demo/05-screenshot.eml");
    let raw = std::fs::read(path).expect("the demo is there");
    let extraction = read(&raw, &Profile::client_roles()).extraction;
    let flagged: Vec<_> = extraction
        .manual_entry
        .iter()
        .map(|entry| entry.attachment.as_str())
        .collect();
    assert_eq!(flagged, ["image001.png@01DC"]);
    let names: Vec<_> = extraction
        .users
        .iter()
        .filter_map(|user| user.name.as_deref())
        .collect();
    assert_eq!(names, ["Imogen Vance"]);
}
