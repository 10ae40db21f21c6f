//! `up`: the server's options.

use super::wallets::WalletArgs;
use clap::Args;
use craftstrat_model::Series;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where ticks come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VenueChoice {
    /// The venue itself.
    Polymarket,
    /// A simulated venue inside this process.
    Simulated,
    /// A simulated venue that runs already, at this address.
    At(String),
    /// Nowhere.
    None,
}

impl VenueChoice {
    /// The folders of simulated venues inside the data folder: of the one inside the process, and of those that run already.
    pub const SIMULATED: [&str; 2] = ["simulated", "simulator"];

    /// Where everything about this venue is kept. What is simulated never meets what is real, and two simulated venues have
    /// two times: each has a folder of its own inside the data folder.
    pub fn folder(&self, data_dir: &Path) -> PathBuf {
        match self {
            Self::Simulated => data_dir.join(Self::SIMULATED[0]),
            Self::At(_) => data_dir.join(Self::SIMULATED[1]),
            Self::Polymarket | Self::None => data_dir.to_owned(),
        }
    }
}

impl FromStr for VenueChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "polymarket" => Ok(Self::Polymarket),
            "simulated" => Ok(Self::Simulated),
            "none" => Ok(Self::None),
            _ if is_loopback(text) => Ok(Self::At(text.trim_end_matches('/').to_owned())),
            _ => {
                Err("write polymarket, simulated, none, or the address `craftstrat sim` prints, for example \
                     http://127.0.0.1:7900"
                    .to_owned())
            }
        }
    }
}

/// A simulated venue listens on the loopback; anything else is a mistake.
fn is_loopback(text: &str) -> bool {
    let port = ["http://127.0.0.1:", "http://localhost:"].iter().find_map(|start| text.strip_prefix(start));
    port.is_some_and(|port| port.trim_end_matches('/').parse::<u16>().is_ok_and(|port| port > 0))
}

/// `up`.
#[derive(Debug, Args)]
pub struct UpArgs {
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 7878)]
    pub port: u16,
    /// Where ticks come from: polymarket, simulated (markets made inside this process, no internet needed), none, or the
    /// address of a running `craftstrat sim`.
    #[arg(long, value_name = "VENUE", default_value = "polymarket")]
    pub venue: VenueChoice,
    /// The series to follow and record, besides those that something on paper trades.
    #[arg(long, value_name = "SERIES", num_args = 1.., default_values = ["btc-updown-5m", "btc-updown-15m"])]
    pub follow: Vec<Series>,
    /// Also keep the raw messages, in the data folder under record/raw.
    #[arg(long)]
    pub raw: bool,
    /// People sign in: each has an account and sees what is their own. Without it the server is its owner's alone.
    #[arg(long)]
    pub accounts: bool,
    /// With --accounts: the address to listen on. A proxy that speaks TLS belongs before it where it is not this machine's own.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1", requires = "accounts")]
    pub listen: IpAddr,
    /// With --accounts: where people reach the page, like `https://studio.example`.
    #[arg(long, value_name = "URL", env = "CRAFTSTRAT_URL")]
    pub url: Option<String>,
    /// With --accounts: whoever shows that this address is theirs operates the installation.
    #[arg(long, value_name = "EMAIL", env = "ADMIN_EMAIL")]
    pub admin_email: Option<String>,
    /// With --accounts: mail goes into this folder, a file a message; the data folder's `outbox` unless there is a mail server.
    #[arg(long, value_name = "DIR", requires = "accounts", conflicts_with = "mail_from")]
    pub mail_outbox: Option<PathBuf>,
    /// With --accounts: the address mail comes from; the server is in CRAFTSTRAT_SMTP_URL, smtps://user:password@host:465.
    #[arg(long, value_name = "EMAIL", requires = "accounts")]
    pub mail_from: Option<String>,
    /// With --accounts: a proxy of yours stands before the server and says in X-Forwarded-For who asks.
    #[arg(long, requires = "accounts")]
    pub behind_proxy: bool,
    #[command(flatten)]
    pub wallets: WalletArgs,
    /// Where other processes of this installation ask, an address of this machine like `127.0.0.1:7979`; nowhere when absent.
    #[arg(long, value_name = "IP:PORT")]
    pub internal_listen: Option<SocketAddr>,
    /// With --internal-listen: who may ask there, a line each: name, SHA-256 of the token in hexadecimal, scopes with commas
    /// between (strategy, wallet, backtest, engine).
    #[arg(long, value_name = "FILE", env = "CRAFTSTRAT_SERVICE_TOKENS_FILE")]
    pub service_tokens: Option<PathBuf>,
    /// With --venue simulated: virtual seconds a second, up to 1000.
    #[arg(long, value_name = "X", default_value = "1", value_parser = speed)]
    pub sim_speed: f64,
    /// With --venue simulated: the same seed makes the same markets.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub sim_seed: u64,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse::<f64>().ok().filter(|speed| *speed > 0.0 && *speed <= 1_000.0);
    speed.ok_or_else(|| "write a number above 0, up to 1000".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn venues_are_names_or_addresses_of_this_machine() {
        let parse = |text: &str| text.parse::<VenueChoice>();
        assert_eq!(parse("polymarket"), Ok(VenueChoice::Polymarket));
        assert_eq!(parse("none"), Ok(VenueChoice::None));
        assert_eq!(parse("http://127.0.0.1:7900/"), Ok(VenueChoice::At("http://127.0.0.1:7900".to_owned())));
        for wrong in [
            "",
            "Simulated",
            "http://venue.example:80",
            "http://127.0.0.1",
            "http://127.0.0.1:0",
            "127.0.0.1:79",
        ] {
            assert!(parse(wrong).unwrap_err().contains("polymarket"), "{wrong}");
        }
    }
}
