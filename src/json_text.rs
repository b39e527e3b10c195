//! What leaves as JSON text: requests and messages, since strangers choose the names of their fields. `JSON.parse` keeps even
//! one named `__proto__`.

use crate::fields::Fields;
use crate::json::write_json_text;
use crate::message::Message;
use crate::pay::Pay;
use crate::problem::Problem;
use crate::request::SignedRequest;
use crate::statement::OrderInfo;
use crate::test_message::TestMessage;

/// A [`SignedRequest`]. Its body follows in a line of its own: as JSON inside JSON it would be escaped twice, and read twice.
pub fn of_request(request: &SignedRequest) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.text("url", &request.url);
    text.text("method", request.method);
    text.pairs("headers", &request.headers);
    text.optional("sign", request.sign.as_deref());
    text.fields("fields", &request.fields);
    text.fields("keep", &request.keep);
    text.problems(&request.warnings);
    text.0.push('}');
    if let Some(body) = &request.body {
        text.0.push('\n');
        text.0.push_str(body);
    }
    text.0
}

/// A [`Message`], without its answers; of its fields the few are named that are not signed, and what it is about only where
/// its kind does not say so.
pub fn of_message(message: &Message) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.text("verdict", message.verdict.as_str());
    text.optional("kind", message.kind.map(|kind| kind.as_str()));
    text.text("outcome", message.outcome.as_str());
    text.fields("fields", &message.fields);
    if let Some(order) = &message.order {
        text.order(order);
    }
    if let Some(pay) = &message.pay {
        text.pay(pay);
    }
    if message.kind.is_none() {
        text.optional("about", message.about.map(|about| about.as_str()));
    }
    text.name("unsigned");
    text.0.push('[');
    for name in &message.unsigned {
        text.item(name);
    }
    text.0.push(']');
    text.problems(&message.problems);
    text.number("secret", message.secret.and_then(|position| u64::try_from(position).ok()));
    text.0.push('}');
    text.0
}

/// A [`TestMessage`].
pub fn of_test_message(message: &TestMessage) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.optional("method", message.method);
    text.text("contentType", message.content_type);
    text.text("body", &message.body);
    text.pairs("headers", &message.headers);
    text.0.push('}');
    text.0
}

/// JSON text that is being written, from left to right.
struct Text(String);

impl Text {
    /// As much as most results are: what grows is copied, and what is left is wiped.
    fn new() -> Text {
        Text(String::with_capacity(1024))
    }

    /// The comma before a member or an item, unless it is the first.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    fn item(&mut self, text: &str) {
        self.separate();
        write_json_text(text, &mut self.0);
    }

    fn name(&mut self, name: &str) {
        self.item(name);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        write_json_text(text, &mut self.0);
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.name(name);
            self.0.push_str(&number.to_string());
        }
    }

    fn pairs(&mut self, name: &str, pairs: &[(String, String)]) {
        self.texts(name, pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    }

    fn texts<'a>(&mut self, name: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
        self.name(name);
        self.0.push('{');
        for (name, text) in pairs {
            self.text(name, text);
        }
        self.0.push('}');
    }

    fn fields(&mut self, name: &str, fields: &Fields) {
        self.texts(name, fields.iter().map(|(name, value)| (name, value.text())));
    }

    fn order(&mut self, order: &OrderInfo) {
        self.name("order");
        self.0.push('{');
        self.optional("orderNo", order.order_no.as_deref());
        self.optional("gatewayOrderNo", order.gateway_order_no.as_deref());
        self.number("amountFen", order.amount_fen);
        self.number("paidFen", order.paid_fen);
        self.optional("merchant", order.merchant.as_deref());
        self.optional("appId", order.app_id.as_deref());
        self.0.push('}');
    }

    fn pay(&mut self, pay: &Pay) {
        self.name("pay");
        self.0.push('{');
        self.text("kind", pay.kind().as_str());
        match pay {
            Pay::Jsapi(parameters) => self.pairs("value", parameters),
            Pay::Redirect(text) | Pay::Qr(text) | Pay::QrImage(text) | Pay::Form(text) => self.text("value", text),
            Pay::Nothing => self.text("value", ""),
        }
        self.0.push('}');
    }

    #[inline(never)]
    fn problems(&mut self, problems: &[Problem]) {
        self.name("problems");
        self.0.push('[');
        for problem in problems {
            self.separate();
            self.0.push('{');
            self.optional("field", problem.field());
            self.text("code", problem.code().as_str());
            self.text("severity", problem.severity().as_str());
            self.text("message", &problem.message());
            self.text("messageZh", &problem.message_zh());
            self.0.push('}');
        }
        self.0.push(']');
    }
}
