//! Chained setters. A public struct that may gain fields is `#[non_exhaustive]`, so that no other crate writes it out whole.

macro_rules! setters {
    ($name:ident $(<$lifetime:lifetime>)? { $($field:ident: $given:ty => $stored:expr),* $(,)? }) => {
        impl $(<$lifetime>)? $name $(<$lifetime>)? {
            $(
                #[doc = concat!("The same, but for `", stringify!($field), "`.")]
                #[must_use]
                pub fn $field(self, $field: $given) -> Self {
                    Self { $field: $stored, ..self }
                }
            )*
        }
    };
}
pub(crate) use setters;
