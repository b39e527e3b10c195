//! The smallest message on which two signers differ.

use anyhow::Result;

use super::{messages::Message, messages::takes_name, rules::SigningRule};

/// Takes parts of the message away as long as the signers differ; `differing` says on which of these they do.
pub fn shrink(
    rule: &SigningRule,
    message: Message,
    differing: &mut dyn FnMut(&[Message]) -> Result<Vec<bool>>,
) -> Result<Message> {
    let mut smallest = message;
    loop {
        let mut smaller = smaller(rule, &smallest);
        smaller.retain(|message| size(message) < size(&smallest));
        smaller.sort_by_key(size);
        let differs = differing(&smaller)?;
        match smaller.into_iter().zip(differs).find_map(|(message, differs)| differs.then_some(message)) {
            Some(message) => smallest = message,
            None => return Ok(smallest),
        }
    }
}

/// Fields, characters, characters other than `a`.
pub fn size(Message { fields, .. }: &Message) -> [usize; 3] {
    let texts = fields.iter().flat_map(|(name, text)| [name.as_str(), text.as_deref().unwrap_or_default()]);
    let characters = || texts.clone().flat_map(str::chars);
    [fields.len(), characters().count(), characters().filter(|character| *character != 'a').count()]
}

fn smaller(rule: &SigningRule, message: &Message) -> Vec<Message> {
    let Message { secret, fields } = message;
    let with_fields = |fields: Vec<(String, Option<String>)>| Message { secret: secret.clone(), fields };
    let mut found: Vec<Message> = parts(fields).into_iter().map(with_fields).collect();
    for (place, (name, text)) in fields.iter().enumerate() {
        let with = |name: &str, text: Option<String>| {
            let mut fields = fields.clone();
            fields.splice(place..=place, [(name.to_owned(), text)]);
            with_fields(fields)
        };
        let is_free = |new: &String| takes_name(&rule.rule, new) && fields.iter().all(|(known, _)| known != new);
        found.extend(simpler(name).iter().filter(|new| is_free(new)).map(|new| with(new, text.clone())));
        found.extend(simpler(text.as_deref().unwrap_or_default()).into_iter().map(|new| with(name, Some(new))));
    }
    // A body has its one field.
    found.retain(|message| !rule.signs_body() || message.body().is_some());
    found
}

/// Parts of a text, and the text with one letter changed to `a`.
fn simpler(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<String> = parts(&letters).into_iter().map(String::from_iter).collect();
    if letters.len() <= FEW {
        found.extend((0..letters.len()).map(|place| {
            letters.iter().enumerate().map(|(at, letter)| if at == place { 'a' } else { *letter }).collect()
        }));
    }
    found
}

/// Of longer lists, only halves are tried.
const FEW: usize = 48;

/// Each half, and all but one of few.
fn parts<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    let (first, second) = items.split_at(items.len() / 2);
    let mut parts = vec![first.to_vec(), second.to_vec()];
    if items.len() <= FEW {
        parts.extend((0..items.len()).map(|place| {
            items.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, item)| item.clone()).collect()
        }));
    }
    parts
}
