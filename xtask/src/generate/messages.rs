//! What a gateway sends, on its reference pages.

use fensign::incoming::{Clause, Incoming, Notice, NoticeKind, PayClause, PayForm, SignatureScope, Test};
use fensign::table::{Encoding, GatewaySpec, Source};
use serde_json::{Value, to_value};

use super::pages::{differing_settings, table};
use super::wording::{Lang, about, code, kind, source, values, wordless};

pub fn reply(lang: Lang, spec: &GatewaySpec, incoming: &Incoming) -> String {
    let title = lang.pick("### Its reply", "### 响应");
    format!("\n{title}\n\n{}{}", facts(lang, spec, incoming), fields(lang, spec, incoming))
}

pub fn notices(lang: Lang, spec: &GatewaySpec) -> String {
    let title = lang.pick("## Notifications", "## 异步通知");
    if spec.notices.is_empty() {
        let nothing = lang.pick(
            "Nothing is documented: without a rule of the caller's every notification is `invalid`.",
            "没有公开文档：除非调用方给出规则，任何通知都判为 `invalid`。",
        );
        return format!("\n{title}\n\n{nothing}\n");
    }
    let (accept, refuse) = (spec.answers.accept, spec.answers.refuse);
    let unknown = lang.pick(
        "- Answer: not documented, both are empty; see your contract".to_owned(),
        "- 应答：没有公开文档，两种应答均为空；以网关提供的接入文档为准".to_owned(),
    );
    let known = lang.pick(
        format!(
            "- Answer: `{}` ({}); to have it sent again, `{}` (inferred)",
            accept.body, accept.content_type, refuse.body
        ),
        format!("- 应答：`{}`（{}）；要求重发时应答 `{}`（推断）", accept.body, accept.content_type, refuse.body),
    );
    let answers = if accept.body.is_empty() { unknown } else { known };
    let kinds: String = spec.notices.iter().map(|it| notice(lang, spec, it)).collect();
    format!("\n{title}\n\n{answers}\n{kinds}")
}

fn notice(lang: Lang, spec: &GatewaySpec, notice: &Notice) -> String {
    let discriminator = code(notice.discriminator);
    let form = match notice.encoding {
        Encoding::Json => lang.pick("as JSON", "JSON"),
        Encoding::Form => lang.pick("as a form", "表单"),
        Encoding::Query => lang.pick("by GET, in the URL's query", "GET，在 URL 查询串中"),
        other => wordless(other),
    };
    let title = match notice.kind {
        NoticeKind::Payment => lang.pick("Payment", "支付"),
        NoticeKind::Refund => lang.pick("Refund", "退款"),
        NoticeKind::Transfer => lang.pick("Transfer", "转账"),
        other => wordless(other),
    };
    let word = code(&word(to_value(notice.kind)));
    let title = lang.pick(
        format!("### {title} ({word}): with {discriminator}, {form}"),
        format!("### {title}（{word}）：含 {discriminator}，{form}"),
    );
    let source = source(lang, notice.source);
    let source = lang.pick(format!("- Source: {source}"), format!("- 来源：{source}"));
    let incoming = &notice.incoming;
    format!("\n{title}\n\n{source}\n{}{}", facts(lang, spec, incoming), fields(lang, spec, incoming))
}

fn fields(lang: Lang, spec: &GatewaySpec, incoming: &Incoming) -> String {
    if incoming.fields().next().is_none() {
        return String::new();
    }
    let head = lang.pick(
        ["field", "format", "always there", "signed", "values", "meaning"],
        ["字段", "格式", "必有", "参与签名", "取值", "说明"],
    );
    let yes_or_no = |is: bool| if is { lang.pick("yes", "是") } else { lang.pick("no", "否") };
    let rule = spec.rule.map(|rule| rule());
    let signed = |path: &str| match (incoming.signed, &rule) {
        (SignatureScope::Nothing, _) => "",
        (_, None) => lang.pick("see your contract", "以接入文档为准"),
        _ => yes_or_no(incoming.covers(path, rule.as_ref())),
    };
    let rows = incoming.fields().map(|(path, row)| {
        [
            code(&path),
            kind(lang, row.kind).to_owned(),
            yes_or_no(row.required).to_owned(),
            signed(&path).to_owned(),
            values(lang, row).unwrap_or_default(),
            about(lang, row),
        ]
    });
    format!("\n{}", table(head, rows))
}

fn facts(lang: Lang, spec: &GatewaySpec, incoming: &Incoming) -> String {
    let outcomes = incoming.outcomes.iter().copied().flatten().map(|it| clause(lang, it)).collect::<Vec<_>>();
    let outcomes = match outcomes.is_empty() {
        true => lang.pick("- Outcome: not documented, `unknown`", "- 结果：没有公开文档，一律为 `unknown`").to_owned(),
        false => format!("{}{}", lang.pick("- Outcome: ", "- 结果："), outcomes.join(lang.pick("; ", "；"))),
    };
    let parts = [Some(signed(lang, spec, incoming)), Some(outcomes), order(lang, incoming), pay(lang, incoming.pay)];
    parts.into_iter().flatten().map(|fact| fact + "\n").collect()
}

fn signed(lang: Lang, spec: &GatewaySpec, incoming: &Incoming) -> String {
    match (incoming.signed, spec.rule) {
        (SignatureScope::Within(object), _) => {
            let object = code(object);
            lang.pick(
                format!("- Signed: the fields of {object}, with the signature beside it; without {object}, `unsigned`"),
                format!("- 签名：只覆盖 {object} 内的字段，签名在其外层；没有 {object} 时为 `unsigned`"),
            )
        }
        (SignatureScope::Fields, Some(_)) => {
            lang.pick("- Signed: by the rule of requests", "- 签名：与请求规则相同").to_owned()
        }
        (SignatureScope::Fields | SignatureScope::Changed(_), None) => lang
            .pick(
                "- Signed: by your contract's rule, if it signs notifications",
                "- 签名：若网关提供的接入文档规定通知签名，则按该规则",
            )
            .to_owned(),
        (SignatureScope::Changed(change), Some(rule)) => {
            let settings = differing_settings(&change(rule()), &rule());
            let settings = settings.split_whitespace().collect::<Vec<_>>().join(" ");
            lang.pick(
                format!("- Signed: by the rule of requests, with `{settings}`"),
                format!("- 签名：在请求规则的基础上改为 `{settings}`"),
            )
        }
        _ => lang.pick("- Not signed: `unsigned`", "- 没有签名：`unsigned`").to_owned(),
    }
}

fn clause(lang: Lang, clause: &Clause) -> String {
    let path = code(clause.0);
    let test = match clause.1 {
        Test::Is(text) => format!("{path} `{text}`"),
        Test::IsNot(text) => lang.pick(format!("{path} other than `{text}`"), format!("{path} 不是 `{text}`")),
        Test::IsGiven => lang.pick(format!("{path} not empty"), format!("{path} 非空")),
        other => wordless(other),
    };
    format!("{test} → {}", word(to_value(clause.2)))
}

/// What the API calls it.
fn word(of: serde_json::Result<Value>) -> String {
    of.ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn order(lang: Lang, incoming: &Incoming) -> Option<String> {
    let order = &incoming.order;
    let unit = if incoming.is_in_yuan() { lang.pick(" (yuan)", "（元）") } else { lang.pick(" (fen)", "（分）") };
    let paths = |name: &str, paths: &[&str], unit: &str| {
        let names = paths.iter().map(|path| code(path)).collect::<Vec<_>>().join(lang.pick(" or ", " 或 "));
        (!paths.is_empty()).then(|| format!("{name} {names}{unit}"))
    };
    let found = [
        paths("orderNo", order.order_no, ""),
        paths("gatewayOrderNo", order.gateway_order_no, ""),
        paths("amountFen", order.amount, unit),
        paths("paidFen", order.paid, unit),
        paths("merchant", order.merchant, ""),
        paths("appId", order.app_id, ""),
    ];
    let found = lang.list(found.into_iter().flatten());
    (!found.is_empty()).then(|| format!("{}{found}", lang.pick("- Order: ", "- 订单：")))
}

fn pay(lang: Lang, clauses: &[PayClause]) -> Option<String> {
    let found = clauses.iter().map(|clause| match clause {
        PayClause::At(path, form) => format!("{} → {}", code(path), pay_form(lang, *form)),
        PayClause::Named(by, path, forms) => {
            let forms = forms.iter().map(|(name, form, source)| {
                let form = format!("{} → {}", code(name), pay_form(lang, *form));
                if *source == Source::Inferred { form + lang.pick(" (inferred)", "（推断）") } else { form }
            });
            let forms = forms.collect::<Vec<_>>().join(lang.pick(", ", "，"));
            let (by, path) = (code(by), code(path));
            lang.pick(format!("{path}, by {by}: {forms}"), format!("{path}，按 {by}：{forms}"))
        }
        PayClause::Parameters(parameters) => {
            let named = parameters.iter().map(|(path, name)| match path == name {
                true => code(path),
                false => lang.pick(format!("`{path}` as `{name}`"), format!("`{path}`（作为 `{name}`）")),
            });
            format!("{} → `jsapi`", lang.list(named))
        }
        other => wordless(other),
    });
    let found = found.collect::<Vec<_>>().join(lang.pick("; ", "；"));
    (!found.is_empty()).then(|| format!("{}{found}", lang.pick("- To pay with (`pay`): ", "- 支付参数（`pay`）：")))
}

fn pay_form(lang: Lang, form: PayForm) -> String {
    match form {
        PayForm::Address => "`redirect`".to_owned(),
        PayForm::Code => "`qr`".to_owned(),
        PayForm::Picture => "`qr-image`".to_owned(),
        PayForm::Page => "`form`".to_owned(),
        PayForm::Nothing => "`none`".to_owned(),
        PayForm::Parameters => "`jsapi`".to_owned(),
        PayForm::ParametersOr(names, name) => {
            let of = |(own, bridge): &(&str, &str)| {
                lang.pick(format!("`{own}` as `{bridge}`, "), format!("`{own}` 改名为 `{bridge}`，"))
            };
            let renamed: String = names.iter().map(of).collect();
            lang.pick(
                format!("`jsapi`, {renamed}a text as `{name}`"),
                format!("`jsapi`（{renamed}字符串作为 `{name}`）"),
            )
        }
        PayForm::ParametersOrAddress(name) => lang.pick(
            format!("JSON: `jsapi`, an address (inferred), also as `{name}` alone: `redirect`"),
            format!("JSON 为 `jsapi`，地址（推断；也可为只含 `{name}` 的 JSON）为 `redirect`"),
        ),
        other => wordless(other),
    }
}
