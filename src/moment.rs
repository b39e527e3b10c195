//! How gateways write a moment: `y M d H m s` of a template are its digits, everything else stands as it is.

use time::{Date, Month, OffsetDateTime, Time};

use crate::table::Kind;

const PARTS: &str = "yMdHms";
const MILLISECONDS_AND_ZONE: usize = ".000Z".len();

impl Kind {
    /// The template of a time, as the documents write it.
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
    let digits = format!(
        "{year:04}{:02}{:02}{:02}{:02}{:02}",
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    let mut digits = digits.chars();
    template.chars().map(|part| if PARTS.contains(part) { digits.next() } else { Some(part) }).collect()
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
            read_seconds(template, &format!("{seconds}Z")).map(drop)
        }
        _ => read_seconds(template, text).map(drop),
    }
}

/// The seconds since 1970 of the clock that a template's text shows.
pub(crate) fn read_seconds(template: &str, text: &str) -> Result<i64, NotMoment> {
    let [year, month, day, hour, minute, second] = read(template, text).ok_or(NotMoment::Form)?;
    let small = |part: u32| u8::try_from(part).map_err(|_| NotMoment::Calendar);
    let year = i32::try_from(year).map_err(|_| NotMoment::Calendar)?;
    let month = Month::try_from(small(month)?).map_err(|_| NotMoment::Calendar)?;
    let date = Date::from_calendar_date(year, month, small(day)?).map_err(|_| NotMoment::Calendar)?;
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?).map_err(|_| NotMoment::Calendar)?;
    Ok(OffsetDateTime::new_utc(date, time).unix_timestamp())
}

fn is_milliseconds(rest: &str) -> bool {
    let digits = rest.strip_prefix('.').and_then(|rest| rest.strip_suffix('Z'));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn read(template: &str, text: &str) -> Option<[u32; 6]> {
    let mut parts = [0; 6];
    let mut characters = text.chars();
    for wanted in template.chars() {
        let found = characters.next()?;
        match PARTS.find(wanted).and_then(|part| parts.get_mut(part)) {
            Some(part) => *part = *part * 10 + found.to_digit(10)?,
            None if found == wanted => {}
            None => return None,
        }
    }
    characters.next().is_none().then_some(parts)
}
