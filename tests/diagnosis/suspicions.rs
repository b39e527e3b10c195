//! What `diagnose` suspects of values that are damaged on our side: theirs cannot be made of them.

use fensign::diagnose::{CauseId, Diagnosis, DiagnosisVerdict, Evidence, Finding};
use fensign::table::{FieldSpec, Kind};
use fensign::{Fields, Gateway, Options, Secret, gateways};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference_gateway::orders::GATEWAYS;
use crate::support::reference_gateway::{Random, md5_hex, order};
use crate::support::signing_options;

const KEY: &str = "Rt6mWq2ZpLx8VnD4sYb9KcJ7hGf3TuEa";

fn gateway() -> Gateway {
    Gateway::with_rule(Options::default().secret(Secret::new(KEY).unwrap())).unwrap()
}

fn sign(note: &str) -> String {
    md5_hex(format!("amount=1250&note={note}&key={KEY}").as_bytes()).to_uppercase()
}

/// Ours has this note, and theirs another one.
fn diagnosed(ours: &str, theirs: &str) -> Diagnosis {
    let fields = Fields::new().with("amount", "1250").with("note", ours);
    gateway().diagnose(&Evidence::default().fields(fields).sign(sign(theirs))).unwrap()
}

fn damages(diagnosis: &Diagnosis) -> Vec<&Finding> {
    diagnosis.findings.iter().filter(|finding| finding.id == CauseId::D8).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn our_damaged_value_is_suspected_by_its_field() {
    for (ours, theirs, said, zh) in [
        ("??", "红茶", "seems to have lost characters", "丢失了字符"),
        ("a ??? b", "a 红茶店 b", "seems to have lost characters", "丢失了字符"),
        ("红??", "红😀", "seems to have lost characters", "丢失了字符"),
        ("红\u{fffd}", "红茶", "seems to have lost characters", "丢失了字符"),
        ("https://a.example/\u{fffd}", "https://a.example/茶", "seems to have lost characters", "丢失了字符"),
        (r#"{"name":"红"#, r#"{"name":"红茶"}"#, "seems to be cut", "被截断"),
        (r#"[{"id":1},{"id""#, r#"[{"id":1},{"id":2}]"#, "seems to be cut", "被截断"),
    ] {
        let diagnosis = diagnosed(ours, theirs);
        assert_eq!(diagnosis.verdict, DiagnosisVerdict::Unknown, "{ours}");
        let [damage] = damages(&diagnosis)[..] else { panic!("{ours}: {:?}", diagnosis.findings) };
        assert!(!damage.certain && damage.fields == ["note"] && damage.change.is_none(), "{damage:?}");
        assert!(damage.message.starts_with(&format!("note: our value {said}")), "{}", damage.message);
        assert!(damage.message_zh.contains(zh), "{}", damage.message_zh);
        // The likeliest comes last.
        assert_eq!(diagnosis.findings.last().map(|last| last.id), Some(CauseId::A2), "{ours}");
    }
}

/// Free text only: numbers and addresses may be as long as they can be.
#[wasm_bindgen_test(unsupported = test)]
fn our_text_of_the_greatest_length_that_the_table_allows_is_suspected() {
    let longest = |row: &FieldSpec| {
        let (_, greatest) = row.length.filter(|(least, greatest)| greatest > least && *greatest <= 256)?;
        (row.values.is_empty() && row.kind == Kind::Text).then_some(usize::from(greatest))
    };
    let mut tried = 0;
    for spec in gateways::ALL {
        let gateway = Gateway::new(spec.id, signing_options(spec.id)).unwrap();
        let place = spec.operation("place").unwrap();
        for row in place.fields {
            let Some(longest) = longest(row) else { continue };
            tried += 1;
            for (text, is_suspected) in
                [("茶".repeat(longest), true), ("茶".repeat(longest - 1), false), ("7".repeat(longest), false)]
            {
                let fields = Fields::new().with("a", "1").with(row.name, text);
                let evidence = Evidence::default().fields(fields).sign("0".repeat(32)).operation(place.name);
                let diagnosis = gateway.diagnose(&evidence).unwrap();
                assert_eq!(!damages(&diagnosis).is_empty(), is_suspected, "{} {}", spec.id, row.name);
            }
        }
    }
    assert!(tried > 2, "{tried}");
}

#[wasm_bindgen_test(unsupported = test)]
fn question_marks_and_brackets_that_people_write_are_not_suspected() {
    for ours in [
        "https://a.example/n?a=1",
        "https://a.example/n?q=??",
        "really?",
        "是吗？？",
        "是吗?",
        "?",
        "[Promo] 红茶",
        "{a}",
        "{\"a\":\"?\"}",
        "[]",
        "红茶",
        "20240501000000000000000000000001",
    ] {
        let diagnosis = diagnosed(ours, "another");
        assert!(damages(&diagnosis).is_empty(), "{ours}: {:?}", diagnosis.findings);
    }
}

/// What is not signed makes no difference; what is proved needs no suspicion.
#[wasm_bindgen_test(unsupported = test)]
fn damage_is_suspected_only_of_what_is_signed_and_not_explained() {
    let fields = || Fields::new().with("amount", "1250").with("note", "??").with("sign", "??");
    let diagnose = |evidence: Evidence| gateway().diagnose(&evidence.fields(fields())).unwrap();
    let unknown = diagnose(Evidence::default().sign(sign("红茶")));
    assert_eq!(damages(&unknown).iter().map(|it| it.fields.as_slice()).collect::<Vec<_>>(), [["note"]]);
    let right = diagnose(Evidence::default().sign(sign("??")));
    assert_eq!((right.verdict, right.findings.len()), (DiagnosisVerdict::Match, 0));
    let proved = md5_hex(format!("amount=12.50&note=??&key={KEY}").as_bytes()).to_uppercase();
    assert_eq!(
        diagnose(Evidence::default().sign(proved)).findings.iter().map(|it| it.id).collect::<Vec<_>>(),
        [CauseId::C2]
    );
    // The other side's string is ours: only the secret is left.
    let same = diagnose(Evidence::default().sign(sign("another")).string("amount=1250&note=??&key=***"));
    assert_eq!(same.findings.iter().map(|it| it.id).collect::<Vec<_>>(), [CauseId::A2], "{}", same.message);
}

/// Orders of every gateway, whole, with another secret on the other side.
#[wasm_bindgen_test(unsupported = test)]
fn damage_is_not_suspected_of_whole_orders() {
    let mut number = 0;
    for &gateway in GATEWAYS.iter() {
        for seed in 0..if cfg!(target_arch = "wasm32") { 1 } else { 10 } {
            let mut random = Random::new(seed);
            let order = order(gateway, &mut random);
            let evidence = Evidence::default().fields(order.fields()).sign(random.hex(32)).operation(order.operation);
            let diagnosis = order.gateway().diagnose(&evidence).unwrap();
            assert!(damages(&diagnosis).is_empty(), "{gateway} {seed}: {:?}", diagnosis.findings);
            number += 1;
        }
    }
    assert!(number >= GATEWAYS.len(), "{number}");
}
