//! Calendar programs for the terminal read `calendar.ics` as intended, even when the clocks change.

use std::process::Command;

use crate::ToolTest;
use crate::sandbox::{Sandbox, python};

pub const TESTS: &[ToolTest] = &[
    ToolTest {
        name: "khal_shows_the_days_of_the_plans",
        needs: &[&["khal"]],
        is_long: false,
        run: khal_shows_the_days_of_the_plans,
    },
    ToolTest {
        name: "calcurse_shows_the_days_of_the_plans",
        needs: &[&["calcurse"]],
        is_long: false,
        run: calcurse_shows_the_days_of_the_plans,
    },
    ToolTest {
        name: "icalendar_of_python_reads_the_days_of_the_plans",
        needs: &[&["python3 with icalendar"]],
        is_long: false,
        run: icalendar_of_python_reads_the_days_of_the_plans,
    },
];

/// A journal in `j` with two plans, and its calendar.
fn journal_with_calendar() -> Sandbox {
    let here = Sandbox::with(&[
        ("j/journal.md", "# Journal\n"),
        (
            "j/a.md",
            "---\ntask: Memo\nwhen: every day at 7:30 except Sunday\nfrom: 2027-03-25\npause: 2027-03-27\n---\n",
        ),
        ("j/b.md", "---\ntask: Walk\nwhen: every other Tuesday\nfrom: 2027-03-24\nuntil: 2027-04-20\n---\n"),
    ]);
    here.run_to(0, &["calendar", "j", "--names", "--as-of", "2027-03-25"]);
    here
}

fn khal_shows_the_days_of_the_plans() {
    let here = journal_with_calendar();
    let folder = here.root().display();
    here.write(
        "config",
        format!(
            "[calendars]\n[[a]]\npath = {folder}/calendar\n[sqlite]\npath = {folder}/khal.db\n[locale]\n\
             local_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n\
             longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        ),
    );
    let khal = |arguments: &[&str]| {
        let mut khal = Command::new("khal");
        let output = khal.arg("-c").arg(here.path("config")).args(arguments).env("HOME", here.root()).output();
        let output = output.expect("khal runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let file = here.path("j/calendar.ics").display().to_string();
    khal(&["import", "--batch", "-a", "a", &file]);
    // The clocks change on 28 March.
    let list =
        ["list", "2027-03-24", "2027-04-22", "--day-format", "", "--format", "{start-date} {start-time} {title}"];
    let days: Vec<String> = khal(&list).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let memo = days.iter().filter(|line| line.ends_with("07:30 Memo")).count();
    assert_eq!(memo, 24, "29 days from 25 March to 22 April, less four Sundays and one day of pause: {days:?}");
    let walks: Vec<&str> = days.iter().filter_map(|line| line.strip_suffix("Walk").map(str::trim)).collect();
    assert_eq!(walks, ["2027-04-06", "2027-04-20"], "the Tuesday of the first week was over");
}

fn calcurse_shows_the_days_of_the_plans() {
    let here = journal_with_calendar();
    let calcurse = |arguments: &[&str]| {
        let mut calcurse = Command::new("calcurse");
        calcurse
            .arg("-D")
            .arg(here.path("calcurse"))
            .args(arguments)
            .env("TZ", "Europe/Berlin")
            .env("HOME", here.root());
        let output = calcurse.output().expect("calcurse runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let file = here.path("j/calendar.ics").display().to_string();
    let read = calcurse(&["-i", &file]);
    assert!(read.contains("/ 0 skipped"), "{read}");
    let form = ["--format-apt", "%(start:%Y-%m-%d %H:%M) %m\n", "--format-recur-apt", "%(start:%Y-%m-%d %H:%M) %m\n"];
    let days = calcurse(&[&["-Q", "--from", "03/24/2027", "--days", "30"], &form[..]].concat());
    assert_eq!(days.matches("07:30 Memo").count(), 24, "{days}");
    let walks = days.lines().filter(|line| line.contains("Walk")).count();
    assert_eq!(walks, 2, "{days}");
}

/// Prints each start of each event, as the package and its rules of recurrence read them, and what else the events say.
const LIST_OCCURRENCES: &str = "
import datetime, icalendar, sys
from dateutil.rrule import rrulestr
with open(sys.argv[1], 'rb') as file:
    calendar = icalendar.Calendar.from_ical(file.read())
end = datetime.datetime(2027, 4, 22, 23, 59)
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    start = event.decoded('DTSTART')
    is_date = not isinstance(start, datetime.datetime)
    first = datetime.datetime(start.year, start.month, start.day) if is_date else start
    assert first.tzinfo is None and str(event['CLASS']) == 'PRIVATE' and event['UID'], event
    left_out = event.get('EXDATE', [])
    left_out = left_out if isinstance(left_out, list) else [left_out]
    days = {date.dt.strftime('%Y-%m-%d') for dates in left_out for date in dates.dts}
    rule = event['RRULE'].to_ical().decode() if 'RRULE' in event else 'FREQ=DAILY;COUNT=1'
    for when in rrulestr(rule, dtstart=first, ignoretz=True):
        if when > end:
            break
        if when.strftime('%Y-%m-%d') not in days:
            time = 'all day' if is_date else when.strftime('%H:%M')
            print(when.strftime('%Y-%m-%d'), time, event['SUMMARY'])
";

fn icalendar_of_python_reads_the_days_of_the_plans() {
    let here = journal_with_calendar();
    let output =
        python().args(["-c", LIST_OCCURRENCES]).arg(here.path("j/calendar.ics")).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let days = String::from_utf8(output.stdout).expect("text");
    let memo = days.lines().filter(|line| line.ends_with("07:30 Memo")).count();
    assert_eq!(memo, 24, "{days}");
    let walks: Vec<&str> = days.lines().filter_map(|line| line.strip_suffix(" all day Walk")).collect();
    assert_eq!(walks, ["2027-04-06", "2027-04-20"], "{days}");
}
