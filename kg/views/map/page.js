/* What all parts of the page share: the data under its keys, what is chosen, and elements made
   without markup. Every text of the data goes through textContent or a DOM property that cannot
   hold markup. */
"use strict";
const boneMap = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { details } = data;
  const keyed = (records) => new Map(records.map((record) => [record.key, record]));
  const terms = keyed(details.terms);
  const lines = keyed(details.lines);
  const entries = keyed([...details.claims, ...details.links]);
  const drawn = new Set(data.nodes.map((node) => node.id));
  const lineOf = new Map();
  for (const line of lines.values()) {
    for (const key of [...line.claims, ...line.links]) lineOf.set(key, line.key);
  }

  /* What the address keeps: facets and the toggles of what alone is shown, the terms whose
     neighbours are, the term or entry that is open, the question for paths, and which is lit. */
  const state = {
    facets: new Map(),
    only: new Set(),
    focus: [],
    term: null,
    entry: null,
    ask: null,
    lit: null,
  };

  /* What is shown now, as keys; `sift` in facets.js works it out. */
  const view = { entries: new Set(), lines: new Set(), terms: new Set() };

  function make(tag, options = {}, ...children) {
    const { text, kind, aria, ...properties } = options;
    const element = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) element.textContent = text;
    if (kind) element.classList.add(...kind.split(" "));
    for (const [name, value] of Object.entries(aria || {}))
      element.setAttribute(`aria-${name}`, value);
    element.append(...children.filter(Boolean));
    return element;
  }

  function button(options, act, ...children) {
    const element = make("button", { type: "button", ...options }, ...children);
    element.addEventListener("click", act);
    return element;
  }

  const byId = (id) => document.getElementById(id);
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  /* Write the strength of a path with two digits that count. */
  const brief = (value) => (value < 0.0001 ? "under 0.0001" : String(Number(value.toPrecision(2))));
  const isClaim = (entry) => "evidence" in entry;

  function say(text) {
    byId("status").textContent = text;
  }

  return {
    data,
    details,
    terms,
    lines,
    entries,
    drawn,
    lineOf,
    state,
    view,
    make,
    button,
    byId,
    counted,
    brief,
    isClaim,
    say,
  };
})();
