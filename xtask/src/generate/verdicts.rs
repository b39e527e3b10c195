//! The page that says what a verdict is worth: a row for each message of each gateway.

use fensign::gateways::ALL;
use fensign::incoming::{Incoming, NoticeKind, Outcome, SignatureScope};
use fensign::table::{GatewaySpec, Source};

use super::pages::table;
use super::wording::{Lang, code, wordless};

pub fn page(lang: Lang) -> String {
    let title = lang.pick("# What a verdict is worth", "# 验签结论意味着什么");
    let about = lang.pick(
        "A valid signature proves who sent a message. It does not prove that the message is about your order, nor that \
         anything was paid: `decide` (notifications and signed replies) and `matches` (unsigned replies) compare it with your \
         records. `unsigned` \
         proves nothing by itself: such a reply is worth as much as the TLS connection to the gateway's own address over \
         which you asked. Deliver on it only when a notification was lost, you asked yourself over https, the outcome is \
         `paid` and `matches` finds nothing. Over `http://` it is worth nothing.",
        "签名有效只证明报文由谁发出，不证明它说的是你的订单，也不证明已经付款：通知和有签名的响应用 `decide`、没有签名的响应用 `matches` \
         与本地订单核对。\
         `unsigned` 本身不证明任何事：这样的响应只和你发起查询所用的 TLS 连接（网关自己的地址）一样可信。只有在通知丢失、\
         由你自己经 https 查询、结果为 `paid` 且 `matches` 没有差异时，才可以据此发货。走 `http://` 的响应没有任何可信度。",
    );
    let decides = lang.pick(
        "Kind, outcome and order come from non-empty fields that the signature covers (`message.signed`) and from nothing \
         else. A message whose signed string has another reading that says otherwise gets the problem `ambiguous`, the \
         outcome `unknown` and no order; so does one whose number, code or time holds a joiner and another field.",
        "类别、结果和订单只取自签名覆盖的非空字段（`message.signed`）。若签名串存在结论不同的另一种解读，或编号、代码、时间的值里含有\
         连接符和其他字段，报文会带上 `ambiguous` 问题，结果为 `unknown`，且没有订单。",
    );
    let head = lang.pick(
        ["gateway", "message", "signature covers", "may it deliver?", "source"],
        ["网关", "报文", "签名覆盖", "能否据此发货", "来源"],
    );
    let rows = ALL.iter().flat_map(|spec| rows(lang, spec));
    format!("{title}\n\n{about}\n\n{decides}\n\n{}", table(head, rows))
}

fn rows(lang: Lang, spec: &'static GatewaySpec) -> Vec<[String; 5]> {
    let notices = spec.notices.iter().map(|notice| {
        let (name, discriminator) = (kind(lang, notice.kind), code(notice.discriminator));
        let message =
            lang.pick(format!("{name} notification, with {discriminator}"), format!("{name}通知，含 {discriminator}"));
        row(lang, spec, message, &notice.incoming, notice.source, true)
    });
    let replies = spec.operations.iter().map(|operation| {
        let name = code(operation.name);
        let message = lang.pick(format!("reply to {name}"), format!("{name} 的响应"));
        row(lang, spec, message, operation.reply, operation.source, false)
    });
    notices.chain(replies).collect()
}

fn row(
    lang: Lang,
    spec: &GatewaySpec,
    message: String,
    table: &Incoming,
    source: Source,
    is_notice: bool,
) -> [String; 5] {
    let covers = covers(lang, spec, table);
    let may = may_deliver(lang, spec, table, is_notice);
    [code(spec.id), message, covers, may.to_owned(), super::wording::source(lang, source).to_owned()]
}

fn covers(lang: Lang, spec: &GatewaySpec, table: &Incoming) -> String {
    match (table.signed, spec.rule) {
        (SignatureScope::Nothing, _) => lang.pick("nothing: `unsigned`", "无：`unsigned`").to_owned(),
        (SignatureScope::Within(object), _) => {
            let object = code(object);
            lang.pick(
                format!("the fields of {object}, nothing beside it; without {object}, `unsigned`"),
                format!("{object} 内的字段，不含其外层；没有 {object} 时为 `unsigned`"),
            )
        }
        (_, None) => lang.pick("what your contract's rule covers", "取决于网关提供的接入文档").to_owned(),
        (SignatureScope::Fields, Some(rule)) => {
            let excluded = lang.list(rule().exclude.iter().map(|name| code(name)));
            match excluded.as_str() {
                "" => lang.pick("every field", "所有字段").to_owned(),
                _ => lang.pick(format!("every field but {excluded}"), format!("除 {excluded} 外的所有字段")),
            }
        }
        (SignatureScope::Changed(_), Some(rule)) => {
            let rule = rule();
            let paths = table.fields().map(|(path, _)| path);
            lang.list(paths.filter(|path| table.covers(path, Some(&rule))).map(|path| code(&path)))
        }
        (other, _) => wordless(other),
    }
}

fn may_deliver(lang: Lang, spec: &GatewaySpec, table: &Incoming, is_notice: bool) -> &'static str {
    let clauses = table.outcomes.iter().copied().flatten();
    let says_paid = clauses.into_iter().any(|clause| clause.2 == Outcome::Paid);
    let is_payment = matches!(table.about, None | Some(NoticeKind::Payment));
    match (is_notice, table.signed) {
        _ if !(says_paid && is_payment) => lang.pick("no", "否"),
        (false, SignatureScope::Nothing) if spec.base_url.is_some_and(|url| url.starts_with("http://")) => {
            lang.pick("no: the documented address is `http://`", "否：文档给出的地址是 `http://`")
        }
        (false, SignatureScope::Nothing) => lang.pick(
            "after a lost notification: asked over https, `paid`, `matches` empty",
            "通知丢失时可以：经 https 主动查询，结果为 `paid`，且 `matches` 为空",
        ),
        _ => lang.pick("yes, by `decide`", "可以，用 `decide` 判定"),
    }
}

fn kind(lang: Lang, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Payment => lang.pick("payment", "支付"),
        NoticeKind::Refund => lang.pick("refund", "退款"),
        NoticeKind::Transfer => lang.pick("transfer", "转账"),
        other => wordless(other),
    }
}
