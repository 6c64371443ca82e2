//! Laws of a page: it is closed in itself, and all its markup is its template's.

use crate::show;

/// Elements that the templates use.
const KNOWN: [&str; 40] = [
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1",
    "h2", "h3", "p", "span", "strong", "b", "bdi", "br", "code", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "th", "td", "svg", "symbol", "path", "use", "rect", "line", "circle", "text", "details", "summary",
];
const NEVER_CLOSED: [&str; 2] = ["meta", "br"];

/// Checks a whole page.
pub fn check(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang="), "no page");
    part(page.strip_prefix("<!DOCTYPE html>").unwrap_or(page));
}

/// Checks a part of a page: every element in it is known and closed, and every text is text.
pub fn part(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&rest[..at]);
        let end = rest[at..]
            .find('>')
            .map_or_else(|| panic!("a tag without an end: {}", &rest[at..]), |end| at + end);
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order, before: {rest:.200}");
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(KNOWN.contains(&name), "an element of no template: <{tag}>");
        all_quoted(attributes);
        if name == "style" {
            rest = &rest[rest.find("</style>").expect("the style ends")..];
        }
        if !closed && !NEVER_CLOSED.contains(&name) {
            open.push(name);
        }
    }
    text(rest);
    assert!(open.is_empty(), "never closed: {open:?}");
}

/// Attributes are of harmless names, with their values in quotes.
fn all_quoted(attributes: &str) {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, value) =
            rest.split_once("=\"").unwrap_or_else(|| panic!("a bare attribute: {attributes}"));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "an attribute named {name}");
        assert!(
            !name.starts_with("on") && !["src", "style", "action"].contains(&name),
            "an attribute that acts: {name}"
        );
        let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("an open quote: {attributes}"));
        assert!(name != "href" || value.starts_with('#'), "a page leads elsewhere: {value}");
        text(value);
        rest = after.trim_start();
    }
}

/// Text between tags: `&` starts nothing but an escape.
fn text(text: &str) {
    show::on_a_terminal(text);
    for after in text.split('&').skip(1) {
        let escape = after.split(';').next().unwrap_or_default();
        let numeric = escape.strip_prefix('#').is_some_and(|number| number.parse::<u32>().is_ok());
        assert!(numeric && after.contains(';'), "a bare ampersand: &{after:.40}");
    }
}
