//! WebSocket connections: one task each, which ends with its connection.

use super::{Arrival, Endpoints};
use crate::core::{Connection, Link};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio_tungstenite::connect_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Frames waiting to be sent; a connection that takes no more is as good as lost.
const OUTBOX_MAX: usize = 256;
/// Largest message that is read.
const BYTES_MAX: usize = 16 << 20;

struct Socket {
    connection: Connection,
    outbox: mpsc::Sender<String>,
    task: AbortHandle,
}

pub(super) struct Sockets {
    market: String,
    prices: String,
    arrivals: mpsc::Sender<Arrival>,
    open: [Option<Socket>; 2],
}

impl Sockets {
    pub(super) fn new(endpoints: &Endpoints, arrivals: mpsc::Sender<Arrival>) -> Self {
        let (market, prices) = (endpoints.market.clone(), endpoints.prices.clone());
        Self { market, prices, arrivals, open: [None, None] }
    }

    pub(super) fn connect(&mut self, connection: Connection) {
        let address = match connection.link {
            Link::Market => self.market.clone(),
            Link::Prices => self.prices.clone(),
        };
        let (outbox, to_send) = mpsc::channel(OUTBOX_MAX);
        let task = tokio::spawn(live(connection, address, to_send, self.arrivals.clone())).abort_handle();
        let before = self.open[connection.link as usize].replace(Socket { connection, outbox, task });
        if let Some(before) = before {
            before.task.abort();
        }
    }

    pub(super) fn disconnect(&mut self, connection: Connection) {
        let slot = &mut self.open[connection.link as usize];
        if slot.as_ref().is_some_and(|s| s.connection == connection)
            && let Some(socket) = slot.take()
        {
            socket.task.abort();
        }
    }

    pub(super) fn send(&mut self, connection: Connection, text: String) {
        let socket = self.open[connection.link as usize].as_ref().filter(|s| s.connection == connection);
        // A full outbox means that nothing gets through: the core will notice the silence.
        if let Some(socket) = socket
            && socket.outbox.try_send(text).is_err()
        {
            tracing::warn!(link = connection.link.name(), "a frame could not be sent");
        }
    }
}

impl Drop for Sockets {
    fn drop(&mut self) {
        self.open.iter().flatten().for_each(|socket| socket.task.abort());
    }
}

async fn live(
    connection: Connection,
    address: String,
    to_send: mpsc::Receiver<String>,
    arrivals: mpsc::Sender<Arrival>,
) {
    if let Err(error) = converse(connection, &address, to_send, &arrivals).await {
        tracing::debug!(link = connection.link.name(), %error, "connection ended");
    }
    // Nobody listens any more once the feed has stopped.
    let _ = arrivals.send(Arrival::Closed(connection)).await;
}

async fn converse(
    connection: Connection,
    address: &str,
    mut to_send: mpsc::Receiver<String>,
    arrivals: &mpsc::Sender<Arrival>,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let config = WebSocketConfig::default().max_message_size(Some(BYTES_MAX)).max_frame_size(Some(BYTES_MAX));
    // Small frames must not wait for one another.
    let no_delay = true;
    let (mut socket, _) = connect_async_with_config(address, Some(config), no_delay).await?;
    if arrivals.send(Arrival::Opened(connection)).await.is_err() {
        return Ok(());
    }
    loop {
        tokio::select! {
            text = to_send.recv() => match text {
                Some(text) => socket.send(Message::text(text)).await?,
                None => return Ok(()),
            },
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => {
                    let frame = text.as_bytes().to_vec();
                    if arrivals.send(Arrival::Frame(connection, frame)).await.is_err() {
                        return Ok(());
                    }
                }
                Some(Ok(Message::Close(_))) | None => return Ok(()),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
            },
        }
    }
}
