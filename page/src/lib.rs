//! The engine of the page: the library as a browser runs it. All it does is [`calling::page`]; here are only the functions
//! that a browser calls.
//!
//! Bytes go in through [`room`] and come out from [`view`]: a browser can call functions with numbers alone, and reach
//! into the engine's memory.

use std::cell::RefCell;

use calling::date::Date;
use calling::page::{Page, Settings, Storage, View};

thread_local! {
    /// What the browser puts in.
    static GIVEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static PAGE: RefCell<Option<Page<'static>>> = const { RefCell::new(None) };
    static OPENED: RefCell<Option<(Settings, &'static calling::Content)>> = const { RefCell::new(None) };
    /// The last view, as JSON.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

// A browser finds a function by its name, which has to stay as it is written. That is all that is unsafe about these: two
// of one name would be mistaken for each other, and there are not two.

/// Makes room for so many bytes, and says where.
#[allow(unsafe_code, reason = "the name is what the script calls")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    GIVEN.with_borrow_mut(|given| {
        *given = vec![0; bytes];
        given.as_mut_ptr()
    })
}

/// Takes settings and content, as [`Settings::packed`] gives them. They stay until the page is closed.
///
/// # Panics
/// If they are anything else; the script then says that the page is damaged.
#[allow(unsafe_code, reason = "the name is what the script calls")]
#[unsafe(no_mangle)]
pub extern "C" fn open() {
    let bytes = GIVEN.take().leak();
    let Ok((settings, content)) = Settings::unpacked(bytes) else {
        panic!("the content does not fit this engine")
    };
    OPENED.set(Some((settings, Box::leak(Box::new(content)))));
}

/// Takes what the browser knows: a line that says whether it keeps anything, one with the day, then what it kept. Gives the length of the view.
#[allow(unsafe_code, reason = "the name is what the script calls")]
#[unsafe(no_mangle)]
pub extern "C" fn begin() -> usize {
    let given = text();
    let mut lines = given.splitn(3, '\n');
    let storage = lines.next().unwrap_or_default();
    let day = lines.next().and_then(Date::read);
    let kept = lines.next().unwrap_or_default();
    let storage = if storage == "works" { Storage::Works } else { Storage::Refused };
    let kept = Some(kept.to_owned()).filter(|kept| !kept.is_empty());
    let Some((settings, content)) = OPENED.take() else { return 0 };
    let mut page = Page::open(content, settings, storage, kept);
    if let Some(day) = day {
        page = page.on(day);
    }
    let view = page.view();
    PAGE.set(Some(page));
    shown(&view)
}

/// Does what the text says, and gives the length of the view.
#[allow(unsafe_code, reason = "the name is what the script calls")]
#[unsafe(no_mangle)]
pub extern "C" fn act() -> usize {
    let deed = text();
    PAGE.with_borrow_mut(|page| page.as_mut().map_or(0, |page| shown(&page.act(&deed))))
}

/// Where the last view is.
#[allow(unsafe_code, reason = "the name is what the script calls")]
#[unsafe(no_mangle)]
pub extern "C" fn view() -> *const u8 {
    SHOWN.with_borrow(|shown| shown.as_ptr())
}

fn text() -> String {
    String::from_utf8_lossy(&GIVEN.take()).into_owned()
}

fn shown(view: &View) -> usize {
    let text = view.written();
    let length = text.len();
    SHOWN.set(text);
    length
}
