//! Writes each `LANGUAGE.tsv` of a folder (words in the order of their bytes, each with its rank)
//! as `LANGUAGE.fst`: `lexicon FROM INTO`. What the lists are made of says `collect`.

use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [from, into] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "lexicon FROM INTO")?;
    for language in ["de", "en", "fr", "la", "nl"] {
        let list = std::io::BufReader::new(std::fs::File::open(format!("{from}/{language}.tsv"))?);
        let out = std::io::BufWriter::new(std::fs::File::create(format!("{into}/{language}.fst"))?);
        let mut map = fst::MapBuilder::new(out)?;
        for line in list.lines() {
            let line = line?;
            let (word, rank) = line.split_once('\t').ok_or("a word, a tab, a rank")?;
            map.insert(word, rank.parse()?)?;
        }
        map.finish()?;
    }
    Ok(())
}
