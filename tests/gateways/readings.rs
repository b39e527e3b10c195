//! From a signed message that decides, no other message that decides otherwise can be cut out of its string; and none is
//! called ambiguous whose readings agree. All readings are enumerated here by brute force: a cut of the string is one if
//! [`Gateway::explain`] writes that string of it. What they say is read here from the tables anew.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use fensign::gateways;
use fensign::incoming::{Incoming, NoticeKind, Outcome, SignatureScope, Test};
use fensign::rule::Include;
use fensign::table::{GatewaySpec, Kind};
use fensign::{Code, Fields, Gateway, MASK, Options, Rule, Secret, Value, Verdict};
use proptest::prelude::*;
use proptest::sample::{Index, select};

type Pair = (String, String);

/// What messages are made of: names and texts.
#[derive(Clone, Debug)]
struct Words {
    id: &'static str,
    /// Those that decide, a free text that the customer writes, others before and behind.
    names: Vec<&'static str>,
    texts: Vec<&'static str>,
}

impl Words {
    fn of(spec: &'static GatewaySpec) -> Words {
        let incoming = &spec.notices[0].incoming;
        let clauses = || incoming.outcomes.iter().copied().flatten();
        let order = &incoming.order;
        let free = incoming.signed_fields().iter().find(|row| row.kind == Kind::Text);
        let mut names: BTreeSet<&str> = spec.notices.iter().map(|notice| notice.discriminator).collect();
        names.extend([order.order_no, order.amount, order.paid, order.merchant].concat());
        names.extend(clauses().map(|clause| clause.0).chain(free.map(|row| row.name)));
        if spec.rule.unwrap()().include == Include::All {
            names.extend(["a", "zz"]);
        }
        let tested = clauses().filter_map(|clause| match clause.1 {
            Test::Is(text) | Test::IsNot(text) => Some(text),
            Test::IsGiven => None,
            other => panic!("no text here is tested by {other:?}"),
        });
        let texts = BTreeSet::from_iter(tested.chain(["1", "2", "1.00", "x"]));
        Words { id: spec.id, names: Vec::from_iter(names), texts: Vec::from_iter(texts) }
    }
}

/// Every gateway whose notifications are signed by a public rule.
fn words() -> Vec<Words> {
    gateways::ALL.iter().filter(|spec| spec.rule.is_some()).map(|spec| Words::of(spec)).collect()
}

#[derive(Clone, Debug)]
struct Case {
    id: &'static str,
    settings: String,
    fields: Vec<Pair>,
}

fn case() -> impl Strategy<Value = Case> {
    let joiners = select(vec![
        ("&", "="),
        ("&", "="),
        ("&", "="),
        ("|", ":"),
        ("&&", "=>"),
        ("&", "=="),
        ("aa", "="),
        ("", "="),
        ("&", ""),
    ]);
    let orders = select(vec!["name", "name", "pair", "pair-ignore-case", "given"]);
    let omits = select(vec!["empty", "null", "php-empty", "nothing"]);
    let keys = select(vec![r#"{"tail":"&key="}"#, r#"{"head":"k"}"#, r#"{"field":"key"}"#, r#"{"field":"zzz"}"#]);
    (select(words()), joiners, orders, omits, keys).prop_flat_map(|(words, (join, assign), order, omit, key)| {
        let Words { id, names, texts } = words;
        let settings =
            format!(r#"{{"join":"{join}","assign":"{assign}","order":"{order}","omit":"{omit}","key":{key}}}"#);
        let field = move || (select(names.clone()), select(texts.clone()));
        // Where every character may begin a field, or end a name, there are many readings of few.
        let most = if join.is_empty() || assign.is_empty() { 3 } else { 7 };
        let hidden = prop::collection::vec(field(), 0..most - 1);
        let fields = prop::collection::vec(field(), 1..most);
        (fields, hidden, any::<Index>(), any::<bool>()).prop_map(move |(fields, hidden, holder, ends_bare)| {
            let mut taken = BTreeSet::new();
            let mut fields: Vec<Pair> = fields
                .into_iter()
                .filter(|(name, _)| taken.insert(*name))
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect();
            // One value holds what looks like other fields.
            let hidden: String = hidden.iter().map(|(name, text)| format!("{join}{name}{assign}{text}")).collect();
            let holder = holder.index(fields.len());
            fields[holder].1 += &hidden;
            if ends_bare {
                fields[holder].1 += join;
            }
            Case { id, settings: settings.clone(), fields }
        })
    })
}

/// One way to cut the string into fields.
type Reading = Vec<Pair>;

#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    kind: Option<NoticeKind>,
    outcome: Option<Outcome>,
    numbers: Vec<Option<String>>,
}

struct Oracle {
    spec: &'static GatewaySpec,
    /// The rule of the gateway's notifications, alone.
    signer: Gateway,
    gateway: Gateway,
    rule: Rule,
}

impl Oracle {
    fn new(case: &Case) -> Oracle {
        let spec = gateways::find(case.id).unwrap();
        let mut rule = spec.rule.unwrap()();
        rule.adjust(&case.settings).unwrap();
        let options = |rule: &Rule| Options::default().secret(Secret::new("s3cr3t").unwrap()).rule(rule.clone());
        let gateway = Gateway::new(case.id, options(&rule)).unwrap();
        if let SignatureScope::Changed(change) = spec.notices[0].incoming.signed {
            rule = change(rule);
        }
        Oracle { spec, signer: Gateway::with_rule(options(&rule)).unwrap(), gateway, rule }
    }

    /// The signed string without head and tail, if these fields can be signed.
    fn string(&self, fields: &[Pair]) -> Option<String> {
        let string = self.signer.explain(&to_fields(&self.without_secret(fields))).ok()?.string;
        let key = self.rule.key.clone().unwrap();
        let tail = key.tail.map(|tail| tail + MASK).unwrap_or_default();
        let head = key.head.map(|head| head + MASK).unwrap_or_default();
        Some(string.strip_prefix(&head).unwrap().strip_suffix(&tail).unwrap().to_owned())
    }

    fn without_secret(&self, fields: &[Pair]) -> Vec<Pair> {
        fields.iter().filter(|field| !self.is_secret(field)).cloned().collect()
    }

    fn is_secret(&self, (name, text): &Pair) -> bool {
        text == MASK && self.rule.key.as_ref().unwrap().field.as_deref() == Some(name)
    }

    fn readings(&self, string: &str) -> Vec<Reading> {
        let mut cuts = Vec::new();
        self.cut(string, &mut Vec::new(), &mut cuts);
        cuts.retain(|reading| self.string(reading).as_deref() == Some(string));
        cuts.into_iter().filter(|reading| !self.without_secret(reading).is_empty()).collect()
    }

    fn cut(&self, rest: &str, before: &mut Reading, cuts: &mut Vec<Reading>) {
        for field in self.first_fields(rest) {
            let end = self.text(&field).len();
            before.push(field);
            let next = rest[end..].strip_prefix(&self.rule.join);
            match next.filter(|_| end < rest.len()) {
                None => cuts.push(before.clone()),
                // Fields in the wrong order never make the string, whatever follows.
                Some(next) if self.without_secret(before).is_empty() || self.keeps_order(before) => {
                    self.cut(next, before, cuts);
                }
                Some(_) => {}
            }
            before.pop();
        }
    }

    /// Whether the rule writes these fields in this order; the secret's own field stands where it belongs.
    fn keeps_order(&self, fields: &[Pair]) -> bool {
        let bare = self.without_secret(fields);
        let parts: Vec<String> = bare.iter().map(|field| self.text(field)).collect();
        let secret =
            self.rule.key.as_ref().unwrap().field.as_ref().map(|name| self.text(&(name.clone(), MASK.to_owned())));
        let with_secret = |place: usize| {
            let mut parts = parts.clone();
            parts.splice(place..place, secret.clone());
            parts.join(&self.rule.join)
        };
        self.string(&bare).is_some_and(|string| (0..=parts.len()).any(|place| with_secret(place) == string))
    }

    fn text(&self, (name, text): &Pair) -> String {
        format!("{name}{}{text}", self.rule.assign)
    }

    /// Every field that may stand at the beginning of a text, and end before a joiner or where the text ends.
    fn first_fields(&self, text: &str) -> Vec<Pair> {
        let Rule { join, assign, .. } = &self.rule;
        let holds = |name: &str, text: &str| !text.is_empty() && name.contains(text);
        let mut fields = Vec::new();
        for name_end in (1..=text.len()).filter(|end| text[*end..].starts_with(assign)) {
            let name = &text[..name_end];
            if holds(name, join) || holds(name, assign) {
                break;
            }
            let from = name_end + assign.len();
            let is_end = |end: &usize| *end == text.len() || text[*end..].starts_with(join);
            fields.extend((from..=text.len()).filter(is_end).map(|end| (name.to_owned(), text[from..end].to_owned())));
        }
        fields
    }

    /// Whether no number, code or time of the reading could hold another field.
    fn is_clean(&self, whole: &str, reading: &Reading) -> bool {
        let Rule { join, assign, .. } = &self.rule;
        let (mut at, mut is_clean) = (0, true);
        for field @ (name, _) in reading {
            let (from, end) = (at + name.len() + assign.len(), at + self.text(field).len());
            let tables = self.spec.notices.iter().map(|notice| &notice.incoming);
            let is_free = |kind| matches!(kind, Kind::Text | Kind::Url | Kind::JsonText | Kind::Object);
            let is_code = |table: &Incoming| {
                table.signed_fields().iter().any(|row| row.name == name.as_str() && !is_free(row.kind))
            };
            if !self.is_secret(field) && tables.into_iter().any(is_code) {
                let cuts = (from..end).filter(|cut| whole[*cut..].starts_with(join) && cut + join.len() < end);
                is_clean &= !cuts.into_iter().any(|cut| {
                    let others = self
                        .first_fields(&whole[cut + join.len()..])
                        .into_iter()
                        .map(|(name, _)| name)
                        .collect::<BTreeSet<_>>();
                    others.into_iter().any(|other| {
                        let value_at = cut + join.len() + other.len() + assign.len();
                        let rest = whole.get(value_at..end).unwrap_or_default();
                        let shorter = (name.clone(), whole[from..cut].to_owned());
                        // A rest that would be left out may go on behind the field.
                        let rest = if self.string(&[(other.clone(), rest.to_owned())]).is_some() { rest } else { "1" };
                        let both = [shorter.clone(), (other.clone(), rest.to_owned())];
                        self.string(&[shorter]).is_some() && (other == *name || self.keeps_order(&both))
                    })
                });
            }
            at = end + join.len();
        }
        is_clean
    }

    /// What the tables make of a reading.
    fn said(&self, reading: &Reading) -> Said {
        let fields = self.without_secret(reading);
        let get = |path: &str| {
            fields.iter().find(|(name, text)| name == path && !text.is_empty()).map(|(_, text)| text.as_str())
        };
        let Some(notice) = self.spec.notices.iter().find(|notice| get(notice.discriminator).is_some()) else {
            return Said::default();
        };
        let mut outcome = None;
        for clause in notice.incoming.outcomes.iter().copied().flatten() {
            let holds = match (clause.1, get(clause.0)) {
                (Test::IsNot(_), None) => break,
                (Test::IsNot(other), Some(text)) => text != other,
                (Test::Is(wanted), text) => text == Some(wanted),
                (Test::IsGiven, text) => text.is_some(),
                (other, _) => panic!("nobody says here when {other:?} holds"),
            };
            if holds {
                outcome = Some(clause.2).filter(|outcome| *outcome != Outcome::Unknown);
                break;
            }
        }
        let first = |paths: &[&str]| paths.iter().find_map(|path| get(path)).map(str::to_owned);
        let paths = &notice.incoming.order;
        let fen = |text: Option<String>| {
            text.and_then(|text| fen(&text, notice.incoming.is_in_yuan())).map(|fen| fen.to_string())
        };
        let (amount, paid) = (fen(first(paths.amount)), fen(first(paths.paid)));
        let is_readable =
            (first(paths.amount).is_none() || amount.is_some()) && (first(paths.paid).is_none() || paid.is_some());
        let amounts = match is_readable {
            true => [amount.clone(), if first(paths.paid).is_some() { paid } else { amount }],
            false => [None, None],
        };
        let numbers = [first(paths.order_no), first(paths.merchant), first(paths.app_id)].into_iter().chain(amounts);
        Said { kind: Some(notice.kind), outcome, numbers: numbers.collect() }
    }
}

/// Two decimals and zeros behind them, or none and zeros.
fn fen(text: &str, in_yuan: bool) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = whole == "0" || (!whole.starts_with('0') && !whole.is_empty());
    if !is_whole
        || decimals.is_empty()
        || ![whole, decimals].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let kept = if in_yuan { 2 } else { 0 };
    let padded = format!("{decimals:0<2}");
    let (kept, zeros) = padded.split_at(kept);
    if !zeros.bytes().all(|digit| digit == b'0') {
        return None;
    }
    format!("{whole}{kept}").parse().ok()
}

fn contradict(a: &Said, b: &Said) -> bool {
    let differ = a.numbers.iter().zip(&b.numbers).any(|(a, b)| a.is_some() && b.is_some() && a != b);
    a.outcome.is_some() && b.outcome.is_some() && (a.kind != b.kind || a.outcome != b.outcome || differ)
}

fn to_fields(pairs: &[Pair]) -> Fields {
    let pairs = pairs.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str())));
    Fields::from_pairs(pairs.collect()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_message_that_decides_otherwise_can_be_cut_out_of_a_signed_string(case in case()) {
        let oracle = Oracle::new(&case);
        let Some(string) = oracle.string(&case.fields) else { return Ok(()) };
        let sign = oracle.signer.sign(&to_fields(&case.fields)).unwrap();
        let readings = oracle.readings(&string);
        prop_assert!(!readings.is_empty());
        let clean: Vec<bool> = readings.iter().map(|reading| oracle.is_clean(&string, reading)).collect();
        let said: Vec<Said> = readings.iter().map(|reading| oracle.said(reading)).collect();
        let mut believed = said.iter().zip(&clean).filter(|(_, is_clean)| **is_clean).map(|(said, _)| said);
        let is_ambiguous = said.iter().zip(&clean).filter(|(_, is_clean)| **is_clean).any(|(a, _)| believed.clone().any(|b| contradict(a, b)));
        believed.next();

        for ((reading, said), is_clean) in readings.iter().zip(&said).zip(&clean) {
            let signed = to_fields(&oracle.without_secret(reading)).with("sign", sign.as_str());
            let members = signed.iter().map(|(name, value)| {
                let text = |text: &str| serde_json::to_string(text).unwrap();
                format!("{}:{}", text(name), text(value.text()))
            });
            let body = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
            let message = oracle.gateway.notice(body.as_bytes(), None);
            prop_assert_eq!(message.verdict, Verdict::Valid, "{}", body);
            let is_called_so = message.problems.iter().any(|problem| problem.code() == Code::Ambiguous);
            prop_assert_eq!(is_called_so, is_ambiguous || !is_clean, "{} {} {:?}", string, body, message);
            let outcome = if is_called_so { Outcome::Unknown } else { said.outcome.unwrap_or(Outcome::Unknown) };
            prop_assert_eq!(message.outcome, outcome, "{}", body);
            prop_assert!(!is_called_so || message.order.is_none());
        }
    }
}
