//! Aligned cells with an optional colour, tables and wrapped paragraphs.

/// What a cell means, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A heading or a headline figure.
    Strong,
    /// Labels and rules.
    Dim,
    /// A gain.
    Good,
    /// A loss or a failure.
    Bad,
    /// A caution.
    Warn,
}

impl Tone {
    /// Good above zero, bad below.
    pub fn of(micros: i64) -> Self {
        match micros {
            1.. => Self::Good,
            0 => Self::Plain,
            _ => Self::Bad,
        }
    }

    const fn ansi(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Dim => Some("2"),
            Self::Good => Some("32"),
            Self::Bad => Some("31"),
            Self::Warn => Some("33"),
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A text and what it means. Control characters become spaces: names come from outside, and none of them may move
    /// the cursor or change colours.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        let text = text.into();
        let text = if text.contains(char::is_control) { text.replace(char::is_control, " ") } else { text };
        Self { text, tone }
    }

    /// A text without a colour.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Plain)
    }

    /// Characters it takes.
    pub fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// The text, with its colour where `color` says so.
    pub fn paint(&self, color: bool) -> String {
        match self.tone.ansi() {
            Some(code) if color && !self.text.trim().is_empty() => {
                format!("\x1b[{code}m{}\x1b[0m", self.text)
            }
            _ => self.text.clone(),
        }
    }

    /// Its first `width` characters.
    pub fn cut(mut self, width: usize) -> Self {
        if let Some((end, _)) = self.text.char_indices().nth(width) {
            self.text.truncate(end);
        }
        self
    }

    /// Padded to `width`.
    pub fn pad(mut self, width: usize, align: Align) -> Self {
        let missing = " ".repeat(width.saturating_sub(self.width()));
        match align {
            Align::Left => self.text.push_str(&missing),
            Align::Right => self.text.insert_str(0, &missing),
        }
        self
    }
}

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Names.
    Left,
    /// Numbers.
    Right,
}

/// Rows under a header, each column as wide as its widest cell.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// With these columns.
    pub fn new(columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter().map(|(name, align)| ((*name).to_owned(), *align)).collect();
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row; missing cells are empty, extra ones are dropped.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Header and rows, indented by two, two spaces between columns. Columns from the right are left out while the whole
    /// is wider than `width`; the first always stays.
    pub fn lines(self, width: usize) -> Vec<Vec<Cell>> {
        let wide = |index: usize| {
            let header = self.columns[index].0.chars().count();
            self.rows.iter().filter_map(|r| r.get(index)).map(Cell::width).fold(header, usize::max)
        };
        let mut widths: Vec<usize> = (0..self.columns.len()).map(wide).collect();
        while widths.len() > 1 && widths.iter().map(|w| w + 2).sum::<usize>() > width {
            widths.pop();
        }
        let header = self.columns.iter().map(|(name, _)| Cell::new(name.clone(), Tone::Dim)).collect();
        let line = |cells: Vec<Cell>| {
            let mut cells = cells.into_iter();
            let mut line = Vec::new();
            for (index, width) in widths.iter().enumerate() {
                let cell = cells.next().unwrap_or_else(|| Cell::plain(""));
                line.push(Cell::plain("  "));
                line.push(cell.pad(*width, self.columns[index].1));
            }
            line
        };
        std::iter::once(header).chain(self.rows.iter().cloned()).map(line).collect()
    }
}

/// The text in lines of at most `width` characters, broken at spaces; a longer word is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(10);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if length > 0 && length + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        while word.len() > width {
            lines.push(word.drain(..width).collect());
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        length += word.len();
        line.extend(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
