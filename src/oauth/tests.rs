//! Where tokens come from, with real commands, files and limits.

use std::os::unix::fs::PermissionsExt;

use super::*;

/// A folder with a script `token`, and the source that runs it.
fn script(text: &str) -> (tempfile::TempDir, Arc<TokenSource>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    let command = vec!["/bin/sh".to_owned(), path.display().to_string()];
    let source = TokenSource::of(None, &command, folder.path()).unwrap();
    (folder, source)
}

async fn line(text: &str, most: usize, limit: Duration) -> Result<String, String> {
    let command = ["/bin/sh", "-c", text].map(str::to_owned);
    command::first_line(&command, Path::new("/"), most, limit).await
}

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_command_is_heard_within_limits_and_without_our_environment() {
    assert_eq!(line("echo tok; echo more", 100, LONG).await, Ok("tok".into()));
    let kept = line(
        "env | sort | grep -v -e ^PATH= -e ^PWD= -e ^SHLVL= -e ^_= | tr '\\n' ' '; echo end",
        4000,
        LONG,
    )
    .await;
    assert_eq!(kept, Ok("end".into()), "our environment was shown");
    assert!(line("echo no; exit 3", 100, LONG).await.unwrap_err().contains("failed"));
    let endless = line("while :; do printf aaaaaaaaaaaaaaaa; done", 100, LONG).await;
    assert_eq!(endless, Err("printed too much".into()));
    // What goes on printing after its line is not waited for.
    assert_eq!(line("echo tok; yes", 100, LONG).await, Ok("tok".into()));
    let command = ["/nowhere/at/all".to_owned()];
    let missing = command::first_line(&command, Path::new("/"), 9, LONG).await;
    assert!(missing.unwrap_err().contains("cannot be started"));
}

#[tokio::test]
async fn at_its_limit_a_command_is_ended_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let shown = pipe.display().to_string();
    // Both processes hold the pipe open as long as they live.
    let text = format!("exec 3<>{shown}; (while :; do read x <&4; done) 4<{shown} & wait");
    let ended = line(&text, 100, Duration::from_millis(500)).await;
    assert!(ended.unwrap_err().contains("did not end within"));
    // Nobody reads it any more, so writing without waiting finds no reader.
    let opened = tokio::net::unix::pipe::OpenOptions::new().open_sender(&pipe);
    let gone = async {
        while tokio::net::unix::pipe::OpenOptions::new().open_sender(&pipe).is_ok() {
            tokio::task::yield_now().await;
        }
    };
    drop(opened);
    tokio::time::timeout(LONG, gone).await.unwrap();
}

#[tokio::test]
async fn a_command_is_asked_again_only_when_its_token_was_refused() {
    let (folder, source) = script("echo x >> count; wc -l < count | tr -d ' ' | sed s/^/tok-/");
    let runs = || {
        std::fs::read_to_string(folder.path().join("count"))
            .unwrap()
            .lines()
            .count()
    };
    let first = source.token().await.unwrap();
    assert_eq!((source.token().await.unwrap(), runs()), (first.clone(), 1));
    let second = source.instead_of(&first).await.unwrap();
    assert_eq!((second.reveal(), runs()), ("tok-2", 2));
    // Whoever comes late with the old one is given what there is.
    assert_eq!((source.instead_of(&first).await.unwrap(), runs()), (second.clone(), 2));
    source.give_up(&second).await;
    for _ in 0..100 {
        assert_eq!(source.token().await, Err(TokenError::Refused));
    }
    assert_eq!(runs(), 2, "a refused grant is no reason to ask a hundred times");
}

#[tokio::test]
async fn a_refused_token_is_not_shown_again_and_odd_files_hold_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    let source = TokenSource::of(Some(Path::new("token")), &[], folder.path()).unwrap();
    assert!(matches!(source.token().await, Err(TokenError::Unreadable { .. })));
    std::fs::write(&file, "one\nnot this\n").unwrap();
    let one = source.token().await.unwrap();
    assert_eq!((one.reveal(), format!("{one:?}")), ("one", "AccessToken(…)".to_owned()));
    assert_eq!(source.instead_of(&one).await, Err(TokenError::Refused));
    assert_eq!(source.token().await, Err(TokenError::Refused));
    std::fs::write(&file, "two").unwrap();
    assert_eq!(source.token().await.unwrap().reveal(), "two");
    for odd in ["", "\n", "a b", "a\u{1}b"] {
        std::fs::write(&file, odd).unwrap();
        assert!(
            matches!(source.token().await, Err(TokenError::Empty | TokenError::Odd)),
            "{odd:?}"
        );
    }
    std::fs::write(&file, "a".repeat(LONGEST_TOKEN + 1)).unwrap();
    assert_eq!(source.token().await, Err(TokenError::Odd));
    assert!(matches!(
        TokenSource::of(Some(Path::new("/dev/zero")), &[], folder.path())
            .unwrap()
            .token()
            .await,
        Err(TokenError::Unreadable { .. })
    ));
}
