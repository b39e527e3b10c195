//! The order of the fields.

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::recipe::{Entry, Recipe, Sequence};
use crate::diagnose::hypotheses::rows::Likelihood::{Common, Usual};
use crate::diagnose::hypotheses::string::{Add, Aspect};
use crate::diagnose::reading::Reading;
use crate::diagnose::sentence::bilingual;
use crate::rule::{FieldOrder, Sort};
use crate::sort::sort_by;

/// E1: the order of the fields.
pub(super) fn orders(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let by = |sort| (FieldOrder::By(sort), None);
    let no_rule_s = |sequence| (base.rule.order.clone(), Some(sequence));
    let table = reading.names.iter().map(|name| (*name).to_owned()).collect();
    let orders = [
        (by(Sort::Name), bilingual!("the other side sorts by the bytes of the names", "对方按字段名的 ASCII 码排序")),
        (
            by(Sort::Pair),
            bilingual!("the other side sorts whole pairs by their bytes", "对方按整个键值对的 ASCII 码排序"),
        ),
        (
            by(Sort::Given),
            bilingual!(
                "the other side does not sort: the fields stand as given here",
                "对方没有排序，按此处给出的顺序拼接"
            ),
        ),
        (
            (FieldOrder::Listed(table), None),
            bilingual!(
                "the other side does not sort: the fields stand as in the gateway's table",
                "对方没有排序，按字段表的顺序拼接"
            ),
        ),
        (no_rule_s(Sequence::Descending), bilingual!("the other side sorts in descending order", "对方按降序排序")),
        (
            no_rule_s(Sequence::IgnoringCase),
            bilingual!("the other side sorts the names ignoring letter case", "对方按字段名排序时忽略大小写"),
        ),
        (
            by(Sort::PairIgnoreCase),
            bilingual!("the other side sorts whole pairs ignoring letter case", "对方按整个键值对排序时忽略大小写"),
        ),
        (by(Sort::Value), bilingual!("the other side sorts by the bytes of the values", "对方按字段值的 ASCII 码排序")),
        (
            no_rule_s(Sequence::Locale),
            bilingual!(
                "the other side sorts as a locale does (localeCompare)",
                "对方按本地化规则排序（localeCompare）"
            ),
        ),
        (
            no_rule_s(Sequence::Natural),
            bilingual!(
                "the other side sorts numbers in names by their value",
                "对方按自然顺序排序（名称中的数字按数值比较）"
            ),
        ),
    ];
    let places = |recipe: &Recipe| {
        let mut places: Vec<usize> = (0..reading.fields.len())
            .filter(|at| reading.fields.get(*at).is_some_and(|field| field.unsigned.is_none()))
            .collect();
        let entry = |at: &usize| {
            let field = reading.fields.get(*at);
            field.map_or(Entry::new("", ""), |field| Entry::new(&field.name, field.text()))
        };
        sort_by(&mut places, |a, b| recipe.compare(entry(a), entry(b)));
        places
    };
    let mut seen = vec![places(base)];
    for ((order, sequence), did) in orders {
        let change = move |recipe: &mut Recipe| (recipe.rule.order, recipe.sequence) = (order.clone(), sequence);
        let mut recipe = base.clone();
        change(&mut recipe);
        let new = places(&recipe);
        if !seen.contains(&new) {
            seen.push(new);
            let is_common = recipe.keeps_order()
                || recipe.sequence == Some(Sequence::IgnoringCase)
                || recipe.rule.order == FieldOrder::By(Sort::Name);
            let likelihood = if is_common { Common } else { Usual };
            add(likelihood, CauseId::E1, Aspect::Order, did, Box::new(change));
        }
    }
}
