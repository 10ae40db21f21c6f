//! `up`: the studio, served to this machine's browsers until Ctrl-C, with strategies on paper over the venue's ticks.

mod simulated;
mod wallets;

use crate::args::{UpArgs, VenueChoice};
use crate::{Session, logging, output};
use anyhow::{Result, anyhow};
use craftstrat_feed::record::FOLDER;
use craftstrat_server::{AccountsConfig, Config, InternalConfig, MailConfig, Venue, serve};
use simulated::Simulated;
use std::fmt::Write;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Where the mail server's address is, which holds its password.
const SMTP: &str = "CRAFTSTRAT_SMTP_URL";

/// Serves the studio.
///
/// # Errors
/// When the port is taken, the data folder cannot be used, or no simulated venue answers.
pub fn run(session: &Session, args: &UpArgs) -> Result<()> {
    let database = session.database()?;
    logging::start();
    let data_dir = args.venue.folder(&session.data_dir);
    let (venue, inside) = match &args.venue {
        VenueChoice::Simulated => {
            let inside = Simulated::start(session, &data_dir, args)?;
            (Venue::Simulated(inside.address().to_owned()), Some(inside))
        }
        VenueChoice::At(address) => (Venue::Simulated(address.clone()), None),
        VenueChoice::Polymarket => (Venue::Polymarket, None),
        VenueChoice::None => (Venue::None, None),
    };
    if args.venue != VenueChoice::None && is_recorded(&data_dir) {
        return Err(anyhow!(
            "`craftstrat record` is at work in {}: stop it, `craftstrat up` records what it follows; or give another \
             --data-dir, or --venue none",
            data_dir.display()
        ));
    }
    let mut config = Config::new(data_dir, args.port);
    config.database = database;
    config.venue = venue;
    config.follow = args.follow.clone();
    config.raw = args.raw;
    config.listen = args.listen;
    config.accounts = accounts(args, &config.data_dir)?;
    config.internal = internal(args)?;
    config.wallets = wallets::config(&args.wallets)?;
    let said = announcement(args, &config);
    let served = serve(&config, |server| {
        let internal =
            server.internal_url().map(|url| format!("\nOther processes ask with service tokens at {url}"));
        let internal = internal.unwrap_or_default();
        // Nobody may read it: that is no reason not to serve.
        let _ =
            output::text(&format!("CraftStrat is at {} (Ctrl-C stops it)\n{said}{internal}", server.url()));
    });
    // The feed has ended by now: nobody is left who would miss the venue.
    drop(inside);
    Ok(served?)
}

/// Where other processes of the installation ask, where they may.
fn internal(args: &UpArgs) -> Result<Option<InternalConfig>> {
    let Some(listen) = args.internal_listen else { return Ok(None) };
    let tokens = args.service_tokens.clone().ok_or_else(|| {
        anyhow!("--internal-listen needs a file of service tokens: give --service-tokens, or set CRAFTSTRAT_SERVICE_TOKENS_FILE")
    })?;
    Ok(Some(InternalConfig { listen, tokens }))
}

/// How people sign in, where they do.
fn accounts(args: &UpArgs, data_dir: &Path) -> Result<Option<AccountsConfig>> {
    if !args.accounts {
        return Ok(None);
    }
    let smtp = std::env::var(SMTP).ok();
    let mail = match (smtp, &args.mail_from) {
        (Some(url), Some(sender)) => MailConfig::Smtp { url, sender: sender.clone() },
        (None, Some(_)) => return Err(anyhow!("--mail-from needs a mail server: set {SMTP}")),
        (_, None) => MailConfig::Outbox(args.mail_outbox.clone().unwrap_or_else(|| data_dir.join("outbox"))),
    };
    let (admin_email, url) = (args.admin_email.clone(), args.url.clone());
    Ok(Some(AccountsConfig { admin_email, mail, url, behind_proxy: args.behind_proxy }))
}

/// Whether a recorder works in a data folder: it holds this lock.
fn is_recorded(data_dir: &Path) -> bool {
    let lock = File::open(data_dir.join(FOLDER).join("journal").join(".lock"));
    lock.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn announcement(args: &UpArgs, config: &Config) -> String {
    let series: Vec<String> = args.follow.iter().map(ToString::to_string).collect();
    let series = series.join(", ");
    let mut text = match &args.venue {
        VenueChoice::Polymarket => format!("It follows and records {series} at Polymarket"),
        VenueChoice::Simulated => format!(
            "It follows and records {series} at a SIMULATED venue inside this process, {} times as fast as time",
            args.sim_speed
        ),
        VenueChoice::At(address) => {
            format!("It follows and records {series} at the simulated venue {address}")
        }
        VenueChoice::None => "It follows nothing: no ticks come, and nothing trades on paper".to_owned(),
    };
    let _ = match &config.database {
        None => write!(text, "\nEverything is kept in {}", config.data_dir.display()),
        Some(database) => {
            write!(text, "\nTicks and logs are kept in {}, the rest in {database}", config.data_dir.display())
        }
    };
    let people = match &config.accounts {
        None => "It is yours alone: nobody signs in (--accounts lets people sign up)".to_owned(),
        Some(accounts) => match (&accounts.mail, &accounts.admin_email) {
            (MailConfig::Outbox(folder), _) => {
                format!("People sign in; mail to them is put into {}", folder.display())
            }
            (MailConfig::Smtp { .. }, Some(admin)) => format!("People sign in; {admin} operates it"),
            (MailConfig::Smtp { .. }, None) => {
                "People sign in; nobody operates it (--admin-email)".to_owned()
            }
        },
    };
    let _ = write!(text, "\n{people}");
    text
}
