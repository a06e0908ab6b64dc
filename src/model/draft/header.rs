//! What a source says about itself beyond title, author and date: a TEI header.

/// A header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The titles, the main one first, as printed.
    pub titles: Vec<String>,
    /// The authors, as printed.
    pub authors: Vec<String>,
    /// Who edited the text, as printed.
    pub editors: Vec<String>,
    /// Who translated it, as printed.
    pub translators: Vec<String>,
    /// Who published the file.
    pub publisher: Option<String>,
    /// When, as written.
    pub published: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
    /// What the text was taken from, as printed.
    pub source: Option<String>,
    /// The date of the text, ISO 8601 as far as it is known.
    pub date: Option<String>,
    /// The same as it is printed, where the file is one of the tool's making.
    pub dateline: Option<String>,
    /// The language of the text (BCP 47).
    pub language: Option<String>,
    /// Whether the text was written by others: it was read from a TEI file that is not of the tool's making.
    pub of_others: bool,
    /// By which schemas the file says that it may be checked: the instructions in front of its root, as written.
    pub schemas: Vec<String>,
    /// What the root element of the file says, by the attribute's name: namespaces too.
    pub attributes: Vec<(String, String)>,
    /// The lists in which its entries stand, an outer one before those in it.
    pub lists: Vec<EntryList>,
    /// All of it as it is written, source XML: whoever writes it again takes from here what the model has no
    /// place for.
    pub xml: Option<String>,
    /// What stands beside header and text in the file, source XML: facsimiles, annotations.
    pub beside: Vec<String>,
}

/// A list of entries of the apparatus: a `listApp`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryList {
    /// The list that holds it (index).
    pub within: Option<usize>,
    /// What it says, by the attribute's name.
    pub attributes: Vec<(String, String)>,
    /// What stands in it beside entries and lists, source XML: its head.
    pub head: String,
}
