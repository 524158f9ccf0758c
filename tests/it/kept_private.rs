//! The many ways in which people say that something is private (docs/specification.md#6-sharing). Each of them keeps one word out of
//! everything in `reports/`; what only looks like one of them does not.

use crate::private::made;
use crate::sandbox::Sandbox;

/// The word that must not be seen.
const WORD: &str = "gargoyle";
pub(crate) const DAY: &str = "2026-11-18.md";

/// What `reports/` holds for a journal with a plan `Walk` and these notes. `share` is what `journal.md` says.
pub(crate) fn reports(share: &str, notes: &[(&str, &str)]) -> String {
    let here = Sandbox::with(&[("journal.md", &format!("---\nname: Sam\nshare: {share}\n---\n"))]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n");
    for (path, text) in notes {
        here.write(path, text);
    }
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let pages = made(&here, today).into_iter().map(|(name, bytes)| name + &String::from_utf8_lossy(&bytes));
    pages.collect::<Vec<_>>().join("\n").to_lowercase()
}

pub(crate) fn is_shared(share: &str, notes: &[(&str, &str)]) -> bool {
    reports(share, notes).contains(WORD)
}

/// The forms whose word is in the reports.
pub(crate) fn leaks<'f>(forms: &[&'f str], is_shared: impl Fn(&str) -> bool) -> Vec<&'f str> {
    forms.iter().copied().filter(|form| is_shared(form)).collect()
}

pub(crate) const NONE: [&str; 0] = [];

#[test]
fn a_line_of_practice_says_that_it_is_private() {
    let forms = [
        "Walk private - gargoyle",
        "private Walk - gargoyle",
        "PRIVATE Walk - gargoyle",
        "Walk **private** - gargoyle",
        "~~Walk~~ private - gargoyle",
        "Walk share none - gargoyle",
        "Walk (none) - gargoyle",
        "Walk, none - gargoyle",
        "Walk (prvate) - gargoyle",
        "Walk - gargoyle %%private%%",
        "Walk - gargoyle <!-- private -->",
        "Walk - gargoyle; private",
        "Walk - gargoyle: private",
        "Walk - gargoyle -- private",
        "Walk - gargoyle \u{2026} private",
        "Walk - gargoyle<br>private",
        "Walk - gargoyle *private*",
        "Walk - PRIVATE gargoyle",
        "Walk\n  - gargoyle (private)",
        "Walk\n  gargoyle (private)",
        "Walk - gargoyle\n  - [share:: none]",
        "Walk\n  - barrier: gargoyle, private",
        "Walk\n  - barrier: private, gargoyle",
        "Walk\n  - where: gargoyle (private)",
    ];
    assert_eq!(leaks(&forms, |form| is_shared("full", &[(DAY, &format!("- [x] {form}\n"))])), NONE);
    let stay = [
        "Walk - good, gargoyle, private, quiet",
        "Walk - a **private** lesson with gargoyle",
        "Walk - a private moment, gargoyle",
        "Walk - gargoyle, just me",
        "Walk - told Ana about the secret garden, gargoyle",
        "Walk - gargoyle, none of it was bad",
        "Walk - see [private](gargoyle)",
    ];
    assert_eq!(leaks(&stay, |form| is_shared("full", &[(DAY, &format!("- [x] {form}\n"))])).len(), stay.len() - 1);
}

#[test]
fn a_line_of_text_says_that_it_is_private() {
    let forms = [
        "gargoyle (private)",
        "- gargoyle (secret)",
        "gargoyle (don't share)",
        "gargoyle [private]",
        "gargoyle, private",
        "gargoyle - private",
        "gargoyle %%private%%",
        "#walk gargoyle (private)",
        "> - [x] Walk - gargoyle (private)",
        "- [x] Walk private 12 min gargoyle",
        "- [x] Walk with gargoyle confidential @park",
        "- [x] Walk with gargoyle, don't share",
        "Not for sharing\n\ngargoyle",
        "This note is private.\n\ngargoyle",
        "TOP SECRET\n\ngargoyle",
        "> [!warning] private\n\ngargoyle",
        "share: none, please\n\ngargoyle",
        "I don't want to share this.\n\ngargoyle",
        "## Private things\ngargoyle",
        "#journal/private gargoyle",
    ];
    assert_eq!(leaks(&forms, |form| is_shared("full", &[(DAY, form)])), NONE);
    let below_heading = |line: &str| format!("---\nshare: summary\n---\n## To share\n{line}\n");
    assert!(!is_shared("summary", &[(DAY, &below_heading("gargoyle (private)"))]));
    assert!(!is_shared("summary", &[(DAY, &below_heading("<a href=\"gargoyle.md\">here</a>"))]));
    assert!(is_shared("summary", &[(DAY, &below_heading("gargoyle"))]));
    let answer = |line: &str| format!("---\nkind: reflection\nweek: 2026-11-16\n---\n## How was it?\n{line}\n");
    assert!(!is_shared("full", &[("r.md", &answer("gargoyle (private)"))]));
    assert!(is_shared("full", &[("r.md", &answer("gargoyle"))]));
}

#[test]
fn a_field_says_that_it_is_private() {
    let of_plan = ["goal", "then", "helper", "where", "photos", "obstacle"];
    let plan =
        |key: &str, value: &str| format!("---\ntask: Read\nwhen: daily at 8\nfrom: 2026-11-02\n{key}: {value}\n---\n");
    assert_eq!(leaks(&of_plan, |key| is_shared("summary", &[("p.md", &plan(key, "gargoyle (private)"))])), NONE);
    assert!(is_shared("summary", &[("p.md", &plan("goal", "gargoyle"))]));
    let stay = ["private gargoyle", "nowhere private, gargoyle", "calm, gargoyle, private"];
    assert_eq!(leaks(&stay, |goal| is_shared("summary", &[("p.md", &plan("goal", goal))])).len(), stay.len());
    let when = "---\ntask: Read\nwhen: every day after gargoyle (private)\nfrom: 2026-11-02\n---\n";
    assert!(!is_shared("summary", &[("p.md", when)]));
    let entry = |field: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\n");
    let fields = ["where: gargoyle (private)", "barrier: [gargoyle, private]", "felt: gargoyle (private)"];
    assert_eq!(leaks(&fields, |field| is_shared("full", &[("e.md", &entry(field))])), NONE);
}

#[test]
fn a_name_or_a_key_says_that_a_note_is_private() {
    let paths = [
        "2026-11-18 secret.md",
        "2026-11-18 hidden.md",
        "2026-11-18 do not share.md",
        "2026-11-18 share none.md",
        "2026-11-18 just for me.md",
        "2026-11-18private.md",
        "secret/2026-11-18.md",
        "do not share/2026-11-18.md",
        "My private notes/2026-11-18.md",
        "x/private copy/2026-11-18.md",
    ];
    assert_eq!(leaks(&paths, |path| is_shared("full", &[(path, "- [x] Walk\n\ngargoyle\n")])), NONE);
    let stay = ["2026-11-18 trade secrets of gardens.md", "2026-11-18 not private.md", "2026-11-18 in private.md"];
    assert_eq!(leaks(&stay, |path| is_shared("full", &[(path, "- [x] Walk\n\ngargoyle\n")])).len(), stay.len());
    let keys = [
        "hide: true",
        "access: private",
        "keywords: [private]",
        "donotshare: true",
        "only me: yes",
        "just for me: true",
        "for my eyes only: true",
        "share with: nobody",
        "Share this: no",
        "tags: [no-share]",
        "tags: [dontshare]",
        "tags: [journal/private]",
    ];
    let entry = |key: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{key}\n---\ngargoyle\n");
    assert_eq!(leaks(&keys, |key| is_shared("full", &[("e.md", &entry(key))])), NONE);
    let stay =
        ["hide: no", "access: open", "category: walks", "title: Private joke", "share with: Ana", "tags: [sharing]"];
    assert_eq!(leaks(&stay, |key| is_shared("full", &[("e.md", &entry(key))])).len(), stay.len());
}

#[test]
fn what_is_close_to_a_private_plan_is_private() {
    let plan = |task: &str| format!("---\ntask: {task}\nwhen: Mon at 9\nfrom: 2026-11-02\nshare: none\n---\n");
    for (task, close) in [
        ("Swim", "Swimming"),
        ("Swim", "swimmed"),
        ("Call Ana", "Called Ana"),
        ("Walk home", "Walking home"),
        ("Write letter to Dad", "Writing letter to Dad"),
        ("Drinks diary", "Drinking diary"),
        ("Quibble therapy", "Quibble thrpy"),
    ] {
        let entry = format!("---\ntask: {close}\nwhen: 2026-11-18\nbarrier: gargoyle\ndone: no\n---\n");
        assert!(!is_shared("summary", &[("q.md", &plan(task)), ("e.md", &entry)]), "{close}");
        let line = format!("- [x] {close} - gargoyle\n");
        assert!(!is_shared("full", &[("q.md", &plan(task)), (DAY, &line)]), "{close}");
    }
    // Another plan's own name, and words that are none of its forms, stay.
    let open = "---\ntask: Swimming club\nwhen: Tue at 9\nfrom: 2026-11-02\n---\n";
    assert!(is_shared("full", &[("q.md", &plan("Swim")), ("o.md", open), (DAY, "- [x] Swimming club - gargoyle\n")]));
    assert!(is_shared("full", &[("q.md", &plan("Swim")), (DAY, "- [x] Sweep the yard - gargoyle\n")]));
    let hidden = plan("Gargoyle therapy").replace("share", "aka: gargoyling\nshare");
    let named = ["- [x] Walk @Gargoyle therapy", "ok #health/gargoyling"];
    assert_eq!(leaks(&named, |line| is_shared("full", &[("q.md", &hidden), (DAY, line)])), NONE);
    let agreed = "---\nkind: session\ndate: 2026-11-17\nagreed: Walk and gargoyling\n---\n";
    assert!(!is_shared("full", &[("q.md", &hidden), ("s.md", agreed)]));
}

/// A private plan of this task in this file, and what mentions it in each form: a box, Logseq's word, a tag, an entry.
fn forms_that_show(task: &str, path: &str, said: &str) -> Vec<&'static str> {
    let plan = format!("---\ntask: '{task}'\nwhen: Mon at 9\nfrom: 2026-11-02\nshare: none\n---\n");
    let tag = said.replace(' ', "-");
    [
        ("box", DAY, format!("- [x] {said} - gargoyle\n")),
        ("done", DAY, format!("- DONE {said} - gargoyle\n")),
        ("tag", DAY, format!("gargoyle #{tag}\n")),
        ("entry", "e.md", format!("---\ntask: \"{said}\"\nwhen: 2026-11-18\nfelt: gargoyle\n---\n")),
    ]
    .into_iter()
    .filter(|(form, at, text)| {
        let may_be_tag = !tag.contains(['.', ',', ':', '(', '[', '&']);
        (*form != "tag" || may_be_tag) && is_shared("full", &[(path, &plan), (*at, text)])
    })
    .map(|(form, ..)| form)
    .collect()
}

#[test]
fn a_private_plan_is_private_without_its_signs_and_in_different_words() {
    for (task, said) in [
        ("Pray \u{1F64F}", "Pray"),
        ("\u{1F64F} Pray", "pray 10 min"),
        ("Meditation \u{1F9D8}\u{200D}\u{2640}\u{FE0F}", "Meditation"),
        ("No drink \u{1F6AB}\u{1F37A}", "No drink"),
        ("AA \u{2615}", "AA"),
        ("Walk & talk", "Walk and talk"),
        ("Yoga w/ Ana", "Yoga with Ana"),
        ("A.A. meeting", "AA meeting"),
        ("AA", "A.A."),
        ("T.V. off", "TV off"),
        ("\u{201C}Yoga\u{201D}", "Yoga"),
        ("#yoga", "Yoga"),
        ("Ölbad", "Oelbad"),
        ("Café", "Cafe"),
        ("Take 5", "Take five"),
        ("Piano, 30 min", "Piano"),
        ("10 min tidy", "tidy 10 min"),
        ("7:30 run", "run"),
        ("Evening prayer", "Prayer"),
        ("Yoga (private)", "Yoga"),
        ("Call Dad", "Dad call"),
        ("Call Dad", "Call my Dad"),
        ("Call Dad", "called dad"),
        ("Call Dad", "cal dad"),
        ("Call Dad", "CalDad"),
        ("Call Dad", "my call dad"),
        ("Take meds", "Took meds"),
        ("Run", "Running"),
    ] {
        assert_eq!(forms_that_show(task, "p.md", said), NONE, "{task}: {said}");
    }
    for said in ["[[dad]]", "[[dad]] drunk again", "[[plans/dad|my father]]", "[[Call Dad|Dad]]", "[Dad](plans/dad.md)"]
    {
        assert_eq!(forms_that_show("Call Dad", "plans/dad.md", said), NONE, "{said}");
    }
    let plan = "---\ntask: Call Dad\nwhen: Mon at 9\nfrom: 2026-11-02\nshare: none\n---\n";
    let agreed = |item: &str| format!("---\nkind: session\ndate: 2026-11-12\nagreed: \"{item}\"\n---\n");
    let items = ["Dad call, gargoyle", "[[dad]] gargoyle", "[[plans/dad|gargoyle]]"];
    assert_eq!(leaks(&items, |item| is_shared("full", &[("plans/dad.md", plan), ("s.md", &agreed(item))])), NONE);
    assert!(is_shared("full", &[("plans/dad.md", plan), ("s.md", &agreed("[[mom]] gargoyle"))]));
    // What `check` calls close is kept back as a task and as a ticked line. As a tag in a sentence it is an everyday word.
    for (task, said) in [("Call Dad", "Call"), ("Call Dad", "Dad"), ("Yoga w/ Ana", "Ana")] {
        assert_eq!(forms_that_show(task, "p.md", said), ["tag"], "{task}: {said}");
    }
    assert_eq!(forms_that_show("Evening prayer", "p.md", "Morning prayer"), ["tag", "entry"]);
    for (task, said) in [
        ("Call Dad", "Call Mom"),
        ("Call Dad", "Dad after the call"),
        ("Evening prayer", "Read about prayer"),
        ("Take meds", "Take a bath"),
        ("Run", "Sun"),
        ("Bed by 11pm", "Made the bed"),
        ("No phone after 9", "No phone at dinner"),
        ("Gym \u{1F4AA}", "Gymnastics club"),
        ("Walk \u{1F319}", "Walk"),
        ("Walk & talk", "Walk"),
    ] {
        assert_eq!(forms_that_show(task, "p.md", said).len(), 4, "{task}: {said}");
    }
    assert_eq!(forms_that_show("Call Dad", "plans/dad.md", "[[mom]] called"), ["box", "done", "entry"]);
}

pub(crate) fn private_plan(task: &str) -> String {
    format!("---\ntask: '{task}'\nwhen: Mon at 9\nfrom: 2026-11-02\nshare: none\n---\n")
}

/// A line of a length is about the plan that has that length in its name, however it is written.
#[test]
fn a_private_plan_with_a_length_in_its_name_has_its_lines() {
    let plan = private_plan("Walk 20 min");
    let with = |text: String| is_shared("full", &[("p.md", &plan), (DAY, &text)]);
    for line in ["Walk 20 minutes", "20 min walk", "Walk 20min", "07:30 Walk 20 minutes", "Walk for 20 min"] {
        assert!(!with(format!("- [x] {line} - gargoyle\n")), "{line}");
        let page = reports("summary", &[("p.md", &plan), (DAY, &format!("- [x] {line}\n"))]);
        assert!(!page.contains("walk: **1 of "), "{line}: {page}");
    }
    for line in ["Walk", "Walk 30 min", "Walk, 20 min", "Walk with Mum, 20 min"] {
        assert!(with(format!("- [x] {line} - gargoyle\n")), "{line}");
    }
    // What is left without the length is the name only if nothing is joined to it.
    let plan = private_plan("30 min piano");
    let with = |text: &str| is_shared("full", &[("p.md", &plan), (DAY, text)]);
    let kept = [
        "- [x] Piano - gargoyle\n",
        "- [x] Piano 20 min - gargoyle\n",
        "Piano: gargoyle\n",
        "- [x] Piano with gargoyle\n",
    ];
    assert_eq!(leaks(&kept, |text| with(text)), NONE);
    let stay = ["- [x] Piano tuner - gargoyle\n", "Piano tuner: gargoyle\n", "The piano-tuner came, gargoyle\n"];
    assert_eq!(leaks(&stay, |text| with(text)).len(), stay.len());
}

/// In the text of a day, what is under a private plan's name is about that plan.
#[test]
fn text_under_the_name_of_a_private_plan_is_private() {
    let plan = private_plan("Run");
    let with = |text: &str| is_shared("full", &[("p.md", &plan), (DAY, text)]);
    let kept = [
        "Run:\n- 5 km, gargoyle\n",
        "Run:\n\n- 5 km\n\n- gargoyle\n",
        "Running:\n- gargoyle\n",
        "Run\n- gargoyle\n",
        "**Run**\n\ngargoyle\n",
        "## Run\n- 5 km, gargoyle\n",
        "## Run, 5 km\n\ngargoyle\n",
        "# Run\n\nfine\n\n## After it\ngargoyle\n",
        "Run\n---\n\nfine\n\ngargoyle\n",
        "- Run\n  - gargoyle\n",
        "went running, gargoyle\n",
        "Run. It was gargoyle\n",
        "My run. It was gargoyle\n",
        "Run done. It was gargoyle\n",
        "- ran, gargoyle\n",
        "Today I ran with gargoyle\n",
        "07:30 ran 5 km, gargoyle\n",
        "08:15 run with gargoyle\n",
        "- 08:15 my run\n  - gargoyle\n",
        "I went for a run. It was gargoyle\n",
        "I went for a run.\nIt was gargoyle\n",
        "It rained. I went for a long run. It was gargoyle\n",
        "It rained. My morning run helped. So did gargoyle\n",
    ];
    assert_eq!(leaks(&kept, |text| with(text)), NONE);
    let stay = [
        "## Run\nfine\n\n## Home\ngargoyle\n",
        "### Run\nfine\n## Home\ngargoyle\n",
        "Run:\n- 5 km\n\ngargoyle\n",
        "**Run**\n\nfine\n\ngargoyle\n",
        "## Running late\ngargoyle\n",
        "It was gargoyle. I went for a run.\n",
        "I went for a run.\n\nIt was gargoyle\n",
        "run to the shop, then gargoyle\n",
        "I ran into gargoyle\n",
        "We ran out of gargoyle\n",
        "In the long run gargoyle\n",
        // At most its own line goes.
        "08:15 school run\nmet gargoyle\n",
        "08:15 to the run of Ana\nmet gargoyle\n",
        "08:15 school run\n- [x] Walk - gargoyle\n",
    ];
    let shown = leaks(&stay, |text| with(text));
    assert_eq!(stay.iter().filter(|text| !shown.contains(text)).collect::<Vec<_>>(), Vec::<&&str>::new());
    let page = private_plan("Read a page");
    let with = |text: &str| is_shared("full", &[("p.md", &page), (DAY, text)]);
    assert_eq!(leaks(&["Read one page, gargoyle\n", "- read 1 page, gargoyle\n"], |text| with(text)), NONE);
    assert!(with("Read two pages, gargoyle\n"));
}

/// An everyday name in a different meaning keeps nothing back; in doubt the words are kept back, and a hint says so.
#[test]
fn words_with_an_everyday_private_name_are_kept_back_and_told() {
    let plan = private_plan("Run");
    let line = |words: &str| format!("- [x] Walk - {words}\n");
    let with = |words: &str| is_shared("full", &[("p.md", &plan), (DAY, &line(words))]);
    assert!(with("run out of gargoyle") && with("in the long run, gargoyle") && with("after the school run, gargoyle"));
    assert!(!with("met gargoyle on my run"));
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Sam\nshare: full\n---\n"),
        ("p.md", &plan),
        (DAY, &line("met Bob on my run")),
    ]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    let check = || here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(check().contains("part-kept-private") && check().contains("without that name"), "{}", check());
    let shown = here.run_to(0, &["show", "--shared", "--as-of", "2026-11-22"]).out;
    assert!(shown.contains("Walk: done on Wednesday") && !shown.contains("Bob"), "{shown}");
    here.write(DAY, line("run out of milk"));
    assert!(!check().contains("part-kept-private"), "{}", check());
    let agreed = |item: &str| format!("---\nkind: session\ndate: 2026-11-12\nagreed: \"{item}\"\n---\n");
    let with = |item: &str| is_shared("full", &[("p.md", &plan), ("s.md", &agreed(item))]);
    let kept = [
        "Run, gargoyle",
        "go for a run with gargoyle",
        "gargoyle: Run",
        "Walk and run, gargoyle",
        "20 min run gargoyle",
    ];
    assert_eq!(leaks(&kept, |item| with(item)), NONE);
    let stay = [
        "Walk on the run-up to gargoyle",
        "In the long run: call gargoyle",
        "read about why people run, gargoyle",
        "call gargoyle about the school run",
    ];
    assert_eq!(leaks(&stay, |item| with(item)).len(), stay.len());
}

/// A lock, a hushing face and a monkey that does not look say it at the beginning or the end.
#[test]
fn a_picture_says_that_a_line_is_private() {
    for sign in ['\u{1F512}', '\u{1F92B}', '\u{1F648}'] {
        let forms = [
            format!("{sign} gargoyle\n"),
            format!("gargoyle {sign}\n"),
            format!("- {sign} gargoyle\n"),
            format!("{sign}\n\ngargoyle\n"),
            format!("- [x] Walk {sign} - gargoyle\n"),
            format!("- [x] {sign} Walk - gargoyle\n"),
            format!("- [x] Walk - gargoyle {sign}\n"),
            format!("- [x] Walk - gargoyle\n  - {sign}\n"),
        ];
        for form in &forms {
            assert!(!is_shared("full", &[(DAY, form)]), "{form}");
        }
        let entry = format!("---\ntask: Walk\nwhen: 2026-11-18\nfelt: gargoyle {sign}\n---\n");
        assert!(!is_shared("full", &[("e.md", &entry)]));
        assert!(is_shared("full", &[(DAY, &format!("gargoyle closed the {sign} door\n"))]));
    }
    assert!(is_shared("full", &[(DAY, "- [x] Walk - gargoyle \u{1F642}\n")]));
}

#[test]
fn the_words_for_private_of_different_languages_are_known() {
    let words = [
        "privat",
        "privé",
        "privée",
        "privado",
        "privada",
        "privato",
        "privata",
        "prywatne",
        "geheim",
        "vertraulich",
        "confidentiel",
        "confidencial",
        "hemligt",
    ];
    for word in words {
        let entry = |field: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\ngargoyle\n");
        let fields =
            [format!("{word}: true"), format!("{word}: ja"), format!("tags: [{word}]"), format!("tags: {word}")];
        for field in fields {
            assert!(!is_shared("full", &[("e.md", &entry(&field))]), "{field}");
        }
        for line in
            [format!("gargoyle ({word})"), format!("- [x] Walk ({word}) - gargoyle"), format!("gargoyle #{word}")]
        {
            assert!(!is_shared("full", &[(DAY, &line)]), "{line}");
        }
        let path = format!("{word}/2026-11-18.md");
        assert!(!is_shared("full", &[(&path, "- [x] Walk\n\ngargoyle\n")]), "{path}");
        assert!(is_shared("full", &[("e.md", &entry(&format!("{word}: nein")))]), "{word}: nein");
    }
    let entry = |field: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\ngargoyle\n");
    let kept = [
        "share with therapist: no",
        "share with my clinician: never",
        "show therapist: no",
        "show in report: no",
        "for therapist: no",
        "therapist can see: no",
        "visible: false",
        "visible: non",
        "sichtbar: nein",
        "visibel: nein",
        "zichtbaar: nee",
        "hidden: yes",
        "sharing: off",
        "pravite: true",
        "secrect: yes",
        "visability: private",
        "not for therapist: true",
        "dont show: yes",
        "private: ja",
    ];
    assert_eq!(leaks(&kept, |field| is_shared("full", &[("e.md", &entry(field))])), NONE);
    let stay = [
        "share with therapist: yes",
        "show therapist: ok",
        "pirate: yes",
        "tell doctor: no",
        "privileged: no",
        "sichtbar: ja",
    ];
    assert_eq!(leaks(&stay, |field| is_shared("full", &[("e.md", &entry(field))])).len(), stay.len());
}

/// A key that can mean something else keeps nothing back, and a hint says so.
#[test]
fn a_key_that_may_mean_private_is_told() {
    let check = |field: &str| {
        let here = Sandbox::with(&[("journal.md", "# My journal\n")]);
        here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
        here.write("e.md", format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\n"));
        here.write("a letter.md", format!("---\n{field}\n---\nOf something else.\n"));
        here.run_to(0, &["check", "--as-of", "2026-11-22"]).out
    };
    for field in ["personal: yes", "public: no", "show: no", "therapist: no", "in report: false"] {
        let told = check(field);
        assert!(told.contains("does not keep this note back") && told.contains("e.md:4"), "{field}: {told}");
        assert!(!told.contains("a letter.md"), "{field}: {told}");
    }
    for field in ["public: yes", "publish: false", "therapist: Dr. Ray", "personal: no", "public: no\nshare: full"] {
        assert!(!check(field).contains("does not keep this note back"), "{field}");
    }
}

/// Nothing in a folder named `private` is opened. What its notes are named says which plans may have been moved there.
#[test]
fn entries_of_a_plan_that_was_moved_into_a_private_folder_are_private() {
    let plan = private_plan("Swim").replace("share: none\n", "");
    let entry = |task: &str| format!("---\ntask: {task}\nwhen: 2026-11-18\n---\ngargoyle\n");
    for folder in ["private", "Private", "plans/private", "private/old", "privat", "Privé"] {
        let path = format!("{folder}/swim.md");
        let with = |at: &str, text: &str| is_shared("full", &[(&path, &plan), (at, text)]);
        assert!(!with("e.md", &entry("Swim")), "{folder}");
        assert!(!with(DAY, "- [x] Swim, 10 min - gargoyle\n"), "{folder}");
        assert!(with("e.md", &entry("Read")), "{folder}");
        assert!(with(DAY, "- [x] Walk - gargoyle\n- [ ] Read\n"), "{folder}");
        assert!(with(DAY, "It was gargoyle.\n"), "{folder}");
    }
    let dad = |path: &str, task: &str| is_shared("full", &[(path, "x"), ("e.md", &entry(task))]);
    assert!(!dad("private/dad.md", "Call Dad") && !dad("private/call-my-dad-daily.md", "Call Dad"));
    assert!(!dad("private/evening-walks.md", "Evening walk with Mum"));
    assert!(dad("private/letter-1.md", "Walk with Biscuit") && dad("private/walk-thoughts.md", "Walk with Biscuit"));
    assert!(dad("private/2026-11-14.md", "Call Dad") && dad("private/dad.txt", "Call Dad"));
    assert!(dad("privacy/dad.md", "Call Dad") && dad("private/walk.md", "Read"));
    let here = Sandbox::with(&[("journal.md", "# My journal\n"), ("private/swim.md", &plan), ("e.md", &entry("Swim"))]);
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("No plan `Swim` is read"), "{told}");
    here.write("swim.md", &plan);
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(!told.contains("No plan `Swim` is read"), "{told}");
}

/// A task that is a tag is that tag.
#[test]
fn a_tag_as_a_task_names_a_private_plan() {
    let plan = private_plan("Walk & talk");
    for task in ["#walk-talk", "#walktalk", "#walk/talk"] {
        let entry = format!("---\ntask: \"{task}\"\nwhen: 2026-11-18\n---\ngargoyle\n");
        assert!(!is_shared("full", &[("p.md", &plan), ("e.md", &entry)]), "{task}");
    }
    let entry = "---\ntask: \"#walk\"\nwhen: 2026-11-18\n---\ngargoyle\n";
    assert!(is_shared("full", &[("p.md", &plan), ("e.md", entry)]));
}

#[test]
fn a_plan_may_have_such_a_word_in_its_name() {
    for task in ["Private lesson", "Say it in private", "Secret Santa", "My private lesson"] {
        let plan = format!("---\ntask: {task}\nwhen: every day at 9\nfrom: 2026-11-02\n---\n");
        let page = reports("summary", &[("p.md", &plan), (DAY, &format!("- [x] {task}, 10 min\n"))]);
        assert!(page.contains(&format!("{}: **1 of ", task.to_lowercase())), "{task}: {page}");
    }
}

#[test]
fn a_collected_file_says_that_it_is_private() {
    let plan = "---\ntask: Memo\nwhen: every day\nfrom: 2026-11-02\ncollects: m\n---\n";
    let count = |file: &str| reports("summary", &[("m.md", plan), (file, "x")]).contains("memo: **1 of ");
    assert!(count("m/2026-11-18.m4a") && !count("m/2026-11-18 private.m4a"));
}

/// A note that was emptied on the way keeps back what names it; so does one that was moved.
#[test]
fn an_empty_note_of_a_private_plan_keeps_its_entries_back() {
    let entry = |task: &str| format!("---\ntask: {task}\nwhen: 2026-11-18\n---\ngargoyle\n");
    let plan = "---\ntask: Evening swim\nwhen: daily at 9\nfrom: 2026-11-02\nshare: none\n---\n";
    for path in ["evening-swim.md", "plans/Evening swim.md", "old/plans/evening_swim.md"] {
        assert!(!is_shared("full", &[(path, ""), ("e.md", &entry("Evening swim"))]), "{path}");
        assert!(!is_shared("full", &[(path, ""), (DAY, "- [x] Evening swim - gargoyle\n")]), "{path}");
        assert!(!is_shared("full", &[(path, "\0\0\0\0"), ("e.md", &entry("Evening swim"))]), "{path}");
        assert!(!is_shared("full", &[(path, plan), ("e.md", &entry("Evening swim"))]), "{path}");
    }
    // An empty note named by a word that is only part of the line has no effect, nor does one named like a plan that exists.
    assert!(is_shared("full", &[("Mum.md", ""), ("e.md", &entry("Visit Mum"))]));
    assert!(is_shared("full", &[("Mum.md", ""), (DAY, "- [x] Tea with Mum, gargoyle\n")]));
    assert!(is_shared("full", &[("old/walk.md", ""), ("e.md", &entry("Walk"))]));
}

/// A hint about a word for privacy is only for the client: it is in `check`, but on no page and not in `notes-to-fix.md`.
#[test]
fn what_is_told_of_private_words_is_for_the_client_alone() {
    let here = Sandbox::with(&[("journal.md", "---\nname: Sam\nshare: full\n---\n")]);
    here.write(
        "walk.md",
        "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\ngoal: gargoyle (private)\n---\n",
    );
    here.write(DAY, "- [x] Walk (private) - gargoyle\n- [x] Walk, private\n\ngargoyle (private)\n");
    here.write("e.md", "---\ntask: Walk\nwhen: 2026-11-19\nbarrier: gargoyle (private)\n---\n");
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert_eq!(told.matches("part-kept-private").count(), 3, "{told}");
    assert_eq!(told.matches("barrier-unknown").count(), 0, "{told}");
    here.run_to(0, &["report", "--as-of", "2026-11-22"]);
    assert!(!here.files("").into_iter().any(|(name, _)| name.contains("notes-to-fix")));
    for (name, bytes) in here.files("reports") {
        let page = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!page.contains("kept back") && !page.contains(WORD), "{name}");
    }
    // It counts in the client's own view, and in no shared one.
    let shows_both = |args: &[&str]| {
        let shown = here.run_to(0, &[&["show", "--as-of", "2026-11-22"], args].concat()).out;
        shown.contains("Walk: done on Wednesday and Thursday.")
    };
    assert!(shows_both(&[]) && !shows_both(&["--shared"]));
}

/// A plan `Read` with these fields, beside a private `Letter to Dad`.
fn beside_letter(fields: &str, others: &[(&str, &str)]) -> String {
    let read = format!("---\ntask: Read\nfrom: 2026-11-02\n{fields}\n---\n");
    let letter = private_plan("Letter to Dad");
    reports("full", &[&[("p.md", letter.as_str()), ("read.md", read.as_str())], others].concat())
}

/// The fields of a shared plan do not name a private one: its days and times stay.
#[test]
fn a_field_of_a_shared_plan_names_no_private_plan() {
    for when in [
        "every day after letter to dad",
        "\"every day, after [[Letter to Dad]]\"",
        "after letter to dad",
        "after the letters to Dad",
        "Monday before work and Thursday after letter to dad",
        "sometime after letter to dad",
    ] {
        let page = beside_letter(&format!("when: {when}"), &[]);
        assert!(!page.contains("to dad") && page.contains("read"), "{when}: {page}");
    }
    let page = beside_letter("when: every day after letter to dad", &[(DAY, "- [x] Read\n")]);
    assert!(page.contains("every day: read") && page.contains("read: **1 of 6"), "{page}");
    let page = beside_letter("when: Monday before work and Thursday after letter to dad", &[]);
    assert!(page.contains("monday before work or thursday: read"), "{page}");
    for field in [
        "goal: rest after letter to dad",
        "helper: Mom, after letter to dad",
        "where: at the desk of letter to dad",
        "obstacle: letter to dad takes long",
        "then: letter to dad first",
        "photos: letter to dad",
        "collects: letter to dad",
        "rate: [fear of letter to dad 0-10]",
        "helper: Mom after letter to dad\nhelper card: yes",
    ] {
        let page = beside_letter(&format!("when: every day at 9\n{field}"), &[(DAY, "- [x] Read\n")]);
        assert!(!page.contains("to dad"), "{field}: {page}");
    }
    let entry = |field: &str| format!("---\ntask: Read\nwhen: 2026-11-18\ndone: no\n{field}\n---\n");
    for field in ["barrier: letter to dad took long", "felt: tired of letter to dad", "helped: she read letter to dad"]
    {
        let page = beside_letter("when: every day at 9", &[("e.md", &entry(field))]);
        assert!(!page.contains("to dad"), "{field}: {page}");
    }
    let evening = private_plan("Evening");
    let page = beside_letter("when: every evening at 8", &[("x.md", &evening)]);
    assert!(page.contains("every evening at 8"), "{page}");
    let rule = "---\nfor: client\nif: noted\n---\nHow was letter to dad?\n";
    assert!(!beside_letter("when: every day at 9", &[("prompts/own.md", rule)]).contains("to dad"));
    let rule = "---\nfor: client\nif: noted\npriority: 99\n---\nHow was gargoyle?\n";
    assert!(beside_letter("when: every day at 9", &[(DAY, "- [x] Read\n"), ("prompts/own.md", rule)]).contains(WORD));
}

/// An everyday word in a field is no plan, and the client is told of what is kept back.
#[test]
fn a_field_with_an_everyday_word_stays_and_what_is_kept_back_is_told() {
    let run = private_plan("Run");
    let read = |field: &str| format!("---\ntask: Read\nwhen: every day at 9\nfrom: 2026-11-02\n{field}\n---\n");
    let stay = [
        "goal: gargoyle and know why people run",
        "where: the school run with gargoyle",
        "goal: gargoyle, in the long run",
    ];
    for field in stay {
        assert!(is_shared("summary", &[("p.md", &run), ("read.md", &read(field))]), "{field}");
    }
    let here = Sandbox::with(&[
        ("journal.md", "# My journal\n"),
        ("p.md", &run),
        ("read.md", &read("goal: gargoyle on my run")),
    ]);
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("`goal` names a private plan") && told.contains("read.md:5"), "{told}");
    here.write("read.md", read("").replace("at 9", "after my run"));
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("`when` names a private plan") && told.contains("read.md:3"), "{told}");
    here.write("read.md", read("share: none").replace("at 9", "after my run"));
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(!told.contains("names a private plan"), "{told}");
}

/// A plan that is not read and says that it is private keeps back what names it, wherever it stands.
#[test]
fn a_private_plan_that_is_not_read_keeps_its_entries_back() {
    let fields = "task: Gargoyle swim\nwhen: Mon at 9\nshare: none\n";
    let quoted: String = fields.lines().map(|line| format!("> {line}\n")).collect();
    let indented: String = fields.lines().map(|line| format!("    {line}\n")).collect();
    let entries =
        [("e.md", "---\ntask: Gargoyle swim\nwhen: 2026-11-18\n---\n"), (DAY, "- [x] Gargoyle swim\n- [x] Walk\n")];
    let forms = [
        format!("```\n---\n{fields}---\n```\n"),
        format!("My plan\n\n```yaml\n{fields}```\n"),
        format!("<!--\n---\n{fields}---\n-->\n"),
        format!("%%\n{fields}%%\n"),
        format!("---\nkind: ignore\n{fields}---\n"),
        format!("---\n{fields}goal: \"{{{{x}}}}\"\n---\n"),
        format!("---\nkind: reflection\n{fields}---\n"),
        "{\"task\": \"Gargoyle swim\", \"when\": \"Mon\", \"share\": \"none\"}\n".to_owned(),
        format!("Text\n\n{indented}"),
        quoted,
        format!("```\n{}```\n", fields.replace("share: none", "private: yes")),
        // The fields of a plan with the backticks of the page that they were copied from: a near miss, so nothing is known of it.
        format!("```\n{}```\n", fields.replace("share: none\n", "")),
        format!("Text\n\n```\n{}```\n", fields.replace("share: none\n", "")),
    ];
    for form in &forms {
        assert!(!is_shared("full", &[&[("p.md", form.as_str())][..], &entries[..]].concat()), "{form}");
    }
    // A plan of a different name, and a plan that is read and shared.
    let other = format!("Text\n\n```\n{fields}```\n").replace("Gargoyle swim", "Walk");
    assert!(is_shared("full", &[&[("p.md", other.as_str())][..], &entries[..]].concat()));
    let plan = "---\ntask: Gargoyle swim\nwhen: Mon at 9\nfrom: 2026-11-02\n---\n";
    assert!(is_shared("full", &[("p.md", &forms[0]), ("q.md", plan), entries[0]]));
}

/// Where the plan may be one that nothing can read, `check` says what is shown.
#[test]
fn an_entry_whose_plan_may_be_in_a_file_that_is_not_read_is_told() {
    let entry = "---\ntask: Swim\nwhen: 2026-11-18\n---\n";
    for (path, told) in [
        ("swim.json", "`swim.json`"),
        ("plans/Swim.yaml", "`plans/Swim.yaml`"),
        ("private/x1.md", "`private/`"),
        ("private/Old plan.md", "`private/`"),
    ] {
        let here = Sandbox::with(&[("journal.md", "# My journal\n"), (path, "x"), ("e.md", entry)]);
        let out = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
        assert!(out.contains("No plan `Swim` is read, so this entry is shared") && out.contains(told), "{path}: {out}");
    }
    for path in ["swimming.json", "swim.jpg", "private/2026-11-14.md", "private/letter-1.md"] {
        let here = Sandbox::with(&[("journal.md", "# My journal\n"), (path, "x"), ("e.md", entry)]);
        let out = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
        assert!(!out.contains("is shared by its name"), "{path}: {out}");
    }
}

/// A number before the word, a name behind `show`, and the words of other languages.
#[test]
fn a_numbered_item_a_named_person_and_words_of_other_languages_say_it() {
    let forms = [
        "1. Private\n   - gargoyle\n",
        "1) Private\n\ngargoyle\n",
        "gargoyle (nicht zeigen)\n",
        "gargoyle (ne pas montrer)\n",
        "gargoyle (niet tonen)\n",
        "gargoyle (no mostrar)\n",
        "gargoyle (não mostrar)\n",
        "gargoyle (nie pokazywać)\n",
        "nur für mich\n\ngargoyle\n",
        "- [x] Walk (nicht zeigen) - gargoyle\n",
        "- [x] Walk - gargoyle\n  - show Ana: no\n",
        "- [x] Walk - gargoyle\n  - for Ana: no\n",
    ];
    assert_eq!(leaks(&forms, |form| is_shared("full", &[(DAY, form)])), NONE);
    let entry = |key: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{key}\n---\ngargoyle\n");
    let keys = ["show Ana: no", "Show Ana: nein", "for Ana: no", "share with Dr. Ray: never", "show_Ana: no"];
    assert_eq!(leaks(&keys, |key| is_shared("full", &[("e.md", &entry(key))])), NONE);
    let more = [
        "hide from Ana: yes",
        "hidden from: Ana",
        "privacy: high",
        "audience: me",
        "tinystep:\n  share: none",
        "tags: my-private-journal",
    ];
    assert_eq!(leaks(&more, |key| is_shared("full", &[("e.md", &entry(key))])), NONE);
    let stay =
        ["show Ana: yes", "for Monday: no", "for lunch: no", "tell me: no", "hide from Ana: no", "audience: kids"];
    assert_eq!(leaks(&stay, |key| is_shared("full", &[("e.md", &entry(key))])).len(), stay.len());
    let stay = ["1. Private lesson, gargoyle\n", "2. no one shows gargoyle\n", "nicht schlecht, gargoyle\n"];
    assert_eq!(leaks(&stay, |form| is_shared("full", &[(DAY, form)])).len(), stay.len());
}

/// An item that is a label takes the items behind it, up to the next label, a box or an empty line.
#[test]
fn a_label_in_a_list_keeps_back_the_items_behind_it() {
    let plan = private_plan("Run");
    let with = |text: &str| is_shared("full", &[("p.md", &plan), (DAY, text)]);
    let kept = [
        "- Run:\n- 5 km\n- gargoyle\n",
        "* **Run:**\n* gargoyle\n",
        "1. Run:\n2. gargoyle\n",
        "- Run:\n  - gargoyle\n- x\n",
        "- [[Run]]:\n- gargoyle\n",
        "- ==Run==:\n- gargoyle\n",
        "- **Run** today:\n- gargoyle\n",
        "- Run today:\n- gargoyle\n",
        "Run today\n- gargoyle\n",
        "[[Run]]\n- gargoyle\n",
        "Run today.\n- gargoyle\n",
        "Run!\n- gargoyle\n",
    ];
    assert_eq!(leaks(&kept, |text| with(text)), NONE);
    let stay = [
        "- Run:\n- 5 km\n- Home:\n- gargoyle\n",
        "- Run:\n  - x\n- gargoyle\n",
        "- Run:\n  x\n- Tea: gargoyle\n",
        "Run today\n- x\n\n- gargoyle\n",
        "Run today\n- [x] Walk - gargoyle\n",
        "- Run:\n- 5 km\n\n- gargoyle\n",
        "- Run:\n- 5 km\n- [x] Walk - gargoyle\n",
        "- Run:\n- 5 km\n## Home\ngargoyle\n",
        "- Running late:\n- gargoyle\n",
    ];
    assert_eq!(leaks(&stay, |text| with(text)).len(), stay.len());
}

/// A heading is about a plan where it begins with the name and goes on as practice does; a name with a noun behind it is a different thing.
#[test]
fn a_heading_is_about_a_plan_or_only_holds_its_word() {
    let with = |task: &str, text: &str| {
        is_shared("full", &[("p.md", &private_plan(task)), (DAY, &format!("## {text}\n\ngargoyle\n"))])
    };
    for (task, heading) in [
        ("Date", "Date night"),
        ("Date", "Date with Tom"),
        ("Stroll", "Stroll in the park with Tom"),
        ("Run", "Evening run"),
        ("Run", "My run"),
        ("Run", "Went for a run"),
    ] {
        assert!(!with(task, heading), "{heading}");
    }
    for (task, heading) in [
        ("Date", "Date of the wedding"),
        ("Date", "Due date"),
        ("Run", "Run club"),
        ("Run", "School run"),
        ("Call", "Call centre"),
        ("Read", "Read-only files"),
    ] {
        assert!(with(task, heading), "{heading}");
    }
}

#[test]
fn an_everyday_name_in_a_fixed_phrase_keeps_nothing_back() {
    let with = |task: &str, words: &str| {
        let stretch = "---\ntask: Stretch\nwhen: every day at 8\nfrom: 2026-11-02\n---\n";
        let line = format!("- [x] Stretch - {words}\n");
        is_shared("full", &[("walk.md", stretch), ("p.md", &private_plan(task)), (DAY, &line)])
    };
    for (task, words) in [
        ("Run", "it runs in the family, gargoyle"),
        ("Run", "been on the run all day, gargoyle"),
        ("Run", "a run-up to gargoyle"),
        ("Read", "I read the room, gargoyle"),
        ("Walk", "let her walk me through gargoyle"),
        ("Walk", "all walks of life, gargoyle"),
        ("Call", "let us call it a day, gargoyle"),
        ("Call", "I was on call, gargoyle"),
        ("Date", "no date yet for gargoyle"),
        ("Date", "all is up to date, gargoyle"),
        ("Date", "an up-to-date gargoyle"),
        ("Rest", "all the rest of gargoyle"),
    ] {
        assert!(with(task, words), "{task}: {words}");
    }
    for (task, words) in [
        ("Run", "a good run with gargoyle"),
        ("Run", "gargoyle, on the run to the park"),
        ("Read", "read the paper with gargoyle"),
        ("Date", "no date with gargoyle tonight"),
        ("Walk", "walk through the park, gargoyle"),
        ("Call", "my call with gargoyle"),
        ("Date", "went on a date with gargoyle"),
    ] {
        assert!(!with(task, words), "{task}: {words}");
    }
}

/// A comment behind one field keeps back that field; on a line of its own, or behind what the note stands on, the note.
#[test]
fn a_comment_keeps_back_its_field() {
    let entry = |fields: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{fields}\n---\nquibble\n");
    let fields = [
        "felt: gargoyle  # private",
        "barrier: gargoyle # private",
        "where: gargoyle #private",
        "barrier:\n- gargoyle # secret",
    ];
    for field in fields {
        let page = reports("full", &[("e.md", &entry(field))]);
        assert!(!page.contains(WORD) && page.contains("quibble"), "{field}");
    }
    for field in ["# private\nfelt: x", "share: full # private", "done: yes # private"] {
        assert!(!reports("full", &[("e.md", &entry(field))]).contains("quibble"), "{field}");
    }
    let plan = "---\ntask: Read\nwhen: daily at 8\nfrom: 2026-11-02\ngoal: gargoyle # private\n---\n";
    let page = reports("summary", &[("p.md", plan)]);
    assert!(!page.contains(WORD) && page.contains("read"), "{page}");
    assert!(is_shared("full", &[("e.md", &entry("felt: \"gargoyle # 7\""))]));
}

#[test]
fn what_is_called_private_or_secret_by_name_stays() {
    let stay = [
        "(secret) admirer, gargoyle",
        "PRIVATE EYE and gargoyle",
        "*secret* garden, gargoyle",
        "SECRET SANTA gargoyle",
        "CONFIDENTIAL helpline, gargoyle",
        "Private practice: gargoyle",
        "- [x] Walk - private lesson, gargoyle",
    ];
    assert_eq!(leaks(&stay, |text| is_shared("full", &[(DAY, text)])).len(), stay.len());
    let kept = ["(secret) gargoyle", "PRIVATE gargoyle", "(private) we argued about gargoyle", "*secret* gargoyle"];
    assert_eq!(leaks(&kept, |text| is_shared("full", &[(DAY, text)])), NONE);
}

/// Kinds that people who keep other notebooks write.
#[test]
fn a_part_of_a_line_a_row_or_a_name_says_it() {
    let forms = [
        "| private | gargoyle |\n|---|---|\n",
        "gargoyle (keep between us)",
        "gargoyle (don't mention to Ana)",
        "gargoyle (exclude from report)",
        "gargoyle (private - Ana)",
        "gargoyle. Private.",
        "gargoyle [share=none]",
        "PVT: gargoyle",
        "NOT FOR ANA - gargoyle",
        "Ana should not see this: gargoyle",
        "Please keep this from Ana: gargoyle",
        "private | gargoyle",
        "\"private\" gargoyle",
        "\u{1F64A} gargoyle",
        "#private-journal gargoyle",
        "<span class=\"private\">gargoyle</span>",
        "#+BEGIN_PRIVATE\ngargoyle\n#+END_PRIVATE",
        "- [x] Walk - gargoyle\n  - not for Ana",
        "- [x] Walk; private; gargoyle",
        "- [x] Walk (pvt) - gargoyle",
    ];
    assert_eq!(leaks(&forms, |form| is_shared("full", &[(DAY, form)])), NONE);
    let stay = [
        "| public | gargoyle |\n|---|---|\n",
        "Not for long - gargoyle",
        "NOT FOR SALE - gargoyle",
        "Ana must not worry about gargoyle",
        "exclude nobody, gargoyle",
        "no report from school, gargoyle",
        "#privatelesson gargoyle",
        "We talked, private and long, gargoyle",
        "It is mixed public/private, gargoyle",
    ];
    assert_eq!(leaks(&stay, |form| is_shared("full", &[(DAY, form)])).len(), stay.len());
    let text = "- [x] Walk\n\ngargoyle\n";
    let paths = [
        "2026-11-18-priv.md",
        "2026-11-18 \u{1F512}.md",
        "notes (private)/2026-11-18.md",
        "not for Ana/2026-11-18.md",
        "2026-11-18 secret diary.md",
    ];
    assert_eq!(leaks(&paths, |path| is_shared("full", &[(path, text)])), NONE);
    let stay = ["2026-11-18 secret garden.md", "private lessons/2026-11-18.md", "2026-11-18 privacy talk.md"];
    assert_eq!(leaks(&stay, |path| is_shared("full", &[(path, text)])).len(), stay.len());
}

/// A lock on the line of a box means the line: it is not counted. Below it, it means its own words.
#[test]
fn a_lock_on_a_box_takes_the_count_and_below_it_the_words() {
    let count = |text: &str| reports("full", &[(DAY, text)]);
    let page = count("- [x] Walk - gargoyle \u{1F512}\n");
    assert!(!page.contains(WORD) && !page.contains("walk: **1 of "), "{page}");
    let page = count("- [x] Walk\n  - gargoyle \u{1F512}\n");
    assert!(!page.contains(WORD) && page.contains("walk: **1 of "), "{page}");
}

/// `Ana: no` may mean that she is not to see it, or that she did not notice: it is only told.
#[test]
fn the_helpers_name_with_a_no_is_told() {
    let here = Sandbox::with(&[("journal.md", "# My journal\n")]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\nhelper: Ana looks in\n---\n");
    here.write("e.md", "---\ntask: Walk\nwhen: 2026-11-18\nAna: no\n---\n");
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("does not keep this entry back") && told.contains("e.md:4"), "{told}");
}
