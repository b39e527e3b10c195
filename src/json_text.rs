//! What leaves as JSON text: requests and messages, since strangers choose the names of their fields. `JSON.parse` keeps even
//! one named `__proto__`.

use std::borrow::Cow;

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
    text.fields("fields", &message.fields);
    text.name("unsigned");
    text.0.push('[');
    for name in &message.unsigned {
        text.item(name);
    }
    text.0.push(']');
    if let Some(order) = &message.order {
        text.order(order);
    }
    text.message(message);
    text.0
}

/// Likewise, without the texts of strangers if nothing but them tells it from others: they follow in a line of their own, all in
/// one. First the fields' names, if they are `new`, else those of this number; the fields' values; the order's, of which
/// `order` has a bit for each that is there.
pub fn of_message_with(message: &Message, names: usize, are_new: bool) -> String {
    let mut text = Text::new();
    text.0.push('{');
    text.number("names", u64::try_from(names).ok());
    if are_new {
        text.number("count", u64::try_from(message.fields.iter().count()).ok());
    }
    let order = order_texts(message);
    let bits = order.iter().rev().fold(0, |bits, text| bits << 1 | u64::from(text.is_some()));
    text.number("order", message.order.is_some().then_some(bits));
    text.message(message);
    text.0.push('\n');
    if are_new {
        message.fields.iter().for_each(|(name, _)| text.0.push_str(name));
    }
    message.fields.iter().for_each(|(_, value)| text.0.push_str(value.text()));
    order.iter().flatten().for_each(|value| text.0.push_str(value));
    text.0
}

/// What a message says of its order, in the order of [`OrderInfo`]'s members.
pub fn order_texts(message: &Message) -> [Option<Cow<'_, str>>; 6] {
    let Some(order) = &message.order else { return Default::default() };
    let number = |number: Option<u64>| number.map(|number| Cow::Owned(number.to_string()));
    [
        order.order_no.as_deref().map(Cow::Borrowed),
        order.gateway_order_no.as_deref().map(Cow::Borrowed),
        number(order.amount_fen),
        number(order.paid_fen),
        order.merchant.as_deref().map(Cow::Borrowed),
        order.app_id.as_deref().map(Cow::Borrowed),
    ]
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

    /// All but its fields and its order.
    fn message(&mut self, message: &Message) {
        self.text("verdict", message.verdict.as_str());
        self.optional("kind", message.kind.map(|kind| kind.as_str()));
        self.text("outcome", message.outcome.as_str());
        if let Some(pay) = &message.pay {
            self.pay(pay);
        }
        if message.kind.is_none() {
            self.optional("about", message.about.map(|about| about.as_str()));
        }
        self.problems(&message.problems);
        self.number("secret", message.secret.and_then(|position| u64::try_from(position).ok()));
        self.0.push('}');
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
