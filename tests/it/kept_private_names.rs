//! The names of private plans in one word: a rare word is about its plan wherever it stands, an everyday word only where practice stands
//! (docs/sharing.md). And what is kept back is told.

use crate::kept_private::{DAY, NONE, is_shared, leaks, private_plan};
use crate::sandbox::Sandbox;

fn entry(fields: &str, text: &str) -> String {
    format!("---\ntask: Walk\nwhen: 2026-11-18\n{fields}---\n{text}\n")
}

fn plan_read(field: &str) -> String {
    format!("---\ntask: Read\nwhen: every day at 9\nfrom: 2026-11-02\nshare: full\n{field}\n---\n")
}

fn lost<'f>(forms: &[&'f str], is_shared: impl Fn(&str) -> bool) -> Vec<&'f str> {
    forms.iter().copied().filter(|form| !is_shared(form)).collect()
}

#[test]
fn a_rare_name_takes_its_field_its_sentence_and_its_heading() {
    let yoga = private_plan("Yoga");
    let of_entry = |field: &str| is_shared("full", &[("p.md", &yoga), ("e.md", &entry(&format!("{field}\n"), ""))]);
    let kept = [
        "felt: gargoyle after yoga",
        "helped: gargoyle asked about yoga",
        "barrier: gargoyle and Yoga",
        "felt: gargoyle (yoga's end)",
    ];
    assert_eq!(leaks(&kept, of_entry), NONE);
    assert_eq!(lost(&["felt: gargoyle after lunch", "helped: gargoyle asked about yogurt"], of_entry), NONE);
    let of_plan = |field: &str| is_shared("full", &[("p.md", &yoga), ("read.md", &plan_read(field))]);
    let kept = [
        "goal: gargoyle, better at yoga",
        "where: gargoyle yoga studio",
        "helper: gargoyle, from yoga",
        "then: yoga instead of gargoyle",
        "obstacle: gargoyle at the yoga class",
    ];
    assert_eq!(leaks(&kept, of_plan), NONE);
    assert_eq!(lost(&["goal: gargoyle", "where: the gargoyle studio"], of_plan), NONE);
    let of_day = |text: &str| is_shared("full", &[("p.md", &yoga), (DAY, text)]);
    let kept = [
        "I thought of gargoyle and yoga.\n",
        "The yoga teacher is called gargoyle.\n",
        "## Morning yoga\n\ngargoyle\n",
        "## What yoga is like\n\ngargoyle\n",
        "gargoyle #yoga-class\n",
        "> gargoyle likes yoga\n",
        "*Yoga* and gargoyle\n",
        "The yoga class was good. I met gargoyle.\n",
        "It rained. I did yoga. Slept with gargoyle.\n",
    ];
    assert_eq!(leaks(&kept, of_day), NONE);
    let stay = [
        "I thought of gargoyle and yogurt.\n",
        "I met gargoyle. The yoga class was good.\n",
        "It rained, gargoyle. Then I did yoga. Slept well.\n",
        "I did yoga.\n\nSlept with gargoyle.\n",
        "## Morning\n\ngargoyle\n",
    ];
    assert_eq!(lost(&stay, of_day), NONE);
    // The name of a plan that is shared may hold the word.
    let chair = "---\ntask: Chair yoga\nwhen: Tue at 9\nfrom: 2026-11-02\n---\n";
    let with = |text: &str| is_shared("full", &[("p.md", &yoga), ("c.md", chair), (DAY, text)]);
    assert!(with("Chair yoga with gargoyle was new.\n") && !with("Chair yoga and yoga with gargoyle.\n"));
    let chinese = private_plan("瑜伽");
    let with = |text: &str| is_shared("full", &[("p.md", &chinese), (DAY, text)]);
    assert!(!with("我想瑜伽 gargoyle\n") && with("我想 gargoyle\n"));
}

#[test]
fn an_everyday_name_is_about_its_plan_only_where_practice_stands() {
    let with = |task: &str, text: &str| is_shared("full", &[("p.md", &private_plan(task)), (DAY, text)]);
    for (task, text) in [
        ("Run", "I met gargoyle on my run.\n"),
        ("Run", "Calm after running, gargoyle.\n"),
        ("Run", "# Long run\n\ngargoyle\n"),
        ("Run", "## Easy running\n\ngargoyle\n"),
        ("Call", "My call helped gargoyle.\n"),
        ("Run", "- Run:\n\n- 5 km\n\n- gargoyle\n"),
        ("Run", "- Run:\n\n  - gargoyle\n"),
        ("Run", "- Run:\n  - x\n\n  - gargoyle\n"),
        ("Run", "After running I met gargoyle.\n"),
        ("Run", "While running I met gargoyle.\n"),
        ("Run", "After a run I met gargoyle.\n"),
        ("Run", "When I run I like gargoyle.\n"),
        ("Run", "Had a good run, gargoyle.\n"),
        ("Run", "A short run before gargoyle.\n"),
        ("Run", "I ran five kilometres, gargoyle.\n"),
        ("Call", "After the call I met gargoyle.\n"),
        ("Call", "I skipped calling, gargoyle.\n"),
    ] {
        assert!(!with(task, text), "{task}: {text}");
    }
    for (task, text) in [
        ("Run", "Gargoyle had to run to the shop.\n"),
        ("Run", "Running late with gargoyle.\n"),
        ("Run", "- Run:\n- x\n\n- gargoyle\n"),
        ("Run", "- Run:\n\n- x\n\nThen gargoyle came.\n"),
        ("Date", "## Date and time\n\ngargoyle\n"),
        ("Date", "Date: 19 November\ngargoyle\n"),
        ("Date", "Date: 2026-11-19, gargoyle\n"),
        ("Date", "- Date: Thursday\n- gargoyle\n"),
        ("Call", "I asked them to call gargoyle.\n"),
        ("Rest", "Gargoyle ate the rest.\n"),
        ("Rest", "I put the rest in the fridge, gargoyle.\n"),
        ("Rest", "Rest in peace, gargoyle.\n"),
        ("Date", "Up to date with my gargoyle.\n"),
        ("Date", "What is the date today, gargoyle?\n"),
        ("Date", "I ate a date and a gargoyle.\n"),
        ("Letter", "I followed gargoyle to the letter.\n"),
        ("Time", "## Next time\n\ngargoyle\n"),
        ("Evening", "## Good evening\n\ngargoyle\n"),
        ("Work", "So tired from work, gargoyle.\n"),
        ("Will", "I will see gargoyle tomorrow.\n"),
        ("May", "The first gargoyle since May came.\n"),
        ("Run", "After the run club gargoyle came.\n"),
        ("Run", "It was a good run club, gargoyle.\n"),
    ] {
        assert!(with(task, text), "{task}: {text}");
    }
    assert!(!with("Date", "Date: nice, with gargoyle\n") && !with("Date", "- [x] Date: 19 November, gargoyle\n"));
    let agreed = |item: &str| format!("---\nkind: session\ndate: 2026-11-12\nagreed: \"{item}\"\n---\n");
    let with = |task: &str, item: &str| is_shared("full", &[("p.md", &private_plan(task)), ("s.md", &agreed(item))]);
    assert!(with("Call", "Walk; call gargoyle if stuck") && !with("Call", "Walk; my call with gargoyle"));
    let with =
        |task: &str, field: &str| is_shared("full", &[("p.md", &private_plan(task)), ("read.md", &plan_read(field))]);
    assert!(with("Date", "goal: keep gargoyle up to date") && with("Run", "where: gargoyle, a run-down park"));
}

/// Names of several words and rare words are found in different forms, and a slip of a rare word is.
#[test]
fn a_distinctive_name_is_found_in_each_form() {
    let with = |task: &str, text: &str| is_shared("full", &[("p.md", &private_plan(task)), (DAY, text)]);
    for (task, text) in [
        ("AA meeting", "The AA meetings with gargoyle are long.\n"),
        ("Swim lesson", "The swim lessons of gargoyle.\n"),
        ("Walk the dog", "I was walking the dog of gargoyle.\n"),
        ("Call Dad", "I was calling Dad and gargoyle.\n"),
        ("Therapy", "Theraphy with gargoyle was long.\n"),
        ("Therapy", "I slept, gargoyle, until terapy.\n"),
        ("Yoga", "We liked yoag, gargoyle.\n"),
        ("Yoga", "A yogaclass with gargoyle.\n"),
        ("Yoga", "gargoyle #morningyoga\n"),
    ] {
        assert!(!with(task, text), "{task}: {text}");
    }
    for (task, text) in [
        ("AA meeting", "The meetings with gargoyle are long.\n"),
        ("Call Dad", "I was calling, Dad and gargoyle came.\n"),
        ("Therapy", "The theory of gargoyle was long.\n"),
        ("Diary", "The dairy of gargoyle.\n"),
        ("Yoga", "A yogurt for gargoyle.\n"),
        ("Pain", "I like to paint gargoyle.\n"),
    ] {
        assert!(with(task, text), "{task}: {text}");
    }
    let club = "---\ntask: Swim lessons club\nwhen: Tue at 9\nfrom: 2026-11-02\n---\n";
    let swim = private_plan("Swim lesson");
    assert!(is_shared("full", &[("p.md", &swim), ("c.md", club), (DAY, "Swim lessons club with gargoyle.\n")]));
}

/// A private plan that is not read keeps back the sentences that name it too.
#[test]
fn a_private_plan_that_is_not_read_takes_sentences_and_headings() {
    let yoga = private_plan("Yoga");
    for path in ["templates/yoga.md", "prompts/yoga.md", ".yoga.md", "private/yoga.md"] {
        let with = |at: &str, text: &str| is_shared("full", &[(path, &yoga), (at, text)]);
        assert!(!with(DAY, "I liked yoga with gargoyle.\n"), "{path}");
        assert!(!with(DAY, "## Yoga again\n\ngargoyle\n"), "{path}");
        assert!(!with("e.md", &entry("felt: gargoyle after yoga\n", "")), "{path}");
        assert!(with(DAY, "I liked yogurt with gargoyle.\n"), "{path}");
    }
    let with = |path: &str, text: &str| is_shared("full", &[(path, "x"), (DAY, text)]);
    assert!(with("private/letter.md", "A letter of gargoyle came.\n"));
    assert!(with("private/2026-11-14 yoga.md", "I liked yoga with gargoyle.\n"));
}

/// The same request says the same in each language, and where it stands.
#[test]
fn a_request_not_to_show_keeps_its_note_back() {
    let kept = [
        "(do not show)\n\ngargoyle\n",
        "Don't show\n\ngargoyle\n",
        "(nicht zeigen)\n\ngargoyle\n",
        "show Ana: no\n\ngargoyle\n",
        "gargoyle\n\nShow Ana: no\n",
        "Not for Ana\nGargoyle came.\n",
        "It was gargoyle.\nNot for Ana.\n",
        "Don't show this to Ana.\nGargoyle came.\n",
        "Ana should not see this\n\ngargoyle\n",
        "Ana shouldn't see this.\n\ngargoyle\n",
        "I don't want Ana to see this.\n\ngargoyle\n",
        "Nobody should read this.\n\ngargoyle\n",
        "gargoyle (I don't want Ana to see this)\n",
        "gargoyle (keep this off the report)\n",
        "gargoyle - leave out of report\n",
        "gargoyle (not for sharing with Ana)\n",
        "show ana: no\n\ngargoyle\n",
        "not for ana\n\ngargoyle\n",
        "(not for ana)\n\ngargoyle\n",
        "dont show dr lee\n\ngargoyle\n",
        "i dont want Ana to see this\n\ngargoyle\n",
        "I don\u{2019}t want Ana to see this\n\ngargoyle\n",
        "Don\u{2019}t show this to mom.\n\ngargoyle\n",
        "- [x] Walk - gargoyle\n  - show ana: no\n",
        "- [x] Walk - not for Ana, gargoyle knows\n",
        "Note to self, not for the report: gargoyle\n",
        "1. \u{1F92B} gargoyle\n",
        "gargoyle #nicht-teilen\n",
    ];
    let with = |text: &str| is_shared("full", &[(DAY, text)]);
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "Don't show off, gargoyle\n",
        "I don't want Ana to see this as a gargoyle.\n",
        "gargoyle is on the report (keep the page)\n",
        "1. The lock \u{1F512} of gargoyle\n",
        "The cake was\nnot for Ana\nbut for gargoyle\n",
        "Ana should not see this as a gargoyle\n",
        "Show time: no\n\ngargoyle\n",
        "Not for Monday\n\ngargoyle\n",
        "Not for December.\n\ngargoyle\n",
        "not for lunch\n\ngargoyle\n",
        "not for now\n\ngargoyle\n",
        "Not for Christmas.\n\ngargoyle\n",
        "Not for dessert.\n\ngargoyle\n",
        "Not for New Year.\n\ngargoyle\n",
        "Not for Mother's Day.\n\ngargoyle\n",
        "Gargoyle.\n\nNot for now.\n",
        "Don't show weakness\n\ngargoyle\n",
        "Not for Ana though, she was fine.\n\ngargoyle\n",
        "PRIVATE VIEW at the gallery, gargoyle.\n",
        "- [x] Walk - not for Ana, but for gargoyle\n",
        "show Ana: yes\n\ngargoyle\n",
    ];
    assert_eq!(lost(&stay, with), NONE);
    let with = |field: &str| is_shared("full", &[("e.md", &entry(&format!("{field}\n"), "gargoyle"))]);
    let kept = [
        "share Ana: no",
        "show ana: no",
        "show-ana: no",
        "showAna: no",
        "tell ana: no",
        "show dr lee: no",
        "show mom: no",
        "show my mom: no",
        "hide from ana: yes",
        "# do not show",
        "# not for Ana",
        "# not for ana",
        "# dont show ana",
        "# i don't want ana to see this",
        "done: yes # do not show",
    ];
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "share Ana: yes",
        "show ana: yes",
        "share response: no",
        "show lunch: no",
        "showToc: false",
        "ShowReadingTime: no",
        "hide: toc",
        "hide: [toc, navigation]",
        "# not for long",
        "# show: no",
    ];
    assert_eq!(lost(&stay, with), NONE);
    assert_eq!(leaks(&["hide: me", "hide: [toc, all]"], with), NONE);
    let with = |field: &str| is_shared("full", &[("e.md", &entry(&format!("{field}\n"), ""))]);
    assert_eq!(leaks(&["felt: gargoyle  # not for Ana", "felt: gargoyle # don't show"], with), NONE);
    assert_eq!(lost(&["felt: gargoyle  # not for long"], with), NONE);
}

#[test]
fn words_for_private_in_more_languages_are_known() {
    let words = [
        "私人",
        "私密",
        "不公开",
        "秘密",
        "非公開",
        "プライベ\u{30FC}ト",
        "личное",
        "Личное",
        "приватно",
        "خاص",
        "özel",
        "gizli",
        "비밀",
    ];
    for word in words {
        let kept = [
            format!("gargoyle ({word})\n"),
            format!("{word}\n\ngargoyle\n"),
            format!("{word}: gargoyle\n"),
            format!("## {word}\n\ngargoyle\n"),
            format!("- [x] Walk ({word}) - gargoyle\n"),
            format!("gargoyle #{word}\n"),
        ];
        for text in &kept {
            assert!(!is_shared("full", &[(DAY, text)]), "{text}");
        }
        for field in [format!("{word}: true"), format!("tags: [{word}]")] {
            assert!(!is_shared("full", &[("e.md", &entry(&format!("{field}\n"), "gargoyle"))]), "{field}");
        }
    }
    let kept = ["не показывать\n\ngargoyle\n", "gargoyle\u{FF08}秘密\u{FF09}\n"];
    assert_eq!(leaks(&kept, |text| is_shared("full", &[(DAY, text)])), NONE);
    let stay = ["özel ders, gargoyle\n", "gargoyle: 私人教练\n", "лично gargoyle\n", "gargoyle, خاص جدا\n"];
    assert_eq!(lost(&stay, |text| is_shared("full", &[(DAY, text)])), NONE);
}

/// Everything that only a rule keeps back stands in `check`, with its note.
#[test]
fn what_is_kept_back_is_told() {
    let day = |text: &str| (DAY, text.to_owned());
    let of_entry = |field: &str| ("e.md", entry(&format!("{field}\n"), ""));
    let of_plan = |field: &str| ("read.md", plan_read(field));
    let agreed = |item: &str| ("s.md", format!("---\nkind: session\ndate: 2026-11-12\nagreed: \"{item}\"\n---\n"));
    let cases = [
        day("I met gargoyle after yoga.\n"),
        day("x\n\n## Morning yoga\n\ngargoyle\n"),
        day("- [x] Walk - gargoyle, then yoga\n"),
        day("- [x] Walk - met gargoyle on my run\n"),
        day("I met gargoyle on my run.\n"),
        day("- Run:\n- gargoyle\n"),
        day("x\n\nYoga:\n- gargoyle\n"),
        day("did yoga with gargoyle\n"),
        day("7:30 yoga, gargoyle\n"),
        day("gargoyle (private)\n"),
        day("gargoyle (do not show)\n"),
        day("do not show\n\ngargoyle\n"),
        day("Not for Ana\nGargoyle came.\n"),
        day("show Ana: no\n\ngargoyle\n"),
        day("## Therapy (private)\ngargoyle\n"),
        day("- [x] Walk - gargoyle\n  - private\n"),
        day("- [x] Walk (private) - gargoyle\n"),
        day("私人\n\ngargoyle\n"),
        day("| yoga | gargoyle |\n|---|---|\n"),
        day("We talked about Call\nDad, gargoyle.\n"),
        day("gargoyle #run\n"),
        day("- [x] Yogga - gargoyle\n"),
        day("- [x] Yoga with gargoyle\n"),
        day("![gargoyle yoga](a.png)\n"),
        of_entry("felt: gargoyle after yoga"),
        of_entry("helped: gargoyle, on my run"),
        of_entry("barrier: gargoyle after Yoga"),
        of_entry("felt: gargoyle (private)"),
        of_entry("felt: gargoyle # not for Ana"),
        of_entry("# do not show\nfelt: gargoyle"),
        of_entry("share Ana: no\nfelt: gargoyle"),
        of_plan("goal: gargoyle at yoga"),
        of_plan("where: gargoyle yoga studio"),
        of_plan("helper: gargoyle from yoga"),
        of_plan("then: my run with gargoyle"),
        of_plan("obstacle: gargoyle (private)"),
        of_plan("rate: [gargoyle of yoga]"),
        agreed("gargoyle, then yoga"),
        agreed("my run with gargoyle"),
        agreed("gargoyle (private)"),
        ("r.md", "---\nkind: reflection\nweek: 2026-11-16\n---\n## How was it?\ngargoyle after yoga\n".to_owned()),
        ("r.md", "---\nkind: reflection\nweek: 2026-11-16\n---\n## How was yoga?\ngargoyle\n".to_owned()),
        ("t.md", "# After yoga\n\n---\ntask: Walk\nwhen: 2026-11-18\n---\ngargoyle\n".to_owned()),
        ("2026-11-18 secret.md", "- [x] Walk - gargoyle\n".to_owned()),
        ("e.md", "---\ntask: Yoga with gargoyle\nwhen: 2026-11-18\n---\n".to_owned()),
        ("e.md", "---\ntask: Yogga\nwhen: 2026-11-18\n---\ngargoyle\n".to_owned()),
    ];
    let (yoga, run, dad) = (private_plan("Yoga"), private_plan("Run"), private_plan("Call Dad"));
    let mut untold = Vec::new();
    for (path, text) in &cases {
        let plans = [("yoga.md", yoga.as_str()), ("run.md", &run), ("dad.md", &dad), (*path, text)];
        assert!(!is_shared("full", &plans), "shown: {text}");
        let here = Sandbox::with(&[("journal.md", "---\nname: Sam\nshare: full\n---\n")]);
        here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
        plans.iter().for_each(|(path, text)| here.write(path, text));
        let told = here.run(&["check", path, "--as-of", "2026-11-22"]).out;
        let is_told = told.contains("part-kept-private")
            || told.contains("private-in-other-words")
            || told.contains("close to")
            || told.contains("near-miss");
        if !is_told {
            untold.push(format!("{text}\n{told}"));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n=====\n"));
}

/// What is shown though it holds the everyday name of a private plan is told too; a fixed phrase is not.
#[test]
fn an_everyday_name_that_is_shown_is_told() {
    let here = Sandbox::with(&[("journal.md", "---\nname: Sam\nshare: full\n---\n"), ("p.md", &private_plan("Run"))]);
    let check = |text: &str| {
        here.write(DAY, text);
        here.run_to(0, &["check", "--as-of", "2026-11-22"]).out
    };
    let told = check("x\n\nI had to run to the shop.\n");
    assert!(told.contains("stands here as an everyday word") && told.contains("2026-11-18.md:3"), "{told}");
    assert!(!check("We ran out of milk, in the long run.\n").contains("part-kept-private"));
}

/// A private plan where no notes are read keeps back the entries that name it.
#[test]
fn a_private_plan_behind_a_dot_or_among_the_prompts_keeps_its_entries_back() {
    let entry = "---\ntask: Gargoyle swim\nwhen: 2026-11-18\n---\n";
    let swim = private_plan("Gargoyle swim");
    for path in [".gargoyle swim.md", "plans/.Gargoyle-swim.md", "prompts/a.md", "templates/swim.md"] {
        assert!(!is_shared("full", &[(path, &swim), ("e.md", entry)]), "{path}");
        let here = Sandbox::with(&[("journal.md", "# My journal\n"), (path, &swim), ("e.md", entry)]);
        let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
        assert!(told.contains("No plan `Gargoyle swim` is read") && told.contains("kept back"), "{path}: {told}");
    }
    let open = swim.replace("share: none\n", "");
    for path in ["prompts/a.md", "._gargoyle swim.md", ".gargoyle swim.txt", ".notes/gargoyle swim.md"] {
        assert!(is_shared("full", &[(path, &open), ("e.md", entry)]), "{path}");
    }
    assert!(is_shared("full", &[(".gargoyle swim.md", &swim), ("p.md", &open), ("e.md", entry)]));
}

/// A heading that is a helper's name is found as any line of theirs is.
#[test]
fn a_heading_with_the_name_of_a_helper_is_told() {
    for (helper, heading, is_told) in
        [("my wife, asks once", "my wife", true), ("Ana", "Ana's", true), ("Ana", "For Ana and me", false)]
    {
        let here = Sandbox::with(&[("journal.md", "# My journal\n")]);
        let plan = format!("---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\nhelper: {helper}\n---\n");
        here.write("walk.md", plan);
        here.write(DAY, format!("## {heading}\n- [x] Walk\n"));
        let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
        assert_eq!(told.contains("counts as your own"), is_told, "{heading}: {told}");
    }
}

#[test]
fn one_mistaken_letter_and_a_word_for_who_it_is_still_name_the_plan() {
    let with = |task: &str, text: &str| is_shared("full", &[("p.md", &private_plan(task)), (DAY, text)]);
    for (task, text) in [
        ("Call Marisol", "- [ ] Kall Marisol, gargoyle\n"),
        ("Call Marisol", "I wanted to kall Marisol, gargoyle.\n"),
        ("Voice memo", "My voise memo was gargoyle.\n"),
        ("Visit Dad", "Visit Dod with gargoyle\n"),
        ("Visit Dad", "Visit Dsd with gargoyle\n"),
        ("Call Mum", "I should call Mom, gargoyle.\n"),
        ("Call Marisol", "I had to call my sister Marisol, gargoyle.\n"),
        ("Visit Dad", "Visiting my poor old Dad with gargoyle.\n"),
    ] {
        assert!(!with(task, text), "{task}: {text}");
    }
    for (task, text) in [
        ("Visit Dad", "A visit, and Dan was gargoyle.\n"),
        ("Call Marisol", "They call gargoyle, and my sister came.\n"),
        ("Rest", "My mind was at rest, gargoyle.\n"),
        ("Rest", "I put gargoyle to rest.\n"),
        ("Art", "My son loves art and gargoyle.\n"),
    ] {
        assert!(with(task, text), "{task}: {text}");
    }
    assert!(!with("Art", "I did art today, gargoyle.\n") && !with("Rest", "I took a rest, gargoyle.\n"));
}

#[test]
fn the_fields_of_a_private_line_beside_it_go_with_it() {
    let with = |text: &str| is_shared("full", &[("p.md", &private_plan("Call Marisol")), (DAY, text)]);
    for above in ["- [x] Call Marisol\n", "- Call Marisol:\n", "Call Marisol \u{2713}\n"] {
        for field in ["felt", "helped", "then", "discuss", "to helper"] {
            let text = format!("{above}- felt: calm\n- {field}: gargoyle\n");
            assert!(!with(&text), "{text}");
        }
        assert!(with(&format!("{above}- helped: music\n- Tea: gargoyle\n")), "{above}");
    }
}

#[test]
fn a_request_with_a_comma_or_inside_a_line_keeps_it_back() {
    let with = |text: &str| is_shared("full", &[(DAY, text)]);
    for text in [
        "do not share, gargoyle\n",
        "Please don't share, gargoyle\n",
        "Do not share: gargoyle\n",
        "not for my therapist, gargoyle\n",
        "felt: not for my therapist. Gargoyle: gargoyle\n",
        "- feeling: do not share, gargoyle\n",
        "I cried, gargoyle. Please don't share this.\n",
        "I cried, gargoyle. Not for my therapist.\n",
        "- [x] Walk - do not share, gargoyle\n",
        "- [x] Walk \u{2014} do not share, gargoyle\n",
        "- [x] Walk, felt: not for my therapist. gargoyle\n",
    ] {
        assert!(!with(text), "{text}");
    }
    for text in [
        "Not for New Year. We stayed in, gargoyle.\n",
        "Not for Christmas. We ate gargoyle.\n",
        "Not for ages. We ate gargoyle.\n",
        "I do not share, I am a gargoyle.\n",
        "We do not share a gargoyle.\n",
        "Please, one more gargoyle.\n",
        "I fed gargoyle. Do not worry.\n",
        "I fed gargoyle. Please share it.\n",
        "felt: not for long. gargoyle\n",
    ] {
        assert!(with(text), "{text}");
    }
}
