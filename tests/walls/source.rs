//! The source files of `src`, parsed: what each refers to, its functions and its size. Code of tests is left out.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// A path that a file names.
#[derive(Debug)]
pub struct Reference {
    pub line: usize,
    /// `crate`, `self` and `super` are resolved: a path in this crate begins with `crate`. A macro ends in `!`.
    pub path: Vec<String>,
    pub is_reexport: bool,
}

#[derive(Debug)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
    /// With `self`.
    pub arguments: usize,
}

/// One file of `src`.
#[derive(Debug)]
pub struct Source {
    /// Below `src`: `when/parser.rs`.
    pub path: String,
    /// `["crate", "when", "parser"]`.
    pub module: Vec<String>,
    pub references: Vec<Reference>,
    pub functions: Vec<Function>,
    /// The names that the file defines itself.
    pub items: Vec<String>,
    /// The names that a `use` brings in, and what each means; `*` for all of a module.
    pub imports: Vec<(String, Vec<String>)>,
    /// Lines of items that a `mod.rs` should not have: all but declarations and re-exports.
    pub code: Vec<usize>,
    /// Files that are modules of tests alone, by module.
    tests: Vec<Vec<String>>,
    /// Lines outside tests.
    pub lines: usize,
}

impl Source {
    pub fn parse(path: &str, text: &str) -> Source {
        let file = syn::parse_file(text).unwrap_or_else(|e| panic!("src/{path}: {e}"));
        let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let inner = stem.split('/').filter(|part| *part != "lib").map(str::to_owned);
        let module: Vec<String> = std::iter::once("crate".to_owned()).chain(inner).collect();
        let mut reader = Reader {
            here: module.clone(),
            children: modules(&file.items),
            source: Source {
                path: path.to_owned(),
                module,
                references: Vec::new(),
                functions: Vec::new(),
                items: file.items.iter().filter_map(name).collect(),
                imports: Vec::new(),
                code: Vec::new(),
                tests: Vec::new(),
                lines: text.lines().count(),
            },
        };
        for item in &file.items {
            let is_declaration = match item {
                Item::Mod(module) => module.content.is_none(),
                Item::Use(import) => !matches!(import.vis, syn::Visibility::Inherited),
                _ => false,
            };
            if !is_declaration && !attributes(item).iter().any(is_for_tests) {
                reader.source.code.push(line(start(item)));
            }
        }
        reader.visit_file(&file);
        reader.source
    }

    /// `when`, for `when/parser.rs`.
    pub fn room(&self) -> &str {
        self.module.get(1).map_or("", String::as_str)
    }

    pub fn is_mod_rs(&self) -> bool {
        self.path.ends_with("/mod.rs")
    }
}

/// All of `src`, apart from `main.rs`, which is a separate crate, and from test files.
pub fn read() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = Vec::new();
    let mut open = vec![top.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("a listed file").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&top).expect("below src").to_string_lossy().into_owned();
                texts.push((name, std::fs::read_to_string(&path).expect("source")));
            }
        }
    }
    parse(texts.iter().filter(|(name, _)| name != "main.rs").map(|(name, text)| (name.as_str(), text.as_str())))
}

/// Files by path and text.
pub fn parse<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Source> {
    let mut sources: Vec<Source> = texts.into_iter().map(|(path, text)| Source::parse(path, text)).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let tests: Vec<Vec<String>> = sources.iter().flat_map(|source| source.tests.clone()).collect();
    sources.retain(|source| !tests.iter().any(|module| source.module.starts_with(module)));
    sources
}

/// Which file a path of this crate leads to: where the item is defined, not where it is re-exported.
pub struct Resolver<'a> {
    by_module: BTreeMap<&'a [String], &'a Source>,
}

impl<'a> Resolver<'a> {
    pub fn new(sources: &'a [Source]) -> Resolver<'a> {
        Resolver { by_module: sources.iter().map(|source| (source.module.as_slice(), source)).collect() }
    }

    pub fn file(&self, path: &[String]) -> Option<&'a Source> {
        self.resolve(path, 8)
    }

    fn resolve(&self, path: &[String], depth: usize) -> Option<&'a Source> {
        if depth == 0 || path.first().is_none_or(|first| first != "crate") {
            return None;
        }
        let length = (1..=path.len()).rev().find(|&length| self.by_module.contains_key(&path[..length]))?;
        let source = self.by_module[&path[..length]];
        let Some(item) = path.get(length) else { return Some(source) };
        if source.items.contains(item) {
            return Some(source);
        }
        let named = source.imports.iter().find(|(name, _)| name == item).map(|(_, target)| target.clone());
        if let Some(target) = named {
            return self.resolve(&target, depth - 1).or(Some(source));
        }
        let globs = source.imports.iter().filter(|(name, _)| name == "*");
        let from_glob = globs.map(|(_, target)| [target.as_slice(), std::slice::from_ref(item)].concat());
        let found = from_glob.filter_map(|target| self.resolve(&target, depth - 1)).find(|f| f.items.contains(item));
        found.or(Some(source))
    }
}

struct Reader {
    here: Vec<String>,
    children: Vec<String>,
    source: Source,
}

impl Reader {
    /// A path as it was written, from the crate's root where it leads into this crate.
    fn absolute(&self, path: &[String]) -> Vec<String> {
        let mut base = match path.first().map(String::as_str) {
            Some("crate") => return path.to_vec(),
            Some("self" | "super") => self.here.clone(),
            Some(first) if self.children.iter().any(|child| child == first) => self.here.clone(),
            _ => return path.to_vec(),
        };
        for part in path {
            match part.as_str() {
                "self" => {}
                "super" => drop(base.pop()),
                name => base.push(name.to_owned()),
            }
        }
        base
    }

    fn refer(&mut self, span: Span, path: &[String], is_reexport: bool) {
        let path = self.absolute(path);
        self.source.references.push(Reference { line: line(span), path, is_reexport });
    }

    fn import(&mut self, tree: &UseTree, before: &[String], is_reexport: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (span, name, path) = match tree {
            UseTree::Path(path) => return self.import(&path.tree, &with(&path.ident), is_reexport),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.import(tree, before, is_reexport));
            }
            UseTree::Glob(glob) => (glob.star_token.span, "*".to_owned(), before.to_vec()),
            UseTree::Rename(rename) => (rename.ident.span(), rename.rename.to_string(), with(&rename.ident)),
            UseTree::Name(name) if name.ident == "self" => {
                (name.ident.span(), before.last().cloned().unwrap_or_default(), before.to_vec())
            }
            UseTree::Name(name) => (name.ident.span(), name.ident.to_string(), with(&name.ident)),
        };
        let target = self.absolute(&path);
        // Of a `use` inside a function or an inner module nobody else can import.
        if self.here == self.source.module {
            self.source.imports.push((name, target));
        }
        self.refer(span, &path, is_reexport);
    }

    /// The paths in the arguments of a macro, which syn does not parse.
    fn tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut at, mut colons) = (Vec::new(), Span::call_site(), 0);
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    if colons != 2 && !path.is_empty() {
                        let done = std::mem::take(&mut path);
                        self.refer(at, &done, false);
                    }
                    if path.is_empty() {
                        at = ident.span();
                    }
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == '!' && path.len() == 1 => {
                    path = vec![format!("{}!", path[0])];
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
            if !path.is_empty() {
                let done = std::mem::take(&mut path);
                self.refer(at, &done, false);
            }
            colons = 0;
        }
        if !path.is_empty() {
            self.refer(at, &path, false);
        }
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = line(signature.fn_token.span);
        self.source.functions.push(Function {
            name: signature.ident.to_string(),
            line: first,
            lines: line(block.brace_token.span.close()) - first + 1,
            arguments: signature.inputs.len(),
        });
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if attributes(item).iter().any(is_for_tests) {
            self.source.lines -= line(end(item)) + 1 - line(start(item));
            if let Item::Mod(module) = item
                && module.content.is_none()
            {
                self.source.tests.push([self.here.as_slice(), &[module.ident.to_string()]].concat());
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let Some((_, items)) = &module.content else { return };
        let children = std::mem::replace(&mut self.children, modules(items));
        self.here.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.here.pop();
        self.children = children;
    }

    fn visit_item_use(&mut self, import: &'ast syn::ItemUse) {
        self.import(&import.tree, &[], !matches!(import.vis, syn::Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first() {
            self.refer(first.ident.span(), &names, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(last) = call.path.segments.last() {
            self.refer(last.ident.span(), &[format!("{}!", last.ident)], false);
        }
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    /// `pub(super)` says who may use an item, and uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if function.attrs.iter().any(is_for_tests) {
            return;
        }
        self.function(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.function(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

fn line(span: Span) -> usize {
    span.start().line
}

/// The modules that are declared among these items.
fn modules(items: &[Item]) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

/// `#[cfg(test)]`, and all that needs it.
fn is_for_tests(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
    let condition: String = list.tokens.to_string().split_whitespace().collect();
    attribute.path().is_ident("cfg") && (condition == "test" || condition.starts_with("all(test,"))
}

fn no_name<T>(_: &T) -> Option<String> {
    None
}

/// For each kind of item: its name, its attributes, its first and its last token.
macro_rules! items {
    ($($kind:ident: $item:ident => $name:expr, $first:expr, $last:expr;)*) => {
        fn name(item: &Item) -> Option<String> {
            match item {
                $(Item::$kind($item) => $name,)*
                _ => None,
            }
        }

        fn attributes(item: &Item) -> &[Attribute] {
            match item {
                $(Item::$kind($item) => &$item.attrs,)*
                _ => &[],
            }
        }

        /// The first token: that of the attributes if there are any.
        fn start(item: &Item) -> Span {
            match item {
                $(Item::$kind($item) => $item.attrs.first().map_or($first, |attribute| attribute.pound_token.span),)*
                _ => Span::call_site(),
            }
        }

        fn end(item: &Item) -> Span {
            match item {
                $(Item::$kind($item) => $last,)*
                _ => Span::call_site(),
            }
        }
    };
}

items! {
    Const: i => Some(i.ident.to_string()), i.const_token.span, i.semi_token.span;
    Enum: i => Some(i.ident.to_string()), i.enum_token.span, i.brace_token.span.close();
    Fn: i => Some(i.sig.ident.to_string()), i.sig.fn_token.span, i.block.brace_token.span.close();
    Impl: i => no_name(i), i.impl_token.span, i.brace_token.span.close();
    Macro: i => i.ident.as_ref().map(ToString::to_string), i.mac.bang_token.span, i.mac.bang_token.span;
    Mod: i => i.content.as_ref().map(|_| i.ident.to_string()), i.mod_token.span, i.content.as_ref().map_or(i.mod_token.span, |(brace, _)| brace.span.close());
    Static: i => Some(i.ident.to_string()), i.static_token.span, i.semi_token.span;
    Struct: i => Some(i.ident.to_string()), i.struct_token.span, i.struct_token.span;
    Trait: i => Some(i.ident.to_string()), i.trait_token.span, i.brace_token.span.close();
    Type: i => Some(i.ident.to_string()), i.type_token.span, i.semi_token.span;
    Use: i => no_name(i), i.use_token.span, i.semi_token.span;
}
