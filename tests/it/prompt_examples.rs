//! The prompts of the examples, read as a course: none twice in a row, the next stage asked for in its week, the next step
//! of every week good to paste, and nothing that depends on what was asked or made before.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::NaiveDate;
use tinystep::build::{self, Snapshot};
use tinystep::folder::FolderIdentity;
use tinystep::journal::{Journal, Settings, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::prompt::{self, Agenda, Prompt, Prompts, Rules};
use tinystep::week::{self, Week};

use crate::dice::Dice;
use crate::sandbox::{Sandbox, times};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn load(here: &Sandbox) -> (Snapshot, Settings) {
    let snapshot = build::load(
        None,
        &FolderIdentity::resolve(here.root()).expect("a folder"),
        DEFAULT_LANGUAGE,
        std::time::SystemTime::now(),
        &|_| {},
    )
    .expect("a journal");
    let settings = snapshot.settings.clone().expect("settings");
    (snapshot, settings)
}

fn asked(journal: &Journal, week: Week, as_of: NaiveDate) -> Prompts {
    static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(DEFAULT_LANGUAGE, &[]).0);
    prompt::choose_prompts(&RULES, journal, &build::count_six_weeks(journal, week, as_of))
}

/// Every week of an example with what is asked.
fn course(name: &str, view: View) -> Vec<(Week, Prompts)> {
    let here = Sandbox::example(name);
    let (snapshot, settings) = load(&here);
    let journal = snapshot.assemble_journal(&settings, TODAY, view);
    let as_of = settings.cap_today_after_last_week_of_course(TODAY);
    week::weeks_with_report(&journal, as_of).into_iter().map(|week| (week, asked(&journal, week, as_of))).collect()
}

#[test]
fn no_question_is_asked_twice_in_a_row() {
    for (name, least) in [("sam", 10), ("daily-notes", 3)] {
        for view in [View::Client, View::Shared] {
            let course = course(name, view);
            assert!(course.len() >= least, "{name}: {} weeks", course.len());
            for pair in course.windows(2) {
                let [(_, before), (week, after)] = pair else { continue };
                let texts = |of: &[Prompt]| of.iter().map(words_asked).collect::<Vec<_>>();
                let again = |of: &[Prompt], than: &[Prompt]| {
                    texts(of).into_iter().filter(|text| texts(than).contains(text)).collect::<Vec<_>>()
                };
                assert_eq!(again(&after.client, &before.client), Vec::<String>::new(), "{name}, {}", week.start());
                let agenda = |of: &Prompts| {
                    let Agenda { first, middle, last, .. } = &of.agenda;
                    first.iter().chain(middle).chain(last).cloned().collect::<Vec<_>>()
                };
                assert_eq!(again(&agenda(after), &agenda(before)), Vec::<String>::new(), "{name}, {}", week.start());
            }
        }
    }
}

/// Twelve weeks that are all alike, of each kind: the questions change all the same.
#[test]
fn similar_weeks_bring_different_questions() {
    let plain = "when: Mondays and Thursdays after dinner\nminutes: 10\ngoal: Sleep better";
    let kinds: &[(&str, &str, &str, &str)] = &[
        ("done", plain, "", "done: yes"),
        ("done, no goal", "when: Mondays and Thursdays after dinner", "", "done: yes"),
        ("not done", plain, "", "done: no"),
        ("partly", plain, "", "done: partly"),
        ("no notes", plain, "", ""),
        ("too big", plain, "", "done: no\nbarrier: too_big"),
        ("no time", "when: Mondays at 18:00\nminutes: 2", "", "done: no\nbarrier: no_time"),
        ("shame", plain, "", "done: partly\nbarrier: ashamed\nfelt: ashamed"),
        ("a word of one's own", plain, "", "done: no\nbarrier: rain"),
        ("vague", "when: sometime", "", "done: yes"),
        ("noticing", "when: when I feel tense\nstage: notice\ngoal: Rest", "", "done: yes"),
        ("nothing noticed", "when: when I feel tense\nstage: notice\ngoal: Rest", "", ""),
        ("trying", plain, "stage: try\nconfidence: 5", "done: yes"),
        ("doing", plain, "stage: do\nobstacle: rain", "done: yes"),
        ("the clinician's", plain, "chosen by: clinician", "done: yes"),
        ("a helper", plain, "helper: Mom", "helper: noticed, praised, warm"),
        ("hard", plain, "helper: Mom", "helper: noticed, hard"),
        ("coping", plain, "obstacle: rain\nthen: go inside", "done: no"),
        ("coping used", plain, "obstacle: rain\nthen: go inside", "then: used"),
        ("coping not used", plain, "obstacle: rain\nthen: go inside", "done: no\nthen: not used"),
        ("longer than planned", plain, "", "minutes: 40"),
        ("worried, and done", plain, "", "barrier: worried"),
        ("the same days", "when: every day after dinner\ngoal: Sleep better", "", "done: yes"),
        ("twice a day", "when: twice a day at 8:00 and 20:00\ngoal: Sleep better", "", "done: yes"),
        ("hard twice", plain, "helper: Mom\nshare response: yes", "helper: hard"),
        ("rated", plain, "rate: [fear]", "fear: 8"),
        ("shared in words", plain, "", "felt: light"),
    ];
    let mut wrong = String::new();
    for (kind, plan, more, noted) in kinds {
        let here = Sandbox::with(&[("journal.md", "---\nshare: full\n---\n")]);
        here.write("plans/walk.md", format!("---\ntask: Walk\n{plan}\n{more}\nfrom: 2026-08-31\n---\n"));
        for week in 0..12 {
            for weekday in [0, 3] {
                if !noted.is_empty() {
                    let date = alike_day(week, weekday);
                    let note = format!("---\ntask: Walk\nwhen: {date}\n{noted}\n---\n");
                    here.write(&format!("log/{date}.md"), note);
                }
            }
        }
        asked_twice_running(kind, &here, &mut wrong);
    }
    assert!(wrong.is_empty(), "asked twice in a row:\n{wrong}");
}

/// Twelve weeks alike of journals drawn at random: a plan or two of some kind, and some days of each week noted in some way.
#[test]
fn random_weeks_that_are_alike_bring_different_questions() {
    const PLANS: [&str; 14] = [
        "when: Mondays and Thursdays after dinner\nminutes: 10\ngoal: Sleep better",
        "when: Mondays and Thursdays after dinner\nminutes: 10",
        "when: Mon, Wed, Fri",
        "when: every day at 21:00\nminutes: 20",
        "when: 3 times a week\nminutes: 2",
        "when: Mondays after dinner\ngoal: Sleep better",
        "when: when I feel tense\nstage: notice",
        "when: sometime\nchosen by: clinician",
        "when: twice a day at 8:00 and 20:00",
        "when: every day at 8:00\nstage: try\nconfidence: 5\nrate: [fear]",
        "when: weekdays at 17:00\nhelper: Mom\nobstacle: rain\nthen: go inside",
        "when: Mon, Wed, Fri at 10:00\nminutes: 15\nobstacle: rain\nthen: only to the corner",
        "when: Mondays and Fridays\nobstacle: rain\nstage: do",
        "when: every day at 7:00\nchosen by: clinician\nhelper: Mom",
    ];
    const NOTES: [&str; 24] = [
        "",
        "done: no",
        "done: partly",
        "minutes: 40",
        "discuss: true",
        "felt: light",
        "done: no\nbarrier: forgot",
        "done: no\nbarrier: too_big",
        "done: no\nbarrier: low_energy",
        "done: no\nbarrier: no_time\nminutes: 10",
        "done: no\nbarrier: no_space",
        "done: no\nbarrier: not_useful",
        "done: no\nbarrier: no_support",
        "done: no\nbarrier: life_event",
        "done: no\nbarrier: prefer_not_to_say",
        "done: no\nbarrier: rain",
        "barrier: worried",
        "barrier: grief\nfelt: heavy",
        "done: partly\nbarrier: ashamed",
        "helper: noticed, praised, warm",
        "helper: hard",
        "then: used",
        "done: no\nthen: not used",
        "expected: 8\nhappened: 3",
    ];
    const DAYS: [&[i64]; 6] = [&[0], &[0, 3], &[0, 2, 4], &[1, 5], &[0, 1, 2, 3, 4, 5, 6], &[5, 6]];
    let mut wrong = String::new();
    for seed in 0..times(320) {
        let mut dice = Dice::new(u64::from(seed));
        let here = Sandbox::with(&[("journal.md", "---\nshare: full\n---\n")]);
        let mut kind = format!("journal {seed}");
        for task in ["Walk", "Read"].iter().take(1 + usize::from(dice.one_in(3))) {
            let plan = dice.pick(&PLANS);
            let ways = [dice.pick(&NOTES), dice.pick(&NOTES)];
            let days = dice.pick(&DAYS);
            let _ = write!(kind, "; {task}: {plan:?} {ways:?} {days:?}");
            here.write(&format!("plans/{task}.md"), format!("---\ntask: {task}\n{plan}\nfrom: 2026-08-31\n---\n"));
            for week in 0..12 {
                for (at, &weekday) in days.iter().enumerate() {
                    let (date, noted) = (alike_day(week, weekday), ways[at % 2]);
                    let note = format!("---\ntask: {task}\nwhen: {date}\n{noted}\n---\n");
                    here.write(&format!("log/{task}-{date}.md"), note);
                }
            }
        }
        asked_twice_running(&kind, &here, &mut wrong);
    }
    assert!(wrong.is_empty(), "asked twice in a row:\n{wrong}");
}

/// A date of twelve weeks that are alike.
fn alike_day(week: i64, day: i64) -> String {
    let first = NaiveDate::from_ymd_opt(2026, 8, 31).expect("a date");
    (first + chrono::Days::new((7 * week + day) as u64)).to_string()
}

/// Notes in `wrong` what is asked in the same words in two of twelve weeks running, as a client and as the report asks it.
fn asked_twice_running(kind: &str, here: &Sandbox, wrong: &mut String) {
    let (snapshot, settings) = load(here);
    for view in [View::Client, View::Shared] {
        let journal = snapshot.assemble_journal(&settings, TODAY, view);
        let mut before: Vec<String> = Vec::new();
        for week in 0..12 {
            let week = Week::containing(alike_day(week, 0).parse().expect("a date"), settings.week_starts);
            let prompts = asked(&journal, week, TODAY);
            let Agenda { first, middle, last, .. } = &prompts.agenda;
            let all = prompts.client.iter().chain(first).chain(middle).chain(last);
            let now: Vec<String> = all.map(words_asked).collect();
            let again: Vec<&String> = now.iter().filter(|text| before.contains(text)).collect();
            if !again.is_empty() {
                let _ = writeln!(wrong, "{kind}, {}: {again:?}", week.start());
            }
            before = now;
        }
    }
}

/// Planning questions begin with a sentence that is the same each week: of these, the question.
fn words_asked(prompt: &Prompt) -> String {
    let question = prompt.text.split(". ").last().filter(|_| prompt.rule.starts_with("agenda-plan"));
    question.unwrap_or(&prompt.text).to_owned()
}

#[test]
fn sams_weeks_ask_for_the_next_stage_when_it_is_time() {
    let course = course("sam", View::Shared);
    let asks = |week: &str, rule: &str| {
        let (_, prompts) = course.iter().find(|(w, _)| w.start().to_string() == week).expect("a week of the course");
        prompts.client.iter().any(|p| p.rule == rule)
    };
    // Two weeks of noticing end with the question what to try; two weeks of trying with what would be a little more.
    let ready: Vec<String> = course
        .iter()
        .flat_map(|(week, prompts)| prompts.client.iter().map(move |p| (week, p)))
        .filter(|(_, p)| p.rule == "notice-ready" || p.rule == "try-ready")
        .map(|(week, p)| format!("{} {}", week.start(), p.rule))
        .collect();
    assert_eq!(ready, ["2026-09-11 notice-ready", "2026-09-25 try-ready"]);
    assert!(asks("2026-10-30", "changed-fit") && asks("2026-11-06", "course-ends"));
}

/// Each next step, pasted into a new note: `check` has nothing to say that it did not say before, and the plan counts.
#[test]
fn every_next_step_can_be_pasted() {
    let mut pasted = 0;
    for name in ["sam", "daily-notes"] {
        for (week, prompts) in course(name, View::Client) {
            let block = &prompts.agenda.next_step;
            if block.is_empty() {
                continue;
            }
            pasted += 1;
            let here = Sandbox::example(name);
            // As of the session: what was written later is not there yet.
            let later = week.weeks_later(1).start().to_string();
            std::fs::read_dir(here.path(if name == "sam" { "plans" } else { "notes" }))
                .expect("plans")
                .map(|entry| entry.expect("a plan").path())
                .filter(|path| {
                    let text = std::fs::read_to_string(path).expect("a plan");
                    text.lines().any(|line| line.strip_prefix("from: ").is_some_and(|from| from >= later.as_str()))
                })
                .for_each(|path| std::fs::remove_file(path).expect("a plan"));
            let settings = here.read("journal.md");
            let open: String =
                settings.lines().filter(|l| !l.starts_with("until:")).map(|l| format!("{l}\n")).collect();
            here.write("journal.md", open);
            let check = |here: &Sandbox| here.run(&["check", "--as-of", &later, "--format", "json"]).out;
            let before = check(&here);
            here.write("plans/next step.md", block);
            let after = check(&here);
            let is_new =
                |line: &&str| !before.lines().any(|known| known.trim_end_matches(',') == line.trim_end_matches(','));
            assert_eq!(
                after.lines().filter(is_new).collect::<Vec<_>>(),
                Vec::<&str>::new(),
                "{name}, {}\n{block}",
                week.start()
            );
            let shown = here.run_to(0, &["show", "--week", &later, "--as-of", &later, "--format", "json"]).out;
            assert!(shown.contains("\"plans/next step.md\""), "{name}, {}\n{block}\n{shown}", week.start());
        }
    }
    assert!(pasted >= 8, "{pasted}");
}

/// What is asked in a week depends on the notes alone: not on pages that were made, nor on the weeks that are asked for.
#[test]
fn earlier_pages_change_nothing() {
    let here = Sandbox::example("sam");
    here.run_to(0, &["report", "--as-of", "2026-10-10"]);
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    let page = here.read("reports/prompts-2026-10-16.md");
    std::fs::remove_dir_all(here.path("reports")).expect("made pages");
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    assert_eq!(here.read("reports/prompts-2026-10-16.md"), page);
    std::fs::remove_file(here.path("reports/prompts-2026-10-09.md")).expect("last week's page");
    std::fs::remove_file(here.path("reports/week-2026-10-09.md")).expect("last week's page");
    here.run_to(0, &["report", "--as-of", "2026-10-17"]);
    assert_eq!(here.read("reports/prompts-2026-10-16.md"), page);
    let only = here.run_to(0, &["prompts", "--week", "2026-10-16", "--as-of", "2026-10-17", "--shared"]).out;
    // The lines to copy are not in a terminal.
    for line in page.lines().filter(|line| line.starts_with("- ") && !line.starts_with("- [ ]")) {
        let start =
            line.trim_start_matches("- ").trim_start_matches("**").split([':', '?', '\\']).next().unwrap_or_default();
        assert!(only.contains(start), "{start}\n{only}");
    }
}

/// Whichever note is removed, the other notes still bring their questions, three at most.
#[test]
fn questions_remain_with_any_one_note_removed() {
    let here = Sandbox::example("sam");
    let (mut snapshot, settings) = load(&here);
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    // All of them in CI.
    let every = if times(20) > 1 { 1 } else { 4 };
    for i in (0..snapshot.drafts.len()).step_by(every) {
        let taken = snapshot.drafts.remove(i);
        for view in [View::Client, View::Shared] {
            let journal = snapshot.assemble_journal(&settings, TODAY, view);
            let week = Week::containing(NaiveDate::from_ymd_opt(2026, 10, 20).expect("a date"), settings.week_starts);
            let six = build::count_six_weeks(&journal, week, settings.cap_today_after_last_week_of_course(TODAY));
            let prompts = prompt::choose_prompts(&rules, &journal, &six);
            let agenda = prompts.agenda.first.len() + prompts.agenda.middle.len() + prompts.agenda.last.len();
            assert!((1..=3).contains(&prompts.client.len()) && agenda <= 4, "without {}", taken.path());
        }
        snapshot.drafts.insert(i, taken);
    }
}

/// Measured by hand: `cargo test --release --test it prompt_examples::speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement: needs a release build"]
fn speed() {
    let here = Sandbox::with(&[("journal.md", "---\nweeks: all\n---\n")]);
    let first = NaiveDate::from_ymd_opt(2017, 4, 24).expect("a Monday");
    for plan in 0..10 {
        let mut note =
            format!("---\ntask: Plan {plan}\nwhen: Mon, Wed, Fri at 18:00\nminutes: 10\nfrom: {first}\n---\n");
        for week in 0..500_u64 {
            for day in [0, 2] {
                let _ = writeln!(note, "- [x] {}", first + chrono::Days::new(7 * week + day));
            }
        }
        here.write(&format!("plan-{plan}.md"), note);
    }
    let (snapshot, settings) = load(&here);
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a Monday");
    let journal = snapshot.assemble_journal(&settings, as_of, View::Shared);
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let six = build::count_six_weeks(&journal, Week::containing(as_of, settings.week_starts).weeks_earlier(1), as_of);
    let mut best = std::time::Duration::MAX;
    for _ in 0..50 {
        let start = std::time::Instant::now();
        std::hint::black_box(prompt::choose_prompts(&rules, &journal, &six));
        best = best.min(start.elapsed());
    }
    println!("{} plans, one week: {best:?}", six.last().map_or(0, |w| w.plans.len()));
    let start = std::time::Instant::now();
    std::hint::black_box(build::build_all_files(
        &snapshot,
        &settings,
        as_of,
        build::PhotoMaker::none(),
        &build::UneditedPagesOnDisk::default(),
    ));
    let whole = start.elapsed();
    let weeks: Vec<_> = (0..500).map(|n| Week::containing(as_of, settings.week_starts).weeks_earlier(n)).collect();
    let counted: Vec<_> = weeks.iter().map(|&w| build::count_six_weeks(&journal, w, as_of)).collect();
    let start = std::time::Instant::now();
    for six in &counted {
        std::hint::black_box(prompt::choose_prompts(&rules, &journal, six));
    }
    println!("500 weeks: the files {whole:?} (all cores), of that the prompts {:?} (one core)", start.elapsed());
}
