//! The documents as a book: mdBook builds it, and no link in it leads nowhere.

use std::process::Command;

use crate::ToolTest;
use crate::sandbox::Sandbox;

pub const TESTS: &[ToolTest] =
    &[ToolTest { name: "the_book_is_built", needs: &[&["mdbook"]], is_long: false, run: the_book_is_built }];

fn the_book_is_built() {
    let here = Sandbox::empty();
    let book = here.path("book");
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
    let output = Command::new("mdbook").args(["build", docs, "--dest-dir"]).arg(&book).output().expect("mdbook runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut followed = 0;
    for (name, bytes) in here.files("book").into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8(bytes).expect("a page");
        let folder = book.join(&name).parent().expect("a folder").to_owned();
        for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let path = link.split('#').next().unwrap_or_default();
            if path.ends_with(".html") && !path.contains("://") && name != "404.html" {
                assert!(folder.join(path).is_file(), "{name}: {link}");
                followed += 1;
            }
        }
    }
    assert!(followed > 100, "{followed}");
}
