//! Enumerations whose variants have names in JSON.

macro_rules! wire_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident $wire_name:literal)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }

        impl $name {
            /// Every variant with what it means, for TypeScript's declarations.
            pub const ALL: &[($name, &str)] = &[$(($name::$variant, concat!($($doc),*)),)*];

            /// Its name in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $wire_name,)* }
            }
        }

        impl $crate::wire::WireName for $name {
            const NAMES: &[&'static str] = &[$($wire_name,)*];
            const VARIANTS: &[$name] = &[$($name::$variant,)*];
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use wire_enum;

pub(crate) trait WireName: Copy + 'static {
    const NAMES: &[&'static str];
    /// In the order of their names.
    const VARIANTS: &[Self];

    fn named(name: &str) -> Option<Self> {
        Self::VARIANTS.get(position(Self::NAMES, name)?).copied()
    }
}

#[inline(never)]
pub(crate) fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}
