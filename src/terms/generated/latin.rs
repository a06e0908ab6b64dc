//! The words of the documents that the tool writes, in Latin.

use super::{GeneratedTerms, sigla};
use crate::model::generated::Generated;
use crate::model::parallel::ParallelKind;

pub(super) const LATIN: GeneratedTerms = GeneratedTerms {
    titles: [
        (Generated::Bibliography, "Libri laudati"),
        (Generated::IndexNominum, "Index nominum"),
        (Generated::IndexRerum, "Index rerum"),
        (Generated::IndexLocorum, "Index locorum"),
        (Generated::Emendations, "Index emendationum"),
        (Generated::Hyphens, "Lineolae in fine versuum"),
        (Generated::Parallels, "Loci paralleli"),
        (Generated::Contradictions, "Repugnantia"),
        (Generated::Timeline, "Ordo temporum"),
    ],
    introductions: [
        (
            Generated::Bibliography,
            "Opera quae in textu et adnotationibus laudantur, cum paginis quibus quodque laudatur; n adnotationem \
             significat.",
        ),
        (
            Generated::IndexNominum,
            "Homines in textu et adnotationibus nominati, cum pagina et linea; si quod nomen plus tricies legitur, \
             paginae solae indicantur. Littera n adnotationem significat. Accentuum et maiuscularum in ordine ratio \
             non habetur.",
        ),
        (
            Generated::IndexRerum,
            "Societates, loca, res gestae, opera, notiones uno ordine, cum pagina et linea; si quid plus tricies legitur, \
             paginae solae indicantur. Littera n adnotationem significat. Accentuum et maiuscularum in ordine ratio \
             non habetur.",
        ),
        (
            Generated::IndexLocorum,
            "Loci laudati secundum opera: ante duo puncta locus operis, deinde pagina et linea huius editionis. Littera n \
             adnotationem significat.",
        ),
        (
            Generated::Emendations,
            "Quaecumque in verbis et interpunctione mutata, addita, deleta sunt, cum pagina et linea: ante uncum lectio \
             huius editionis, deinde testis cum siglo. Quae regula quaedam mutavit, cum ea regula nominantur. Formae \
             signorum et spatia versuumque fines tacite ad unam normam redacta sunt.",
        ),
        (
            Generated::Hyphens,
            "Si versus lineola finitur, incertum est utrum ea vocabuli sit. Quae sequuntur cum pagina et linea docent \
             quomodo talia legenda et laudanda sint.",
        ),
        (
            Generated::Parallels,
            "Loci binorum textuum qui idem reddunt aut referunt, iuxta positi, secundum textus; quae utrique ad verbum \
             communia sunt, litteris inclinatis scribuntur.",
        ),
        (Generated::Contradictions, "Ubi textus inter se aut cum rebus notis pugnant."),
        (
            Generated::Timeline,
            "Textus ordine temporum, et quis quem respiciat. Sagitta a textu ad priorem ducit: continua, ubi eum laudat \
             aut locos cum eo communes habet, eo crassior quo plures; interrupta, ubi solae editoris adnotationes ambos \
             coniungunt. Numeri in indice infra posito leguntur.",
        ),
    ],
    kinds: [
        (ParallelKind::Quotation, "locus laudatus"),
        (ParallelKind::Retranslation, "alia versio"),
        (ParallelKind::Paraphrase, "paraphrasis"),
        (ParallelKind::SharedFact, "eadem res"),
    ],
    omitted: "om.",
    rules: [
        ("ocr.figure", "Regula: numerus male lectus"),
        ("ocr.name", "Regula: littera nominis male lecta"),
        ("ocr.compound", "Regula: compositum male lectum"),
        ("ocr.", "Regula: littera male lecta"),
        ("letters.", "Regula: littera restituta"),
        ("words.", "Regula: vocabula coniuncta divisa"),
        ("foreign.", "Regula: vocabulum alienum vel accentus restitutus"),
        ("stops.lost", "Regula: punctum additum"),
        ("stops.", "Regula: punctum deletum"),
        ("hyphens.", "Regula: lineola deleta"),
        ("quotes.missing", "Regula: signum citationis additum"),
        ("quotes.", "Regula: signum citationis deletum"),
        ("spaces.lost", "Regula: spatium additum"),
        ("spaces.", "Regula: spatium deletum"),
        ("", "Regula"),
    ],
    cited: "Laudatur:",
    see: "vide",
    see_also: "vide etiam",
    links: ["laudat", "loci communes", "editoris adnotationes"],
    named: "nominatur",
    legend: ["laudat, vel loci communes", "solae editoris adnotationes"],
    in_time: "Textus ordine temporum:",
    no_links: "Nullus textus alium respicit.",
    in_parts: "Pictura in partes divisa est; quae ab alia ad aliam ducunt, in indice tantum leguntur.",
    hyphens: [
        [
            "In exemplaribus",
            "Vocabula quae exemplar in fine versus dividit, ut haec editio ea praebet: cum lineola, ubi vocabuli esse \
             visa est.",
        ],
        [
            "In hac editione",
            "Vocabula quae haec editio in fine versus ad suam lineolam dividit, quae in laudando servatur. Quaevis alia \
             lineola in fine versus evanescit.",
        ],
    ],
    quotes: ["“", "”"],
    inner_quotes: ["‘", "’"],
    no_hyphens: "Nullae.",
    sigla: &sigla::LATIN,
};
