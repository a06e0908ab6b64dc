//! Asterisks of an editor: `⟨***⟩` where words are lost, `{*}`. Two in one paragraph would set off all between them, for
//! the parser; they are hidden from it while it reads.

/// What stands for an asterisk while the parser reads.
pub(super) const STAR: u8 = 4;
/// The brackets that an editor writes, and the cruces.
const OPEN: [char; 9] = ['⟨', '〈', '<', '{', '[', '(', '⟦', '†', '‹'];
const CLOSE: [char; 9] = ['⟩', '〉', '>', '}', ']', ')', '⟧', '†', '›'];
/// From how many on they are a gap wherever one side of them is a bracket and the other a space.
const GAP: usize = 3;

/// The asterisks to hide.
pub(super) fn hidden(source: &str) -> Vec<usize> {
    let mut found = vec![];
    if source.as_bytes().contains(&STAR) {
        return found;
    }
    let mut at = 0;
    while let Some(start) = source[at..].find('*').map(|star| at + star) {
        let length = source[start..].bytes().take_while(|byte| *byte == b'*').count();
        at = start + length;
        let (before, behind) = (source[..start].chars().next_back(), source[at..].chars().next());
        let opened = before.is_some_and(|c| OPEN.contains(&c));
        let closed = behind.is_some_and(|c| CLOSE.contains(&c));
        let open = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let gap = length >= GAP && (opened && open(behind) || closed && open(before));
        if opened && closed || gap {
            found.extend(start..at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn what_stands_between_brackets_sets_nothing_off() {
        assert_eq!(hidden("a ⟨***⟩ b"), [5, 6, 7]);
        assert_eq!(hidden("a (*) b {**} c"), [3, 9, 10]);
        assert_eq!(hidden("⟨et ***⟩ ⟨*** et⟩").len(), 6);
        for none in ["*a* **b** ***c***", "(*a*) [**b**](c)", "⟨*a*⟩", "***", "a *** b", "⟨** et⟩"] {
            assert!(hidden(none).is_empty(), "{none}");
        }
    }
}
