/* The panel: its tabs, and what a term is and does. What a claim rests on is in evidence.js. */
"use strict";
boneMap.panel = (() => {
  const { terms, entries, state, view, make, button, byId, counted, isClaim } = boneMap;
  const TABS = ["details", "filter", "paths"];
  const heading = byId("panel-heading");

  function turn(name, { focus = false } = {}) {
    for (const tab of TABS) {
      const handle = byId(`tab-${tab}`);
      handle.setAttribute("aria-selected", String(tab === name));
      handle.tabIndex = tab === name ? 0 : -1;
      byId(`view-${tab}`).hidden = tab !== name;
    }
    if (focus) byId(`tab-${name}`).focus();
  }

  for (const [at, name] of TABS.entries()) {
    byId(`tab-${name}`).addEventListener("click", () => turn(name));
    byId(`tab-${name}`).addEventListener("keydown", (event) => {
      const last = TABS.length - 1;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      turn(TABS[(to + TABS.length) % TABS.length], { focus: true });
    });
  }

  /* Fill the details and turn to them, unless the reader is to stay where they are. */
  function open(title, parts, { focus = false, stay = false } = {}) {
    if (!stay) turn("details");
    heading.textContent = title;
    byId("panel-body").replaceChildren(...parts.filter(Boolean));
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

  /* List claims: what is shown first, and what a filter hides behind a switch. */
  function claimGroup(title, keys) {
    if (!keys.length) return null;
    const rank = ({ tier }) => boneMap.details.tiers.indexOf(tier);
    const sorted = keys
      .map((key) => entries.get(key))
      .sort((a, b) => rank(a) - rank(b) || b.value - a.value);
    const [shown, hidden] = [true, false].map((want) =>
      sorted.filter(({ key }) => view.entries.has(key) === want),
    );
    const of = hidden.length ? `${shown.length} of ${keys.length}` : keys.length;
    return make(
      "div",
      {},
      make("h3", { text: `${title} (${of})` }),
      make("ul", {}, ...shown.map(entryItem)),
      hidden.length &&
        make(
          "details",
          {},
          make("summary", { text: `${hidden.length} more, not shown on the map now` }),
          make("ul", {}, ...hidden.map(entryItem)),
        ),
    );
  }

  function entryItem(entry) {
    const against = entry.against.length ? ", with evidence against it" : "";
    const note = `${entry.tier}, ${counted(entry.evidence.length, "piece")} of evidence${against}`;
    const act = () => boneMap.act.openEntry(entry.key, { focus: true });
    const item = button(
      { kind: `item ${entry.kind}` },
      act,
      entry.sentence,
      make("span", { text: note, kind: "soft" }),
    );
    return make("li", {}, item);
  }

  function termItem(key) {
    const act = () => boneMap.act.openTerm(key, { focus: true, move: true });
    return make("li", {}, button({ kind: "item plain", text: terms.get(key).label }, act));
  }

  function focusTools(key) {
    if (!boneMap.drawn.has(key)) return null;
    const { act } = boneMap;
    const tools = [
      ["Paths from here", () => act.askFrom(key)],
      ["Paths to here", () => act.askTo(key)],
    ];
    if (!state.focus.length) tools.unshift(["Only its neighbours", () => act.focusOn([key])]);
    else if (state.focus.includes(key)) {
      tools.unshift([
        "Take its neighbours away",
        () => act.focusOn(state.focus.filter((each) => each !== key)),
      ]);
    } else tools.unshift(["Add its neighbours", () => act.focusOn([...state.focus, key])]);
    if (state.focus.length) tools.push(["Show all terms", () => act.focusOn([])]);
    return make("div", { kind: "actions" }, ...tools.map(([text, act]) => button({ text }, act)));
  }

  function openTerm(key, options) {
    const term = terms.get(key);
    const identifier = term.curie && `${term.curie} (${term.match} match)`;
    open(
      term.label,
      [
        make("p", {
          text: term.meaning ? `${term.type}: ${term.meaning}` : term.type,
          kind: "soft",
        }),
        facts([
          ["Identifier", identifier || "no public identifier"],
          ["Also called", term.synonyms.join(", ")],
          ["Relations", term.structure.join("; ")],
          ["Note", term.note],
        ]),
        focusTools(key),
        claimGroup("What it does", term.outgoing),
        claimGroup("What acts on it", term.incoming),
        claimGroup("What takes place there", term.sited),
      ],
      options,
    );
  }

  function welcome() {
    heading.textContent = "Details";
    const claims = [...entries.values()].filter(isClaim);
    const contested = claims.filter((claim) => claim.against.length);
    const lines = [
      "Choose a box to see what a term is, what it does and what acts on it; choose a line to see its evidence.",
      "Filter by species, sex, mechanism and more, or let the page find the paths from one term to another.",
    ];
    byId("panel-body").replaceChildren(
      ...lines.map((text) => make("p", { text, kind: "soft" })),
      ...[
        claimGroup(
          "Claims with evidence against them",
          contested.map(({ key }) => key),
        ),
      ].filter(Boolean),
    );
  }

  return { turn, open, openTerm, welcome, facts, termItem };
})();
