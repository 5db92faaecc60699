/* The table: every claim in words, sorted by any column, the equal of the picture. */
"use strict";
boneMap.table = (() => {
  const { details, entries, view, make, button, byId, isClaim } = boneMap;
  const SIGNS = { plus: "+", minus: "−", unsigned: "none", null: "0" };
  const COLUMNS = [
    { name: "Subject", of: ({ subject }) => subject },
    { name: "Relation", of: ({ relation }) => relation },
    { name: "Object", of: ({ object }) => object },
    { name: "Sign", of: ({ kind }) => SIGNS[kind] },
    { name: "Site", of: ({ site }) => site || "" },
    {
      name: "Strength",
      of: ({ tier, value }) => (tier ? `${tier}, ${value}` : "no claim"),
      rank: ({ tier, value }) =>
        tier ? details.tiers.indexOf(tier) + (1 - value) / 2 : details.tiers.length,
    },
    { name: "Said", of: ({ standing, level }) => standing || level },
    { name: "Evidence", of: ({ evidence }) => (evidence || []).length },
  ];
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const rows = new Map();

  function cell(column, entry) {
    if (column.name !== "Relation") {
      return make("td", {
        text: column.of(entry),
        kind: column.name === "Evidence" ? "number" : "",
      });
    }
    const label = isClaim(entry) ? `Evidence that ${entry.sentence}` : entry.sentence;
    return make(
      "td",
      {},
      make("button", { type: "button", text: column.of(entry), aria: { label } }),
    );
  }

  function fill() {
    COLUMNS.forEach(({ name }, at) => {
      byId("columns").append(
        make(
          "th",
          { scope: "col" },
          button({ text: name }, () => sort(at)),
        ),
      );
    });
    for (const [key, entry] of entries) {
      const row = make("tr", {}, ...COLUMNS.map((column) => cell(column, entry)));
      row.addEventListener("click", () => boneMap.act.openEntry(key, { focus: true }));
      rows.set(key, row);
    }
    sort(0);
  }

  function sort(at) {
    const headers = [...byId("columns").children];
    const down = headers[at].getAttribute("aria-sort") === "ascending";
    headers.forEach((header) => header.removeAttribute("aria-sort"));
    headers[at].setAttribute("aria-sort", down ? "descending" : "ascending");
    const { of, rank } = COLUMNS[at];
    const compare = (a, b) => (rank ? rank(a) - rank(b) : order.compare(of(a), of(b)));
    const sorted = [...rows].sort(([a], [b]) => compare(entries.get(a), entries.get(b)));
    if (down) sorted.reverse();
    byId("rows").replaceChildren(...sorted.map(([, row]) => row));
  }

  function show() {
    for (const [key, row] of rows) row.hidden = !view.entries.has(key);
  }

  return { fill, show };
})();
