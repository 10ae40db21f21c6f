//! Several files of one recording as one ZIP archive, stored without compression: the server takes one file per import.

/// Names of files that make one recording together.
const TOGETHER: [&str; 2] = ["books.parquet", "markets.parquet"];

/// Whether these files make one recording.
pub fn belong_together(names: &[String]) -> bool {
    names.len() == TOGETHER.len() && TOGETHER.iter().all(|name| names.iter().any(|n| n == name))
}

/// CRC-32 as ZIP has it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        let mixed = crc ^ u32::from(*byte);
        (0..8).fold(mixed, |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 })
    };
    !bytes.iter().fold(!0, step)
}

/// The fields that a file's own header and its line in the directory share.
fn entry(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(bytes.len()).ok()?;
    let mut out = Vec::new();
    // Version 2.0, no flags, stored, midnight of 1980-01-01.
    for field in [20_u16, 0, 0, 0, 0x21] {
        out.extend(field.to_le_bytes());
    }
    for field in [crc32(bytes), size, size] {
        out.extend(field.to_le_bytes());
    }
    out.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    Some(out)
}

/// The archive; `None` where it would be larger than the format without extensions can be.
pub fn zip(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = u32::try_from(out.len()).ok()?;
        let entry = entry(name, bytes)?;
        out.extend(b"PK\x03\x04");
        out.extend(&entry);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let count = u16::try_from(files.len()).ok()?;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{belong_together, crc32, zip};

    #[test]
    fn both_files_of_a_recording_belong_together() {
        let names = |all: &[&str]| all.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert!(belong_together(&names(&["markets.parquet", "books.parquet"])));
        assert!(!belong_together(&names(&["books.parquet"])));
        assert!(!belong_together(&names(&["books.parquet", "other.parquet"])));
    }

    #[test]
    fn the_sum_is_the_one_everybody_computes() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_archive_ends_with_a_directory_of_its_files() {
        let files = vec![("a".to_owned(), b"first".to_vec()), ("bc".to_owned(), b"second".to_vec())];
        let bytes = zip(&files).expect("small");
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let at = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().expect("4 bytes")) as usize;
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        // The second line of the directory leads to the second file.
        let second = at + 46 + 1;
        let begins =
            u32::from_le_bytes(bytes[second + 42..second + 46].try_into().expect("4 bytes")) as usize;
        assert_eq!(&bytes[begins..begins + 4], b"PK\x03\x04");
        assert_eq!(&bytes[begins + 30..begins + 38], b"bcsecond");
    }
}
