//! Texts of a pack as services take them: nothing in them acts.

/// A text as HTML, with what else a service would take for a command of its own (`also`) as numbers of letters.
pub fn html(text: &str, also: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if also.contains(&c) => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A text as XML.
pub fn xml(text: &str) -> String {
    html(text, &[])
}
