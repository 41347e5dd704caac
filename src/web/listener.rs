//! A listener that strangers cannot wear out: only so many connections at a time, and none that stays silent.
//!
//! The HTTP server itself waits for the head of a request for ever, so without this a few thousand silent connections
//! would use up the open files of the whole process, the store's included.

use std::future::Pending;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Timeout, timeout};

/// Limits the connections of a listener.
#[derive(Debug)]
pub struct Guarded {
    listener: TcpListener,
    places: Arc<Semaphore>,
    silence: Duration,
}

impl Guarded {
    /// At most `places` connections at a time; others wait to be accepted. Each is closed after `silence` without a byte.
    pub fn new(listener: TcpListener, places: usize, silence: Duration) -> Self {
        Self {
            listener,
            places: Arc::new(Semaphore::new(places)),
            silence,
        }
    }
}

impl Listener for Guarded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        // The listener of tokio retries by itself, with a pause when the process has no files left.
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let connection = Connection {
            stream,
            patience: patience(self.silence),
            silence: self.silence,
            _place: place,
        };
        (connection, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection with a place of its own and an end to its silence.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    patience: Pin<Box<Timeout<Pending<()>>>>,
    silence: Duration,
    _place: Option<OwnedSemaphorePermit>,
}

fn patience(silence: Duration) -> Pin<Box<Timeout<Pending<()>>>> {
    Box::pin(timeout(silence, std::future::pending()))
}

impl Connection {
    /// Begins to wait anew when something moved; gives up when nothing did for too long.
    fn watched<T>(&mut self, context: &mut Context<'_>, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            self.patience = patience(self.silence);
            return moved;
        }
        // It ends in one way only, because what it waits for never comes.
        let _ = ready!(self.patience.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_read(context, into);
        self.watched(context, moved)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(context, moved)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
