//! C1 to C3, C11: what becomes of numbers. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{is_amount, is_long_integer};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, hypotheses};
use crate::diagnose::transforms::numbers::{
    BIG_DECIMAL_EXPONENT, Exponent, GO_EXPONENT, JAVA_EXPONENT, SHORT_EXPONENT, as_double, as_double_with_exponent,
    as_exact_double, as_php_float, beside, fen_as_short_yuan, fen_as_yuan, hundredfold_through_float, rounded,
    truncated, with_decimals, with_exponent, with_thousands, without_exponent, without_zeros, yuan_as_fen,
};
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// What becomes of amounts and other numbers.
    NUMBERS;

    C2 Common Each is_amount; Effect::Text(fen_as_yuan); "the other side wrote yuan instead of fen" "对方把分写成了元"
    C2 Common Each is_amount; Effect::Text(fen_as_short_yuan); "the other side wrote yuan instead of fen" "对方把分写成了元"
    C2 Common Each is_amount; Effect::Text(yuan_as_fen); "the other side wrote fen instead of yuan" "对方把元写成了分"
    C1 Common Both is_amount; Effect::Text(|text, out| with_decimals(text, 1, out)); "the other side wrote the amount with one decimal" "对方把金额写成一位小数"
    C1 Common Both is_amount; Effect::Text(|text, out| with_decimals(text, 2, out)); "the other side wrote the amount with two decimals" "对方把金额写成两位小数"
    C1 Common Both is_amount; Effect::Text(|text, out| without_zeros(text, 0, out)); "the other side wrote the amount without the zeros at its end" "对方去掉了金额末尾的 0"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_zeros(text, 1, out)); "the other side wrote the amount as a float prints it" "对方按浮点数输出金额"
    C1 Usual Each is_amount; Effect::Text(truncated); "the other side cut the amount's decimals off" "对方截掉了金额的小数部分"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &JAVA_EXPONENT, out)); "the other side wrote the amount with an exponent, as Java prints a double" "对方把金额写成科学计数法（Java 的 double 输出）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &SHORT_EXPONENT, out)); "the other side wrote the amount with an exponent" "对方把金额写成科学计数法"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &BIG_DECIMAL_EXPONENT, out)); "the other side wrote the amount with an exponent, as BigDecimal.toString does" "对方把金额写成科学计数法（BigDecimal.toString）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &GO_EXPONENT, out)); "the other side wrote the amount with an exponent, as Go or Python does" "对方把金额写成科学计数法（Go、Python）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &Exponent { letter: "E", point: false, two_digits: false }, out)); "the other side wrote the amount with an exponent" "对方把金额写成科学计数法"
    C1 Usual Each is_amount; Effect::Text(|text, out| beside(text, true, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Usual Each is_amount; Effect::Text(|text, out| beside(text, false, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Usual Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, false, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Usual Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, true, out)); "the other side's arithmetic in floats lost a fen" "对方用浮点数运算少了一分"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 2, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 1, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 0, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 0, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 1, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 2, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Usual Each is_amount; Effect::Text(with_thousands); "the other side wrote the amount with thousands separators" "对方给金额加了千分位"
    C3 Common Both is_long_integer; Effect::Text(as_double); "the other side read the number as a double and lost its last digits" "对方把该数字当作浮点数，末尾几位丢失"
    C3 Usual Both is_long_integer; Effect::Text(as_exact_double); "the other side read the number as a double and lost its last digits" "对方把该数字当作浮点数，末尾几位丢失"
    C3 Usual Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &JAVA_EXPONENT, out)); "the other side read the number as a double and printed it as Java does" "对方把该数字当作浮点数并按 Java 的写法输出"
    C3 Usual Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &GO_EXPONENT, out)); "the other side read the number as a double and printed it with an exponent" "对方把该数字当作浮点数并以科学计数法输出"
    C3 Usual Each is_long_integer; Effect::Text(as_php_float); "the other side read the number as a float and printed it as PHP does" "对方把该数字当作浮点数并按 PHP 的写法输出"
}
