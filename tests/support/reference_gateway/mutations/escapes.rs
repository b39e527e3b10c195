//! D6 and D9: escapes of HTML, and escapes in plain text.

use super::super::orders::names;
use super::super::{Order, Side};
use super::bytes::{escape, text};
use super::texts::{Row, both_ways, each, is_chinese, rows};
use super::{Mutation, cause};

const JSON: &[&str] = &["json", "encoding"];

pub fn mutations() -> Vec<Mutation> {
    [html(), backslashes(), unicode(), entities()].into_iter().flatten().collect()
}

/// D6: less than everything, more than it, and twice.
fn html() -> Vec<Mutation> {
    const SPECIAL: &str = "Tom & \"Li's\" <tea>";
    const SLASHES: &[Row] =
        &[("a/b & 'c'", "a&#x2F;b &amp; &#x27;c&#x27;"), ("茶/2", "茶&#x2F;2"), ("</b>", "&lt;&#x2F;b&gt;")];
    let mut mutations = vec![
        text(
            "D6",
            "their < and > are escaped",
            |_| SPECIAL.to_owned(),
            |text| text.replace('<', "&lt;").replace('>', "&gt;"),
        ),
        text("D6", "our text is escaped twice", |_| escape(&escape(SPECIAL, "&#39;"), "&#39;"), |_| SPECIAL.to_owned()),
        text(
            "D6",
            "their text is escaped twice",
            |_| SPECIAL.to_owned(),
            |text| escape(&escape(text, "&#039;"), "&#039;"),
        ),
        rows(
            "D6",
            "our text is escaped",
            &[
                ("{&quot;a&quot;:&quot;b&quot;}", "{\"a\":\"b\"}"),
                ("&lt;茶&gt;&copy;", "<茶>©"),
                ("A&nbsp;B&amp;C", "A\u{a0}B&C"),
                ("Li&apos;s &#34;tea&#34;", "Li's \"tea\""),
            ],
        ),
    ];
    mutations.extend(both_ways("D6", "its slashes escaped", SLASHES));
    mutations
}

/// D9: quotes and line breaks.
fn backslashes() -> Vec<Mutation> {
    let json = |name: &str, ours: fn(&str) -> String, theirs: fn(&str) -> String| {
        let set = move |order: &mut Order| {
            let text = ours(&order.details.compact());
            order.set_json(text);
        };
        cause("D9", name, JSON).needs(move |order, _| set(order)).apply(move |side: &mut Side, _| {
            let text = theirs(&side.details.compact());
            side.set(names(side.gateway).json, text);
        })
    };
    fn plain(json: &str) -> String {
        json.to_owned()
    }
    fn escaped(json: &str) -> String {
        json.replace('"', "\\\"")
    }
    let mut mutations = vec![
        json("backslashes in their JSON", plain, escaped),
        json("backslashes in our JSON", escaped, plain),
        rows(
            "D9",
            "their quotes are doubled",
            &[("D'Arc", "D''Arc"), ("Li's 茶 'x'", "Li''s 茶 ''x''"), ("a'b", "a''b")],
        ),
    ];
    mutations.extend(both_ways(
        "D9",
        "backslashes before quotes",
        &[
            ("D'Arc", "D\\'Arc"),
            ("5\" 茶", "5\\\" 茶"),
            ("a\\b 'c'", "a\\\\b \\'c\\'"),
            ("\"x\", 'y'", "\\\"x\\\", \\'y\\'"),
        ],
    ));
    mutations.extend(both_ways(
        "D9",
        "a written \\n",
        &[("a\nb", "a\\nb"), ("红\n茶\n2", "红\\n茶\\n2"), ("x\r\ny", "x\\r\\ny")],
    ));
    mutations
}

pub(super) fn units(text: &str) -> String {
    each(text, is_chinese, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
}

/// D9: characters as codes; D3 and D4 where JavaScript's `escape` writes them.
fn unicode() -> Vec<Mutation> {
    let mut mutations = vec![
        text("D9", "\\uXXXX for their text", |random| random.pick(&["会员", "停车7", "茶 é"]).to_owned(), units),
        text(
            "D9",
            "\\uXXXX in upper case for their text",
            |_| "会员 ŷ".to_owned(),
            |_| "\\u4F1A\\u5458 \\u0177".to_owned(),
        ),
        text("D9", "\\uXXXX for an emoji of theirs", |_| "茶🧋".to_owned(), units),
        rows(
            "D9",
            "\\uXXXX in our text",
            &[("\\u4f1a\\u5458", "会员"), ("\\u8336 7", "茶 7"), ("A\\u4F1A", "A会"), ("\\ud83e\\uddcb1", "🧋1")],
        ),
    ];
    const ESCAPED: &[Row] = &[("会员", "%u4F1A%u5458"), ("茶 é(7)", "%u8336%20%E9%287%29"), ("A/茶", "A/%u8336")];
    let [theirs, ours] = both_ways("D3", "JavaScript's escape", ESCAPED);
    mutations.extend([theirs, Mutation { id: "D4", ..ours }]);
    mutations
}

fn entities() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    mutations.extend(both_ways(
        "D9",
        "decimal entities",
        &[("会员", "&#20250;&#21592;"), ("茶 7", "&#33590; 7"), ("A会B员", "A&#20250;B&#21592;"), ("é", "&#233;")],
    ));
    mutations.extend(both_ways(
        "D9",
        "hex entities",
        &[("会员", "&#x4f1a;&#x5458;"), ("茶 7", "&#x8336; 7"), ("会", "&#x4F1A;")],
    ));
    mutations.push(rows(
        "D9",
        "entities for their emoji",
        &[("茶🧋", "茶&#129483;"), ("奶🍵茶", "奶&#x1f375;茶"), ("𠮷屋", "&#134071;屋")],
    ));
    mutations.push(rows(
        "D9",
        "entities for what GBK lacks",
        &[("茶™한", "茶&#8482;&#54620;"), ("₩5 茶", "&#8361;5 茶"), ("茶ñ", "茶&#241;")],
    ));
    mutations
}
