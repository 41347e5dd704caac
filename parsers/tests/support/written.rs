//! A plain mail by an account manager, as tests write it.

/// The bytes of a mail with this body.
pub fn mail(body: &str) -> Vec<u8> {
    let body = body.replace('\n', "\r\n");
    format!(
        "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: new users\r\n\
         Date: Wed, 24 Feb 2027 09:00:00 -0500\r\nMessage-ID: <p@vendor.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
    .into_bytes()
}
