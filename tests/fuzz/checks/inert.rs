//! Whether an HTML page has only what our templates write.

/// Elements without an end tag.
const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "use"];

/// Every tag is closed in order, none is a script, none has a handler, and every address is one of ours.
pub fn check_html(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once('<') {
        if let Some(comment) = behind.strip_prefix("!--") {
            rest = comment.split_once("-->").expect("the end of a comment").1;
            continue;
        }
        let (tag, after) = behind.split_once('>').expect("the end of a tag");
        rest = after;
        assert!(!tag.contains('<'), "{tag}\n{page}");
        if tag.starts_with('!') {
            continue;
        }
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        assert!(!name.is_empty() && !matches!(name, "script" | "iframe" | "object" | "embed"), "<{tag}>\n{page}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>\n{page}");
        } else {
            check_attributes(tag, page);
            if name == "style" {
                rest = rest.split_once("</style>").expect("the end of the style").1;
            } else if !VOID.contains(&name) && !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}\n{page}");
}

fn check_attributes(tag: &str, page: &str) {
    // What is in quotes is a value; every second piece.
    let pieces: Vec<&str> = tag.split('"').collect();
    assert!(pieces.len() % 2 == 1, "<{tag}>\n{page}");
    for pair in pieces.chunks(2) {
        let name = pair[0].trim().trim_end_matches('=').rsplit(' ').next().unwrap_or_default();
        assert!(!name.starts_with("on"), "<{tag}>\n{page}");
        if let (true, Some(address)) = (matches!(name, "href" | "src"), pair.get(1)) {
            assert!(!address.contains(':') || address.starts_with("data:image/"), "<{tag}>\n{page}");
        }
    }
}
