//! A reader of NEXUS after the letter of Maddison, Swofford and Maddison (Systematic Biology 46, 1997): blocks TAXA and
//! CHARACTERS with standard data. What it does not expect is a fault.

use std::collections::BTreeSet;

/// What a file holds.
pub(super) struct Read {
    pub(super) taxa: Vec<String>,
    pub(super) respects_case: bool,
    /// For each taxon the number of its state at each character; `None` where it is missing.
    pub(super) rows: Vec<Vec<Option<usize>>>,
}

/// A token: a word, quoted or not, or a sign.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Sign(char),
}

const SIGNS: &str = "()[]{}/\\,;:=*'\"`+-<>";

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let (mut found, mut rest) = (vec![], text.chars().peekable());
    while let Some(c) = rest.next() {
        match c {
            '[' => {
                let mut depth = 1;
                while depth > 0 {
                    match rest.next().ok_or("a comment is not closed")? {
                        '[' => depth += 1,
                        ']' => depth -= 1,
                        _ => {}
                    }
                }
            }
            '\'' => {
                let mut word = String::new();
                loop {
                    match rest.next().ok_or("a quoted word is not closed")? {
                        '\'' if rest.next_if_eq(&'\'').is_some() => word.push('\''),
                        '\'' => break,
                        c if c.is_control() => return Err("a line ends in a quoted word".into()),
                        c => word.push(c),
                    }
                }
                found.push(Token::Word(word));
            }
            c if c.is_whitespace() => {}
            c if SIGNS.contains(c) => found.push(Token::Sign(c)),
            c => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !SIGNS.contains(*c)) {
                    word.push(c);
                }
                found.push(Token::Word(word));
            }
        }
    }
    Ok(found)
}

/// The commands of a block, each without its `;`.
type Commands<'t> = Vec<&'t [Token]>;

pub(super) fn read(file: &str) -> Result<Read, String> {
    let body = file.strip_prefix("#NEXUS").ok_or("it does not begin with #NEXUS")?;
    let all = tokens(body)?;
    let mut commands: Commands<'_> = all.split(|token| *token == Token::Sign(';')).collect();
    if commands.pop().is_none_or(|last| !last.is_empty()) {
        return Err("something stands behind the last `;`".into());
    }
    let mut blocks = commands.split(|command| is(command, "END")).map(<[_]>::to_vec).collect::<Vec<_>>();
    if blocks.pop().is_none_or(|last| !last.is_empty()) || blocks.len() != 2 {
        return Err("there are not two blocks".into());
    }
    let taxa = taxa(&blocks[0])?;
    characters(&blocks[1], taxa)
}

fn is(command: &[Token], name: &str) -> bool {
    matches!(command, [Token::Word(word), ..] if word.eq_ignore_ascii_case(name))
}

/// What stands behind the name of the `index`th command of a block.
fn behind<'t>(block: &[&'t [Token]], index: usize, name: &str) -> Result<&'t [Token], String> {
    let command = block.get(index).filter(|command| is(command, name)).ok_or(format!("no {name} at {index}"))?;
    Ok(&command[1..])
}

/// The number in `NAME=12`.
fn number(tokens: &[Token], name: &str) -> Result<usize, String> {
    match tokens {
        [Token::Word(word), Token::Sign('='), Token::Word(number)] if word == name => {
            number.parse().map_err(|_| format!("{number} is no number"))
        }
        other => Err(format!("{name} is expected, not {other:?}")),
    }
}

/// A name that no other has, whatever its case, and that is not of figures alone.
fn named(name: &str, known: &mut BTreeSet<String>) -> Result<(), String> {
    let sound =
        !name.trim().is_empty() && !name.chars().all(|c| c.is_ascii_digit()) && known.insert(name.to_lowercase());
    sound.then_some(()).ok_or(format!("the name {name:?}"))
}

fn taxa(block: &[&[Token]]) -> Result<Vec<String>, String> {
    let [Token::Word(name)] = behind(block, 0, "BEGIN")? else { return Err("a block without a name".into()) };
    let count = number(behind(block, 1, "DIMENSIONS")?, "NTAX")?;
    let mut known = BTreeSet::new();
    let mut taxa = vec![];
    for token in behind(block, 2, "TAXLABELS")? {
        let Token::Word(label) = token else { return Err(format!("{token:?} among taxa")) };
        named(label, &mut known)?;
        taxa.push(label.clone());
    }
    (name == "TAXA" && block.len() == 3 && taxa.len() == count).then_some(taxa).ok_or("the taxa".into())
}

fn characters(block: &[&[Token]], taxa: Vec<String>) -> Result<Read, String> {
    if behind(block, 0, "BEGIN")? != [Token::Word("CHARACTERS".into())] || block.len() != 5 {
        return Err("no characters".into());
    }
    let count = number(behind(block, 1, "DIMENSIONS")?, "NCHAR")?;
    let (symbols, respects_case) = format(behind(block, 2, "FORMAT")?)?;
    let states = labels(behind(block, 3, "CHARSTATELABELS")?)?;
    if states.len() != count || count == 0 {
        return Err(format!("{} labels for {count} characters", states.len()));
    }
    let mut rows = vec![];
    let matrix = behind(block, 4, "MATRIX")?;
    for (taxon, pair) in taxa.iter().zip(matrix.chunks(2)) {
        let [Token::Word(label), Token::Word(row)] = pair else { return Err(format!("the row {pair:?}")) };
        let state = |(symbol, labels): (char, &usize)| match symbol {
            '?' => Ok(None),
            symbol => match symbols.iter().position(|known| *known == symbol) {
                Some(state) if state < *labels => Ok(Some(state)),
                _ => Err(format!("the symbol {symbol}")),
            },
        };
        if label != taxon || row.chars().count() != count {
            return Err(format!("the row of {label}: {row}"));
        }
        rows.push(row.chars().zip(&states).map(state).collect::<Result<Vec<_>, _>>()?);
    }
    let whole = matrix.len() == taxa.len() * 2;
    whole.then_some(Read { taxa, respects_case, rows }).ok_or("the matrix".into())
}

/// The symbols, and whether case counts.
fn format(tokens: &[Token]) -> Result<(Vec<char>, bool), String> {
    let word = |word: &str| Token::Word(word.to_owned());
    let respects = tokens.contains(&word("RESPECTCASE"));
    let rest: Vec<&Token> = tokens.iter().filter(|token| **token != word("RESPECTCASE")).collect();
    let [datatype, _, standard, missing, _, sign, symbols, _, _, list, _] = rest[..] else {
        return Err(format!("the format {tokens:?}"));
    };
    let named = [datatype, standard, missing, sign, symbols].map(Clone::clone);
    let Token::Word(list) = list else { return Err("no symbols".into()) };
    let known: BTreeSet<String> =
        list.chars().map(|c| if respects { c.to_string() } else { c.to_lowercase().to_string() }).collect();
    let sound = named == [word("DATATYPE"), word("STANDARD"), word("MISSING"), word("?"), word("SYMBOLS")];
    let sound = sound && known.len() == list.chars().count();
    sound.then(|| (list.chars().collect(), respects)).ok_or(format!("the format {tokens:?}"))
}

/// How many states each character names.
fn labels(tokens: &[Token]) -> Result<Vec<usize>, String> {
    let mut known = BTreeSet::new();
    let mut states = vec![];
    for (index, one) in tokens.split(|token| *token == Token::Sign(',')).enumerate() {
        let [Token::Word(number), Token::Word(name), Token::Sign('/'), rest @ ..] = one else {
            return Err(format!("the label {one:?}"));
        };
        if *number != (index + 1).to_string() || rest.iter().any(|token| !matches!(token, Token::Word(_))) {
            return Err(format!("the label {one:?}"));
        }
        named(name, &mut known)?;
        states.push(rest.len());
    }
    Ok(states)
}
