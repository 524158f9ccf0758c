//! The same numbers in markdown, in HTML and in `show --shared --format json`: every count of the JSON is looked up in its
//! plan's part of both pages.

use chrono::NaiveDate;
use serde_json::Value;
use tinystep::journal::{View, assemble, settings, understand};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render::week_data;
use tinystep::week::{self, Week};

use crate::full_week;
use crate::random_journal;
use crate::report::{built_in, page, report_of};
use crate::sandbox::{Sandbox, times};

#[test]
fn the_examples_say_the_same_in_every_form() {
    let mut plans = 0;
    for here in [Sandbox::example("sam"), Sandbox::example("daily-notes"), full_week::journal()] {
        here.run_to(0, &["report"]);
        for (name, bytes) in here.files("reports") {
            let Some(week) = name.strip_prefix("week-").and_then(|n| n.strip_suffix(".html")) else { continue };
            let mut shown: Value =
                serde_json::from_str(&here.run_to(0, &["show", "--shared", "--week", week, "--format", "json"]).out)
                    .expect("JSON");
            let mut json: Value =
                serde_json::from_str(&here.read(&format!("reports/data/week-{week}.json"))).expect("JSON");
            let mark = json.as_object_mut().expect("fields").remove("tinystep").expect("the mark");
            assert!(mark.as_str().is_some_and(|mark| mark.starts_with("1 ")), "{mark}");
            // A week that has ended is counted as of the day after it, whenever it is shown.
            let as_of = json["as_of"].as_str().expect("a date").to_owned();
            assert!(as_of.as_str() <= shown["as_of"].as_str().expect("a date"), "{as_of}");
            shown["as_of"] = json["as_of"].clone();
            assert_eq!(json, shown, "`data/` and `show`");
            let html = String::from_utf8(bytes).expect("text");
            plans += same(&json, &here.read(&format!("reports/week-{week}.md")), &html);
        }
    }
    assert!(plans > 25, "only {plans} plans");
}

#[test]
fn random_journals_say_the_same_in_every_form() {
    let mut plans = 0;
    for seed in 0..u64::from(times(120)) {
        let random = random_journal::journal(seed);
        let settings = settings("journal.md", random.files[0].1.as_bytes()).expect("settings");
        let drafts: Vec<_> = random.files[1..].iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
        let as_of = settings.cap_today_after_last_week_of_course(random.today);
        let journal = assemble(&settings, &drafts, &random.others, as_of, View::Shared);
        let week = Week::containing(random.date, settings.week_starts);
        let as_of = week::cap_at_day_after_week(week, as_of);
        let counted = week::count_week(&journal, week, as_of);
        let report = report_of(&journal, week, as_of);
        let json = serde_json::to_value(week_data(&journal, &counted, as_of, &report, DEFAULT_LANGUAGE.phrases))
            .expect("JSON");
        let templates = built_in();
        plans += same(&json, &page(templates.week_markdown(&report)), &page(templates.week_html(&report)));
    }
    assert!(plans > usize::try_from(times(120)).expect("a number"), "only {plans} plans");
}

/// Compares, and says how many plans there were.
fn same(json: &Value, md: &str, html: &str) -> usize {
    let plans: Vec<Value> = json["plans"].as_array().expect("plans").iter().map(as_people_are_told).collect();
    let plans = &plans;
    let (in_md, in_html) = (md_plans(md), html_plans(html));
    assert_eq!((in_md.len(), in_html.len()), (plans.len(), plans.len()), "{md}");
    for ((plan, md), html) in plans.iter().zip(&in_md).zip(&in_html) {
        let expected = PlanOnPage::expected(plan);
        let rest = if floats(plan) && tells_no_more_to_come(md, &expected) { md } else { &expected };
        assert_eq!(md.rest, rest.rest, "markdown: {plan}");
        assert_eq!(html.rest, rest.rest, "HTML: {plan}");
        for told in [md, html] {
            check_count(plan, &told.count);
            assert_eq!(told.figures, expected.figures, "{plan}");
            assert_eq!(told.days, expected.days, "{plan}");
            if let Some(last) = told.weeks.last() {
                // Week by week a task is shown as one, whatever its versions.
                let versions: Vec<Of> = plans.iter().filter(|p| p["task"] == plan["task"]).map(Of).collect();
                assert!(agrees(last, &versions), "week by week ends with `{last}`: {plan}");
            }
        }
        assert_eq!(md.count, html.count);
        // A plan that is new has this week alone in the table, and no line in markdown.
        let is_new = md.weeks.is_empty() && html.weeks.len() <= 1;
        assert!(is_new || md.weeks == html.weeks, "week by week: {:?} and {:?}", md.weeks, html.weeks);
    }
    let left_out = match json["problems"]["notes"].as_u64().expect("a number") {
        // When the front matter of a note cannot be read, only the client may know.
        0 => String::new(),
        1 => "1 note could not be read.".to_owned(),
        many => format!("{many} notes could not be read."),
    };
    let also = json["also_done"].as_array().map_or(0, Vec::len);
    for text in [joined(md), text_of(html)] {
        assert!(text.contains(&left_out) && !text.contains("Every note could"), "{left_out}\n{text}");
    }
    let lines = section(md, "Also done").map_or(0, |part| part.lines().filter(|l| l.starts_with("- ")).count());
    let items = html.split("<h2>Also done</h2>").nth(1).and_then(|p| p.split("</section>").next());
    assert_eq!((lines, items.map_or(0, |part| part.matches("<li>").count())), (also, also));
    plans.len()
}

/// Of so many times a week, what a page tells: where the plan has ended, all that was planned has come.
fn as_people_are_told(plan: &Value) -> Value {
    let mut told = plan.clone();
    if plan["ended_on"].is_string() && plan["days_practised"].is_null() && plan["came_up"].is_null() {
        let n = |key: &str| plan[key].as_u64().expect("a number");
        told["due"] = plan["planned"].clone();
        told["open"] = n("planned").saturating_sub(n("done") + n("partly") + n("not_done")).into();
        told["upcoming"] = 0.into();
    }
    told
}

/// What a page tells of a plan's week.
#[derive(Debug, Default, PartialEq)]
struct PlanOnPage {
    count: String,
    rest: Option<String>,
    /// Minutes, planned day, on time, in place: as a page writes them, none if it does not.
    figures: [Option<String>; 4],
    /// The seven days, those without anything left out: `Mon done`, and `Mon done/no note` if one has several occasions.
    days: Vec<String>,
    /// Week by week, the weeks that the plan is in: `23 Oct 1 of 3 1 partly 7 min`.
    weeks: Vec<String>,
}

/// Whether a plan is a number of times a week. Of that a page shows no more to come than there are days left.
fn floats(plan: &Value) -> bool {
    plan["days_practised"].is_null()
}

/// Both tell the same, and the page no more to come than is expected.
fn tells_no_more_to_come(page: &PlanOnPage, expected: &PlanOnPage) -> bool {
    let parts = |of: &PlanOnPage| -> (Vec<String>, u64) {
        let rest = of.rest.clone().unwrap_or_default();
        let parts = rest.split(", ").filter(|part| !part.is_empty());
        let (to_come, kept): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.ends_with(" to come"));
        let many = to_come.first().and_then(|part| part.split(' ').next()?.parse().ok()).unwrap_or(0);
        (kept.into_iter().map(str::to_owned).collect(), many)
    };
    let ((on_page, to_come), (all, most)) = (parts(page), parts(expected));
    on_page == all && to_come <= most
}

impl PlanOnPage {
    fn expected(plan: &Value) -> PlanOnPage {
        let of = Of(plan);
        let practised = of.n("done") + of.n("partly") + of.n("extra") > 0;
        let none_noted = of.n("due") > 0 && of.has_no_note();
        let all_not_done = of.n("not_done") == of.n("due") && of.n("extra") == 0;
        let mut rest = Vec::new();
        if of.n("due") > 0 {
            let open = if none_noted { 0 } else { of.n("open") };
            for (many, what) in [
                (if all_not_done { 0 } else { of.n("not_done") }, "not done"),
                (open, if plan["days_practised"].is_null() { "left open" } else { "without a note" }),
                (of.n("upcoming"), "to come"),
            ] {
                rest.extend((many > 0).then(|| format!("{many} {what}")));
            }
        }
        let minutes = &plan["minutes"];
        let known = minutes["known_for"].as_u64().expect("a number");
        let mut parts = Vec::new();
        if known > 0 {
            let notes = if known == 1 { "note" } else { "notes" };
            parts.push(format!("{} in {known} {notes}", amount(&minutes["noted"])));
        }
        if minutes["planned_week"].is_number() {
            parts.push(format!("{} planned for the week", amount(&minutes["planned_week"])));
        } else if minutes["planned_each"].is_number() && known > 0 {
            parts.push(format!("{} planned each", amount(&minutes["planned_each"])));
        }
        let some = |parts: Vec<String>, between: &str| (!parts.is_empty()).then(|| parts.join(between));
        let days = plan["days"].as_array().expect("days").iter().filter_map(|day| {
            let word = |status: &Value| {
                Some(match status.as_str().expect("a status") {
                    "done" => "done",
                    "partly" => "partly",
                    "not_done" => "not done",
                    "skipped" => "skipped",
                    "open" => "no note",
                    "upcoming" => "to come",
                    "moved" => "moved",
                    _ => return None,
                })
            };
            let word = match day["occasions"].as_array().expect("occasions").as_slice() {
                several @ [_, _, ..] => several.iter().filter_map(word).collect::<Vec<_>>().join("/"),
                _ => word(&day["status"])?.to_owned(),
            };
            let date: NaiveDate = day["date"].as_str().expect("a date").parse().expect("a date");
            Some(format!("{} {word}", date.format("%a")))
        });
        PlanOnPage {
            rest: some(rest, ", "),
            figures: [
                some(parts, "; "),
                of.share("days_practised").filter(|_| practised),
                of.share("on_time"),
                of.share("in_place"),
            ],
            days: days.collect(),
            ..PlanOnPage::default()
        }
    }
}

struct Of<'a>(&'a Value);

impl Of<'_> {
    fn n(&self, key: &str) -> u64 {
        self.0[key].as_u64().unwrap_or_else(|| panic!("{key}: {}", self.0))
    }

    /// Nothing that was due has a note, and no day was noted as not done.
    fn has_no_note(&self) -> bool {
        let days = self.0["days"].as_array().expect("days");
        let is_noted = days.iter().any(|day| day["status"] == "not_done");
        self.n("open") == self.n("due") && self.n("extra") == 0 && !is_noted
    }

    fn share(&self, key: &str) -> Option<String> {
        let (count, of) = (self.0[key]["count"].as_u64()?, self.0[key]["of"].as_u64()?);
        (of > 0).then(|| format!("{count} of {of}"))
    }
}

/// Minutes to two places, as pages write them.
fn amount(minutes: &Value) -> String {
    let text = format!("{:.2}", minutes.as_f64().expect("minutes"));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The count in words gives done, due, partly, extra, moved and what is planned.
fn check_count(plan: &Value, count: &str) {
    let of = Of(plan);
    let has = |words: &str| assert!(count.contains(words), "`{count}` has no `{words}`: {plan}");
    let (planned, due, done, partly, extra) =
        (of.n("planned"), of.n("due"), of.n("done"), of.n("partly"), of.n("extra"));
    let days = plan["days"].as_array().expect("days");
    let skipped = days.iter().filter(|day| day["status"] == "skipped").count();
    if let (0, Some(came_up)) = (planned, plan["came_up"].as_object()) {
        let of = |key: &str| came_up[key].as_u64().expect("a number");
        let all = of("done") + of("partly") + of("not_done");
        match all {
            0 if skipped > 0 => has(&format!("{skipped} skipped")),
            0 => has("not noted"),
            1 => has(" once"),
            2 => has(" twice"),
            many => has(&format!(" {many} times")),
        }
        for (key, word) in [("done", ": done "), ("partly", "partly "), ("not_done", "not done ")] {
            let is_told = of(key) > 0 && of("done") < all;
            assert_eq!(count.contains(&format!("{word}{}", of(key))), is_told, "`{count}`: {plan}");
        }
        return;
    }
    if planned == 0 {
        has(&match (extra, skipped) {
            (0, 0) => "nothing planned".to_owned(),
            (0, skipped) => format!("{skipped} skipped"),
            (extra, _) => format!("{extra} extra"),
        });
        return;
    }
    if due > 0 && of.n("not_done") == due && extra == 0 {
        has("not done");
        return;
    }
    let so_far = count.contains(" so far");
    if due == 0 && count.contains("to come") {
        has(&format!("{planned} to come"));
    } else if due == 0 {
        // No day is left for it.
        has(&format!("{planned} planned"));
    } else if of.has_no_note() {
        // A skip is no note of how it went, and is told in place of "no notes".
        has(&if skipped > 0 { format!("{skipped} skipped") } else { "no notes".to_owned() });
        // Where nothing is to come, what is open is what was planned.
        let open = of.n("open");
        has(&if skipped > 0 && open == planned { format!("{open} open") } else { format!("{planned} planned") });
    } else if so_far {
        let first = if done == 0 && partly > 0 { format!("{partly} partly so far") } else { format!("{done} so far") };
        assert!(count.starts_with(&first), "`{count}`: {plan}");
        has(&format!("{planned} planned"));
    } else {
        has(&format!("{done} of {due}"));
    }
    for (many, what) in [(partly, "partly"), (extra, "extra")] {
        assert_eq!(count.contains(what), many > 0, "`{count}`: {plan}");
        if many > 0 {
            has(&format!("{many} {what}"));
        }
    }
    const WORDS: [&str; 8] = ["no", "one", "two", "three", "four", "five", "six", "seven"];
    match of.n("moved") {
        0 => assert!(!count.contains("moved") && !count.contains("on another day"), "`{count}`: {plan}"),
        1 if done + partly == 1 => has("on another day"),
        many => {
            has(&format!("{} of them moved", WORDS.get(many as usize).map_or(many.to_string(), |w| (*w).to_owned())))
        }
    }
}

/// Whether the last of six weeks is this week.
fn agrees(last: &str, versions: &[Of]) -> bool {
    let sum = |key: &str| versions.iter().map(|of| of.n(key)).sum::<u64>();
    let words =
        ["so far", "to come", "extra", "skipped", "times", "once", "twice", "none", "not noted", "nothing planned"];
    if last.contains("no notes") {
        return versions.iter().all(|of| of.has_no_note());
    }
    // What came up, unless all of it was done, is told by how it went.
    let came_up = |key: &str| versions.iter().filter_map(|of| of.0["came_up"][key].as_u64()).sum::<u64>();
    if sum("planned") == 0 && came_up("partly") + came_up("not_done") > 0 {
        let mut parts = [("done", "done"), ("partly", "partly"), ("not_done", "not done")].into_iter();
        return parts.all(|(key, word)| came_up(key) == 0 || last.contains(&format!(" {} {word}", came_up(key))));
    }
    let in_words = words.iter().any(|word| last.contains(word));
    last.contains(&format!("{} of {}", sum("done"), sum("due"))) || (in_words && !last.contains(" of "))
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page's part below a heading.
fn section<'a>(md: &'a str, head: &str) -> Option<&'a str> {
    md.split("\n## ").find(|part| part.lines().next() == Some(head))
}

/// The plans of a page of markdown: each under its own heading, and in the week and the weeks above.
fn md_plans(md: &str) -> Vec<PlanOnPage> {
    let parts: Vec<&str> = section(md, "The plans").unwrap_or_default().split("\n### ").skip(1).collect();
    let titles: Vec<String> = parts.iter().map(|part| part.lines().next().unwrap_or_default().to_owned()).collect();
    let week = section(md, "The week").map(items).unwrap_or_default();
    let weeks = section(md, "Week by week").map(items).unwrap_or_default();
    let mut weeks = weeks.iter().peekable();
    let plans: Vec<PlanOnPage> = parts
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let title = &titles[at];
            let by_week = weeks.next_if(|item| is_newest_version(&titles, at) && item[0] == *title);
            let mut plan = md_plan(part);
            let days = &week[at];
            let count = days[0].strip_prefix(&format!("{title}: **")).and_then(|count| count.strip_suffix("**"));
            assert_eq!(count.map(lower).as_ref(), Some(&plan.count), "the week and the plan: {md}");
            plan.days = days.get(1).map(|line| md_days(line)).unwrap_or_default();
            plan.weeks = by_week.map(|item| md_weeks(&item[1])).unwrap_or_default();
            plan
        })
        .collect();
    assert_eq!(week.len(), plans.len(), "{md}");
    plans
}

/// Whether the plan is the last of its title: week by week that one counts every version.
fn is_newest_version(titles: &[String], at: usize) -> bool {
    titles.get(at + 1).is_none_or(|next| next.to_lowercase() != titles[at].to_lowercase())
}

/// The items of a list, each with the items nested in it.
fn items(part: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for line in part.lines() {
        if let Some(item) = line.strip_prefix("- ") {
            all.push(vec![item.to_owned()]);
        } else if let (Some(last), Some(more)) = (all.last_mut(), line.strip_prefix("  - ")) {
            last.push(more.to_owned());
        }
    }
    all
}

/// `16 Oct: 2 of 3, 1 partly, 12 min; 23 Oct: –`
fn md_weeks(line: &str) -> Vec<String> {
    if let Some(silent) = silent(line) {
        return vec![silent];
    }
    let there = line.split("; ").filter(|week| !week.ends_with(": –"));
    there.map(|week| week.replacen(':', "", 1).replace(',', "")).collect()
}

/// `no notes in these five weeks`, said once.
fn silent(text: &str) -> Option<String> {
    let is_silent = text.starts_with("No notes in these ") && text.ends_with(" weeks");
    is_silent.then(|| "no notes".to_owned())
}

fn md_plan(part: &str) -> PlanOnPage {
    let count = part.split("**").nth(1).unwrap_or_default();
    let line = |lead: &str| part.lines().find_map(|line| line.strip_prefix(lead).map(str::to_owned));
    PlanOnPage {
        count: lower(count),
        rest: line(&format!("- **{count}**; ")),
        figures: ["Minutes", "Planned day", "On time", "In place"].map(|name| line(&format!("- {name}: "))),
        ..PlanOnPage::default()
    }
}

/// `Mon 16 ● done, Tue 17 ● 08:00 done and □ 20:00 no note`: each mark has its word beside it.
fn md_days(line: &str) -> Vec<String> {
    const MARKS: [(&str, &str); 8] = [
        ("●", "done"),
        ("◐", "partly"),
        ("○", "not done"),
        ("–", "skipped"),
        ("□", "no note"),
        ("·", "to come"),
        ("→", "moved"),
        ("←", "moved"),
    ];
    let state = |text: &str| {
        let (mark, words) = text.split_once(' ').unwrap_or_default();
        let word = MARKS.iter().find(|(known, _)| *known == mark).map_or("?", |(_, word)| *word);
        assert!(words.ends_with(word) || words.starts_with("moved to "), "`{text}` in {line}");
        word
    };
    let days = line.split(", ").filter(|piece| !piece.ends_with("paused"));
    days.map(|piece| {
        let (day, rest) = piece.split_once(' ').unwrap_or_default();
        let (_, rest) = rest.split_once(' ').unwrap_or_default();
        format!("{day} {}", rest.split(" and ").map(state).collect::<Vec<_>>().join("/"))
    })
    .collect()
}

/// The plans of a page of HTML: each an article, with its seven days and its six weeks above.
fn html_plans(html: &str) -> Vec<PlanOnPage> {
    let strips: Vec<&str> = within(html, "<section class=\"seven\">", "</section>")
        .split("<div class=\"plan\">")
        .skip(1)
        .filter(|part| part.contains("<p class=\"count\">"))
        .collect();
    let table = within(html, "<table class=\"six\"", "</table>");
    let axis = within(table, "<thead>", "</thead>").matches("<th ").count();
    let mut groups = table.split("<tbody>").skip(1);
    let articles: Vec<&str> = within(html, "<section class=\"plans\">", "<details class=\"behind\">")
        .split("<article>")
        .skip(1)
        .map(|part| part.split("</article>").next().unwrap_or_default())
        .collect();
    assert_eq!(strips.len(), articles.len(), "the week and the plans: {html}");
    let titles: Vec<String> =
        articles.iter().map(|article| text_of(within(article, "dir=\"auto\">", "</h3>"))).collect();
    let plans = articles.iter().enumerate().map(|(at, article)| {
        let mut plan = html_plan(article);
        let title = &titles[at];
        let strip = strips[at];
        assert_eq!(text_of(within(strip, "<p dir=\"auto\">", "</p>")), *title, "{html}");
        assert_eq!(lower(&text_of(within(strip, "<p class=\"count\">", "</p>"))), plan.count, "{html}");
        plan.days = html_days(within(strip, "<ol class=\"strip\"", "</ol>"));
        if axis > 0 && is_newest_version(&titles, at) {
            let group = groups.next().expect("the plan's weeks");
            assert_eq!(text_of(&format!("<th {}", within(group, "<th ", "</th>"))), *title, "{html}");
            plan.weeks = html_weeks(group, axis);
        }
        plan
    });
    plans.collect()
}

/// What is between two pieces of a page, nothing if they are not there.
fn within<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

fn html_plan(article: &str) -> PlanOnPage {
    let figures = within(article, "<dl class=\"figures\">", "</dl>");
    let figure = |name: &str| {
        let value = figures.split_once(&format!("<dt>{name}</dt> <dd"))?.1;
        Some(text_of(value.split_once('>')?.1.split("</dd>").next()?))
    };
    let (count, rest) = within(figures, "Count</dt><dd><b>", "</dd>").split_once("</b>").unwrap_or_default();
    PlanOnPage {
        count: lower(&text_of(count)),
        rest: rest.strip_prefix("; ").map(text_of),
        figures: ["Minutes", "Planned day", "On time", "In place"].map(figure),
        ..PlanOnPage::default()
    }
}

/// `<li><b class="d">Mon 16</b><svg/> done</li>`, or each occasion of the day in a span.
fn html_days(strip: &str) -> Vec<String> {
    let days = strip.split("<li ").skip(1).filter(|day| !day.starts_with("class=\"pause\""));
    days.map(|day| {
        let (name, rest) = within(day, "<b class=\"d\">", "</li>").split_once("</b>").unwrap_or_default();
        let name = name.split(' ').next().unwrap_or_default();
        let states: Vec<String> = match rest.contains("<span>") {
            true => rest.split("<span>").skip(1).map(text_of).map(state_at_end).collect(),
            false => vec![state_at_end(text_of(rest))],
        };
        format!("{name} {}", states.join("/"))
    })
    .collect()
}

/// A plan's weeks: one cell for each week of the axis, without those that the plan is not in.
fn html_weeks(group: &str, axis: usize) -> Vec<String> {
    if let Some(silent) =
        within(group, "<td class=\"none\"", "</td>").split_once('>').and_then(|(_, said)| silent(said))
    {
        return vec![silent];
    }
    let cells: Vec<&str> = within(group, "<tr class=\"n\">", "</tr>").split("<td data-w=\"").skip(1).collect();
    assert_eq!(cells.len(), axis, "{group}");
    let there = cells.iter().filter(|cell| !cell.contains("class=\"aloud\""));
    let weeks = there.map(|cell| {
        let (label, value) = cell.split_once("\">").unwrap_or_default();
        format!("{label} {}", text_of(value))
    });
    weeks.map(|week| week.replace(',', "")).collect()
}

/// The state of an occasion, without its time and without the day that it was moved to.
fn state_at_end(text: String) -> String {
    let state = text.split(" to ").next().filter(|state| state.ends_with("moved")).unwrap_or(&text);
    let states = ["not done", "done", "partly", "skipped", "no note", "to come", "moved"];
    states.into_iter().find(|known| state.ends_with(known)).unwrap_or(state).to_owned()
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The text of a piece of HTML. Pages write `<`, `>` and `&` of people's words as entities, so that a tag ends at the next
/// `>`; styles and what is only in a picture are not text.
pub fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip = ["style", "svg"].into_iter().find(|tag| rest[1..].starts_with(tag)).map(|tag| format!("</{tag}>"));
        let end = skip.unwrap_or_else(|| ">".to_owned());
        rest = rest.find(&end).map_or("", |to| &rest[to + end.len()..]);
        // Words of two blocks are two words; a span can be inside a word.
        text.push(' ');
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    joined(&text.replace("&amp;", "&"))
}
