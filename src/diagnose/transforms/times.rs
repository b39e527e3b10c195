//! C8: one moment, written in other units, zones and forms.

use crate::moment::{read_seconds, write_seconds};

/// How a time is written: a template of [`crate::table::Kind::template`]'s letters, or a number of units since 1970.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Since { per_second: i64 },
    Template(&'static str),
}

/// Every form, and what it is called.
#[rustfmt::skip]
const FORMS: &[(Form, (&str, &str))] = &[
    (Form::Since { per_second: 1 }, ("in seconds", "以秒为单位的时间戳")),
    (Form::Since { per_second: 1_000 }, ("in milliseconds", "以毫秒为单位的时间戳")),
    (Form::Since { per_second: 1_000_000 }, ("in microseconds", "以微秒为单位的时间戳")),
    (Form::Template("yyyy-MM-dd HH:mm:ss"), ("as yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss 格式")),
    (Form::Template("yyyy-MM-ddTHH:mm:ss"), ("as yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss 格式")),
    (Form::Template("yyyy-MM-ddTHH:mm:ssZ"), ("as yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ssZ 格式")),
    (Form::Template("yyyy-MM-ddTHH:mm:ss.000Z"), ("as yyyy-MM-ddTHH:mm:ss.000Z", "yyyy-MM-ddTHH:mm:ss.000Z 格式")),
    (Form::Template("yyyy-MM-ddTHH:mm:ss+08:00"), ("as yyyy-MM-ddTHH:mm:ss+08:00", "yyyy-MM-ddTHH:mm:ss+08:00 格式")),
    (Form::Template("yyyy/MM/dd HH:mm:ss"), ("as yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss 格式")),
    (Form::Template("yyyy-MM-dd HH:mm"), ("as yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm 格式")),
    (Form::Template("yyyyMMddHHmmss"), ("as yyyyMMddHHmmss", "yyyyMMddHHmmss 格式")),
    (Form::Template("yyyyMMdd"), ("as yyyyMMdd", "yyyyMMdd 格式")),
    (Form::Template("yyyy-MM-dd"), ("as yyyy-MM-dd", "yyyy-MM-dd 格式")),
];

const HOURS_8: i64 = 8 * 3600;

/// 2001 to 2286: ten digits of seconds.
const PLAUSIBLE: std::ops::Range<i64> = 1_000_000_000..10_000_000_000;

/// A time as it is written: its form, and the seconds and microseconds that its digits mean, whatever the zone.
struct Written {
    form: Form,
    seconds: i64,
    micros: i64,
}

/// Every other way to write the time, each with the clause that says what the other side did.
pub(crate) fn rewritten(text: &str) -> Vec<(String, (String, String))> {
    let Some(written) = read(text) else { return Vec::new() };
    let mut ways = Vec::new();
    for shift in [-HOURS_8, HOURS_8] {
        let moved = Written { seconds: written.seconds + shift, ..written };
        let (en, zh) = if shift < 0 {
            ("eight hours earlier", "早了 8 小时")
        } else {
            ("eight hours later", "晚了 8 小时")
        };
        let did = (format!("the other side's time is {en}: another time zone"), format!("对方的时间{zh}，时区不同"));
        ways.extend(moved.write(written.form).map(|text| (text, did)));
    }
    for (form, (en, zh)) in FORMS.iter().filter(|(form, _)| *form != written.form) {
        let did = (format!("the other side's time is written {en}"), format!("对方的时间是{zh}"));
        for shift in shifts(written.form, *form) {
            let moved = Written { seconds: written.seconds + shift, ..written };
            ways.extend(moved.write(*form).map(|text| (text, did.clone())));
        }
    }
    ways.retain(|(other, _)| other != text);
    ways
}

/// A count of milliseconds up to some seconds earlier and later, the nearest first: what a clock that is read twice may say.
pub(crate) fn nearby_millis(text: &str) -> Vec<String> {
    const MOST: i64 = 3_000;
    match read(text) {
        Some(written) if written.form == (Form::Since { per_second: 1_000 }) => written.shifted(MOST, 1_000),
        _ => Vec::new(),
    }
}

/// The nearest of them.
pub(crate) fn nearest_millis(text: &str) -> Vec<String> {
    const MOST: usize = 14;
    let mut nearest = nearby_millis(text);
    nearest.truncate(MOST);
    nearest
}

/// The same of what shows seconds; a date alone, or a count of microseconds, cannot be told from another so.
pub(crate) fn nearby_seconds(text: &str) -> Vec<String> {
    const MOST: i64 = 5;
    match read(text) {
        Some(written) if written.form.shows_seconds() => written.shifted(MOST, 1_000_000),
        _ => Vec::new(),
    }
}

/// The possible differences between the clocks of two forms: a count since 1970 has no zone, a date is China's or UTC's.
fn shifts(from: Form, to: Form) -> &'static [i64] {
    match (from, to) {
        (Form::Since { .. }, Form::Since { .. }) => &[0],
        (Form::Since { .. }, Form::Template(_)) => &[HOURS_8, 0],
        (Form::Template(_), Form::Since { .. }) => &[-HOURS_8, 0],
        (Form::Template(from), Form::Template(to)) if from.ends_with('Z') == to.ends_with('Z') => &[0],
        (Form::Template(from), Form::Template(_)) if from.ends_with('Z') => &[0, HOURS_8],
        (Form::Template(_), Form::Template(_)) => &[0, -HOURS_8],
    }
}

fn read(text: &str) -> Option<Written> {
    FORMS.iter().find_map(|(form, _)| match form {
        Form::Since { per_second } => {
            let number: i64 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
            let seconds = number / per_second;
            let micros = number % per_second * (1_000_000 / per_second);
            PLAUSIBLE.contains(&seconds).then_some(Written { form: *form, seconds, micros })
        }
        Form::Template(template) => {
            let seconds = read_seconds(template, text).ok().filter(|seconds| PLAUSIBLE.contains(seconds))?;
            Some(Written { form: *form, seconds, micros: 0 })
        }
    })
}

impl Form {
    fn shows_seconds(self) -> bool {
        match self {
            Form::Since { per_second } => per_second == 1,
            Form::Template(template) => template.contains("ss"),
        }
    }
}

impl Written {
    /// Up to so many steps earlier and later.
    fn shifted(&self, most: i64, step_micros: i64) -> Vec<String> {
        let shifted = |shift: i64| {
            let micros = self.seconds * 1_000_000 + self.micros + shift * step_micros;
            Written { seconds: micros / 1_000_000, micros: micros % 1_000_000, form: self.form }.write(self.form)
        };
        (1..=most).flat_map(|steps| [-steps, steps]).filter_map(shifted).collect()
    }

    fn write(&self, form: Form) -> Option<String> {
        match form {
            Form::Since { per_second } => {
                let number = self.seconds.checked_mul(per_second)? + self.micros / (1_000_000 / per_second);
                Some(number.to_string())
            }
            Form::Template(template) => write_seconds(template, self.seconds),
        }
    }
}
