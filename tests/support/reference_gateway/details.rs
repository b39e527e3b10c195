//! A nested value, and the texts that languages make of it.

#[derive(Clone, Debug)]
pub enum Json {
    Text(String),
    Number(i64),
    Bool(bool),
    Object(Vec<(&'static str, Json)>),
    Array(Vec<Json>),
}

/// How a JSON text is written.
pub struct Style {
    pub comma: &'static str,
    pub colon: &'static str,
    /// Spaces of each level, each member on a line of its own.
    pub indent: Option<usize>,
    pub escape: fn(&str) -> String,
}

pub const COMPACT: Style = Style { comma: ",", colon: ":", indent: None, escape: quoted };

impl Json {
    pub fn compact(&self) -> String {
        self.write(&COMPACT, 0)
    }

    pub fn members(&self) -> Vec<(&'static str, Json)> {
        match self {
            Json::Object(members) => members.clone(),
            _ => panic!("no object"),
        }
    }

    pub fn sorted(&self) -> Json {
        match self {
            Json::Object(members) => {
                let mut members: Vec<_> = members.iter().map(|(name, value)| (*name, value.sorted())).collect();
                members.sort_by_key(|(name, _)| *name);
                Json::Object(members)
            }
            Json::Array(items) => Json::Array(items.iter().map(Json::sorted).collect()),
            other => other.clone(),
        }
    }

    pub fn write(&self, style: &Style, level: usize) -> String {
        let lines = |open: &str, items: Vec<String>, close: &str| match style.indent {
            Some(width) if !items.is_empty() => {
                let inner = format!("\n{}", " ".repeat(width * (level + 1)));
                let outer = format!("\n{}", " ".repeat(width * level));
                format!("{open}{inner}{}{outer}{close}", items.join(&format!(",{inner}")))
            }
            _ => format!("{open}{}{close}", items.join(style.comma)),
        };
        match self {
            Json::Text(text) => (style.escape)(text),
            Json::Number(number) => number.to_string(),
            Json::Bool(flag) => flag.to_string(),
            Json::Object(members) => {
                let member = |(name, value): &(&str, Json)| {
                    format!("{}{}{}", (style.escape)(name), style.colon, value.write(style, level + 1))
                };
                lines("{", members.iter().map(member).collect(), "}")
            }
            Json::Array(items) => lines("[", items.iter().map(|item| item.write(style, level + 1)).collect(), "]"),
        }
    }

    /// What Java's `Map.toString()` gives.
    pub fn java(&self) -> String {
        match self {
            Json::Text(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            Json::Bool(flag) => flag.to_string(),
            Json::Object(members) => {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{name}={}", value.java())).collect();
                format!("{{{}}}", members.join(", "))
            }
            Json::Array(items) => format!("[{}]", items.iter().map(Json::java).collect::<Vec<_>>().join(", ")),
        }
    }

    /// What Python's `str(dict)` gives.
    pub fn python(&self) -> String {
        match self {
            Json::Text(text) => format!("'{text}'"),
            Json::Number(number) => number.to_string(),
            Json::Bool(flag) => if *flag { "True" } else { "False" }.to_owned(),
            Json::Object(members) => {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("'{name}': {}", value.python())).collect();
                format!("{{{}}}", members.join(", "))
            }
            Json::Array(items) => format!("[{}]", items.iter().map(Json::python).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The values here need no escape of JSON's own.
pub fn quoted(text: &str) -> String {
    assert!(!text.contains(['"', '\\']) && !text.contains(char::is_control));
    format!("\"{text}\"")
}

/// PHP's `\/`.
pub fn slashes(text: &str) -> String {
    quoted(text).replace('/', "\\/")
}

/// PHP's and Python's `\u5546`.
pub fn ascii(text: &str) -> String {
    escaped(&quoted(text), |c| !c.is_ascii())
}

/// What PHP's `json_encode` does unasked.
pub fn php(text: &str) -> String {
    ascii(text).replace('/', "\\/")
}

/// Go's `\u0026`, `\u003c`, `\u003e`.
pub fn go(text: &str) -> String {
    escaped(&quoted(text), |c| "&<>".contains(c))
}

fn escaped(text: &str, which: fn(char) -> bool) -> String {
    let units = |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    text.chars().map(|c| if which(c) { units(c) } else { c.to_string() }).collect()
}
