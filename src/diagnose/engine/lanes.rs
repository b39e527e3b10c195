//! MD5 of eight strings side by side (RFC 1321). The compiler makes vectors of the loop over them.

/// How many strings are hashed side by side.
pub(super) const LANES: usize = 8;

pub(super) type Block = [u8; 64];

/// The four words of MD5's state, each of every lane.
#[derive(Clone, Copy)]
pub(super) struct States([[u32; LANES]; 4]);

/// RFC 1321's F: the bits of `c` where `b` has them, else those of `d`.
#[inline(always)]
fn choose(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add((c ^ d) & b ^ d)
}

/// Its G, which is F with the words in another order. Added in two parts, since `b` comes last.
#[inline(always)]
fn choose_back(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(c & !d).wrapping_add(b & d)
}

/// Its H.
#[inline(always)]
fn parity(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(c ^ d ^ b)
}

/// Its I.
#[inline(always)]
fn either(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add((b | !d) ^ c)
}

impl States {
    pub(super) fn of(states: [[u32; 4]; LANES]) -> States {
        let mut words = [[0; LANES]; 4];
        for (lane, state) in states.iter().enumerate() {
            words.iter_mut().zip(state).for_each(|(word, of_lane)| set(word, lane, *of_lane));
        }
        States(words)
    }

    /// The state of one lane.
    pub(super) fn lane(&self, lane: usize) -> [u32; 4] {
        self.0.map(|word| word.get(lane).copied().unwrap_or_default())
    }

    /// Compresses a block of each lane.
    pub(super) fn compress(&mut self, blocks: [&Block; LANES]) {
        let mut message = [[0; LANES]; 16];
        for (lane, block) in blocks.iter().enumerate() {
            let words = block.as_chunks().0;
            message.iter_mut().zip(words).for_each(|(word, bytes)| set(word, lane, u32::from_le_bytes(*bytes)));
        }
        self.add(&message);
    }

    /// The 64 steps, of every lane.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    #[rustfmt::skip]
    #[expect(clippy::indexing_slicing, reason = "each has a word of every lane")]
    fn add(&mut self, message: &[[u32; LANES]; 16]) {
        let [state_a, state_b, state_c, state_d] = &mut self.0;
        for lane in 0..LANES {
            let (mut a, mut b, mut c, mut d) = (state_a[lane], state_b[lane], state_c[lane], state_d[lane]);

            macro_rules! step {
                ($mix:ident $a:ident $b:ident $c:ident $d:ident $word:literal $constant:literal $shift:literal) => {
                    let sum = message[$word][lane].wrapping_add($constant).wrapping_add($a);
                    $a = $mix(sum, $b, $c, $d).rotate_left($shift).wrapping_add($b);
                };
            }
            // How far each of four steps rotates, then the word of the message and the constant of each step.
            macro_rules! round {
                ($mix:ident, $i:literal $j:literal $k:literal $l:literal;
                 $($m:literal $n:literal, $o:literal $p:literal, $q:literal $r:literal, $s:literal $t:literal);*) => {$(
                    step!($mix a b c d $m $n $i);
                    step!($mix d a b c $o $p $j);
                    step!($mix c d a b $q $r $k);
                    step!($mix b c d a $s $t $l);
                )*};
            }

            round!(choose, 7 12 17 22;
                 0 0xd76a_a478,  1 0xe8c7_b756,  2 0x2420_70db,  3 0xc1bd_ceee;
                 4 0xf57c_0faf,  5 0x4787_c62a,  6 0xa830_4613,  7 0xfd46_9501;
                 8 0x6980_98d8,  9 0x8b44_f7af, 10 0xffff_5bb1, 11 0x895c_d7be;
                12 0x6b90_1122, 13 0xfd98_7193, 14 0xa679_438e, 15 0x49b4_0821);
            round!(choose_back, 5 9 14 20;
                 1 0xf61e_2562,  6 0xc040_b340, 11 0x265e_5a51,  0 0xe9b6_c7aa;
                 5 0xd62f_105d, 10 0x0244_1453, 15 0xd8a1_e681,  4 0xe7d3_fbc8;
                 9 0x21e1_cde6, 14 0xc337_07d6,  3 0xf4d5_0d87,  8 0x455a_14ed;
                13 0xa9e3_e905,  2 0xfcef_a3f8,  7 0x676f_02d9, 12 0x8d2a_4c8a);
            round!(parity, 4 11 16 23;
                 5 0xfffa_3942,  8 0x8771_f681, 11 0x6d9d_6122, 14 0xfde5_380c;
                 1 0xa4be_ea44,  4 0x4bde_cfa9,  7 0xf6bb_4b60, 10 0xbebf_bc70;
                13 0x289b_7ec6,  0 0xeaa1_27fa,  3 0xd4ef_3085,  6 0x0488_1d05;
                 9 0xd9d4_d039, 12 0xe6db_99e5, 15 0x1fa2_7cf8,  2 0xc4ac_5665);
            round!(either, 6 10 15 21;
                 0 0xf429_2244,  7 0x432a_ff97, 14 0xab94_23a7,  5 0xfc93_a039;
                12 0x655b_59c3,  3 0x8f0c_cc92, 10 0xffef_f47d,  1 0x8584_5dd1;
                 8 0x6fa8_7e4f, 15 0xfe2c_e6e0,  6 0xa301_4314, 13 0x4e08_11a1;
                 4 0xf753_7e82, 11 0xbd3a_f235,  2 0x2ad7_d2bb,  9 0xeb86_d391);

            state_a[lane] = state_a[lane].wrapping_add(a);
            state_b[lane] = state_b[lane].wrapping_add(b);
            state_c[lane] = state_c[lane].wrapping_add(c);
            state_d[lane] = state_d[lane].wrapping_add(d);
        }
    }
}

fn set(word: &mut [u32; LANES], lane: usize, value: u32) {
    if let Some(of_lane) = word.get_mut(lane) {
        *of_lane = value;
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
mod tests {
    use super::{Block, LANES, States};
    use crate::diagnose::engine::midstate::HashFunction;

    #[wasm_bindgen_test::wasm_bindgen_test(unsupported = test)]
    fn each_lane_is_md5_of_its_own_blocks() {
        let blocks: Vec<Block> = (0..3 * LANES).map(|at| [u8::try_from(at * 9).unwrap(); 64]).collect();
        let mut alone = vec![HashFunction::Md5.start(); LANES];
        let mut together = States::of([*HashFunction::Md5.start().first_chunk().unwrap(); LANES]);
        for blocks in blocks.chunks(LANES) {
            together.compress(std::array::from_fn(|lane| &blocks[lane]));
            alone.iter_mut().zip(blocks).for_each(|(state, block)| HashFunction::Md5.absorb(state, block));
            for (lane, state) in alone.iter().enumerate() {
                assert_eq!(together.lane(lane), *state.first_chunk().unwrap(), "lane {lane}");
            }
        }
    }
}
