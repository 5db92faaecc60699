/* Paths: the question, the answers in order, one of them lit at a time and read out in words. */
"use strict";
boneMap.trace = (() => {
  const {
    details,
    terms,
    lines,
    entries,
    lineOf,
    drawn,
    state,
    view,
    make,
    button,
    byId,
    counted,
    brief,
  } = boneMap;
  const SIGNS = { up: 1, down: -1, unknown: 0, "": null };
  const NET = { "+": "raises", "−": "lowers", "?": "direction not said" };
  const SYMBOLS = { 1: "+", [-1]: "−", 0: "?" };
  const EFFECTS = { "+": "raise", "−": "lower" };
  const RESTS = {
    "human intervention": "an intervention in people",
    "human association": "an association in people",
    animal: "experiments on animals",
    cell: "work on cells or tissue",
    statement: "statements alone",
    speculation: "speculation",
  };
  const label = (key) => terms.get(key).label;
  let items = new Map();

  /* The claim that bears a hop best speaks for it. */
  function bearer({ claims }) {
    return claims
      .map((key) => entries.get(key))
      .reduce((best, claim) => (claim.value > best.value ? claim : best));
  }

  function standing(path) {
    const weakest = path.hops.reduce((worst, each) => {
      const [a, b] = [worst.hop, each.hop];
      return b.tier > a.tier || (b.tier === a.tier && b.value < a.value) ? each : worst;
    });
    const ends = `${label(weakest.subject)} → ${label(weakest.object)}`;
    const where = path.hops.length > 1 ? `its weakest hop, ${ends}, rests on` : "it rests on";
    return `The mechanism is ${details.tiers[path.tier]}: ${where} ${RESTS[weakest.hop.rung]}.`;
  }

  function reading(path, sign) {
    const steps = path.hops.map(({ hop }) => bearer(hop).sentence).join("; ");
    const [from, to] = [label(path.terms[0]), label(path.terms[path.terms.length - 1])];
    const net = EFFECTS[sign]
      ? `So by these steps ${from} would ${EFFECTS[sign]} ${to}.`
      : `Whether ${from} raises or lowers ${to} by these steps is not said.`;
    const people = path.hops.filter(({ hop }) => hop.human).length;
    const human = people
      ? `${people} of ${path.hops.length} hops have evidence in people.`
      : "No hop has evidence in people.";
    const findings = path.hops.flatMap(({ hop }) =>
      hop.claims.flatMap((key) => entries.get(key).against),
    );
    const against = new Set(findings.map(({ id }) => id)).size;
    const contra = against
      ? ` ${against === 1 ? "1 finding speaks" : `${against} findings speak`} against it.`
      : "";
    return `The sources say that ${steps}. ${net} ${standing(path)}${path.hops.length > 1 || !people ? ` ${human}` : ""}${contra}`;
  }

  function itemOf(path) {
    const sign = SYMBOLS[path.sign];
    const keys = path.hops.flatMap(({ hop }) => hop.claims.map((key) => lineOf.get(key)));
    const boxes = keys.flatMap((key) => [lines.get(key).start, lines.get(key).end]);
    return {
      words: path.terms.map(label).join(" → "),
      note: `${NET[sign]}; ${details.tiers[path.tier]}, ${brief(path.value)}; ${counted(path.hops.length, "hop")}`,
      sign,
      lines: new Set(keys),
      boxes: new Set([...path.terms.filter((key) => drawn.has(key)), ...boxes]),
      reading: reading(path, sign),
      steps: path.hops.map(({ hop }) => bearer(hop)),
    };
  }

  /* Make an item of a path that the page was drawn for. */
  function itemOfTrail(trail) {
    const steps = trail.lines.map((key) => [...lines.get(key).claims, ...lines.get(key).links][0]);
    return {
      words: trail.words,
      note: `${NET[trail.sign]}; ${trail.tier}, ${brief(trail.value)}; ${counted(trail.lines.length, "hop")}`,
      sign: trail.sign,
      lines: new Set(trail.lines),
      boxes: new Set(trail.boxes),
      reading: trail.reading,
      steps: steps.map((key) => entries.get(key)),
    };
  }

  function stepItem(step) {
    const act = () => boneMap.act.openEntry(step.key, { focus: true });
    const note = step.tier ? `${step.tier}, ${step.value}` : "no claim";
    const item = button(
      { kind: `item ${step.kind}` },
      act,
      step.sentence,
      make("span", { text: note, kind: "soft" }),
    );
    return make("li", {}, item);
  }

  const KINDS = { "+": "plus", "−": "minus", "?": "unsigned" };

  function pathItem(item, name, number) {
    const more = make("div", { hidden: true, kind: "reading" });
    more.append(
      make("p", { text: item.reading }),
      make("ul", { aria: { label: "Its hops" } }, ...item.steps.map(stepItem)),
    );
    const handle = button(
      { kind: `item ${KINDS[item.sign]}`, aria: { expanded: "false" } },
      () => (state.lit === name ? boneMap.act.leave() : pick(name)),
      make("strong", { text: `${number}. ${item.words}` }),
      make("span", { text: item.note, kind: "soft" }),
    );
    items.set(name, { ...item, handle, more });
    return make("li", {}, handle, more);
  }

  /* Light one path, and read it out. */
  function pick(name) {
    const item = items.get(name);
    if (!item) return false;
    boneMap.act.choose({ lit: name });
    boneMap.canvas.light(null, item.boxes, item.lines);
    mark();
    boneMap.say(`${item.words}: ${item.note}. ${item.reading}`);
    return true;
  }

  function mark() {
    for (const [name, { handle, more }] of items) {
      handle.setAttribute("aria-expanded", String(name === state.lit));
      more.hidden = name !== state.lit;
    }
  }

  function list(found, prefix) {
    for (const name of items.keys()) if (name.startsWith(prefix)) items.delete(name);
    const children = found.map((item, at) => pathItem(item, `${prefix}${at + 1}`, at + 1));
    return children.length ? make("ol", { kind: "found" }, ...children) : null;
  }

  /* Answer the question of the form. */
  function answer({ from, to, sign, longest, many, within }) {
    const admits = within ? (hop) => hop.claims.some((key) => view.entries.has(key)) : undefined;
    const { found, more, cut } = boneMap.search.find(
      { from, to, sign: SIGNS[sign], longest, many },
      { admits },
    );
    const words = verdict(found.length, {
      more,
      cut,
      longest,
      ends: `from ${label(from)} to ${label(to)}`,
    });
    const parts = [make("p", { text: words, kind: "soft" }), list(found.map(itemOf), "p")];
    byId("answer").replaceChildren(...parts.filter(Boolean));
    boneMap.say(words);
    return found;
  }

  function verdict(number, { more, cut, longest, ends }) {
    const most = `of at most ${counted(longest, "hop")}`;
    if (cut)
      return `${counted(number, "path")} ${ends} found before the search was cut short: there may be more. Ask for fewer hops.`;
    if (!number)
      return `No path ${ends} ${most}. That none is drawn does not show that there is none.`;
    if (more) return `The best ${counted(number, "path")} ${ends} ${most}; there are more.`;
    return `${counted(number, "path")} ${ends} ${most}, and no other.`;
  }

  function clear() {
    byId("answer").replaceChildren();
    for (const name of items.keys()) if (name.startsWith("p")) items.delete(name);
  }

  function fill() {
    if (!details.trails.length) return;
    const { boxes } = details.trails[0];
    byId("from").defaultValue = label(boxes[0]);
    byId("to").defaultValue = label(boxes[boxes.length - 1]);
    const found = list(details.trails.map(itemOfTrail), "given");
    byId("given").append(
      make("h3", { text: `Paths of this page (${details.trails.length})` }),
      found,
      make("h3", { text: "Find others", kind: "others" }),
    );
  }

  /* Read the form; say what is wrong with an end at its field. */
  function read() {
    const found = {};
    for (const name of ["from", "to"]) {
      const field = byId(name);
      found[name] = boneMap.names.resolve(field.value);
      const several = boneMap.names.find(field.value).length;
      const wrong =
        several > 1 ? `${several} terms may be meant: choose one` : "No term is called so";
      field.setCustomValidity(found[name] ? "" : wrong);
      if (!field.reportValidity()) return null;
    }
    if (!byId("ask").reportValidity()) return null;
    return {
      ...found,
      sign: byId("sign").value,
      longest: Number(byId("longest").value),
      many: Number(byId("many").value),
      within: byId("within").checked,
    };
  }

  function write(ask) {
    if (ask.from) byId("from").value = label(ask.from);
    if (ask.to) byId("to").value = label(ask.to);
    byId("sign").value = ask.sign;
    byId("longest").value = ask.longest;
    byId("many").value = ask.many;
    byId("within").checked = ask.within;
  }

  return {
    fill,
    answer,
    clear,
    pick,
    mark,
    read,
    write,
    isSign: (word) => Object.hasOwn(SIGNS, word),
  };
})();
