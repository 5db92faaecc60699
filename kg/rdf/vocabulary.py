"""The classes and properties of the RDF that no table declares, each with its meaning."""

from __future__ import annotations

__all__ = ["CLASSES", "PROPERTIES"]

CLASSES = {
    "Claim": "what is said of two terms, with all the evidence for and against it",
    "Discrepancy": "a slip of a source, as printed beside as corrected",
    "Evidence": "one piece of evidence for or against one claim",
    "Experiment": "what was done in one experiment and what was seen",
    "Gap": "what the sources say is unknown or untested",
    "Source": "a document that claims are taken from",
    "Study": "a primary study, or a numbered reference whose study is not known",
}

_LINK = "ObjectProperty"
_VALUE = "DatatypeProperty"

PROPERTIES = {
    "about": (_LINK, "term that the gap concerns"),
    "affects_negatively": (
        _LINK,
        "lowers, by a causal claim that is an edge; said at both poles of its ends",
    ),
    "affects_positively": (
        _LINK,
        "raises, by a causal claim that is an edge; said at both poles of its ends",
    ),
    "as_printed": (_VALUE, "the slip as it stands in the source"),
    "background_lowered": (_LINK, "term lowered in all groups of the experiment"),
    "background_raised": (_LINK, "term raised in all groups of the experiment"),
    "basis": (_VALUE, "how the evidence was obtained"),
    "causal": (_VALUE, "whether a path may walk claims with this predicate"),
    "certainty": (_VALUE, "how surely the source says it"),
    "citation": (_VALUE, "the study in a few words"),
    "compared_with_lowered": (_LINK, "term lowered in the group compared with"),
    "compared_with_raised": (_LINK, "term raised in the group compared with"),
    "corrected": (_VALUE, "what the slip should read"),
    "design": (_VALUE, "what kind of study it is"),
    "dose": (_VALUE, "dose or concentration given"),
    "eco": (_LINK, "kind of evidence in the Evidence and Conclusion Ontology"),
    "edge": (_VALUE, "whether the evidence makes the claim an edge of the graph"),
    "first_line": (_VALUE, "first line in the text of the source, counted from 1"),
    "gap_kind": (_VALUE, "why the question is open"),
    "has_evidence": (_LINK, "piece of evidence for or against the claim"),
    "in_taxon": (_LINK, "species in which it was seen"),
    "last_line": (_VALUE, "last line in the text of the source"),
    "mechanism": (_VALUE, "mechanism under which the evidence is kept"),
    "model": (_VALUE, "animal model or culture in which it was seen"),
    "object": (_LINK, "second term of the claim"),
    "observed": (_VALUE, "direction in which the read-out moved: +, -, 0 or ?"),
    "outcome": (_VALUE, "what the evidence says of its claim"),
    "perturbation_lowered": (_LINK, "term lowered in the experiment"),
    "perturbation_raised": (_LINK, "term raised in the experiment"),
    "predicate": (_LINK, "what the claim says of its two terms"),
    "quality": (_VALUE, "score the review gave the study"),
    "quality_scale": (_VALUE, "scale of that score"),
    "readout": (_LINK, "term that was measured"),
    "sex": (_VALUE, "sex in which it was seen"),
    "sign": (_VALUE, "direction of the effect: +, -, or 0 for tested and null"),
    "site": (_LINK, "cell or place in which the claim holds"),
    "source": (_LINK, "document in which it stands"),
    "species": (_VALUE, "species in which it was seen, by its common name"),
    "stage": (_VALUE, "stage of life in which it was seen"),
    "status": (_VALUE, "how far the citation was verified"),
    "study": (_LINK, "study behind the evidence"),
    "subject": (_LINK, "first term of the claim"),
}
