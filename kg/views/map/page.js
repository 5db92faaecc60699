/* Words: the panel, the search, the legend's switches and the table. Every text of the data goes
   through textContent or a DOM property that cannot hold markup. */
"use strict";
(() => {
  const { terms, claims, lines, trails } = boneMap.data.details;
  const byId = (id) => document.getElementById(id);
  const [heading, body, status] = [byId("panel-heading"), byId("panel-body"), byId("status")];
  const drawn = new Set(boneMap.nodes.getIds());
  const lineOf = new Map();
  for (const line of Object.values(lines)) for (const key of line.claims) lineOf.set(key, line.key);
  const SIGNS = { plus: "+", minus: "−", unsigned: "none", null: "0" };
  const hidden = { kind: new Set(), strength: new Set() };
  let kept = false;

  function make(tag, options = {}, ...children) {
    const { text, kind, ...properties } = options;
    const element = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) element.textContent = text;
    if (kind) element.classList.add(kind);
    element.append(...children.filter(Boolean));
    return element;
  }

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const isShown = (line) => !hidden.kind.has(line.kind) && !hidden.strength.has(line.strength);

  function say(text) {
    status.textContent = text;
  }

  function open(title, parts, { focus = false } = {}) {
    heading.textContent = title;
    body.replaceChildren(...parts.filter(Boolean));
    byId("panel").scrollTop = 0;
    if (focus) {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    }
  }

  function facts(pairs) {
    const list = make("dl");
    for (const [name, value] of pairs) {
      if (value) list.append(make("dt", { text: name }), make("dd", {}, value));
    }
    return list.childElementCount ? list : null;
  }

  function group(title, entries) {
    if (!entries.length) return null;
    return make("div", {}, make("h3", { text: `${title} (${entries.length})` }), make("ul", {}, ...entries));
  }

  function claimEntry(key) {
    const claim = claims[key];
    const against = claim.against.length ? ", with evidence against it" : "";
    const note = `${claim.standing}, ${counted(claim.evidence.length, "piece")} of evidence${against}`;
    const button = make("button", { type: "button", kind: claim.kind }, claim.sentence, make("span", { text: note, kind: "soft" }));
    button.addEventListener("click", () => chooseClaim(key, { focus: true }));
    return make("li", {}, button);
  }

  function termEntry(key) {
    const button = make("button", { type: "button", kind: "plain", text: terms[key].label });
    button.addEventListener("click", () => chooseTerm(key, { focus: true, move: true }));
    return make("li", {}, button);
  }

  function chooseTerm(key, { focus = false, move = false } = {}) {
    const term = terms[key];
    kept = true;
    if (drawn.has(key)) {
      boneMap.lightTerm(key);
      if (move) boneMap.approach(key);
    } else boneMap.dim();
    const identifier = term.curie && `${term.curie} (${term.match} match)`;
    open(
      term.label,
      [
        make("p", { text: term.meaning ? `${term.type}: ${term.meaning}` : term.type, kind: "soft" }),
        facts([
          ["Identifier", identifier || "no public identifier"],
          ["Also called", term.synonyms.join(", ")],
          ["Relations", term.structure.join("; ")],
          ["Note", term.note],
        ]),
        group("What it does", term.outgoing.map(claimEntry)),
        group("What acts on it", term.incoming.map(claimEntry)),
        group("What takes place there", term.sited.map(claimEntry)),
      ],
      { focus },
    );
    const ways = [`${counted(term.outgoing.length, "claim")} out`, `${term.incoming.length} in`];
    say(`${term.label}: ${ways.join(", ")}.`);
  }

  function study(piece) {
    const text = piece.title ? `${piece.study}. ${piece.title}` : piece.study;
    if (!piece.doi) return text;
    // Each part is encoded, so that nothing but a path at doi.org can come of it.
    const path = piece.doi.split("/").map(encodeURIComponent).join("/");
    const link = make("a", { href: `https://doi.org/${path}`, rel: "noopener noreferrer", target: "_blank", text: `doi:${piece.doi}` });
    return make("span", {}, `${text} `, link);
  }

  function pieceOf(piece) {
    const kinds = { for: "for", against: "against", "no effect": "null" };
    const verdicts = { for: "Supports", against: "Against", "no effect": "Tested, no effect" };
    const named = piece.context.map(([name, value]) => [name[0].toUpperCase() + name.slice(1), value]);
    const place = piece.lines ? `${piece.source}, lines ${piece.lines}` : piece.source;
    return make(
      "div",
      { className: `piece ${kinds[piece.verdict]}` },
      make("div", {}, make("span", { text: verdicts[piece.verdict], kind: "verdict" }), `: ${piece.basis}, ${piece.certainty}`),
      facts([["Study", piece.study && study(piece)], ...named, ["Source", place], ["Note", piece.note]]),
    );
  }

  function claimBlock(key) {
    const claim = claims[key];
    const ends = [claim.start, claim.end].map(termEntry);
    const against = claim.against.length ? "; there is evidence against it" : "";
    return make(
      "div",
      { className: "claim" },
      make("h3", { text: claim.sentence }),
      make("p", { text: `Direction: ${SIGNS[claim.kind]}; ${claim.standing}${against}.`, kind: "soft" }),
      ...claim.evidence.map(pieceOf),
      group("What speaks against it", claim.against.map((words) => make("li", { text: words }))),
      make("ul", { ariaLabel: "Its two terms" }, ...ends),
    );
  }

  function chooseLine(key, { first = "", focus = false } = {}) {
    const line = lines[key];
    const keys = [...new Set([first, ...line.claims].filter(Boolean))];
    kept = true;
    boneMap.lightLine(key);
    const title = `${terms[line.start].label} ${line.both ? "↔" : "→"} ${terms[line.end].label}`;
    open(title, keys.map(claimBlock), { focus });
    const pieces = keys.reduce((sum, claim) => sum + claims[claim].evidence.length, 0);
    say(`${title}: ${counted(keys.length, "claim")}, ${counted(pieces, "piece")} of evidence.`);
  }

  function chooseClaim(key, { focus = false } = {}) {
    chooseLine(lineOf.get(key), { first: key, focus });
  }

  function chooseTrail(trail) {
    kept = true;
    boneMap.light(null, trail.boxes, trail.lines);
    say(`${trail.words}: net effect ${trail.sign}.`);
  }

  function trailList() {
    const entries = trails.map((trail, at) => {
      const net = make("span", { text: `net effect ${trail.sign}`, kind: "soft" });
      const button = make("button", { type: "button", kind: { "+": "plus", "−": "minus" }[trail.sign] }, `${at + 1}. ${trail.words}`, net);
      button.addEventListener("click", () => chooseTrail(trail));
      return make("li", {}, button);
    });
    return group("Paths", entries);
  }

  function welcome() {
    open("Details", [
      make("p", { text: "Choose a box to see what a term does and what acts on it, or a line to see its evidence." , kind: "soft" }),
      trailList(),
    ]);
  }

  function leave() {
    kept = false;
    boneMap.dim();
    welcome();
  }

  function reset() {
    leave();
    boneMap.fit();
    for (const box of document.querySelectorAll(".legend input")) box.checked = true;
    byId("wanted").value = "";
    sift();
  }

  /* Case, Greek letters, hyphens and blanks make no difference, as on the command line. */
  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", κ: "kappa", μ: "mu", ω: "omega" };
  function folded(name) {
    const plain = [...name.normalize("NFKD").toLowerCase()];
    return plain.map((letter) => GREEK[letter] || letter).filter((letter) => /[\p{L}\p{N}]|[a-z]+/u.test(letter)).join("");
  }

  const names = Object.values(terms).flatMap((term) =>
    [term.label, ...term.synonyms, term.match === "exact" ? term.curie : ""]
      .filter(Boolean)
      .map((name) => ({ name, folded: folded(name), key: term.key })),
  );

  function find(wanted) {
    const name = folded(wanted);
    if (!name) return [];
    const tests = [(other) => other === name, (other) => other.startsWith(name), (other) => other.includes(name)];
    for (const test of tests) {
      const keys = new Set(names.filter((entry) => test(entry.folded)).map((entry) => entry.key));
      if (keys.size) return [...keys];
    }
    return [];
  }

  function search(wanted) {
    const keys = find(wanted);
    if (keys.length === 1) chooseTerm(keys[0], { focus: true, move: true });
    else if (keys.length) {
      open(`“${wanted}” may be`, [make("ul", {}, ...keys.map(termEntry))], { focus: true });
      say(`${counted(keys.length, "term")} may be meant.`);
    } else say(wanted ? `No term is called “${wanted}”.` : "Type the name of a term.");
  }

  function fillNames() {
    const seen = new Set();
    const listed = names.filter((entry) => !seen.has(entry.name) && seen.add(entry.name));
    byId("names").append(...listed.map((entry) => make("option", { value: entry.name, label: entry.name === terms[entry.key].label ? "" : terms[entry.key].label })));
  }

  const COLUMNS = [
    ["Subject", (claim) => claim.subject],
    ["Relation", (claim) => claim.relation],
    ["Object", (claim) => claim.object],
    ["Sign", (claim) => SIGNS[claim.kind]],
    ["Site", (claim) => claim.site],
    ["Certainty", (claim) => claim.standing],
    ["Evidence", (claim) => claim.evidence.length],
  ];
  const rows = new Map();

  function fillTable() {
    COLUMNS.forEach(([name], at) => {
      const button = make("button", { type: "button", text: name });
      button.addEventListener("click", () => sort(at));
      byId("columns").append(make("th", { scope: "col" }, button));
    });
    for (const [key, claim] of Object.entries(claims)) {
      const cells = COLUMNS.map(([name, value]) => {
        if (name !== "Relation") return make("td", { text: value(claim), kind: name === "Evidence" && "number" });
        const button = make("button", { type: "button", text: value(claim), ariaLabel: `Evidence that ${claim.sentence}` });
        return make("td", {}, button);
      });
      const row = make("tr", {}, ...cells);
      row.addEventListener("click", () => chooseClaim(key, { focus: true }));
      rows.set(key, row);
    }
    sort(0);
  }

  function sort(at) {
    const headers = [...byId("columns").children];
    const down = headers[at].getAttribute("aria-sort") === "ascending";
    headers.forEach((header) => header.removeAttribute("aria-sort"));
    headers[at].setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = COLUMNS[at][1];
    const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const sorted = [...rows].sort(([a], [b]) => order.compare(String(value(claims[a])), String(value(claims[b]))));
    if (down) sorted.reverse();
    byId("rows").replaceChildren(...sorted.map(([, row]) => row));
  }

  function sift() {
    for (const box of document.querySelectorAll(".legend input")) {
      for (const facet of ["kind", "strength"]) {
        const value = box.dataset[facet];
        if (value) hidden[facet][box.checked ? "delete" : "add"](value);
      }
    }
    boneMap.show(isShown);
    let shown = 0;
    for (const [key, row] of rows) {
      row.hidden = !isShown(lines[lineOf.get(key)]) || hidden.strength.has(claims[key].strength);
      shown += row.hidden ? 0 : 1;
    }
    say(`${counted(drawn.size, "term")} and ${shown} of ${counted(rows.size, "claim")} shown.`);
  }

  boneMap.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) chooseTerm(nodes[0]);
    else if (edges.length) chooseLine(edges[0]);
    else if (kept) {
      kept = false;
      boneMap.dim();
    }
  });
  boneMap.network.on("hoverNode", ({ node }) => kept || boneMap.lightTerm(node));
  boneMap.network.on("hoverEdge", ({ edge }) => kept || boneMap.lightLine(edge));
  for (const name of ["blurNode", "blurEdge"]) boneMap.network.on(name, () => kept || boneMap.dim());
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search(byId("wanted").value);
  });
  byId("wanted").addEventListener("input", (event) => {
    const chosen = !event.inputType || event.inputType === "insertReplacementText";
    if (chosen && event.target.value) search(event.target.value);
  });
  byId("reset").addEventListener("click", reset);
  byId("closer").addEventListener("click", () => boneMap.zoom(1.4));
  byId("further").addEventListener("click", () => boneMap.zoom(1 / 1.4));
  byId("picture").addEventListener("click", () => boneMap.save("map.png"));
  document.querySelector(".legend").addEventListener("change", sift);
  document.addEventListener("keydown", (event) => event.key === "Escape" && kept && leave());
  fillNames();
  fillTable();
  sift();
  welcome();
})();
