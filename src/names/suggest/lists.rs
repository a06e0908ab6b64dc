//! Words that are told apart by what they are, not by where they stand: a few of each, of the
//! languages that corpora of this kind are in.

/// Words that may stand inside a name in small letters.
pub(super) const CONNECTORS: &str = "of on de du des d von van zu di da del dos al el bin ibn y &";

/// Articles that may stand there after another such word.
pub(super) const ARTICLES: &str = "the la le les der den";

/// Words that are never a name by themselves and never begin one.
pub(super) const NO_NAMES: &str = "after before since while during although because until under over between both each every \
    all some many most more only even once again now today one two also however therefore perhaps yet still nor than \
    into upon without within against among first second third a an and as at but by for from he her here his how i if in is it its my no not of on or our she so \
    such that the their then there these they this those thus to was we what when where which who why \
    with yes you your le la les un une il elle ils ce je nous et der die das ein eine er sie es wir ich \
    und january february march april may june july august september october november december jan feb \
    mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday \
    ibid op cit vol ch cf ed eds trans";

/// Forms of address and offices, which stand before a person's name and are no part of it.
pub(super) const TITLES: &str = "mr mrs ms miss dr prof professor sir lady lord comrade citizen general colonel captain major marshal \
    admiral president minister king queen emperor tsar czar prince princess count bishop archbishop \
    father monsieur madame herr";

/// Adjectives and nouns of nations and the like that their ending does not give away.
pub(super) const ADJECTIVES: &str = "french german germans german-speaking dutch greek greeks czech czechs swiss soviet welsh arab arabs \
    slav slavs pole poles dane danes swede swedes turk turks thai catholic catholics protestant \
    protestants english-speaking";

/// Endings of adjectives, and of nouns made from them.
pub(super) const ADJECTIVE_ENDINGS: &str = "ian ians ean eans can cans ish ese ist ists istic esque";

/// Words that tell an organisation.
pub(super) const ORGANISATIONS: &str = "party union committee league international army navy council bureau commission commissariat ministry \
    government guard front opposition company society association institute university academy college \
    school press group office board court soviet duma senate parliament federation corporation church \
    regiment division service staff";

/// Words that tell an event.
pub(super) const EVENTS: &str = "war revolution congress conference treaty pact plan purge trial trials agreement declaration rising \
    revolt uprising battle siege commune famine massacre";

/// Words that tell a place.
pub(super) const PLACES: &str = "river street square city sea ocean lake island islands mountain mountains mount valley bay cape \
    county province republic harbour bridge";

/// Words after which a place stands.
pub(super) const AT: &str = "in at near from towards outside à dans nach aus";

/// Whether `word` is one of the words of `list`.
pub(super) fn among(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}
