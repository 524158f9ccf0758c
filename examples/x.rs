use tinystep::note::*;
use tinystep::problem::draw;
fn show(s: &str) {
    println!("=== {s:?}");
    let n = read("a.md", s.as_bytes());
    println!("{:?} body {:?}", n.front, &n.text[n.body.clone()].chars().take(60).collect::<String>());
    fn p(f: &[Field], d: usize) {
        for f in f {
            print!(
                "{}{} {}:{}+{} {}{}{}",
                " ".repeat(d * 2),
                f.written,
                f.key_at.line,
                f.key_at.column,
                f.key_at.width,
                if f.wants_quotes { "Q " } else { "" },
                if f.emptied_by_comment { "C " } else { "" },
                if f.twice { "T " } else { "" }
            );
            match &f.value {
                Value::Map(m) => {
                    println!();
                    p(m, d + 1)
                }
                v => println!("= {v:?}"),
            }
        }
    }
    p(&n.fields, 0);
    for q in &n.problems {
        print!("{}", draw::full(q, false));
        println!("{}", draw::one_line(q));
    }
    println!("tasks {:?}", n.task_lines());
    let b = n.body();
    if !b.boxes.is_empty() || !b.tags.is_empty() || !b.images.is_empty() || b.to_share.is_some() {
        println!("{b:#?}");
        println!("{:?}", n.sections());
    }
}
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    if a.is_empty() {
        let mut s = String::new();
        use std::io::Read;
        std::io::stdin().read_to_string(&mut s).unwrap();
        for part in s.split("\n%%%\n") {
            show(part);
        }
    } else {
        for p in a {
            show(&p.replace("\\n", "\n").replace("\\t", "\t").replace("\\e", "\u{1b}"));
        }
    }
}
