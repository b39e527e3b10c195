//! What the other side may do differently: every cause of the catalogue, one mutation for each way to do it.

mod around_secret;
mod bytes;
pub mod commonest;
mod cut_secret;
mod escapes;
mod fields;
mod joining;
mod nested;
pub mod numbers;
mod secret;
mod sets;
mod texts;
mod times;
mod values;

use super::orders::{GATEWAYS, dialect};
use super::{Dialect, Order, Random, Side};

type Needs = Box<dyn Fn(&mut Order, &mut Random)>;
type Apply = Box<dyn Fn(&mut Side, &mut Random)>;

pub struct Mutation {
    /// Of the catalogue: `A1` to `E6`.
    pub id: &'static str,
    pub name: String,
    /// What the order must have for it; may make our own side odd.
    pub needs: Needs,
    /// What the other side does.
    pub apply: Apply,
    /// The gateways on which it makes a difference.
    pub on: Vec<&'static str>,
    /// Two mutations that touch the same thing don't go together.
    pub touches: &'static [&'static str],
    /// So seldom that it is looked for without any other.
    pub is_rare: bool,
}

fn cause(id: &'static str, name: impl Into<String>, touches: &'static [&'static str]) -> Mutation {
    Mutation {
        id,
        name: name.into(),
        needs: Box::new(|_, _| {}),
        apply: Box::new(|_, _| panic!("no mutation")),
        on: GATEWAYS.clone(),
        touches,
        is_rare: false,
    }
}

impl Mutation {
    fn needs(mut self, needs: impl Fn(&mut Order, &mut Random) + 'static) -> Mutation {
        self.needs = Box::new(needs);
        self
    }

    fn apply(mut self, apply: impl Fn(&mut Side, &mut Random) + 'static) -> Mutation {
        self.apply = Box::new(apply);
        self
    }

    fn rare(self) -> Mutation {
        Mutation { is_rare: true, ..self }
    }

    /// Only where the gateway's documents say so.
    fn on(mut self, makes_a_difference: impl Fn(&'static str) -> bool) -> Mutation {
        self.on.retain(|gateway| makes_a_difference(gateway));
        self
    }

    /// Only on dialects like that.
    fn on_dialects(self, which: impl Fn(&Dialect) -> bool) -> Mutation {
        self.on(|gateway| which(&dialect(gateway)))
    }

    pub fn goes_with(&self, other: &Mutation) -> bool {
        self.id != other.id
            && !self.is_rare
            && !other.is_rare
            && !self.touches.iter().any(|thing| other.touches.contains(thing))
    }
}

/// Every mutation of a message's fields, in the order of the catalogue. E6 is no mutation: its examples are fixed.
pub fn all() -> Vec<Mutation> {
    let all = [
        secret::mutations(),
        around_secret::mutations(),
        cut_secret::mutations(),
        fields::mutations(),
        sets::mutations(),
        numbers::mutations(),
        times::mutations(),
        values::mutations(),
        nested::mutations(),
        bytes::mutations(),
        texts::mutations(),
        escapes::mutations(),
        joining::mutations(),
    ];
    all.into_iter().flatten().collect()
}
