//! Listeners: silent connections are closed, places are limited, and nobody keeps the program from ending.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use greenroom::web::listener::Guarded;
use greenroom::web::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::timeout;

const LONG: Duration = Duration::from_secs(30);
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn router() -> Router {
    Router::new().route("/", get(|| async { "hello" }))
}

async fn answer(mut stream: TcpStream) -> String {
    stream.write_all(REQUEST).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn a_silent_connection_loses_its_place_to_one_that_asks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let guarded = Guarded::new(listener, 1, Duration::from_millis(200));
    tokio::spawn(axum::serve(guarded, router()).into_future());
    let mut silent = TcpStream::connect(address).await.unwrap();
    silent.write_all(b"GET / HT").await.unwrap();
    let other = TcpStream::connect(address).await.unwrap();
    let text = timeout(LONG, answer(other)).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    let mut rest = Vec::new();
    let closed = timeout(LONG, silent.read_to_end(&mut rest)).await.unwrap();
    assert!(
        closed.is_err() || !rest.starts_with(b"HTTP/1.1 200"),
        "the silent one was let go"
    );
}

#[tokio::test]
async fn open_connections_do_not_keep_the_program_from_ending() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    let server = tokio::spawn(serve(listener, router(), shutdown));
    let _fresh = TcpStream::connect(address).await.unwrap();
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET / HT").await.unwrap();
    let asking = TcpStream::connect(address).await.unwrap();
    assert!(answer(asking).await.ends_with("hello"));
    stop.send(()).unwrap();
    timeout(LONG, server).await.unwrap().unwrap().unwrap();
}
