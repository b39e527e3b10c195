//! What the platform knows, so that the module ships no tables of it.

/// A Unicode normalization form of a text: `NFC`, `NFD`, `NFKC`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn normalize(form: &str, text: &str) -> String {
    js_sys::JsString::from(text).normalize(form).into()
}

/// A Unicode normalization form of a text: `NFC`, `NFD`, `NFKC`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn normalize(form: &str, text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    match form {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        _ => text.nfkc().collect(),
    }
}
