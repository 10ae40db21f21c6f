//! WebSockets in and out.

use super::hub::Hub;
use crate::Channel;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use std::sync::Arc;

pub(super) async fn upgrade(ws: WebSocketUpgrade, State(hub): State<Arc<Hub>>, channel: Channel) -> Response {
    ws.on_upgrade(move |socket| talk(socket, hub, channel))
}

async fn talk(mut socket: WebSocket, hub: Arc<Hub>, channel: Channel) {
    let (id, mut frames) = hub.open(channel);
    loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Some(text) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        break;
                    }
                }
                // The venue hung up, or this client was too slow.
                None => {
                    let _ = socket.send(Message::Close(None)).await;
                    break;
                }
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => hub.with(|venue| venue.text(id, &text)),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                // The protocol is text; pings of the transport are answered by it.
                Some(Ok(_)) => {}
            },
        }
    }
    hub.close(id);
}
