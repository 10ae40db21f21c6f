//! The equity curve and bars in characters.

use super::format::usdc;
use super::table::{Align, Cell, Tone};
use craftstrat_model::Usdc;

const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// An area chart of `values` in order, `height` lines high, with the highest and lowest amount as labels. Columns above
/// `opening` are a gain, below a loss. Empty below two values.
pub fn area(values: &[Usdc], opening: Usdc, width: usize, height: usize, unicode: bool) -> Vec<Vec<Cell>> {
    let (Some(low), Some(high)) = (values.iter().min().copied(), values.iter().max().copied()) else {
        return Vec::new();
    };
    if values.len() < 2 || height < 2 {
        return Vec::new();
    }
    let label_width = usdc(high).chars().count().max(usdc(low).chars().count()) + 2;
    let room = width.saturating_sub(label_width + 2).max(10);
    let columns = resample(values, room);
    let steps = if unicode { 8 } else { 1 } * height as i128;
    let range = (i128::from(high.micros()) - i128::from(low.micros())).max(1);
    // The lowest column still shows its lowest eighth, so that a loss is drawn and not left blank.
    let level = |v: &Usdc| 1 + (i128::from(v.micros()) - i128::from(low.micros())) * (steps - 1) / range;
    let levels: Vec<i128> = columns.iter().map(level).collect();
    (0..height)
        .map(|line| {
            let below = steps / height as i128 * (height - 1 - line) as i128;
            let label = match line {
                0 => usdc(high),
                _ if line == height - 1 => usdc(low),
                _ => String::new(),
            };
            let axis = if unicode { " ┤" } else { " |" };
            let mut cells =
                vec![Cell::new(label, Tone::Dim).pad(label_width, Align::Right), Cell::new(axis, Tone::Dim)];
            cells.extend(runs(&columns, &levels, below, opening, unicode));
            cells
        })
        .collect()
}

/// The columns of one line, neighbours of one colour together.
fn runs(columns: &[Usdc], levels: &[i128], below: i128, opening: Usdc, unicode: bool) -> Vec<Cell> {
    let mut cells: Vec<(String, Tone)> = Vec::new();
    for (value, level) in columns.iter().zip(levels) {
        let filled = (level - below).clamp(0, 8) as usize;
        let drawn = match (unicode, filled) {
            (true, eighths) => EIGHTHS[eighths],
            (false, 0) => ' ',
            (false, _) => '#',
        };
        let tone = Tone::of(value.micros().saturating_sub(opening.micros()));
        match cells.last_mut() {
            Some((text, last)) if *last == tone => text.push(drawn),
            _ => cells.push((drawn.to_string(), tone)),
        }
    }
    cells.into_iter().map(|(text, tone)| Cell::new(text, tone)).collect()
}

/// At most `room` values: the last of each equal stretch, so that the curve ends where equity ends.
fn resample(values: &[Usdc], room: usize) -> Vec<Usdc> {
    if values.len() <= room {
        let repeat = (room / values.len()).clamp(1, 4);
        return values.iter().flat_map(|v| std::iter::repeat_n(*v, repeat)).collect();
    }
    (1..=room).map(|column| values[column * values.len() / room - 1]).collect()
}

/// A bar of `part` (-1 to 1) of `width` characters, losses and gains both to the right.
pub fn bar(part: f64, width: usize, unicode: bool) -> Cell {
    let tone = if part < 0.0 { Tone::Bad } else { Tone::Good };
    let eighths = (part.abs().min(1.0) * (width * 8) as f64).round() as usize;
    if !unicode {
        let mark = if part < 0.0 { "-" } else { "+" };
        return Cell::new(mark.repeat(eighths.div_ceil(8)), tone);
    }
    const LEFT: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    Cell::new(format!("{}{}", "█".repeat(eighths / 8), LEFT[eighths % 8]), tone)
}
