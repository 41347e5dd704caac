//! Compressed RTF (MS-OXRTFCP): Outlook keeps rich bodies in it. Bounded by what the bytes can say.

/// What every text begins by knowing.
const KNOWN: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4_096;
/// Longer than any body that is read.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The RTF inside; none when it is damaged.
pub(super) fn expand(bytes: &[u8]) -> Option<Vec<u8>> {
    let field = |at: usize| crate::formats::ole::u32_at(bytes, at);
    let size = usize::try_from(field(4)?).ok()?.min(MAX_BYTES);
    let packed = bytes.get(16..)?;
    match field(8)? {
        // "MELA": it was not worth the while.
        0x414c_454d => Some(packed[..packed.len().min(size)].to_vec()),
        // "LZFu"
        0x7546_5a4c => Some(inflate(packed, size)),
        _ => None,
    }
}

fn inflate(packed: &[u8], size: usize) -> Vec<u8> {
    let mut window = vec![b' '; WINDOW];
    window[..KNOWN.len()].copy_from_slice(KNOWN);
    let mut write = KNOWN.len();
    let mut out = Vec::new();
    let mut input = packed.iter().copied();
    let mut put = |byte: u8, window: &mut Vec<u8>, out: &mut Vec<u8>| {
        out.push(byte);
        window[write] = byte;
        write = (write + 1) % WINDOW;
        write
    };
    let mut end = KNOWN.len();
    while let Some(control) = input.next() {
        for bit in 0..8 {
            if out.len() >= size {
                return out;
            }
            let Some(first) = input.next() else { return out };
            if control >> bit & 1 == 0 {
                end = put(first, &mut window, &mut out);
                continue;
            }
            let Some(second) = input.next() else { return out };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (mut at, length) = (reference >> 4, (reference & 0xf) + 2);
            if at == end {
                return out;
            }
            for _ in 0..length {
                let byte = window[at % WINDOW];
                end = put(byte, &mut window, &mut out);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn the_examples_of_the_specification_come_out() {
        let packed = [
            0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00,
            0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09,
            0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let expected = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
        assert_eq!(expand(&packed).unwrap(), expected);
        assert_eq!(expand(b"short"), None);
    }
}
