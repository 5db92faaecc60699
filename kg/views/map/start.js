/* How the parts work together: what can be done to the page, and how it begins. */
"use strict";
boneMap.act = (() => {
  const { state, byId, terms, lineOf, counted, make, say, drawn } = boneMap;
  const { canvas, cursor, facets, panel, evidence, trace, table, names, address } = boneMap;

  /* One thing is chosen at a time: a term, an entry or a path. */
  function choose({ term = null, entry = null, lit = null }) {
    Object.assign(state, { term, entry, lit });
    trace.mark();
    address.write();
  }

  function openTerm(key, { focus = false, move = false } = {}) {
    choose({ term: key });
    if (drawn.has(key)) {
      canvas.lightTerm(key);
      cursor.stand(key);
      if (move) canvas.approach(key);
    } else canvas.dim();
    panel.openTerm(key, { focus });
    const { label, outgoing, incoming } = terms.get(key);
    say(`${label}: ${counted(outgoing.length, "claim")} out, ${incoming.length} in.`);
  }

  function openEntry(key, { focus = false } = {}) {
    choose({ entry: key });
    canvas.lightLine(lineOf.get(key));
    evidence.openLine(lineOf.get(key), { first: key, focus });
  }

  function openLine(key) {
    const line = boneMap.lines.get(key);
    const all = [...line.claims, ...line.links];
    openEntry(all.find((each) => boneMap.view.entries.has(each)) || all[0]);
  }

  /* Show again what is chosen, after what is shown has changed. */
  function refresh() {
    facets.sift();
    canvas.show();
    table.show();
    cursor.settle();
    if (state.term && drawn.has(state.term)) canvas.lightTerm(state.term);
    if (state.term) panel.openTerm(state.term, { stay: true });
    else if (!state.entry) panel.welcome();
    address.write();
  }

  function leave() {
    choose({});
    canvas.dim();
    panel.welcome();
  }

  function focusOn(keys) {
    state.focus = keys;
    refresh();
    canvas.fit(keys.length ? boneMap.view.terms : null);
    if (state.term) panel.openTerm(state.term, { focus: true });
    say(byId("counts").textContent);
  }

  function unfilter() {
    state.facets.clear();
    state.only.clear();
    refresh();
    say(byId("counts").textContent);
  }

  function reset() {
    state.focus = [];
    state.ask = null;
    byId("ask").reset();
    byId("wanted").value = "";
    trace.clear();
    leave();
    unfilter();
    panel.turn("details");
    canvas.fit();
  }

  function search(wanted) {
    const keys = names.find(wanted);
    if (keys.length === 1) openTerm(keys[0], { focus: true, move: true });
    else if (keys.length) {
      panel.open(`“${wanted}” may be`, [make("ul", {}, ...keys.map(panel.termItem))], {
        focus: true,
      });
      say(`${counted(keys.length, "term")} may be meant.`);
    } else say(wanted ? `No term is called “${wanted}”.` : "Type the name of a term.");
    byId("missing").textContent = keys.length || !wanted ? "" : `No term is called “${wanted}”.`;
  }

  function ask(question, { lit = "p1" } = {}) {
    state.ask = question;
    panel.turn("paths");
    const found = trace.answer(question);
    const words = byId("status").textContent;
    if (found.length && trace.pick(lit)) say(`${words} ${byId("status").textContent}`);
    else leave();
    address.write();
  }

  function askEnd(name, key) {
    byId(name).value = terms.get(key).label;
    panel.turn("paths");
    byId(name === "from" ? "to" : "from").focus();
  }

  /* Do what the address says. */
  function restore() {
    const wanted = address.read();
    Object.assign(state, wanted, { term: null, entry: null, lit: null, ask: null });
    canvas.dim();
    trace.clear();
    refresh();
    if (state.focus.length) canvas.fit(boneMap.view.terms);
    if (wanted.ask) {
      trace.write(wanted.ask);
      ask(wanted.ask, { lit: wanted.lit || "p1" });
    } else if (wanted.lit) trace.pick(wanted.lit);
    if (wanted.term) openTerm(wanted.term, { move: true });
    else if (wanted.entry) openEntry(wanted.entry);
    else if (!state.lit) leave();
  }

  return {
    choose,
    openTerm,
    openEntry,
    openLine,
    refresh,
    leave,
    focusOn,
    unfilter,
    reset,
    search,
    ask,
    restore,
    askFrom: (key) => askEnd("from", key),
    askTo: (key) => askEnd("to", key),
  };
})();

(() => {
  const { act, byId, canvas, state, details } = boneMap;
  const { network } = canvas;
  const on = (id, name, listen) => byId(id).addEventListener(name, listen);
  const isKept = () => Boolean(state.term || state.entry || state.lit);

  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) act.openTerm(nodes[0]);
    else if (edges.length) act.openLine(edges[0]);
    else if (isKept()) act.leave();
  });
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => canvas.point(true));
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => canvas.point(false));
  if (!canvas.isBusy) {
    network.on("hoverNode", ({ node }) => isKept() || canvas.lightTerm(node));
    network.on("hoverEdge", ({ edge }) => isKept() || canvas.lightLine(edge));
    for (const name of ["blurNode", "blurEdge"]) network.on(name, () => isKept() || canvas.dim());
  }
  boneMap.cursor.mark.addEventListener("click", () =>
    act.openTerm(boneMap.cursor.key(), { focus: true }),
  );
  on("search", "submit", (event) => {
    event.preventDefault();
    act.search(byId("wanted").value);
  });
  on("wanted", "input", (event) => {
    const chosen = !event.inputType || event.inputType === "insertReplacementText";
    if (chosen && event.target.value) act.search(event.target.value);
  });
  on("ask", "submit", (event) => {
    event.preventDefault();
    const question = boneMap.trace.read();
    if (question) act.ask(question);
  });
  for (const name of ["from", "to"])
    on(name, "input", (event) => event.target.setCustomValidity(""));
  on("swap", "click", () => {
    [byId("from").value, byId("to").value] = [byId("to").value, byId("from").value];
  });
  on("reset", "click", act.reset);
  on("unfilter", "click", act.unfilter);
  on("whole", "click", () => canvas.fit());
  on("closer", "click", () => canvas.zoom(1.4));
  on("further", "click", () => canvas.zoom(1 / 1.4));
  on("save", "click", ({ target }) => {
    if (!target.dataset.save) return;
    boneMap.saving.save(target.dataset.save);
    byId("save").open = false;
    byId("save").querySelector("summary").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (byId("save").open) {
      byId("save").open = false;
      byId("save").querySelector("summary").focus();
    } else if (isKept()) act.leave();
  });
  window.addEventListener("hashchange", () => boneMap.address.isOwn() || act.restore());
  window.addEventListener("pagehide", boneMap.address.flush);

  boneMap.facets.fill();
  boneMap.trace.fill();
  canvas.fit();
  if (details.trails.length) boneMap.panel.turn("paths");
  act.restore();
  // The picture comes first; the table and the names to choose from follow.
  requestAnimationFrame(() =>
    setTimeout(() => {
      boneMap.table.fill();
      boneMap.table.show();
      boneMap.names.fill();
      boneMap.isReady = true;
    }),
  );
})();
