//! Prints what is read from mails, one JSON object a line.
//!
//! `parse [--profile NAME] [--layers] [--shown] [--explain] FILE...`; `parse` and `--json` as first words are taken and ignored.

use std::process::ExitCode;

use greenroom_parsers::{Extraction, LayersReport, Profile, ReadOptions, read_with};

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing is what this example is for"
)]
fn main() -> ExitCode {
    let mut profile = Profile::client_roles();
    let (mut layers, mut shown, mut explain, mut failed) = (false, false, false, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "parse" | "--json" => {}
            "--layers" => layers = true,
            "--shown" => shown = true,
            "--explain" => explain = true,
            "--profile" => match arguments.next().as_deref().and_then(Profile::built_in) {
                Some(found) => profile = found,
                None => {
                    eprintln!("--profile: expected client-roles or device-sales");
                    return ExitCode::FAILURE;
                }
            },
            file => {
                let (mut extraction, found, texts) = match std::fs::read(file) {
                    Ok(raw) => {
                        let options = ReadOptions {
                            explain,
                            ..ReadOptions::default()
                        };
                        let reading = read_with(&raw, &profile, &options);
                        for said in reading.explained {
                            let mark = if said.counts { "+" } else { "-" };
                            println!(
                                "{mark} {} {} = {} | by {} about {} | {} | {:?}",
                                said.user, said.field, said.says, said.by, said.about, said.why, said.evidence.text
                            );
                        }
                        (reading.extraction, reading.layers, reading.shown)
                    }
                    Err(error) => (Extraction::failed(error.to_string()), Vec::new(), Vec::new()),
                };
                failed |= extraction.error.is_some();
                extraction.file = file.to_owned();
                if shown {
                    for part in texts {
                        println!("=== {}\n{}", part.part, part.text);
                    }
                }
                let line = if layers {
                    serde_json::to_string(&LayersReport::new(file, extraction.error, found))
                } else {
                    serde_json::to_string(&extraction)
                };
                println!("{}", line.unwrap_or_default());
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
