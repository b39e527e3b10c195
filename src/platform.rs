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

/// The fewest digits that tell the double from its neighbours, without an exponent.
#[cfg(target_arch = "wasm32")]
pub(crate) fn shortest_digits(number: f64) -> String {
    let text = String::from(js_sys::Object::to_string(&js_sys::Number::from(number)));
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let digits = mantissa.replace('.', "");
    match exponent.strip_prefix('-') {
        Some(places) => format!("0.{digits:0>width$}", width = digits.len() + places.parse().unwrap_or(1) - 1),
        None => format!("{digits:0<width$}", width = exponent.parse().unwrap_or(0) + 1),
    }
}

/// The fewest digits that tell the double from its neighbours, without an exponent.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn shortest_digits(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_shortest_digits_have_no_exponent() {
        let cases = [
            (0.1, "0.1"),
            (100.0, "100"),
            (1e-7, "0.0000001"),
            (1.5e-9, "0.0000000015"),
            (1e21, "1000000000000000000000"),
            (2_026_112_722_001_400_000_000_000_000.0, "2026112722001400000000000000"),
        ];
        for (number, digits) in cases {
            assert_eq!(shortest_digits(number), digits);
        }
    }
}
