//! The private socket: who may connect, how much each may ask, and that nobody waits for anybody else.

use crate::answer::{Answer, Refusal, RefusalCode};
use crate::frame::{self, FrameError, LENGTH_MAX};
use crate::rate::Bucket;
use crate::request::Request;
use crate::signer::Signer;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// What one process serves at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once; who comes beyond is told so and let go.
    pub connections: usize,
    /// Requests of all connections a second, and as many at once.
    pub requests_per_second: i64,
    /// A message that was begun, or an answer, must be over within this time.
    pub patience: Duration,
    /// A connection that says nothing for so long is let go.
    pub idle: Duration,
}

/// 32 connections, 1,000 requests a second, 5 seconds of patience, 10 minutes of silence.
impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 32,
            requests_per_second: 1_000,
            patience: Duration::from_secs(5),
            idle: Duration::from_secs(600),
        }
    }
}

/// Why there is no socket.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// The folder or the socket cannot be made.
    #[error("cannot listen at {path}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others could get at the socket.
    #[error("the folder {path} is open to others: it must belong to this user and have mode 0700")]
    Exposed {
        /// Which folder.
        path: PathBuf,
    },
    /// Another signer listens there.
    #[error("a signer is listening at {path} already")]
    Taken {
        /// Where.
        path: PathBuf,
    },
}

/// Listens at `path`, for this user alone. Makes the folder if it is missing; what an earlier signer left is replaced.
///
/// # Errors
/// When the folder is open to others, another signer listens, or the system refuses.
pub fn listen(path: &Path) -> Result<UnixListener, SocketError> {
    let at = |source| SocketError::Io { path: path.to_owned(), source };
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(at)?;
    let facts = std::fs::metadata(folder).map_err(at)?;
    if facts.mode() & 0o077 != 0 || facts.uid() != rustix::process::geteuid().as_raw() {
        return Err(SocketError::Exposed { path: folder.to_owned() });
    }
    if path.exists() {
        if std::os::unix::net::UnixStream::connect(path).is_ok() {
            return Err(SocketError::Taken { path: path.to_owned() });
        }
        std::fs::remove_file(path).map_err(at)?;
    }
    // Nobody else gets into the folder, so there is no moment at which the socket is open to them.
    let listener = UnixListener::bind(path).map_err(at)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).map_err(at)?;
    Ok(listener)
}

/// Serves whoever connects, until dropped.
pub async fn serve(listener: UnixListener, signer: Arc<Signer>, limits: Limits) {
    let shared = Arc::new(Shared {
        signer,
        limits,
        places: Arc::new(Semaphore::new(limits.connections)),
        requests: Mutex::default(),
        exports: Semaphore::new(1),
    });
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors: others must finish first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if !is_own(&stream) {
            tracing::warn!("a connection of another user was refused");
            continue;
        }
        let place = Arc::clone(&shared.places).try_acquire_owned();
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let mut stream = stream;
            match place {
                Ok(_place) => shared.converse(&mut stream).await,
                Err(_) => {
                    tracing::warn!(connections = shared.limits.connections, "too many connections");
                    let refusal = Refusal::new(RefusalCode::Busy, "too many connections");
                    let _ = shared.say(&mut stream, &Answer::Refused(refusal)).await;
                }
            }
        });
    }
}

/// Whether a process of this very user is at the other end.
pub(crate) fn is_own(stream: &UnixStream) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == rustix::process::geteuid().as_raw())
}

struct Shared {
    signer: Arc<Signer>,
    limits: Limits,
    places: Arc<Semaphore>,
    requests: Mutex<Bucket>,
    exports: Semaphore,
}

impl Shared {
    /// One connection, until it ends, is silent for too long or says something that is no message.
    async fn converse(self: &Arc<Self>, stream: &mut UnixStream) {
        // A password may come through here.
        let mut buffer = Zeroizing::new(vec![0; 4 + LENGTH_MAX]);
        loop {
            let answer = match self.hear(stream, &mut buffer).await {
                Ok(None) => return,
                Ok(Some(length)) => {
                    let heard = frame::decode::<Request>(&buffer[4..4 + length]);
                    buffer[..4 + length].fill(0);
                    match heard {
                        Ok(request) => self.answer(request).await,
                        Err(error) => malformed(error),
                    }
                }
                Err(error) => {
                    let _ = self.say(stream, &malformed(error)).await;
                    return;
                }
            };
            if self.say(stream, &answer).await.is_err() {
                return;
            }
        }
    }

    /// The next message's length, its bytes in `buffer` behind four; `None` when the connection is over.
    async fn hear(&self, stream: &mut UnixStream, buffer: &mut [u8]) -> Result<Option<usize>, FrameError> {
        let first = timeout(self.limits.idle, stream.read(&mut buffer[..1])).await;
        if !matches!(first, Ok(Ok(1))) {
            return Ok(None);
        }
        let rest = async {
            let (head, body) = buffer.split_at_mut(4);
            stream.read_exact(&mut head[1..]).await.ok()?;
            match frame::split(head) {
                Err(error) => Some(Err(error)),
                Ok(_) => {
                    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
                    stream.read_exact(body.get_mut(..length)?).await.ok()?;
                    Some(Ok(length))
                }
            }
        };
        match timeout(self.limits.patience, rest).await {
            Ok(Some(Ok(length))) => Ok(Some(length)),
            Ok(Some(Err(error))) => Err(error),
            Ok(None) | Err(_) => Ok(None),
        }
    }

    async fn answer(self: &Arc<Self>, request: Request) -> Answer {
        let now_ms = now_ms();
        let per_second = self.limits.requests_per_second;
        let taken =
            self.requests.lock().unwrap_or_else(PoisonError::into_inner).take(per_second, 1_000, 1, now_ms);
        let name = request.name();
        let answer = if taken.is_err() {
            busy("too many requests")
        } else if matches!(request, Request::ExportKeystore(_)) {
            self.export(request, now_ms).await
        } else {
            self.signer.answer(&request, now_ms)
        };
        match &answer {
            Answer::Refused(refusal) => {
                tracing::warn!(request = name, code = ?refusal.code, "refused: {}", refusal.sentence);
            }
            _ => tracing::debug!(request = name, "answered"),
        }
        answer
    }

    /// Deriving a key from a password takes half a second and 128 MiB: one at a time, beside everything else.
    async fn export(self: &Arc<Self>, request: Request, now_ms: i64) -> Answer {
        let Ok(_turn) = self.exports.try_acquire() else { return busy("another export is under way") };
        let signer = Arc::clone(&self.signer);
        let made = tokio::task::spawn_blocking(move || signer.answer(&request, now_ms)).await;
        made.unwrap_or_else(|_| {
            Answer::Refused(Refusal::new(RefusalCode::Internal, "the export ended in the middle"))
        })
    }

    async fn say(&self, stream: &mut UnixStream, answer: &Answer) -> io::Result<()> {
        let bytes = frame::encode(answer).map_err(io::Error::other)?;
        timeout(self.limits.patience, stream.write_all(&bytes)).await?
    }
}

fn malformed(error: FrameError) -> Answer {
    Answer::Refused(Refusal::new(RefusalCode::Malformed, error.to_string()))
}

fn busy(sentence: &str) -> Answer {
    Answer::Refused(Refusal::new(RefusalCode::Busy, sentence))
}

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
