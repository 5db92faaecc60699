/* What is shown: facets with counts, the toggles for contradictions and gaps, and the terms whose
   neighbours alone are wanted. A claim is shown if one piece of its evidence fits all facets. */
"use strict";
boneMap.facets = (() => {
  const { details, terms, lines, entries, lineOf, state, view, make, byId, counted, isClaim } =
    boneMap;
  const UNSTATED = "not stated";
  const FACETS = [
    {
      name: "tier",
      title: "Strength of evidence",
      of: ({ tier }) => [tier || "link"],
      order: [...details.tiers, "link"],
    },
    {
      name: "sign",
      title: "Direction",
      of: ({ kind }) => [kind],
      order: Object.keys(details.kinds),
    },
    {
      name: "type",
      title: "Type of term",
      of: ({ start, end }) => [...new Set([start, end].map((key) => terms.get(key).type))],
    },
    { name: "mechanism", title: "Mechanism", piece: ({ mechanism }) => [mechanism] },
    { name: "species", title: "Species", piece: ({ species }) => species },
    { name: "sex", title: "Sex", piece: ({ sex }) => sex },
    { name: "basis", title: "Kind of evidence", piece: ({ basis }) => [basis] },
    { name: "certainty", title: "Certainty", piece: ({ certainty }) => [certainty] },
    { name: "source", title: "Source", piece: ({ source }) => [source] },
  ];
  const ONLY = [
    {
      name: "contested",
      title: "Claims with evidence against them",
      test: (claim) => claim.against.length > 0,
    },
    {
      name: "inhuman",
      title: "Hops without evidence in people",
      test: (claim) => claim.edge && !claim.human,
    },
    {
      name: "onesex",
      title: "Hops tested in one sex only, as far as it is said",
      test: (claim) => claim.edge && claim.tested.length === 1,
    },
  ];
  const stated = (words) => (words.length ? words : [UNSTATED]);
  const rows = [...entries.values()].map(rowOf);
  const boxes = new Map();
  const WORDS = {
    tier: (value) => details.styles[value].words,
    sign: (value) => details.kinds[value],
  };

  function rowOf(entry) {
    const values = {};
    for (const { name, of } of FACETS) if (of) values[name] = of(entry);
    const pieces = (entry.evidence || []).map((piece) =>
      Object.fromEntries(
        FACETS.filter((facet) => facet.piece).map((facet) => [
          facet.name,
          stated(facet.piece(piece)),
        ]),
      ),
    );
    return { entry, line: lines.get(lineOf.get(entry.key)), values, pieces };
  }

  const fits = (chosen, values) => values.some((value) => chosen.has(value));

  function isWanted({ entry, line }, only = state.only) {
    if (state.focus.length && !state.focus.includes(line.start) && !state.focus.includes(line.end))
      return false;
    return ONLY.every(({ name, test }) => !only.has(name) || (isClaim(entry) && test(entry)));
  }

  /* Give the pieces of a row that fit all facets but one, or null if the row does not fit. */
  function fitting(row, asked, except = null) {
    for (const [name, chosen] of asked.fixed) {
      if (name !== except && !fits(chosen, row.values[name])) return null;
    }
    const wanted = asked.pieces.filter(([name]) => name !== except);
    const pieces = row.pieces.filter((piece) =>
      wanted.every(([name, chosen]) => fits(chosen, piece[name])),
    );
    return pieces.length || !wanted.length ? pieces : null;
  }

  function question() {
    const chosen = [...state.facets].filter(([, values]) => values.size);
    const isFixed = ([name]) => Boolean(FACETS.find((facet) => facet.name === name).of);
    return { fixed: chosen.filter(isFixed), pieces: chosen.filter((each) => !isFixed(each)) };
  }

  /* Work out what is shown, and write the counts. */
  function sift() {
    const asked = question();
    const wanted = rows.filter((row) => isWanted(row));
    view.entries = new Set(
      wanted.filter((row) => fitting(row, asked)).map(({ entry }) => entry.key),
    );
    view.lines = new Set([...view.entries].map((key) => lineOf.get(key)));
    view.terms = new Set(state.focus);
    for (const key of view.lines) view.terms.add(lines.get(key).start).add(lines.get(key).end);
    if (!isFiltered()) for (const key of boneMap.drawn) view.terms.add(key);
    count(asked, wanted);
    tell();
  }

  const isFiltered = () => chosenCount() > 0 || state.focus.length > 0;
  const chosenCount = () =>
    [...state.facets.values()].reduce((sum, { size }) => sum + size, state.only.size);

  function count(asked, wanted) {
    for (const { name, of } of FACETS) {
      const counts = new Map();
      for (const row of wanted) {
        const pieces = fitting(row, asked, name);
        if (!pieces) continue;
        const values = of ? row.values[name] : new Set(pieces.flatMap((piece) => piece[name]));
        for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
      }
      for (const [value, { number, box, label }] of boxes.get(name)) {
        number.textContent = counts.get(value) || 0;
        box.checked = Boolean(state.facets.get(name)?.has(value));
        label.classList.toggle("none", !counts.get(value));
      }
      const chosen = state.facets.get(name)?.size;
      boxes.get(name).chosen.textContent = chosen ? `${chosen} chosen` : "";
    }
    for (const { name } of ONLY) {
      const { number, box } = boxes.get("only").get(name);
      const only = new Set([...state.only, name]);
      number.textContent = rows.filter((row) => isWanted(row, only) && fitting(row, asked)).length;
      box.checked = state.only.has(name);
    }
  }

  function tell() {
    const all = [...entries.values()];
    const claims = all.filter(isClaim);
    const shown = claims.filter(({ key }) => view.entries.has(key)).length;
    const parts = [`${shown} of ${counted(claims.length, "claim")}`];
    if (claims.length < all.length)
      parts.push(
        `${view.entries.size - shown} of ${counted(all.length - claims.length, "other step")}`,
      );
    byId("counts").textContent =
      `${counted(view.terms.size, "term")} and ${parts.join(" and ")} shown.`;
    const filters = chosenCount();
    byId("filtering").hidden = !filters;
    byId("filtering").textContent = filters ? `(${filters})` : "";
  }

  function checkbox(text, act) {
    const box = make("input", { type: "checkbox" });
    const number = make("span", { kind: "count" });
    const label = make(
      "label",
      { kind: "check" },
      box,
      make("span", { text, kind: "words" }),
      " ",
      number,
    );
    box.addEventListener("change", () => act(box.checked));
    return { box, number, label };
  }

  function choose(name, value, on) {
    const values = state.facets.get(name) || new Set();
    values[on ? "add" : "delete"](value);
    state.facets.set(name, values);
    boneMap.act.refresh();
  }

  /* List the values of a facet: in their own order, or the most frequent first. */
  function valuesOf({ name, of, order }) {
    const counts = new Map();
    for (const row of rows) {
      const found = of ? row.values[name] : new Set(row.pieces.flatMap((piece) => piece[name]));
      for (const value of found) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const values = [...counts.keys()];
    const rank = (value) =>
      order ? order.indexOf(value) : value === UNSTATED ? 1 : -counts.get(value);
    return values.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  function fill() {
    for (const facet of FACETS) {
      const { name, title } = facet;
      const found = new Map(
        valuesOf(facet).map((value) => {
          const text = WORDS[name] ? WORDS[name](value) : value;
          return [value, checkbox(text, (on) => choose(name, value, on))];
        }),
      );
      found.chosen = make("span", { kind: "soft" });
      boxes.set(name, found);
      const group = make(
        "fieldset",
        {},
        make("legend", { text: title, kind: "unseen" }),
        ...[...found.values()].map(({ label }) => label),
      );
      byId("facets").append(
        make("details", {}, make("summary", {}, `${title} `, found.chosen), group),
      );
    }
    const only = ONLY.map(({ name, title }) => [
      name,
      checkbox(title, (on) => {
        state.only[on ? "add" : "delete"](name);
        boneMap.act.refresh();
      }),
    ]);
    boxes.set("only", new Map(only));
    byId("only").append(...only.map(([, { label }]) => label));
  }

  /* Tell whether a word of an address is one that can be chosen. */
  const knows = (name, value) => Boolean(boxes.get(name)?.has(value));

  return { fill, sift, knows, names: FACETS.map(({ name }) => name) };
})();
