/* The fragment of the address: what is chosen, under identifiers that outlive the page. What it
   says is taken for words to look up and never for more; what is not known is passed over. */
"use strict";
boneMap.address = (() => {
  const { terms, entries, drawn, state, byId } = boneMap;
  const LONGEST = 8000;
  const PAUSE = 120;
  const termOf = new Map([...terms.values()].map(({ id, key }) => [id, key]));
  const nameOf = ({ id, sentence }) => id || sentence;
  const entryOf = new Map([...entries.values()].map((entry) => [nameOf(entry), entry.key]));
  const LIT = /^(p|given)\d{1,4}$/;
  let waiting = 0;
  let written = null;

  function words() {
    const found = new URLSearchParams();
    for (const [name, values] of state.facets)
      for (const value of values) found.append(name, value);
    for (const name of state.only) found.append("only", name);
    for (const key of state.focus) found.append("focus", terms.get(key).id);
    if (state.term) found.append("term", terms.get(state.term).id);
    if (state.entry) found.append("claim", nameOf(entries.get(state.entry)));
    if (state.ask) {
      const { from, to, sign, longest, many, within } = state.ask;
      found.append("from", terms.get(from).id);
      found.append("to", terms.get(to).id);
      if (sign) found.append("effect", sign);
      found.append("hops", longest);
      found.append("paths", many);
      if (within) found.append("within", "1");
    }
    if (state.lit) found.append("lit", state.lit);
    return found.toString();
  }

  /* A browser slows pages down that change their address too often. */
  function write() {
    clearTimeout(waiting);
    waiting = setTimeout(flush, PAUSE);
  }

  function flush() {
    clearTimeout(waiting);
    const fragment = words();
    if (fragment === location.hash.slice(1)) return;
    written = fragment;
    try {
      history.replaceState(null, "", `#${fragment}`);
    } catch {
      // A page inside another one, as in a notebook, has no address of its own.
    }
  }

  function number(text, field) {
    const value = /^\d{1,3}$/.test(text || "") ? Number(text) : NaN;
    const { min, max, defaultValue } = byId(field);
    return value >= Number(min) && value <= Number(max) ? value : Number(defaultValue);
  }

  function question(found) {
    const [from, to] = ["from", "to"].map((name) => termOf.get(found.get(name)));
    if (!from || !to) return null;
    const effect = found.get("effect") || "";
    return {
      from,
      to,
      sign: boneMap.trace.isSign(effect) ? effect : "",
      longest: number(found.get("hops"), "longest"),
      many: number(found.get("paths"), "many"),
      within: found.get("within") === "1",
    };
  }

  /* Give what the address says, as far as this page knows it. */
  function read() {
    const fragment = location.hash.slice(1);
    const found = new URLSearchParams(fragment.length > LONGEST ? "" : fragment);
    const facets = boneMap.facets.names.map((name) => {
      return [
        name,
        new Set(found.getAll(name).filter((value) => boneMap.facets.knows(name, value))),
      ];
    });
    const known = (name, keys) => keys.get(found.get(name)) || null;
    const lit = found.get("lit") || "";
    return {
      facets: new Map(facets.filter(([, values]) => values.size)),
      only: new Set(found.getAll("only").filter((name) => boneMap.facets.knows("only", name))),
      focus: [
        ...new Set(
          found
            .getAll("focus")
            .map((id) => termOf.get(id))
            .filter((key) => drawn.has(key)),
        ),
      ],
      term: known("term", termOf),
      entry: known("claim", entryOf),
      ask: question(found),
      lit: LIT.test(lit) ? lit : null,
    };
  }

  /* Tell whether the address is one that this page wrote itself. */
  const isOwn = () => written === location.hash.slice(1);

  return { write, flush, read, isOwn };
})();
