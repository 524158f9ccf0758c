//! The source of a file with all its mutants in it, each behind a question that is asked while the program runs.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ReturnType, Type, UnOp};

/// One change of the code.
pub struct Mutant {
    /// From 1.
    pub line: usize,
    /// What it does, such as `< becomes <=`.
    pub change: String,
}

/// The code that the mutated crate needs: which mutant is active (`TINYSTEP_MUTANT`), and which were asked for (one number a line
/// in the file `TINYSTEP_REACHED`).
pub const SUPPORT: &str = r#"
#[doc(hidden)]
pub mod mutants {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};
    static ACTIVE: LazyLock<usize> =
        LazyLock::new(|| std::env::var("TINYSTEP_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX));
    static RECORD: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("TINYSTEP_REACHED").ok());
    static SEEN: [AtomicBool; 20_000] = [const { AtomicBool::new(false) }; 20_000];
    pub fn is(n: usize) -> bool {
        if let Some(path) = &*RECORD
            && !SEEN[n].swap(true, Ordering::Relaxed)
        {
            use std::io::Write;
            let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
            let _ = file.and_then(|mut file| file.write_all(format!("{n}\n").as_bytes()));
        }
        *ACTIVE == n
    }
    pub fn flip<T: std::ops::Not<Output = T>>(n: usize, value: T) -> T {
        if is(n) { !value } else { value }
    }
}
"#;

/// A file's text with its mutants, which are numbered from `first` on. Those on a line that `is_left_out` are not made.
pub fn instrument(text: &str, first: usize, is_left_out: &dyn Fn(usize) -> bool) -> syn::Result<(String, Vec<Mutant>)> {
    let file = syn::parse_file(text)?;
    let mut finder = Finder { text, first, is_left_out, mutants: Vec::new(), edits: Vec::new() };
    finder.visit_file(&file);
    let Finder { mutants, mut edits, .. } = finder;
    // An edit comes before those inside it.
    edits.sort_by_key(|edit| (edit.range.start, usize::MAX - edit.range.end));
    Ok((render(text, 0..text.len(), &edits), mutants))
}

/// A part of the text that is replaced.
struct Edit {
    range: Range<usize>,
    pieces: Vec<Piece>,
}

enum Piece {
    New(String),
    /// What stands there, with the edits inside it.
    Old(Range<usize>),
    /// The same on one line, so that the lines of the file keep their numbers.
    Again(Range<usize>),
}

fn render(text: &str, range: Range<usize>, edits: &[Edit]) -> String {
    let (mut out, mut at, mut next) = (String::new(), range.start, 0);
    while let Some(edit) = edits.get(next) {
        next += 1;
        if edit.range.start < at || edit.range.end > range.end {
            continue;
        }
        out.push_str(&text[at..edit.range.start]);
        // Edits of the same range are nested in their order.
        let inside = &edits[next..];
        for piece in &edit.pieces {
            match piece {
                Piece::New(new) => out.push_str(new),
                Piece::Old(old) => out.push_str(&render(text, old.clone(), inside)),
                Piece::Again(old) => out.push_str(&render(text, old.clone(), inside).replace('\n', " ")),
            }
        }
        at = edit.range.end;
    }
    out.push_str(&text[at..range.end]);
    out
}

struct Finder<'a> {
    text: &'a str,
    first: usize,
    is_left_out: &'a dyn Fn(usize) -> bool,
    mutants: Vec<Mutant>,
    edits: Vec<Edit>,
}

impl Finder<'_> {
    /// The number of a new mutant; none where this line has none.
    fn add(&mut self, at: &impl Spanned, change: impl Into<String>) -> Option<usize> {
        let line = at.span().start().line;
        if (self.is_left_out)(line) {
            return None;
        }
        self.mutants.push(Mutant { line, change: change.into() });
        Some(self.first + self.mutants.len() - 1)
    }

    /// The value of a condition, or its opposite.
    fn negate(&mut self, condition: &Expr, change: &str) {
        let range = condition.span().byte_range();
        if let Some(n) = self.add(condition, change) {
            let pieces = vec![
                Piece::New(format!("(crate::mutants::is({n}) ^ (")),
                Piece::Old(range.clone()),
                Piece::New("))".into()),
            ];
            self.edits.push(Edit { range, pieces });
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary) {
        let whole = binary.span().byte_range();
        let (left, right) = (binary.left.span().byte_range(), binary.right.span().byte_range());
        let sign = &self.text[binary.op.span().byte_range()].to_owned();
        // The lines of the file keep their numbers, so that an error of the compiler is found again.
        let breaks = "\n".repeat(self.text[left.end..right.start].matches('\n').count());
        let named = |other: &str| format!("{sign} becomes {other}");
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) {
            let other = if sign == "&&" { "||" } else { "&&" };
            let Some(n) = self.add(&binary.op, named(other)) else { return };
            // `__left != active` asks for the right side of `&&`, and gives the left side of `||`.
            let test = format!("; if __left ^ crate::mutants::is({n}) {{ {breaks}");
            let pieces = if sign == "&&" {
                vec![
                    Piece::New("({ let __left = ".into()),
                    Piece::Old(left),
                    Piece::New(test),
                    Piece::Old(right),
                    Piece::New(" } else { __left } })".into()),
                ]
            } else {
                vec![
                    Piece::New("({ let __left = ".into()),
                    Piece::Old(left),
                    Piece::New(format!("{test}__left }} else {{ ")),
                    Piece::Old(right),
                    Piece::New(" } })".into()),
                ]
            };
            self.edits.push(Edit { range: whole, pieces });
            return;
        }
        let others: &[&str] = match sign.as_str() {
            "==" => &["!="],
            "!=" => &["=="],
            "<" => &["<=", ">"],
            "<=" => &["<", ">"],
            ">" => &[">=", "<"],
            ">=" => &[">", "<"],
            "+" => &["-"],
            "-" => &["+"],
            "*" => &["/"],
            "/" | "%" => &["*"],
            "&" => &["|"],
            "|" => &["&"],
            _ => return,
        };
        // A comment would swallow the rest of a line.
        if self.text[whole.clone()].contains("//") {
            return;
        }
        let (mut pieces, mut any) = (vec![Piece::New("(".into())], false);
        for other in others {
            let Some(n) = self.add(&binary.op, named(other)) else { continue };
            any = true;
            pieces.push(Piece::New(format!("if crate::mutants::is({n}) {{ (")));
            pieces.push(Piece::Again(left.clone()));
            pieces.push(Piece::New(format!(") {other} (")));
            pieces.push(Piece::Again(right.clone()));
            pieces.push(Piece::New(") } else ".into()));
        }
        if any {
            pieces.push(Piece::New("{ ".into()));
            pieces.push(Piece::Old(left));
            pieces.push(Piece::New(format!(" {sign} {breaks}")));
            pieces.push(Piece::Old(right));
            pieces.push(Piece::New(" })".into()));
            self.edits.push(Edit { range: whole, pieces });
        }
    }

    /// Other results of a whole function.
    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if signature.constness.is_some() || block.stmts.is_empty() {
            return;
        }
        let results: &[&str] = match &signature.output {
            ReturnType::Default => &["()"],
            ReturnType::Type(_, of) => results_of(of),
        };
        let start = block.brace_token.span.open().byte_range().end;
        let mut new = String::new();
        for result in results {
            if let Some(n) = self.add(&signature.ident, format!("{} gives {result}", signature.ident)) {
                new += &format!(" if crate::mutants::is({n}) {{ return {result}; }} ");
            }
        }
        if !new.is_empty() {
            self.edits.push(Edit { range: start..start, pieces: vec![Piece::New(new)] });
        }
    }
}

/// Values that a function of this type could give without any work.
fn results_of(of: &Type) -> &'static [&'static str] {
    let name = match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => "str".to_owned(),
            Type::Slice(_) => "slice".to_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    match name.as_str() {
        "bool" => &["true", "false"],
        "usize" | "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" => &["0", "1"],
        "String" => &["String::new()"],
        "str" => &["\"\""],
        "slice" => &["&[]"],
        "Option" => &["None"],
        "Vec" => &["Vec::new()"],
        _ => &[],
    }
}

fn has_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
    })
}

impl<'ast> Visit<'ast> for Finder<'_> {
    // Values that are computed while compiling ask nothing.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test(&function.attrs) && function.sig.constness.is_none() {
            self.body(&function.sig, &function.block);
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_test(&function.attrs) && function.sig.constness.is_none() {
            self.body(&function.sig, &function.block);
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if !has_let(&binary.left) && !has_let(&binary.right) {
            self.binary(binary);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        if let UnOp::Not(not) = unary.op
            && let Some(n) = self.add(&not, "! is left out")
        {
            let pieces = vec![
                Piece::New(format!("crate::mutants::flip({n}, !")),
                Piece::Old(unary.expr.span().byte_range()),
                Piece::New(")".into()),
            ];
            self.edits.push(Edit { range: unary.span().byte_range(), pieces });
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_if(&mut self, expression: &'ast syn::ExprIf) {
        if matches!(*expression.cond, Expr::Call(_) | Expr::MethodCall(_) | Expr::Path(_) | Expr::Field(_)) {
            self.negate(&expression.cond, "the condition is turned round");
        }
        visit::visit_expr_if(self, expression);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let Some((_, guard)) = &arm.guard
            && !matches!(**guard, Expr::Binary(_) | Expr::Unary(_) | Expr::Let(_) | Expr::Macro(_))
        {
            self.negate(guard, "the guard is turned round");
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_macro(&mut self, expression: &'ast syn::ExprMacro) {
        if expression.mac.path.is_ident("matches") {
            let whole = Expr::Macro(expression.clone());
            self.negate(&whole, "matches! is turned round");
        }
    }
}
