//! Names are looked up once a connection, and what is connected to is what was looked at: the connector gets addresses from
//! here and asks nobody else. So a name that leads elsewhere the second time (DNS rebinding) gains nothing.

use super::reach::{is_here, is_public};
use hyper_util::client::legacy::connect::dns::Name;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::Service;

/// The addresses of a name. Ports are the connector's to set.
type Found = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Whom to ask for the addresses of a name.
#[derive(Clone)]
pub(super) struct Lookup(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl Lookup {
    /// This machine's own way.
    pub fn system() -> Self {
        Self(Arc::new(|name| {
            Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect()) })
        }))
    }

    /// Answers given beforehand.
    #[cfg(test)]
    pub fn told(answer: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |name| {
            let answer = answer(&name);
            Box::pin(async move { answer })
        }))
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookup")
    }
}

/// Why [`Checked`] has no address.
#[derive(Debug, thiserror::Error)]
#[error("not an address that may be used")]
pub(super) struct NotAllowed;

/// Which addresses may be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    /// All.
    Any,
    /// Those of this machine; others of the same name are left out.
    Here,
    /// Those of the public internet. A name that also leads elsewhere is refused, and one that leads nowhere is refused alike:
    /// who asks must not learn which names there are in our networks.
    Public,
}

/// Looks names up and lets nothing pass that may not be connected to.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    only: Only,
    lookup: Lookup,
}

impl Checked {
    /// Asks this way, and lets these pass.
    pub const fn new(only: Only, lookup: Lookup) -> Self {
        Self { only, lookup }
    }
}

impl Only {
    fn pass(self, found: io::Result<Vec<SocketAddr>>) -> io::Result<Vec<SocketAddr>> {
        let refused = || io::Error::new(io::ErrorKind::PermissionDenied, NotAllowed);
        let every = |found: &[SocketAddr], rule: fn(IpAddr) -> bool| found.iter().all(|a| rule(a.ip()));
        match (self, found) {
            (Self::Any, found) => found,
            (Self::Here, found) => {
                let here: Vec<SocketAddr> = found?.into_iter().filter(|a| is_here(a.ip())).collect();
                if here.is_empty() { Err(refused()) } else { Ok(here) }
            }
            (Self::Public, Ok(found)) if !found.is_empty() && every(&found, is_public) => Ok(found),
            (Self::Public, _) => Err(refused()),
        }
    }
}

impl Service<Name> for Checked {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (only, found) = (self.only, (self.lookup.0)(name.as_str().to_owned()));
        Box::pin(async move { Ok(only.pass(found.await)?.into_iter()) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_connected_to_does_not_pass() {
        for (only, found, passes) in [
            (Only::Any, "10.0.0.7 [::1]", Some("10.0.0.7:0 [::1]:0")),
            (Only::Here, "10.0.0.7 127.0.0.1 [::1]", Some("127.0.0.1:0 [::1]:0")),
            (Only::Here, "10.0.0.7", None),
            (Only::Here, "", None),
            (Only::Public, "1.1.1.1", Some("1.1.1.1:0")),
            (Only::Public, "1.1.1.1 [2606:4700::1]", Some("1.1.1.1:0 [2606:4700::1]:0")),
            // One that also leads into our networks leads nowhere.
            (Only::Public, "1.1.1.1 127.0.0.1", None),
            (Only::Public, "[fd00::7] 1.1.1.1", None),
            (Only::Public, "169.254.169.254", None),
            (Only::Public, "[::ffff:10.0.0.7]", None),
            (Only::Public, "", None),
        ] {
            let addresses = found.split_whitespace().map(|a| format!("{a}:0").parse().unwrap()).collect();
            let passed = only.pass(Ok(addresses)).ok();
            let passed = passed.map(|p| p.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            assert_eq!(passed.as_deref(), passes, "{only:?} {found}");
        }
    }

    #[test]
    fn a_name_that_is_not_there_is_told_like_one_of_our_networks_to_those_outside() {
        let missing = || Err(io::Error::other("no such name"));
        assert_eq!(Only::Public.pass(missing()).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(Only::Any.pass(missing()).unwrap_err().to_string(), "no such name");
    }
}
