//! How gateways write a moment: `y M d H m s` of a template are its digits, everything else stands as it is.

use time::{Date, Month, OffsetDateTime, Time};

use crate::check::money::is_digits;
use crate::table::Kind;

const PARTS: &[u8; 6] = b"yMdHms";
const MILLISECONDS_AND_ZONE: usize = ".000Z".len();

impl Kind {
    /// The template of a time, as the documents write it: in UTC for [`Kind::UtcTime`], else in UTC+8.
    pub fn template(self) -> Option<&'static str> {
        match self {
            Kind::LocalTime => Some("yyyy-MM-dd HH:mm:ss"),
            Kind::CompactTime => Some("yyyyMMddHHmmss"),
            Kind::UtcTime => Some("yyyy-MM-ddTHH:mm:ssZ"),
            Kind::CompactDate => Some("yyyyMMdd"),
            _ => None,
        }
    }

    /// The present time in this kind's own form; `None` if no calendar has it.
    pub(crate) fn write_moment(self, now: i64) -> Option<String> {
        const UTC_PLUS_8: i64 = 8 * 3600;
        let shift = if self == Kind::UtcTime { 0 } else { UTC_PLUS_8 };
        match self.template() {
            Some(template) => write_seconds(template, now.div_euclid(1000).saturating_add(shift)),
            None => Some(now.to_string()),
        }
    }
}

/// The template's text of the seconds since 1970 of a clock; `None` if no calendar has them.
pub(crate) fn write_seconds(template: &str, seconds: i64) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    let year = u32::try_from(time.year()).ok()?;
    let small = [u8::from(time.month()), time.day(), time.hour(), time.minute(), time.second()].map(u32::from);
    let [month, day, hour, minute, second] = small;
    let mut parts = [year, month, day, hour, minute, second];
    let mut text = template.as_bytes().to_vec();
    // The last digit of a part stands last.
    for byte in text.iter_mut().rev() {
        if let Some(part) = part_of(&mut parts, *byte) {
            *byte = b'0' + u8::try_from(*part % 10).ok()?;
            *part /= 10;
        }
    }
    String::from_utf8(text).ok()
}

/// The part whose digit stands where a template has this letter.
fn part_of(parts: &mut [u32; 6], letter: u8) -> Option<&mut u32> {
    parts.get_mut(PARTS.iter().position(|part| *part == letter)?)
}

/// Why a text is no moment of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotMoment {
    /// It is written in another way.
    Form,
    /// No calendar or clock has it.
    Calendar,
}

/// Reads a moment strictly; after the seconds of a UTC time milliseconds may follow.
pub(crate) fn read_moment(kind: Kind, template: &str, text: &str) -> Result<(), NotMoment> {
    match (kind, text.split_at_checked(text.len().saturating_sub(MILLISECONDS_AND_ZONE))) {
        (Kind::UtcTime, Some((seconds, rest))) if is_milliseconds(rest) => {
            read_seconds(template, &[seconds, "Z"].concat()).map(drop)
        }
        _ => read_seconds(template, text).map(drop),
    }
}

/// The seconds since 1970 of the clock that a template's text shows.
pub(crate) fn read_seconds(template: &str, text: &str) -> Result<i64, NotMoment> {
    let parts = read(template, text).ok_or(NotMoment::Form)?;
    seconds_of(parts).ok_or(NotMoment::Calendar)
}

fn seconds_of([year, month, day, hour, minute, second]: [u32; 6]) -> Option<i64> {
    let small = |part: u32| u8::try_from(part).ok();
    let month = Month::try_from(small(month)?).ok()?;
    let date = Date::from_calendar_date(year.try_into().ok()?, month, small(day)?).ok()?;
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?).ok()?;
    Some(OffsetDateTime::new_utc(date, time).unix_timestamp())
}

fn is_milliseconds(rest: &str) -> bool {
    let digits = rest.strip_prefix('.').and_then(|rest| rest.strip_suffix('Z'));
    digits.is_some_and(is_digits)
}

fn read(template: &str, text: &str) -> Option<[u32; 6]> {
    let mut parts = [0; 6];
    for (wanted, found) in template.bytes().zip(text.bytes()) {
        match part_of(&mut parts, wanted) {
            Some(part) if found.is_ascii_digit() => *part = *part * 10 + u32::from(found - b'0'),
            None if found == wanted => {}
            _ => return None,
        }
    }
    (text.len() == template.len()).then_some(parts)
}
