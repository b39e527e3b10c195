//! C1 to C3, C8, C11: what becomes of numbers. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{
    has_json_nulls, has_json_numbers, is_amount, is_amount_with_thousands, is_amount_without_zero, is_clock,
    is_integer, is_integer_with_zeros, is_long_integer, is_long_number, is_number_with_exponent, is_signed,
};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, hypotheses};
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::doubles::{
    as_double, as_double_with_exponent, as_exact_double, as_php_float, beside, integers_of_double, looks_rounded,
    with_15_digits, with_17_digits, with_every_digit, without_further_digits,
};
use crate::diagnose::transforms::integers::{
    overflowed, with_exponents, with_leading_zeros, with_usual_zeros, without_leading_zeros,
};
use crate::diagnose::transforms::json_numbers::{
    as_java, as_javascript, as_python, has_rounded, with_lost_digits, with_lost_forms, with_numbers, with_two_decimals,
    without_nulls,
};
use crate::diagnose::transforms::numbers::{
    BIG_DECIMAL_EXPONENT, Exponent, GO_EXPONENT, JAVA_EXPONENT, Rounding, SHORT_EXPONENT, before_float_cut,
    fen_as_short_yuan, fen_as_yuan, hundredfold_through_float, rounded, with_decimals, with_exponent,
    with_fewer_decimals, with_leading_zero, with_lost_cents, with_lost_hundredths, with_thousands, without_exponent,
    without_leading_zero, without_thousands, without_zeros, yuan_as_fen,
};
use crate::diagnose::transforms::times::{nearby_millis, nearby_seconds, nearest_millis};
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// What becomes of amounts and other numbers.
    NUMBERS;

    C2 Common Each is_amount; Effect::Text(fen_as_yuan); "the other side's amount is in yuan, ours in fen" "对方的金额以元为单位，我方以分为单位"
    C2 Common Each is_amount; Effect::Text(fen_as_short_yuan); "the other side's amount is in yuan, ours in fen" "对方的金额以元为单位，我方以分为单位"
    C2 Common Each is_amount; Effect::Text(yuan_as_fen); "the other side's amount is in fen, ours in yuan" "对方的金额以分为单位，我方以元为单位"
    C1 Common Both is_amount; Effect::Text(|text, out| with_decimals(text, 1, out)); "the other side's amount has one decimal, ours none" "对方的金额有一位小数，我方没有小数"
    C1 Common Both is_amount; Effect::Text(|text, out| with_decimals(text, 2, out)); "the other side's amount has two decimals, ours fewer" "对方的金额有两位小数，我方的位数较少"
    C1 Common Both is_amount; Effect::Text(|text, out| without_zeros(text, 0, out)); "our amount has zeros at its end, the other side's has none" "我方金额末尾有 0，对方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_zeros(text, 1, out)); "our amount has more zeros at its end than a float prints, as the other side's is" "我方金额末尾的 0 比浮点数输出的多，对方是浮点数的写法"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_decimals(text, 3, out)); "the other side's amount has three decimals, ours fewer" "对方的金额有三位小数，我方的位数较少"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_decimals(text, 4, out)); "the other side's amount has four decimals, ours fewer" "对方的金额有四位小数，我方的位数较少"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_decimals(text, 6, out)); "the other side's amount has six decimals, as C's %f prints them, ours fewer" "对方的金额有六位小数（C 的 %f 输出），我方的位数较少"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_further_digits(text, 1, out)); "our amount has the digits of a double, the other side's is short" "我方金额是浮点数展开后的数字，对方是简短的写法"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_further_digits(text, 2, out)); "our amount has the digits of a double, the other side's has two decimals" "我方金额是浮点数展开后的数字，对方是两位小数"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 2, out)); "our amount has the error of arithmetic in floats, the other side's has none" "我方金额带有浮点运算误差，对方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 1, out)); "our amount has the error of arithmetic in floats, the other side's has none" "我方金额带有浮点运算误差，对方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| rounded(text, 0, out)); "our amount has the error of arithmetic in floats, the other side's has none" "我方金额带有浮点运算误差，对方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 0, Rounding::Cut, out)); "our amount has decimals, the other side's is cut to its whole part" "我方金额有小数，对方只有整数部分"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 0, Rounding::HalfUp, out)); "our amount has decimals, the other side's is rounded to a whole number" "我方金额有小数，对方四舍五入成了整数"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 0, Rounding::HalfEven, out)); "our amount has decimals, the other side's is rounded to a whole number, half to even" "我方金额有小数，对方按银行家舍入成了整数"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 1, Rounding::HalfUp, out)); "our amount has more decimals, the other side's is rounded to one" "我方金额的小数位较多，对方四舍五入到一位"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 1, Rounding::HalfEven, out)); "our amount has more decimals, the other side's is rounded to one, half to even" "我方金额的小数位较多，对方按银行家舍入到一位"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 1, Rounding::Cut, out)); "our amount has more decimals, the other side's is cut to one" "我方金额的小数位较多，对方只保留一位"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 2, Rounding::HalfUp, out)); "our amount has more than two decimals, the other side's is rounded to two" "我方金额多于两位小数，对方四舍五入到两位"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 2, Rounding::HalfEven, out)); "our amount has more than two decimals, the other side's is rounded to two, half to even" "我方金额多于两位小数，对方按银行家舍入到两位"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_fewer_decimals(text, 2, Rounding::Cut, out)); "our amount has more than two decimals, the other side's is cut to two" "我方金额多于两位小数，对方只保留两位"
    C1 Usual Each is_amount; Effect::Text(with_17_digits); "the other side's amount is a double with 17 digits, as C's %.17g and PHP's serialize_precision=17 print it" "对方的金额是 17 位有效数字的浮点数（C 的 %.17g、PHP 的 serialize_precision=17）"
    C1 Usual Each is_amount; Effect::Text(with_every_digit); "the other side's amount has every digit of the double, as Java's new BigDecimal(double) prints it" "对方的金额是浮点数的完整展开（Java 的 new BigDecimal(double)）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &JAVA_EXPONENT, out)); "the other side's amount has an exponent, as Java prints a double" "对方的金额是科学计数法（Java 的 double 输出）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &SHORT_EXPONENT, out)); "the other side's amount has an exponent" "对方的金额是科学计数法"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &BIG_DECIMAL_EXPONENT, out)); "the other side's amount has an exponent, as Java's BigDecimal.toString prints it" "对方的金额是科学计数法（Java 的 BigDecimal.toString）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &GO_EXPONENT, out)); "the other side's amount has an exponent, as Go and Python print it" "对方的金额是科学计数法（Go、Python）"
    C1 Usual Each is_amount; Effect::Text(|text, out| with_exponent(text, &Exponent { letter: "E", point: false, two_digits: false }, out)); "the other side's amount has an exponent" "对方的金额是科学计数法"
    C1 Usual Each is_amount; Effect::Text(|text, out| beside(text, true, out)); "the other side's amount has the error of arithmetic in floats, ours has none" "对方的金额带有浮点运算误差，我方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| beside(text, false, out)); "the other side's amount has the error of arithmetic in floats, ours has none" "对方的金额带有浮点运算误差，我方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, false, out)); "the other side's amount has the error of arithmetic in floats, ours has none" "对方的金额带有浮点运算误差，我方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, true, out)); "the other side's amount is less by one, as arithmetic in floats cuts it" "对方的金额少了 1，是浮点运算取整的结果"
    C1 Usual Each is_amount; Effect::Text(before_float_cut); "our amount is less by one, as arithmetic in floats cuts it; the other side's is not" "我方金额少了 1，是浮点运算取整造成的，对方没有"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 0, out)); "our amount has an exponent, the other side's has all digits" "我方金额是科学计数法，对方是完整数字"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 1, out)); "our amount has an exponent, the other side's has all digits" "我方金额是科学计数法，对方是完整数字"
    C1 Usual Each is_amount; Effect::Text(|text, out| without_exponent(text, 2, out)); "our amount has an exponent, the other side's has all digits" "我方金额是科学计数法，对方是完整数字"
    C1 Usual Each is_amount; Effect::Text(with_thousands); "the other side's amount has thousands separators, ours has none" "对方的金额有千分位，我方没有"
    C1 Usual Each is_amount_with_thousands; Effect::Text(without_thousands); "our amount has thousands separators, the other side's has none" "我方金额有千分位，对方没有"
    C1 Usual Each is_amount; Effect::Text(without_leading_zero); "our amount has a 0 in front of its point, the other side's has none, as Oracle prints it" "我方金额小数点前有 0，对方没有（Oracle 的写法）"
    C1 Usual Each is_amount; Effect::Text(|text, out| { let mut short = String::new(); without_zeros(text, 0, &mut short)?; without_leading_zero(&short, out) }); "our amount has a 0 in front of its point, the other side's has none, as Oracle prints it" "我方金额小数点前有 0，对方没有（Oracle 的写法）"
    C1 Usual Each is_amount_without_zero; Effect::Text(|text, out| with_leading_zero(text, 1, out)); "the other side's amount has a 0 in front of its point, ours has none, as Oracle prints it" "对方的金额小数点前有 0，我方没有（Oracle 的写法）"
    C1 Usual Each is_amount_without_zero; Effect::Text(|text, out| with_leading_zero(text, 2, out)); "the other side's amount has a 0 in front of its point, ours has none, as Oracle prints it" "对方的金额小数点前有 0，我方没有（Oracle 的写法）"
    C3 Common Both is_long_integer; Effect::Text(as_double); "the other side's number has lost its last digits in a double" "对方的数字按浮点数处理，末尾几位丢失"
    C3 Usual Both is_long_integer; Effect::Text(as_exact_double); "the other side's number has lost its last digits in a double" "对方的数字按浮点数处理，末尾几位丢失"
    C3 Usual Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &JAVA_EXPONENT, out)); "the other side's number is a double, as Java prints it" "对方的数字是浮点数（Java 的写法）"
    C3 Usual Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &GO_EXPONENT, out)); "the other side's number is a double with an exponent" "对方的数字是科学计数法的浮点数"
    C3 Usual Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &BIG_DECIMAL_EXPONENT, out)); "the other side's number is a double, as C# prints it" "对方的数字是浮点数（C# 的写法）"
    C3 Usual Each is_long_integer; Effect::Text(as_php_float); "the other side's number is a float, as PHP prints it" "对方的数字是浮点数（PHP 的写法）"
    C3 Usual Each is_long_integer; Effect::Text(with_15_digits); "the other side's number has 15 digits and then zeros, as a spreadsheet keeps it" "对方的数字只保留 15 位，其余为 0（Excel 的处理方式）"
    C11 Usual Both is_integer_with_zeros; Effect::Text(without_leading_zeros); "our number has zeros in front, the other side's has none" "我方的数字有前导零，对方没有"
    C11 Usual Each is_number_with_exponent; Effect::Text(|text, out| without_exponent(text, 0, out)); "our number has an exponent, the other side's has all digits" "我方的数字是科学计数法，对方是完整数字"
    C3 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, as_double, out)); "the long numbers of the other side's JSON text have lost their last digits in a double" "对方 JSON 文本中的大整数按浮点数处理，末尾几位丢失"
    C3 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, as_exact_double, out)); "the long numbers of the other side's JSON text have lost their last digits in a double" "对方 JSON 文本中的大整数按浮点数处理，末尾几位丢失"
    C1 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, as_javascript, out)); "the numbers of the other side's JSON text are as JavaScript, Go or PHP writes them (136 for 136.0), ours are not" "对方 JSON 文本中的数字是 JavaScript、Go、PHP 的写法（136.0 写成 136），我方不是"
    C1 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, as_python, out)); "the numbers of the other side's JSON text are as Python writes them (1.5 for 1.50), ours are not" "对方 JSON 文本中的数字是 Python 的写法（1.50 写成 1.5），我方不是"
    C1 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, as_java, out)); "the numbers of the other side's JSON text are as Java writes a double (136.0 for 136), ours are not" "对方 JSON 文本中的数字是 Java double 的写法（136 写成 136.0），我方不是"
    C1 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, with_two_decimals, out)); "the numbers of the other side's JSON text have two decimals, ours fewer" "对方 JSON 文本中的数字有两位小数，我方的位数较少"
    C1 Usual Each has_json_numbers; Effect::Text(|text, out| with_numbers(text, with_17_digits, out)); "the numbers of the other side's JSON text are doubles with 17 digits" "对方 JSON 文本中的数字是 17 位有效数字的浮点数"
    C1 Usual Each has_json_numbers; Effect::Texts(with_lost_forms); "numbers of the other side's JSON text have zeros behind the point or an exponent, ours have not" "对方 JSON 文本中的数字小数点后有 0 或使用科学计数法，我方没有"
    C3 Usual Each has_rounded_json_number; Effect::Texts(with_lost_digits); "a long number of our JSON text has lost its last digits in a double, the other side's has not" "我方 JSON 文本中的大整数按浮点数处理，末尾几位丢失，对方没有"
    C3 Rare Each has_json_numbers; Effect::Texts(with_lost_digits); "a long number of our JSON text has lost its last digits in a double, the other side's has not" "我方 JSON 文本中的大整数按浮点数处理，末尾几位丢失，对方没有"
    C4 Usual Both has_json_nulls; Effect::Text(without_nulls); "our JSON text has members that are null, the other side's has not" "我方的 JSON 文本含有值为 null 的成员，对方没有"
    C3 Usual Each is_rounded; Effect::Texts(integers_of_double); "our number has lost its last digits in a double, the other side's has not" "我方的数字按浮点数处理，末尾几位丢失，对方没有"
    C3 Rare Each is_signed; Effect::Texts(integers_of_double); "our number has lost its last digits in a double, the other side's has not" "我方的数字按浮点数处理，末尾几位丢失，对方没有"
    C11 Usual Each is_integer; Effect::Texts(with_usual_zeros); "the other side's number has zeros in front, ours has not" "对方的数字有前导零，我方没有"
    C11 Rare Each is_integer; Effect::Texts(with_leading_zeros); "the other side's number has zeros in front, ours has not" "对方的数字有前导零，我方没有"
    C11 Usual Each is_integer; Effect::Texts(overflowed); "the other side's number is what 32 or 64 bits hold of ours" "对方的数字溢出了 32 位或 64 位整数"
    C11 Usual Each is_long_number; Effect::Texts(with_exponents); "the other side's number has an exponent, ours has all digits" "对方的数字是科学计数法，我方是完整数字"
    C1 Usual Each is_amount; Effect::Texts(with_lost_cents); "our amount has fewer decimals than the other side's, of which it is rounded or cut" "我方金额由对方的金额舍入或截断而来，小数位较少"
    C1 Rare Each is_amount; Effect::Texts(with_lost_hundredths); "our amount has fewer decimals than the other side's, of which it is rounded or cut" "我方金额由对方的金额舍入或截断而来，小数位较少"
    C8 Usual Each is_clock; Effect::Texts(nearby_seconds); "the two sides' times are a few seconds apart at most: a clock was read twice" "双方的时间相差不过几秒：时间被取了两次"
    C8 Usual Each is_clock; Effect::Texts(nearest_millis); "the two sides' times are a few seconds apart at most: a clock was read twice" "双方的时间相差不过几秒：时间被取了两次"
    C8 Rare Each is_clock; Effect::Texts(nearby_millis); "the two sides' times are a few seconds apart at most: a clock was read twice" "双方的时间相差不过几秒：时间被取了两次"
}

fn is_rounded(field: &ReadField) -> bool {
    is_signed(field) && looks_rounded(field.text())
}

fn has_rounded_json_number(field: &ReadField) -> bool {
    has_json_numbers(field) && has_rounded(field.text())
}
