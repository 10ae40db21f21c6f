//! Bounds on what a core module may take: no imports, and memory and tables no larger than on the server.

/// Pages of 64 KiB a strategy may have, as on the server.
pub const PAGES_MAX: u64 = 64;
/// Elements of one table, at most, as on the server.
pub const TABLE_ELEMENTS_MAX: u64 = 4_096;

const HEAD: &[u8] = b"\0asm\x01\0\0\0";
const IMPORTS: u8 = 2;
const TABLES: u8 = 4;
const MEMORIES: u8 = 5;
/// Reference types a table may have: functions and foreign objects.
const PLAIN_REFERENCES: [u8; 2] = [0x70, 0x6f];

/// The module with bounded memory and tables.
///
/// # Errors
/// When it imports something, wants more from the start, or is not a module.
pub fn bounded(module: &[u8]) -> Result<Vec<u8>, String> {
    let mut rest = module.strip_prefix(HEAD).ok_or("it is no core module of this version")?;
    let mut out = HEAD.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Leb(after);
        let length = reader.number()? as usize;
        if length > reader.0.len() {
            return Err("a section reaches past its end".to_owned());
        }
        let (body, after) = reader.0.split_at(length);
        rest = after;
        let rewritten = match id {
            IMPORTS if Leb(body).number()? > 0 => {
                return Err("it imports something: strategies reach nothing".to_owned());
            }
            TABLES => Some(tables(body)?),
            MEMORIES => Some(memories(body)?),
            _ => None,
        };
        let body = rewritten.as_deref().unwrap_or(body);
        out.push(id);
        write(&mut out, body.len() as u64);
        out.extend_from_slice(body);
    }
    Ok(out)
}

fn memories(body: &[u8]) -> Result<Vec<u8>, String> {
    let mut reader = Leb(body);
    let count = reader.number()?;
    if count > 1 {
        return Err(format!("it has {count} memories; one is allowed"));
    }
    let mut out = vec![count as u8];
    for _ in 0..count {
        limits(&mut reader, &mut out, PAGES_MAX, "pages of memory")?;
    }
    Ok(out)
}

fn tables(body: &[u8]) -> Result<Vec<u8>, String> {
    let mut reader = Leb(body);
    let count = reader.number()?;
    let mut out = Vec::new();
    write(&mut out, count);
    for _ in 0..count {
        let kind = reader.byte()?;
        if !PLAIN_REFERENCES.contains(&kind) {
            return Err("it has a table of an unusual kind".to_owned());
        }
        out.push(kind);
        limits(&mut reader, &mut out, TABLE_ELEMENTS_MAX, "elements in a table")?;
    }
    Ok(out)
}

fn limits(reader: &mut Leb<'_>, out: &mut Vec<u8>, most: u64, what: &str) -> Result<(), String> {
    let has_maximum = match reader.byte()? {
        0 => false,
        1 => true,
        _ => return Err("it shares memory or addresses it by 64 bits".to_owned()),
    };
    let least = reader.number()?;
    if least > most {
        return Err(format!("it starts with {least} {what}; {most} are allowed"));
    }
    let maximum = if has_maximum { reader.number()? } else { most };
    out.push(1);
    write(out, least);
    write(out, maximum.min(most));
    Ok(())
}

fn write(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

struct Leb<'a>(&'a [u8]);

impl Leb<'_> {
    fn byte(&mut self) -> Result<u8, String> {
        let (first, rest) = self.0.split_first().ok_or("it ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, String> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err("a number that does not end".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::bounded;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0".as_slice()].iter().chain(sections).flat_map(|s| s.iter().copied()).collect()
    }

    #[test]
    fn memory_without_a_maximum_gets_one() {
        let open = module(&[&[5, 3, 1, 0, 17]]);
        assert_eq!(bounded(&open), Ok(module(&[&[5, 4, 1, 1, 17, 64]])));
        let wide = module(&[&[5, 6, 1, 1, 1, 0x80, 0x80, 4], &[0, 2, 1, b'x']]);
        assert_eq!(bounded(&wide), Ok(module(&[&[5, 4, 1, 1, 1, 64], &[0, 2, 1, b'x']])));
        let narrow = module(&[&[5, 4, 1, 1, 1, 2]]);
        assert_eq!(bounded(&narrow), Ok(narrow));
    }

    #[test]
    fn tables_are_bounded_too() {
        let open = module(&[&[4, 4, 1, 0x70, 0, 5]]);
        assert_eq!(bounded(&open), Ok(module(&[&[4, 6, 1, 0x70, 1, 5, 0x80, 0x20]])));
    }

    #[test]
    fn what_wants_too_much_or_reaches_out_is_refused() {
        for (sections, why) in [
            (vec![[5, 3, 1, 0, 65].as_slice()], "65 pages"),
            (vec![&[5, 4, 1, 3, 1, 2]], "shares memory"),
            (vec![&[5, 5, 2, 0, 1, 0, 1]], "2 memories"),
            (vec![&[2, 1, 1]], "imports"),
            (vec![&[4, 3, 1, 0x64, 0]], "unusual"),
            (vec![&[5, 9, 1]], "past its end"),
        ] {
            let error = bounded(&module(&sections)).expect_err("refused");
            assert!(error.contains(why), "{error}");
        }
        assert!(bounded(b"\0asm\x0d\0\x01\0").is_err());
    }
}
