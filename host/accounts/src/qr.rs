//! QR codes as SVG: of an authenticator's URI, of a deposit address.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// More than a QR code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this text is too long for a QR code")]
pub struct TooLongForQr;

/// `text` as an SVG document: black on white in any theme, since many readers want it so, with the quiet zone around it.
/// It holds no script, no style and nothing of the text but its squares.
///
/// # Errors
/// When the text has more than about 2,300 bytes.
pub fn svg(text: &str) -> Result<String, TooLongForQr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLongForQr)?;
    Ok(code.render::<svg::Color>().min_dimensions(192, 192).build())
}
