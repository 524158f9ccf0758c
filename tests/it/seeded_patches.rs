//! The mistakes that `tests/faults/seeded.sh` puts into the code on purpose: each still finds its place, exactly once. Whether a
//! row catches them takes long, and is not run here.

use std::path::Path;

/// The file of a patch, and of each of its hunks the lines as they are before it.
fn hunks(patch: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut file = String::new();
    for line in patch.lines() {
        if let Some(path) = line.strip_prefix("--- a/") {
            file = path.to_owned();
        } else if line.starts_with("@@") {
            found.push((file.clone(), String::new()));
        } else if let (Some(kept), Some((_, before))) = (line.strip_prefix([' ', '-']), found.last_mut())
            && !line.starts_with("---")
        {
            before.push_str(kept);
            before.push('\n');
        }
    }
    found
}

#[test]
fn each_seeded_mistake_finds_its_place() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = std::fs::read_to_string(top.join("tests/faults/rows.rs")).expect("the rows");
    let mut lost = Vec::new();
    let mut patches = 0;
    for entry in std::fs::read_dir(top.join("tests/faults/seeded")).expect("the patches") {
        let path = entry.expect("a listed file").path();
        let patch = std::fs::read_to_string(&path).expect("a patch");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        patches += 1;
        let row = patch.lines().next().and_then(|line| line.strip_prefix("row: ")).unwrap_or_default();
        if row.is_empty() || !rows.contains(&format!("row(\"{row}")) {
            lost.push(format!("{name}: no row \"{row}\""));
        }
        let hunks = hunks(&patch);
        assert!(!hunks.is_empty(), "{name} changes nothing");
        for (file, before) in hunks {
            let text = std::fs::read_to_string(top.join(&file)).unwrap_or_default();
            if text.matches(&before).count() != 1 {
                lost.push(format!("{name}: {file} has these lines {} times:\n{before}", text.matches(&before).count()));
            }
        }
    }
    assert!(patches > 5, "{patches} patches");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
