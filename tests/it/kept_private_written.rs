//! The names of private plans as people write them: over the end of a line, with signs that a page does not show, with a slip, in a link
//! (docs/sharing.md). And words that only look as if they kept something back.

use crate::kept_private::{DAY, NONE, is_shared, leaks, private_plan};
use crate::sandbox::Sandbox;

fn lost<'f>(forms: &[&'f str], is_shared: impl Fn(&str) -> bool) -> Vec<&'f str> {
    forms.iter().copied().filter(|form| !is_shared(form)).collect()
}

/// In a day note that is shared in full.
fn in_day(task: &str, text: &str) -> bool {
    is_shared("full", &[("p.md", &private_plan(task)), (DAY, &format!("{text}\n"))])
}

fn entry(field: &str) -> String {
    format!("---\ntask: Walk\nwhen: 2026-11-18\nshare: full\n{field}\n---\n")
}

fn plan_read(field: &str) -> String {
    format!("---\ntask: Read\nwhen: every day at 9\nfrom: 2026-11-02\nshare: full\n{field}\n---\n")
}

/// In the text of a day, in a field of an entry and in one of a plan.
fn anywhere(task: &str, words: &str) -> [bool; 3] {
    let plan = private_plan(task);
    [
        in_day(task, words),
        is_shared("full", &[("p.md", &plan), ("e.md", &entry(&format!("felt: '{words}'")))]),
        is_shared("full", &[("p.md", &plan), ("read.md", &plan_read(&format!("goal: '{words}'")))]),
    ]
}

#[test]
fn a_name_that_is_broken_over_lines_is_found() {
    let kept = [
        "The gargoyle letter to\nDad is long.",
        "The gargoyle letter\nto\nDad is long.",
        "The gargoyle **letter to\nDad** is long.",
        "The gargoyle letter to\\\nDad is long.",
        "> The gargoyle letter to\n> Dad is long.",
        "> - The gargoyle letter to\n>   Dad is long.",
        "- The gargoyle letter to\n  Dad is long.",
        "- [x] Walk - a gargoyle letter to\n  Dad is long.",
        "- [x] Walk\n  - gargoyle, a letter to\n    Dad is long.",
        "| a | b |\n|---|---|\n| gargoyle | letter to<br>Dad |",
        "# The gargoyle letter to<br>Dad\n\nx",
    ];
    assert_eq!(leaks(&kept, |text| in_day("Letter to Dad", text)), NONE);
    let kept = [
        "The letter to\nDad is long. Met gargoyle.",
        "The gargoyle let-\nter to Dad is long.",
        "> The gargoyle letter to Da-\n> d is long.",
    ];
    assert_eq!(leaks(&kept, |text| in_day("Letter to Dad", text)), NONE);
    assert!(!in_day("Yoga", "The gargoyle yo-\nga was long.") && in_day("Yoga", "The gargoyle yo-\nghurt was long."));
    let stay = [
        "The gargoyle let-\nter to Dan is long.",
        "## A missed letter to\nDad came with gargoyle.",
        "The gargoyle letter to\nDan is long.",
        "The gargoyle letter to\n\nDad is long.",
        "- The gargoyle letter to\n- Dad is long.",
        "Met gargoyle. The letter to\nDad is long.",
    ];
    assert_eq!(lost(&stay, |text| in_day("Letter to Dad", text)), NONE);
    let kept = ["A gargoyle no-sugar\nday again.", "A gargoyle no-\nsugar day again."];
    assert_eq!(leaks(&kept, |text| in_day("No-sugar day", text)), NONE);
    assert!(in_day("No-sugar day", "A gargoyle day, no-sugar\ntea again."));
    assert!(!in_day("AA meeting", "The gargoyle AA\nmeetings are long."));
    let plan = private_plan("No-sugar day");
    let answer = |text: &str| format!("---\nkind: reflection\nweek: 2026-11-16\nshare: full\n---\n{text}\n");
    let with = |text: &str| is_shared("full", &[("p.md", &plan), ("r.md", &answer(text))]);
    assert!(!with("The gargoyle no-sugar\nday is long.") && with("The gargoyle no-sugar\ntea is long."));
    let with = |field: &str| is_shared("full", &[("p.md", &plan), ("e.md", &entry(field))]);
    assert_eq!(leaks(&["felt: |\n  gargoyle no-sugar\n  day", "felt: gargoyle no-sugar\n  day"], with), NONE);
}

#[test]
fn a_name_is_what_a_page_shows() {
    for (task, words) in [
        ("Call Dad", "I met gargoyle, Call&nbsp;Dad."),
        ("Letter to Dad", "gargoyle Letter&#32;to&#x20;Dad x"),
        ("Letter to Dad", "gargoyle Letter\\ to Dad x"),
        ("Letter to Dad", "gargoyle Let\u{AD}ter to Dad"),
        ("Letter to Dad", "gargoyle Let&shy;ter to Dad"),
        ("Letter to Dad", "gargoyle Let\u{200C}ter to Dad"),
        ("Letter to Dad", "gargoyle **Letter** to _Dad_ x"),
        ("Letter to Dad", "gargoyle <b>Letter</b> to<br>Dad"),
        ("Letter & Co", "gargoyle Letter &amp; Co x"),
        ("Yoga", "gargoyle Y&#111;ga x"),
        ("Yoga", "gargoyle Yo**ga** x"),
        ("Yoga", "gargoyle yo<br>ga x"),
        ("Yoga", "gargoyle Yo<BR />ga x"),
        ("Yoga", "gargoyle <b<br>r> <br clear=all> yoga x"),
        ("Café", "gargoyle Caf&eacute; x"),
    ] {
        assert_eq!(anywhere(task, words), [false; 3], "{task}: {words}");
    }
    for (task, words) in [
        ("Letter to Dad", "gargoyle Letter <!-- x --> to Dad"),
        ("Letter to Dad", "gargoyle Letter[^1] to Dad"),
        ("Letter to Dad", "gargoyle Letter %%x%% to Dad"),
        ("Yoga", "gargoyle Yo<!-- x -->ga"),
    ] {
        assert_eq!(anywhere(task, words), [false; 3], "{task}: {words}");
    }
    assert_eq!(anywhere("Letter to Dad", "gargoyle Letter[^1] to %%Ana%% Dan"), [true; 3]);
    assert_eq!(anywhere("Letter to Dad", "gargoyle Letter&nbsp;to&nbsp;Dan &foo; &amp; a\\b"), [true; 3]);
}

#[test]
fn a_slip_or_a_different_form_of_a_name_is_found() {
    for (task, words) in [
        ("Call Dad", "I had to Cal Dad, gargoyle"),
        ("Call Dad", "I called Dad late, gargoyle"),
        ("Letter to Dad", "A leter to Dad, gargoyle"),
        ("Swim with Dan", "I swim wiht Dan, gargoyle"),
        ("Swim with Dan", "With Dan I swam, gargoyle"),
        ("Swim", "I swam gargoyle late"),
        ("Quibble therapy", "My quibble thrpy, gargoyle"),
        ("Go for a swim", "I went for a swim with gargoyle"),
        ("Spaziergang", "Die Spaziergänge, gargoyle"),
        ("Йога", "После йоги gargoyle"),
    ] {
        assert_eq!(anywhere(task, words), [false; 3], "{task}: {words}");
    }
    for (task, words) in [
        ("Call Dad", "I called Dan late, gargoyle"),
        ("Call Dad", "All Dad said was gargoyle"),
        ("Call Dad", "To call Dan, gargoyle"),
        ("Call Dad", "Cold dad jokes, gargoyle"),
        ("Plan week", "A plain week, gargoyle"),
        ("Call Dad", "Dad said to call gargoyle"),
        ("Letter to Dad", "Better to add gargoyle"),
        ("Swim with Dan", "Slim with Dan, gargoyle"),
        ("Spaziergang", "Der Spaten, gargoyle"),
        ("Therapy", "The therapist gargoyle"),
        ("Meditation", "The medication gargoyle"),
        ("Church", "A churn gargoyle"),
        ("Йога", "Йогурт gargoyle"),
    ] {
        assert_eq!(anywhere(task, words), [true; 3], "{task}: {words}");
    }
}

#[test]
fn a_link_to_a_private_plan_names_it() {
    let plan = private_plan("Letter to Dad");
    let with =
        |path: &'static str, text: String| is_shared("full", &[("plans/letter to dad.md", &plan), (path, &text)]);
    for link in [
        "[[plans/Letter to Dad#First]]",
        "[[Letter to Dad#First|it]]",
        "[[plans/letter to dad|it]]",
        "[it](../plans/letter%20to%20dad.md)",
        "[it](<../plans/letter to dad.md>)",
        "[it](plans/letter%20to%20dad.md#first)",
    ] {
        for key in ["felt", "barrier", "where", "helped"] {
            assert!(!with("e.md", entry(&format!("{key}: 'gargoyle {link}'"))), "{key}: {link}");
        }
        for key in ["goal", "where", "then", "obstacle", "helper"] {
            assert!(!with("read.md", plan_read(&format!("{key}: 'gargoyle {link}'"))), "{key}: {link}");
        }
        assert!(!with(DAY, format!("The gargoyle {link} is long.\n")), "{link}");
        assert!(!with(DAY, format!("- [x] Walk - gargoyle {link}\n")), "{link}");
        assert!(with(DAY, format!("Then gargoyle came. I wrote {link} today.\n")), "{link}");
    }
    for text in [
        "The gargoyle [it][1] is long.\n\n[1]: plans/letter%20to%20dad.md\n",
        "The gargoyle [it] is long.\n\n[it]: <plans/letter to dad.md> \"x\"\n",
        "It is long.\n[1]: plans/letter%20to%20dad.md \"gargoyle\"\n",
    ] {
        assert!(!with(DAY, text.to_owned()), "{text}");
    }
    assert!(with(
        DAY,
        "The gargoyle [it][2] is long.\n\n[1]: plans/letter%20to%20dad.md\n[2]: plans/tea.md\n".to_owned()
    ));
    assert!(with(DAY, "The gargoyle [it](../plans/tea.md) is long.\n".to_owned()));
    assert!(with("e.md", entry("felt: 'gargoyle [[plans/tea|it]]'")));
}

#[test]
fn a_sentence_about_a_private_plan_takes_what_follows_in_its_paragraph() {
    let stay = [
        "Then gargoyle came. Yoga was good.",
        "Yoga was good.\n\nThen gargoyle came.",
        "Met gargoyle. Then Yoga was good. We ate.",
        "- Yoga was good.\n- gargoyle came.",
    ];
    assert_eq!(lost(&stay, |text| in_day("Yoga", text)), NONE);
    let kept = [
        "Yoga was good. Then gargoyle came.",
        "Yoga was good.\nThen gargoyle came.",
        "Yoga was gargoyle. Then we ate.",
        "Yoga was fine and I\nliked gargoyle there.",
        "Yoga done. Then gargoyle came.",
        "- [x] Yoga. Then gargoyle came.",
        "7:30 Yoga. Then gargoyle came.",
        "Yoga: fine. Then gargoyle came.",
        "Yoga \u{2705} Then gargoyle came.",
        "Yoga, 30 min. Then gargoyle came.",
        "Yoga\ngargoyle",
    ];
    assert_eq!(leaks(&kept, |text| in_day("Yoga", text)), NONE);
    for label in ["Tea: hot", "mood: low", "Walk: 10", "**Tea:** hot"] {
        assert!(in_day("Run", &format!("- Run:\n- 5 km\n- {label}\n- gargoyle")), "{label}");
        assert!(!in_day("Run", &format!("- Run:\n- gargoyle\n- {label}\n- x")), "{label}");
    }
    let kept = ["- Run:\n- time: 20\n- gargoyle", "- Run:\n  - Tea: hot\n  - gargoyle", "- Run:\n- 7:30 gargoyle"];
    assert_eq!(leaks(&kept, |text| in_day("Run", text)), NONE);
}

#[test]
fn an_everyday_name_in_everyday_words_stays() {
    for (task, text) in [
        ("Rest", "The rest was gargoyle."),
        ("Rest", "## The rest\n\ngargoyle"),
        ("Plan", "Plan A: gargoyle"),
        ("Home", "home/work/park gargoyle"),
        ("Date", "| date | x |\n|---|---|\n| 1 | gargoyle |"),
        ("Evening", "## This evening\n\ngargoyle"),
        ("Morning", "## Good morning\n\ngargoyle"),
        ("Week", "## Next week\n\ngargoyle"),
        ("Time", "I could take my time with gargoyle"),
        ("Work", "## After work\n\ngargoyle"),
        ("Call", "I could not call gargoyle."),
        ("Call", "## Missed call\n\ngargoyle"),
        ("Call", "## Two missed calls\n\ngargoyle"),
    ] {
        assert!(in_day(task, text), "{task}: {text}");
    }
    for (task, text) in [
        ("Rest", "My rest was gargoyle."),
        ("Run", "No run today, gargoyle."),
        ("Sleep", "I could not sleep, gargoyle."),
        ("Rest", "After the rest I met gargoyle."),
        ("Plan", "My plan, gargoyle: done"),
        ("Date", "My date with gargoyle."),
        ("Call", "## Call\n\ngargoyle"),
        ("Call", "## The call today\n\ngargoyle"),
        ("Call", "## Call missed\n\ngargoyle"),
        ("Yoga", "| yoga | gargoyle |\n|---|---|\n| 1 | a |"),
    ] {
        assert!(!in_day(task, text), "{task}: {text}");
    }
}

#[test]
fn keys_for_sharing_in_different_languages_are_known() {
    let note = |field: &str| format!("---\n{field}\n---\ngargoyle\n");
    let kept = [
        "teilen: nein",
        "compartir: no",
        "partager: non",
        "condividi: no",
        "delen: nee",
        "partilhar: não",
        "dela: nej",
        "udostępnij: nie",
        "поделиться: нет",
        "teilen: nichts",
        "partager: rien",
        "share: nada",
        "privé: oui",
        "öffentlich: nein",
        "Öffentlich: nein",
        "público: no",
        "pubblico: no",
        "openbaar: nee",
        "offentligt: nej",
    ];
    let with = |field: &str| is_shared("full", &[(DAY, &note(field))]);
    assert_eq!(leaks(&kept, with), NONE);
    assert_eq!(
        lost(&["teilen: ja", "delen: ja", "dela: ja", "del: 5", "teil: nein", "delay: no", "öffentlich: ja"], with),
        NONE
    );
    let kept = ["- [x] Walk - gargoyle\n  - teilen: nein\n", "teilen: nein\n\ngargoyle\n"];
    assert_eq!(leaks(&kept, |text| is_shared("full", &[(DAY, text)])), NONE);
    let here = Sandbox::with(&[(DAY, &note("teilen: nein"))]);
    let told = here.run(&["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("share: none"), "{told}");
}

/// What can mean something else keeps back its section, and its note only at its beginning.
#[test]
fn a_request_that_can_mean_something_else_keeps_back_its_section() {
    for words in ["Not for Biscuit", "Top secret"] {
        let with = |text: String| is_shared("full", &[(DAY, &text)]);
        assert!(with(format!("## A\n\nWe met gargoyle.\n\n## B\n\n{words}\n\nLater.\n")), "{words}");
        assert!(!with(format!("## A\n\nx\n\n## B\n\nWe met gargoyle.\n\n{words}\n\nLater.\n")), "{words}");
        assert!(!with(format!("## A\n\nx\n\n## B\n\nx\n\n{words}\n\nLater gargoyle.\n")), "{words}");
        assert!(!with(format!("{words}\n\n## A\n\ngargoyle.\n")), "{words}");
        assert!(!with(format!("---\nshare: summary\n---\nx\n\n## To share\n\n{words}\n\ngargoyle\n")), "{words}");
        let with = |text: &str| is_shared("full", &[("e.md", &(entry("felt: gargoyle") + text))]);
        assert!(with(&format!("We met.\n\n{words}\n")), "{words}");
        let here = Sandbox::with(&[(DAY, &format!("---\nshare: full\n---\n## A\n\nx\n\n## B\n\n{words}\n\nx\n"))]);
        let told = here.run(&["check", "--as-of", "2026-11-22"]).out;
        assert!(told.contains("all of its section is kept back"), "{told}");
    }
    for words in ["Not for my therapist", "Not for Dr. Lee", "not for mom", "not for anybody"] {
        let text = format!("## A\n\nWe met gargoyle.\n\n## B\n\n{words}\n\nLater.\n");
        assert!(!is_shared("full", &[(DAY, &text)]), "{words}");
    }
    let with = |field: &str| {
        is_shared("summary", &[(DAY, &format!("---\n{field}\n---\nWe met.\n\n## To share\n\ngargoyle\n"))])
    };
    assert!(with("shared: yes") && with("hide: toc") && !with("shared: no"));
    let text = "---\nshared: yes\n---\nWe met gargoyle.\n";
    assert!(!is_shared("summary", &[(DAY, text)]));
}

#[test]
fn what_is_said_to_be_no_practice_is_not_private() {
    let plan = private_plan("Call").replace("share:", "not practice: Call the bank\nshare:");
    let with = |text: &str| is_shared("full", &[("p.md", &plan), (DAY, text)]);
    assert!(with("- [x] Call the bank gargoyle\n"));
    let kept =
        ["- [x] Call the shop gargoyle\n", "- [x] Call, gargoyle\n", "- [x] Call the bank, then my call gargoyle\n"];
    assert_eq!(leaks(&kept, with), NONE);
}

/// One note has one story: what is kept back is told, and no two hints say the opposite of each other.
#[test]
fn what_check_says_of_private_names_fits_together() {
    let told = |task: &str, path: &str, text: &str| {
        let plan = private_plan(task).replace("Mon at 9", "every day at 9");
        let walk = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n";
        let here = Sandbox::with(&[("walk.md", walk), ("p.md", &plan), (path, text)]);
        here.run(&["check", "--as-of", "2026-11-22"]).out
    };
    let agreed = told("Call", "s.md", "---\nkind: session\ndate: 2026-11-12\nagreed: Call the bank\n---\n");
    assert!(agreed.contains("names a private plan, so it is kept back"), "{agreed}");
    let link = told("Yoga", "e.md", &entry("felt: 'good [[p|it]]'"));
    assert!(link.contains("holds the name of a private plan"), "{link}");
    let place = told("Yoga", "e.md", &entry("where: yoga studio"));
    assert!(place.contains("holds the name of a private plan"), "{place}");
    let line = told("Call", DAY, "---\nshare: full\n---\n- [x] Call the bank\n");
    assert_eq!(line.matches("not practice").count(), 2, "{line}");
    let sentence = told("Sleep", DAY, "---\nshare: full\n---\nI did not sleep.\n");
    assert!(!(sentence.contains("so this line is shared") && sentence.contains("- [-] Sleep")), "{sentence}");
}
