//! How much of a value is taken, and how much is told.

use crate::problem::Bilingual;

macro_rules! limits {
    ($($name:ident = $most:literal $en:literal $zh:literal)*) => {
        /// How much the JavaScript API takes of one value, and how much it tells. No gateway's message comes near; what is more
        /// would take time and memory that a stranger decides.
        #[derive(Debug)]
        #[non_exhaustive]
        pub struct Limits { $(#[doc = $en] pub $name: usize,)* }

        /// The limits in force.
        pub const LIMITS: Limits = Limits { $($name: $most,)* };

        impl Limits {
            /// Every limit with what it counts, for JavaScript's constants.
            pub const ALL: &[(&str, usize, Bilingual)] =
                &[$((stringify!($name), $most, Bilingual { en: $en, zh: $zh }),)*];
        }
    };
}

limits! {
    text     = 1_048_576 "UTF-16 units of one text, or of all names and texts of one object together; bytes of a received body: 1 MiB."
                         "一段文本的 UTF-16 单元数，或一个对象的全部字段名和文本合计；收到的报文体则为字节数：1 MiB。"
    fields   = 1_000     "Members and items of one object, however deep they stand."
                         "一个对象的成员和数组元素个数，嵌套的也计算在内。"
    levels   = 64        "How many levels deep they may stand."
                         "嵌套层数。"
    digits   = 1_000     "Decimal digits of one bigint."
                         "一个 bigint 的十进制位数。"
    problems = 100       "Problems in one list, before the last one, `more`, which counts the rest."
                         "一个列表中的问题个数；其余由最后一个 `more` 计数。"
}
