//! More kinds of saying that something is private (docs/specification.md#6-sharing), each with what only looks like it: titles above the
//! front matter, photos, names of private plans in prose, forms, copies, line ends.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use crate::kept_private::{DAY, NONE, is_shared, leaks, private_plan, reports};
use crate::sandbox::Sandbox;

const AS_OF: [&str; 3] = ["report", "--as-of", "2026-11-22"];

/// The forms whose word is not in the reports, of those that must be.
fn lost<'f>(forms: &[&'f str], is_shared: impl Fn(&str) -> bool) -> Vec<&'f str> {
    forms.iter().copied().filter(|form| !is_shared(form)).collect()
}

fn entry(fields: &str, text: &str) -> String {
    format!("---\ntask: Walk\nwhen: 2026-11-18\n{fields}---\n{text}\n")
}

/// The one title above the front matter stands over all of the note.
#[test]
fn a_title_above_the_front_matter_says_that_its_note_is_private() {
    let dad = private_plan("Call Dad");
    let note = |title: &str, task: &str| format!("{title}\n\n---\n{task}\n---\ngargoyle\n");
    let with = |title: &str| {
        let text = note(title, "task: Gargoyle\nwhen: 2026-11-18\nshare: full");
        is_shared("full", &[("2026-11-18 e.md", &text), ("dad.md", &dad)])
    };
    let kept = [
        "share: none",
        "Private",
        "(private)",
        "tags: private",
        "**Private**",
        "Just for me",
        "secret",
        "Thursday (private)",
        "# Thursday \u{1F512}",
        "\u{1F512}",
        "Private: at home",
        "Not for Ana",
        "Do not share",
        "Share with therapist? no",
        "# Call Dad",
        "Call Dad",
        "# After Call Dad",
    ];
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "Thursday",
        "share: full",
        "# Private lesson",
        "Secret Santa",
        "A private moment",
        "Not for long",
        "# Dad",
        "Share with therapist? yes",
    ];
    assert_eq!(lost(&stay, with), NONE);
    for fields in [
        "kind: day",
        "kind: session\nagreed: gargoyle",
        "kind: reflection",
        "task: Gargoyle\nwhen: daily at 8\nfrom: 2026-11-16\nshare: full",
        "task: Walk\nwhen: 2026-11-18\nby: Mom\nshare: full",
    ] {
        let text = |title: &str| note(title, fields).replace("\ngargoyle\n", "\n## How was it?\ngargoyle\n");
        let with = |title: &str| is_shared("full", &[("2026-11-18 e.md", &text(title)), ("dad.md", &dad)]);
        assert!(!with("Private"), "{fields}");
        assert!(with("Thursday"), "{fields}");
        assert!(!with("Call Dad") || fields.contains("daily"), "{fields}");
    }
    let here = Sandbox::with(&[("journal.md", "# My journal\n"), ("dad.md", &dad)]);
    here.write("2026-11-18 e.md", note("Thursday (private)", "task: Walk\nwhen: 2026-11-18"));
    here.write("2026-11-19 e.md", note("Call Dad", "task: Walk\nwhen: 2026-11-19"));
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("`Thursday (private)` keeps this note private"), "{told}");
    assert!(told.contains("This title names a private plan"), "{told}");
}

/// How many photos are on the pages of a journal with a private plan `Call Dad` and this note.
fn count_photos(path: &str, text: &str) -> usize {
    let here =
        Sandbox::with(&[("journal.md", "---\nname: Sam\nshare: full\n---\n"), ("dad.md", &private_plan("Call Dad"))]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(8, 8)).write_to(&mut png, ImageFormat::Png).expect("a picture");
    here.write("a.png", png.into_inner());
    here.write(path, text);
    here.run_to(0, &AS_OF);
    here.files("reports").into_iter().filter(|(name, _)| name.contains("photos/")).count()
}

#[test]
fn a_photo_goes_with_its_line_its_section_and_its_item() {
    let kept = [
        "![](a.png) \u{1F512}",
        "(private) ![](a.png)",
        "![](a.png) \u{2014} private",
        "Private: me at Zed ![](a.png)",
        "Private: me at Zed\n![](a.png)",
        "- \u{1F512} ![](a.png)",
        "- photo \u{1F512}\n  - ![](a.png)",
        "| \u{1F512} | ![](a.png) |\n|---|---|",
        "![[a.png]] \u{1F512}",
        "![private](a.png)",
        "![[a.png|private]]",
        "## Call Dad\nWe cried.\n![](a.png)",
        "- [x] Call Dad ![](a.png)",
        "- [x] Call Dad\n![](a.png)",
        "Call Dad today\n- ![](a.png)",
        "I did Call Dad.\n![](a.png)",
        "![](a.png)\nCall Dad was hard.",
        "![Call Dad](a.png)",
        "%% ![](a.png) %%",
        "%%\n![](a.png)\n%%",
        "<!-- ![](a.png) -->",
        "## Therapy (private)\n![](a.png)",
    ];
    assert_eq!(leaks(&kept, |text| count_photos("e.md", &entry("", text)) > 0), NONE);
    let day = |text: &str| count_photos(DAY, &format!("- [x] Walk\n\n{text}\n"));
    assert_eq!(leaks(&kept, |text| day(text) > 0), NONE);
    let stay = [
        "![](a.png)",
        "The lake: ![](a.png)",
        "![[a.png]]",
        "![the lake](a.png)",
        "I did Call Dad.\n\n![](a.png)",
        "## Call Dad\nWe cried.\n\n## Lake\n![](a.png)",
        "- photo \u{1F512}\n- ![](a.png)",
        "Dad and me ![](a.png)",
        "We cried (private)\n\n![](a.png)",
    ];
    assert_eq!(lost(&stay, |text| count_photos("e.md", &entry("", text)) == 1), NONE);
    assert_eq!(lost(&stay, |text| day(text) == 1), NONE);
    assert_eq!(count_photos("e.md", &entry("photos: a.png\n", "")), 1);
    assert_eq!(count_photos("e.md", &entry("photos: a.png (private)\n", "")), 0);
}

/// A name of two words or more, as it is written, is no everyday word: what holds it goes, whatever is said of it.
#[test]
fn a_sentence_with_a_private_name_of_several_words_goes() {
    let dad = private_plan("Call Dad");
    let kept = [
        "Call Dad went well, gargoyle.",
        "Call Dad was hard, gargoyle.",
        "After Call Dad I slept, gargoyle.",
        "I was glad after Call Dad, gargoyle.",
        "Call Dad helps, gargoyle.",
        "I think about call dad a lot, gargoyle.",
        "Need to call dad more, gargoyle.",
        "Tomorrow: Call Dad, gargoyle",
        "When I Call Dad, gargoyle.",
        "~~Call Dad~~ gargoyle",
        "I think of **Call** Dad, gargoyle.",
        "I think so often about gargoyle and Call\nDad.",
        "> About gargoyle and Call\n> Dad.",
        "Call Dad went well. And gargoyle too.",
        "Tea was good. I called my dad. And gargoyle.",
    ];
    let sections = ["After Call Dad", "Notes on Call Dad", "Tea and Call Dad", "Call Dad"];
    let with = |text: &str| {
        is_shared("full", &[("dad.md", &dad), (DAY, text)])
            || is_shared("full", &[("dad.md", &dad), ("e.md", &entry("", text))])
    };
    assert_eq!(leaks(&kept, with), NONE);
    assert_eq!(leaks(&sections, |title| with(&format!("## {title}\nI cried for an hour, gargoyle.\n"))), NONE);
    let stay = [
        "And gargoyle came. Call Dad went well.",
        "Dad and I had gargoyle.",
        "Dad: gargoyle",
        "Gargoyle came to call.\nDad was there.",
        "- gargoyle and call\n- Dad",
        "## After Call Dad\nx\n\n## Home\ngargoyle\n",
    ];
    assert_eq!(lost(&stay, with), NONE);
    // The softer rules are for names of one word.
    let run = private_plan("Run");
    let with_run = |text: &str| is_shared("full", &[("run.md", &run), (DAY, text)]);
    assert!(with_run("Gargoyle had to run to the shop.") && with_run("The run helps gargoyle."));
    for key in ["felt", "helped"] {
        let with =
            |value: &str| is_shared("full", &[("dad.md", &dad), ("e.md", &entry(&format!("{key}: {value}\n"), ""))]);
        assert!(!with("gargoyle after Call Dad") && !with("gargoyle, I think of call dad"), "{key}");
        assert!(with("gargoyle with Dad"), "{key}");
    }
    let agreed = |item: &str| format!("---\nkind: session\ndate: 2026-11-12\nagreed: \"{item}\"\n---\n");
    assert!(!is_shared("full", &[("dad.md", &dad), ("s.md", &agreed("gargoyle, then think about Call Dad"))]));
    assert!(is_shared("full", &[("dad.md", &dad), ("s.md", &agreed("gargoyle with Dad"))]));
    let answer = |text: &str| format!("---\nkind: reflection\nweek: 2026-11-16\n---\n## How was it?\n{text}\n");
    assert!(!is_shared("full", &[("dad.md", &dad), ("r.md", &answer("Call Dad helps gargoyle."))]));
    let to_share = |text: &str| format!("---\nshare: summary\n---\n## To share\n{text}\n");
    assert!(!is_shared("full", &[("dad.md", &dad), (DAY, &to_share("Glad after Call Dad, gargoyle."))]));
}

/// Only the line about a private plan goes, and not the next one of the day.
#[test]
fn no_more_goes_than_the_line_about_a_private_plan() {
    let run = private_plan("Run");
    let with = |text: &str| is_shared("full", &[("run.md", &run), (DAY, text)]);
    let stay = [
        "7:30 Run\n8:00 tea with gargoyle\n",
        "#run\n\nI told Ana about gargoyle.\n",
        "- [x] Run\nGargoyle called me.\n",
        "- [x] Run, 10 min.\nGargoyle called me.\n",
    ];
    assert_eq!(lost(&stay, with), NONE);
    let kept = [
        "- [x] Run\n  gargoyle\n",
        "- [x] Run with\ngargoyle\n",
        "7:30 Run\n  gargoyle\n",
        "# Run\n\ngargoyle\n",
        "#run gargoyle\n",
    ];
    assert_eq!(leaks(&kept, with), NONE);
}

/// What only some programs take for the end of a line ends it here too, so that nothing hides behind it.
#[test]
fn odd_line_ends_hide_nothing() {
    for end in ["\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\u{C}", "\r"] {
        let odd = |text: &str| text.replace('\n', end);
        let text = odd("---\ntask: Walk\nwhen: 2026-11-18\nshare: none\n---\ngargoyle\n");
        assert!(!is_shared("full", &[("e.md", &text)]), "{end:?}");
        assert!(!is_shared("full", &[(DAY, &odd("Private\n\ngargoyle\n"))]), "{end:?}");
        assert!(!is_shared("full", &[(DAY, &format!("We met.{end}share: none{end}gargoyle\n"))]), "{end:?}");
        assert!(is_shared("full", &[(DAY, &odd("- [x] Walk - gargoyle\n"))]), "{end:?}");
        let page = reports("summary", &[(DAY, &odd("Good.\n\n- [x] Walk\n"))]);
        assert!(page.contains("walk: **1 of "), "{end:?}: {page}");
    }
}

#[test]
fn a_form_that_is_answered_with_no_keeps_its_note_back() {
    let kept = [
        "Share with therapist? [ ] yes [x] no",
        "Share? no",
        "Share with therapist? No",
        "Share: [ ] yes [x] no",
        "Share: \u{274C}",
        "Share with therapist?\n- [ ] yes\n- [x] no",
        "Okay to share? \u{2610} yes \u{2612} no",
        "May my therapist read this? no",
        "Shareable: no",
        "Share with Dr. Lee: no",
        "Audience: only me",
        "Private? [x]",
        "[x] private [ ] shared",
    ];
    let with = |form: &str| is_shared("full", &[(DAY, &format!("{form}\n\ngargoyle\n"))]);
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "Share with therapist? [x] yes [ ] no",
        "Share with therapist? [ ] yes [ ] no",
        "Share with therapist?\n- [x] yes\n- [ ] no",
        "Share? yes",
        "Did you share the cake? no",
        "[ ] private [x] shared",
        "Audience: fifty people",
    ];
    assert_eq!(lost(&stay, with), NONE);
    let keys = [
        "share with Ana: no",
        "hide from report: yes",
        "share \u{1F512}: none",
        "shareable: no",
        "okay to share: no",
        "\"share with therapist?\": no",
    ];
    let with = |key: &str| is_shared("full", &[("e.md", &entry(&format!("{key}\n"), "gargoyle"))]);
    assert_eq!(leaks(&keys, with), NONE);
    assert_eq!(lost(&["share with Ana: yes", "share response: no", "okay to share: yes"], with), NONE);
    // Under a box it is about that box.
    let page = reports("full", &[(DAY, "- [x] Walk - gargoyle\n  - share? no\n\nquibble\n")]);
    assert!(!page.contains("gargoyle") && page.contains("quibble"), "{page}");
}

/// A copy of a note that has since been made private is what that note was before.
#[test]
fn a_copy_of_a_note_that_is_private_now_is_kept_back() {
    let note = |share: &str, text: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\nshare: {share}\n---\n{text}\n");
    let with = |share: &str, copy: &str| {
        is_shared("full", &[("walk 18.md", &note(share, "quibble")), (copy, &note("full", "gargoyle"))])
    };
    let copies = [
        "walk 18 (Conflict).md",
        "walk 18 (Copy).md",
        "walk 18 (1).md",
        "walk 18_copy.md",
        "walk 18 (recovered).md",
        "walk 18.conflict1.md",
    ];
    assert_eq!(leaks(&copies, |copy| with("none", copy)), NONE);
    assert_eq!(
        lost(&["walk 18 (evening).md", "walk 18-home.md", "walk 18 with Ana.md"], |copy| with("none", copy)),
        NONE
    );
    assert_eq!(lost(&["walk 18 (Copy).md", "walk 18_copy.md"], |copy| with("full", copy)), NONE);
    let other_day = note("full", "gargoyle").replace("11-18", "11-19");
    assert!(is_shared("full", &[("walk 18.md", &note("none", "x")), ("walk 18 (Copy).md", &other_day)]));
}

#[test]
fn blocks_of_different_programs_keep_back_what_is_in_them() {
    let kept = [
        "#+BEGIN_PRIVATE\ngargoyle\n#+END_PRIVATE",
        "\u{1F512} Therapy\n- gargoyle",
        "Therapy (private)\n- x\n- gargoyle",
        "Good.\n\n%% gargoyle",
        "Everything below is private\n\ngargoyle",
        "Good.\n\nFrom here on private\n\nx\n\ngargoyle",
        "Today (private part):\n\ngargoyle",
        "<details><summary>\u{1F512} for me</summary>\ngargoyle\n</details>",
        "<details>\n<summary>for me</summary>\ngargoyle\n</details>",
    ];
    let with = |text: &str| is_shared("full", &[(DAY, text)]);
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "\u{1F512} Therapy\n\n- gargoyle",
        "\u{1F512} Therapy\n- [x] Walk - gargoyle",
        "I was 100%% sure of gargoyle",
        "Below is a list, gargoyle",
        "From here on it was gargoyle",
        "<details><summary>for Ana</summary>\ngargoyle\n</details>",
        "%% x %% gargoyle",
    ];
    assert_eq!(lost(&stay, with), NONE);
    let plan = |field: &str| format!("---\ntask: Read\nwhen: daily at 8\nfrom: 2026-11-02\n{field}\n---\n");
    let fields = ["where: park %%gargoyle%%", "goal: fit <!-- gargoyle -->", "then: rest %%gargoyle%%"];
    assert_eq!(leaks(&fields, |field| is_shared("full", &[("p.md", &plan(field))])), NONE);
    let fields = ["where: park %%gargoyle%%\n", "felt: ok <!-- gargoyle -->\n"];
    assert_eq!(leaks(&fields, |field| is_shared("full", &[("e.md", &entry(field, ""))])), NONE);
}

#[test]
fn words_that_are_one_step_from_known_ones_say_it() {
    let kept = [
        "## Just me\ngargoyle",
        "## Only me\ngargoyle",
        "## For me\ngargoyle",
        "Off the record\n\ngargoyle",
        "Not for Dr. Lee\n\ngargoyle",
        "Pls keep private:\ngargoyle",
        "Keep it between us:\ngargoyle",
        "This stays with me:\ngargoyle",
        "\u{AB}private\u{BB} gargoyle",
        "gargoyle \u{AB}private\u{BB}",
        "confidential gargoyle",
        "gargoyle #onlyme",
        "gargoyle #private-note",
        "This one is private.\n\ngargoyle",
        "ne pas partager:\n- gargoyle",
        "no compartir:\n- gargoyle",
        "non condividere:\n- gargoyle",
    ];
    let with = |text: &str| is_shared("full", &[(DAY, text)]);
    assert_eq!(leaks(&kept, with), NONE);
    let stay = [
        "## For me and Ana\ngargoyle",
        "For me:\n- gargoyle",
        "Not for long\n\ngargoyle",
        "Not for others.\n\ngargoyle",
        "Confidential talk with gargoyle",
        "\u{AB}Private lesson\u{BB} gargoyle",
        "gargoyle #onlymeat",
        "This one is nice.\n\ngargoyle",
        "no company:\n- gargoyle",
        "It was off the record player, gargoyle",
    ];
    assert_eq!(lost(&stay, with), NONE);
    let felt = |value: &str| is_shared("full", &[("e.md", &entry(&format!("felt: {value}\n"), ""))]);
    assert!(!felt("private gargoyle") && felt("private and gargoyle") && felt("gargoyle, a private joke"));
    let task = |task: &str| format!("---\ntask: \"{task}\"\nwhen: 2026-11-18\n---\n");
    assert!(!is_shared("full", &[("e.md", &task("Private: gargoyle"))]));
    assert!(is_shared("full", &[("e.md", &task("Private lesson: gargoyle"))]));
    let text = "- [x] Walk\n\ngargoyle\n";
    let paths = ["\u{1F512}/2026-11-18.md", "2026-11-18 \u{1F512}.md"];
    assert_eq!(leaks(&paths, |path| is_shared("full", &[(path, text)])), NONE);
}

/// One list of words and one list of forms: a label that says that what stands under it is for the client keeps it back below `## To share`
/// and in a `full` note.
#[test]
fn a_label_of_any_form_keeps_back_what_stands_under_it() {
    let labels = [
        "**For myself**",
        "For myself:",
        "For myself",
        "##For myself",
        "- ## For myself",
        "* ## For myself",
        "- For myself",
        "- For myself:",
        "_For myself_",
        "**For me**",
        "For me",
        "## To myself",
        "## Me",
        "<h2>For myself</h2>",
        "<h2>Me</h2>",
        "<b>Private</b>",
        "<h2>Private</h2>",
        "<strong>Just for me</strong>",
        "<u>Private</u>",
        "<i>private</i>",
    ];
    let below = |label: &str| format!("It went well.\n\n{label}\n\nI cried about gargoyle.\n");
    let nested = |label: &str| format!("It went well.\n\n{label}\n\t- I cried about gargoyle.\n");
    for text in [&below as &dyn Fn(&str) -> String, &nested] {
        let to_share = |label: &str| format!("## To share\n\n{}", text(label).replace("## Me", "### Me"));
        assert_eq!(leaks(&labels, |label| is_shared("full", &[(DAY, &text(label))])), NONE);
        assert_eq!(leaks(&labels, |label| is_shared("summary", &[("e.md", &entry("", &to_share(label)))])), NONE);
        assert_eq!(
            leaks(&labels, |label| is_shared("summary", &[("e.md", &entry("share: full\n", &text(label)))])),
            NONE
        );
    }
    let stay = [
        "It was for me",
        "For me and Ana",
        "It was hard\nFor me\n",
        "For me.",
        "- For me: a cake",
        "<b>Private lesson</b>",
        "<b>For me</b> and Ana",
        "**Mom**",
        "Me:",
        "- Me",
    ];
    assert_eq!(lost(&stay, |label| is_shared("full", &[(DAY, &below(label))])), NONE);
    // A box below such a line, an item or `## Me` begins something of its own.
    for label in ["For me", "- For myself", "## Me"] {
        let page = reports("summary", &[(DAY, &format!("{label}\n\n- [x] Walk\n"))]);
        assert!(page.contains("walk: **1 of "), "{label}: {page}");
    }
}

/// Every page says where to turn: in general words, where the client's name a private plan.
#[test]
fn where_to_turn_names_no_private_plan() {
    let here = Sandbox::with(&[("quit.md", &private_plan("Quit smoking"))]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n");
    let holds = |need: &str, word: &str| {
        here.write("journal.md", format!("---\nname: Sam\nin need: {need}\n---\n"));
        here.run_to(0, &AS_OF);
        here.files("reports").into_iter().any(|(_, bytes)| String::from_utf8_lossy(&bytes).contains(word))
    };
    assert!(!holds("Jan from Quit smoking group, or my sister", "smoking"));
    assert!(holds("Jan, or my sister", "Jan, or my sister"));
    here.write("journal.md", "---\nname: Sam of Quit smoking\nin need: Jan from Quit smoking group\n---\n");
    let told = here.run_to(0, &["check", "--as-of", "2026-11-22"]).out;
    assert!(told.contains("`in need` names a private plan"), "{told}");
    assert!(told.contains("`name` holds the name of a private plan"), "{told}");
}

/// A number that is tracked, and stands in private notes alone, has no name on any page.
#[test]
fn the_name_of_a_number_that_nothing_shared_holds_is_nowhere() {
    let here = Sandbox::with(&[("journal.md", "---\nname: Sam\ntrack: [gargoyle]\n---\n")]);
    here.write("walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    let holds = |share: &str| {
        here.write(DAY, format!("---\ngargoyle: 4\nshare: {share}\n---\n- [x] Walk\n"));
        here.run_to(0, &AS_OF);
        here.files("reports").into_iter().any(|(_, bytes)| String::from_utf8_lossy(&bytes).contains("gargoyle"))
    };
    assert!(holds("summary") && !holds("none"));
}
