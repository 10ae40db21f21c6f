//! One record in a file: a mark, the length, a checksum over length and bytes, the bytes.

/// Begins every record, so that one can be found behind damaged bytes.
const MARK: [u8; 4] = *b"cstr";

/// Bytes before a record's own.
const HEAD: usize = 12;

/// Longest record, in bytes.
pub(super) const RECORD_BYTES_MAX: usize = 64 << 20;

/// What is at some place of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum At<'a> {
    /// A record, and where the next one begins.
    Record(&'a [u8], usize),
    /// The end of the file.
    End,
    /// No whole record.
    Broken,
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&(bytes.len() as u32).to_le_bytes());
    hasher.update(bytes);
    hasher.finalize()
}

/// The record as it is written.
pub(super) fn frame(bytes: &[u8]) -> Vec<u8> {
    let mut framed = Vec::with_capacity(HEAD + bytes.len());
    framed.extend_from_slice(&MARK);
    framed.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    framed.extend_from_slice(&checksum(bytes).to_le_bytes());
    framed.extend_from_slice(bytes);
    framed
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// What is at `at`.
pub(super) fn read(file: &[u8], at: usize) -> At<'_> {
    if at == file.len() {
        return At::End;
    }
    let record = || {
        if file.get(at..at + 4)? != MARK {
            return None;
        }
        let length = word(file, at + 4)? as usize;
        let sum = word(file, at + 8)?;
        let from = at + HEAD;
        let bytes = file.get(from..from.checked_add(length)?)?;
        (length <= RECORD_BYTES_MAX && checksum(bytes) == sum).then_some((bytes, from + length))
    };
    match record() {
        Some((bytes, next)) => At::Record(bytes, next),
        None => At::Broken,
    }
}

/// Whether a whole record begins anywhere behind `at`: then what is broken there is no unfinished write.
pub(super) fn any_behind(file: &[u8], at: usize) -> bool {
    (at + 1..file.len()).any(|place| file[place] == MARK[0] && matches!(read(file, place), At::Record(..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back() {
        let mut file = frame(b"one");
        file.extend(frame(b""));
        assert_eq!(read(&file, 0), At::Record(b"one", 15));
        assert_eq!(read(&file, 15), At::Record(b"", 27));
        assert_eq!(read(&file, 27), At::End);
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let file = frame(b"some bytes");
        for place in 0..file.len() {
            for bit in 0..8 {
                let mut changed = file.clone();
                changed[place] ^= 1 << bit;
                assert_eq!(read(&changed, 0), At::Broken, "byte {place} bit {bit}");
            }
        }
    }

    #[test]
    fn every_cut_is_noticed_and_a_record_behind_damage_is_found() {
        let (one, two) = (frame(b"first"), frame(b"second"));
        for cut in 1..one.len() {
            assert_eq!(read(&one[..cut], 0), At::Broken);
            assert!(!any_behind(&one[..cut], 0));
        }
        let mut both = [one.clone(), two].concat();
        both[13] ^= 1;
        assert!(any_behind(&both, 0));
    }
}
