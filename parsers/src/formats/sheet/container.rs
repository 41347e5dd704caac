//! An OLE file of nothing but a workbook, so that calamine follows no chain but ours.

const SECTOR: usize = 512;
const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
const FREE: u32 = 0xffff_ffff;

/// Writes the file; none when it would need more tables than a header lists (7 MB, more than is ever asked for).
pub(super) fn write(workbook: &[u8]) -> Option<Vec<u8>> {
    // Shorter streams would be kept in another way.
    let length = workbook.len().max(4_096);
    let data = length.div_ceil(SECTOR);
    // One directory sector, the data, and the tables that list all of them.
    let tables = (1..=109).find(|tables| (1 + data + tables) * 4 <= tables * SECTOR)?;
    let number = |count: usize| u32::try_from(count).ok();
    let mut out = vec![0_u8; SECTOR];
    out[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &number(tables)?.to_le_bytes());
    put(48, &0_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for index in 0..109 {
        let sector = if index < tables {
            number(1 + data + index)?
        } else {
            FREE
        };
        put(76 + index * 4, &sector.to_le_bytes());
    }
    out.extend(entry("Root Entry", 5, 1, END, 0));
    out.extend(entry("Workbook", 2, FREE, 1, number(length)?));
    out.resize(2 * SECTOR, 0);
    out.extend_from_slice(workbook);
    out.resize((2 + data) * SECTOR, 0);
    let mut chain = vec![END];
    chain.extend((0..data).map(|index| {
        if index + 1 < data {
            number(index + 2).unwrap_or(END)
        } else {
            END
        }
    }));
    chain.extend(std::iter::repeat_n(TABLE, tables));
    chain.resize(tables * SECTOR / 4, FREE);
    out.extend(chain.into_iter().flat_map(u32::to_le_bytes));
    Some(out)
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> [u8; 128] {
    let mut out = [0_u8; 128];
    for (place, unit) in out.chunks_exact_mut(2).zip(name.encode_utf16()) {
        place.copy_from_slice(&unit.to_le_bytes());
    }
    out[64] = u8::try_from(name.len() * 2 + 2).unwrap_or(64);
    out[66] = kind;
    out[67] = 1;
    out[68..72].copy_from_slice(&FREE.to_le_bytes());
    out[72..76].copy_from_slice(&FREE.to_le_bytes());
    out[76..80].copy_from_slice(&child.to_le_bytes());
    out[116..120].copy_from_slice(&start.to_le_bytes());
    out[120..124].copy_from_slice(&size.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use crate::formats::ole::Ole;

    #[test]
    fn what_goes_in_comes_out() {
        let workbook: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        let file = super::write(&workbook).unwrap();
        assert_eq!(Ole::open(&file).unwrap().named(0, "Workbook").unwrap(), workbook);
    }
}
