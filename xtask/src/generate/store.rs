//! The guide's table of what a shop stores of an order, so that its later requests can be made.

use fensign::gateways::ALL;
use fensign::table::{FieldSpec, GatewaySpec, Operation, OperationRole, Role};

use super::pages::wide_table;
use super::wording::{Lang, code};

pub fn page(lang: Lang) -> String {
    let title = lang.pick("# What to store of an order", "# 订单需要保存哪些数据");
    let about = lang.pick(
        "Of every order, store the number and the amount that you placed it with: `decide` compares a message with them. \
         Besides, later requests of the order need what stands here, under these names; spread all of it into each of them. \
         What an operation has no field for is a warning `not-sent`. Store what a request has in `keep` **before** you send \
         the request: if the reply is lost, the same values place the order again.",
        "每笔订单都要保存下单时的订单号和金额，`decide` 据此核对报文。此外，同一订单的后续请求需要下表中的数据，按表中的名称保存，\
         并全部传入后续请求；接口没有对应字段时只是警告 `not-sent`。请求的 `keep` 要在发送**之前**保存：响应丢失时，用同样的值重新下单。",
    );
    let head = lang.pick(
        ["gateway", "when", "store", "from", "must have it", "may have it"],
        ["网关", "时机", "保存", "来源", "必须用到的接口", "可以用到的接口"],
    );
    let rows: Vec<_> = ALL.iter().flat_map(|spec| rows(lang, spec)).collect();
    let none = lang.pick(
        "Where the last two columns are empty, no later request has a field for it: it names the order or the refund in \
         your own records.",
        "后两列为空表示后续请求都没有对应字段，仅供本地记录使用。",
    );
    let paid = lang.pick(
        "A notification of a payment names the gateway's number in `order.gatewayOrderNo`, and so does a query's reply. Take \
         it from the message that `decide` lets you deliver by, not from the reply to the placed order: only there a \
         signature covers it at every gateway. `close` comes before the payment: take it from a `valid` reply to `query`.",
        "支付通知的 `order.gatewayOrderNo` 是网关订单号，查询响应中也有。请取自 `decide` 判定可以发货的那条报文，而不是下单响应：\
         只有前者在所有网关都有签名覆盖。`close` 用于尚未支付的订单：请取自验签有效的 `query` 响应。",
    );
    let table = wide_table(&head.map(str::to_owned), &rows);
    format!("{title}\n\n{about}\n\n{table}\n{none}\n\n{paid}\n")
}

fn rows(lang: Lang, spec: &GatewaySpec) -> Vec<Vec<String>> {
    let in_keep = |role: OperationRole, when: &str, names: Vec<&str>| {
        let from = code(&format!("request('{}', …).keep", role.as_str()));
        names.into_iter().map(|name| row(lang, spec, role, when, name, &from)).collect::<Vec<_>>()
    };
    let of_order = kept(spec, OperationRole::Place);
    // What a refund keeps of the order is there since it was placed.
    let of_refund = kept(spec, OperationRole::Refund).into_iter().filter(|name| !of_order.contains(name)).collect();
    let refunded = in_keep(OperationRole::Refund, lang.pick("refunded", "退款"), of_refund);
    let placed = in_keep(OperationRole::Place, lang.pick("placed", "下单"), of_order);
    let told = |role, when: &str, name: Role, from: &str| {
        let row = row(lang, spec, role, when, name.as_str(), &code(from));
        (!later(spec, role, name.as_str()).is_empty()).then_some(row)
    };
    let paid =
        told(OperationRole::Place, lang.pick("paid", "支付"), Role::GatewayOrderNo, "notice(…).order.gatewayOrderNo");
    let refund = told(
        OperationRole::Refund,
        lang.pick("refunded", "退款"),
        Role::GatewayRefundNo,
        "reply('refund', …).order.gatewayOrderNo",
    );
    placed.into_iter().chain(paid).chain(refunded).chain(refund).collect()
}

fn kept(spec: &GatewaySpec, role: OperationRole) -> Vec<&'static str> {
    let rows = of_role(spec, role).map_or(&[][..], |operation| operation.fields);
    rows.iter().filter(|row| row.kept).map(name).collect()
}

fn row(lang: Lang, spec: &GatewaySpec, role: OperationRole, when: &str, name: &str, from: &str) -> Vec<String> {
    let users = |is_needed| {
        let users = later(spec, role, name).into_iter().filter(|user| user.1 == is_needed);
        lang.list(users.map(|user| code(user.0.as_str())))
    };
    vec![code(spec.id), when.to_owned(), code(name), from.to_owned(), users(true), users(false)]
}

/// The later operations that have a field of this name, and whether each must have it.
fn later(spec: &GatewaySpec, role: OperationRole, wanted: &str) -> Vec<(OperationRole, bool)> {
    let all = OperationRole::ALL.iter().map(|(later, _)| *later);
    let after = match role {
        OperationRole::Refund => vec![OperationRole::RefundQuery],
        _ => all.filter(|later| *later != OperationRole::Place).collect(),
    };
    let user = |role| {
        let operation = of_role(spec, role)?;
        let row = operation.fields.iter().find(|row| name(row) == wanted)?;
        let alternatives = operation.one_of;
        let is_in_all = !alternatives.is_empty() && alternatives.iter().all(|set| set.contains(&row.name));
        Some((role, (row.required && row.default.is_none()) || is_in_all))
    };
    after.into_iter().filter_map(user).collect()
}

fn of_role(spec: &GatewaySpec, role: OperationRole) -> Option<&'static Operation> {
    spec.operations.iter().find(|operation| operation.role == Some(role))
}

/// Its neutral name, or its own where it has none.
fn name(row: &FieldSpec) -> &'static str {
    row.role.map_or(row.name, Role::as_str)
}
