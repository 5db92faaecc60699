/* What claims rest on: the strength of each with its parts, what speaks for it and what against,
   side by side; and steps that are no claim. */
"use strict";
boneMap.evidence = (() => {
  const { terms, lines, entries, details, make, isClaim } = boneMap;
  const { facts, open, termItem } = boneMap.panel;
  const VERDICTS = { for: "Supports", against: "Against", "no effect": "Tested, no effect" };
  const CLASSES = { for: "for", against: "against", "no effect": "null" };
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  function link(doi) {
    // Each part is encoded, so that nothing but a path at doi.org can come of it.
    const path = doi.split("/").map(encodeURIComponent).join("/");
    return make("a", {
      href: `https://doi.org/${path}`,
      rel: "noopener noreferrer",
      target: "_blank",
      text: `doi:${doi}`,
    });
  }

  function study(piece) {
    const text = piece.title ? `${piece.study}. ${piece.title}` : piece.study;
    return make("span", {}, piece.doi ? `${text} ` : text, piece.doi && link(piece.doi));
  }

  function worth(piece) {
    if (piece.worth === null) return `none of its own (${piece.rung}): the study counts once`;
    return `${piece.worth} (${piece.rung})`;
  }

  function card(piece, verdict) {
    const place = piece.lines ? `${piece.source}, lines ${piece.lines}` : piece.source;
    const context = ["species", "sex", "stage", "model", "dose"].map((name) => [
      capital(name),
      piece[name].join(", "),
    ]);
    return make(
      "div",
      { kind: `piece ${CLASSES[verdict]}` },
      make(
        "p",
        {},
        make("strong", { text: VERDICTS[verdict] }),
        `: ${piece.basis}, ${piece.certainty}`,
      ),
      piece.sentence && make("p", { text: `It says: ${piece.sentence}.`, kind: "soft" }),
      facts([
        ["Study", piece.study && study(piece)],
        ...context,
        ["Weight", worth(piece)],
        ["Source", place],
        ["Note", piece.note],
      ]),
    );
  }

  function column(title, cards) {
    return make("div", {}, make("h4", { text: `${title} (${cards.length})` }), ...cards);
  }

  function sides(claim) {
    const against = new Map(claim.against.map((piece) => [piece.id, piece]));
    const own = claim.evidence.filter((piece) => !against.has(piece.id));
    const cards = [
      ...own.map((piece) => card(piece, piece.verdict)),
      ...claim.beside.map((piece) => card(piece, "for")),
    ];
    if (!against.size) return cards;
    const others = [...against.values()].map((piece) => card(piece, "against"));
    return [make("div", { kind: "sides" }, column("For it", cards), column("Against it", others))];
  }

  function strength(claim) {
    const sum = `${claim.value} = ${claim.support} for it × (1 − ${claim.opposition} against it)`;
    const seen = claim.human ? "seen in people" : "not shown in people";
    const sexes = claim.sexes.length ? `seen in ${claim.sexes.join(" and ")}` : "sex not stated";
    return [
      make("p", {}, make("span", { kind: `tier ${claim.tier}`, text: claim.tier }), ` ${sum}`),
      make("p", {
        text: `${capital(details.kinds[claim.kind])}; ${claim.standing}; ${seen}; ${sexes}.`,
        kind: "soft",
      }),
    ];
  }

  function claimBlock(claim) {
    return make(
      "section",
      { kind: "claim" },
      make("h3", { text: claim.sentence }),
      ...strength(claim),
      ...sides(claim),
      make(
        "ul",
        { kind: "ends", aria: { label: "Its two terms" } },
        ...[claim.start, claim.end].map(termItem),
      ),
    );
  }

  function linkBlock(step) {
    return make(
      "section",
      { kind: "claim" },
      make("h3", { text: step.sentence }),
      make("p", { text: "This step is no claim of the sources.", kind: "soft" }),
      facts([
        ["Kind", step.level],
        ["From", step.origin],
        ["Publications", step.publications.join(", ")],
      ]),
      make(
        "ul",
        { kind: "ends", aria: { label: "Its two terms" } },
        ...[step.start, step.end].map(termItem),
      ),
    );
  }

  const title = (line) =>
    `${terms.get(line.start).label} ${line.both ? "↔" : "→"} ${terms.get(line.end).label}`;

  /* Open a line; the entry that was chosen comes first, then those that are shown. */
  function openLine(key, { first = null, focus = false } = {}) {
    const line = lines.get(key);
    const all = [...line.claims, ...line.links];
    const shown = all.filter((each) => boneMap.view.entries.has(each));
    const keys = [...new Set([first, ...shown, ...all].filter(Boolean))];
    const blocks = keys
      .map((each) => entries.get(each))
      .map((entry) => (isClaim(entry) ? claimBlock : linkBlock)(entry));
    open(title(line), blocks, { focus });
    const pieces = keys.reduce((sum, each) => sum + (entries.get(each).evidence || []).length, 0);
    boneMap.say(
      `${title(line)}: ${boneMap.counted(keys.length, "claim")}, ${boneMap.counted(pieces, "piece")} of evidence.`,
    );
  }

  return { openLine, title };
})();
