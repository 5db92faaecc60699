/* Names of terms: label, synonym or identifier, found as the command line finds them. */
"use strict";
boneMap.names = (() => {
  const { terms, byId, make } = boneMap;
  const GREEK =
    "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu " +
    "ν nu ξ xi ο omicron π pi ρ rho σ sigma ς finalsigma τ tau υ upsilon φ phi χ chi ψ psi ω omega";
  const spelt = new Map();
  GREEK.split(" ").forEach((word, at, words) => at % 2 || spelt.set(word, words[at + 1]));
  const WORD = /^[\p{L}\p{N}]+$/u;

  /* Case, Greek letters, hyphens and blanks make no difference. */
  function folded(name) {
    const letters = [...name.normalize("NFKD").toLowerCase()].filter((letter) => WORD.test(letter));
    return letters.map((letter) => spelt.get(letter) || letter).join("");
  }

  const all = [...terms.values()].flatMap((term) =>
    [term.label, ...term.synonyms, term.curie, term.id]
      .filter(Boolean)
      .map((name) => ({ name, folded: folded(name), key: term.key })),
  );

  /* List the terms that bear a name, else those whose names begin with it, else contain it. */
  function find(wanted) {
    const name = folded(wanted);
    if (!name) return [];
    const tests = [
      (other) => other === name,
      (other) => other.startsWith(name),
      (other) => other.includes(name),
    ];
    for (const test of tests) {
      const keys = new Set(all.filter((entry) => test(entry.folded)).map((entry) => entry.key));
      if (keys.size) return narrowed(wanted, [...keys]);
    }
    return [];
  }

  /* Of several terms, the one that is called exactly so is meant. */
  function narrowed(wanted, keys) {
    const labelled = keys.filter((key) => folded(terms.get(key).label) === folded(wanted));
    return labelled.length === 1 ? labelled : keys;
  }

  /* Give the one term that a name means, or null. */
  function resolve(wanted) {
    const keys = find(wanted);
    return keys.length === 1 ? keys[0] : null;
  }

  function fill() {
    const seen = new Set();
    const options = [];
    for (const { name, key } of all) {
      const { id, label } = terms.get(key);
      if (seen.has(name) || (name === id && folded(name) === folded(label))) continue;
      seen.add(name);
      options.push(make("option", { value: name, label: name === label ? "" : label }));
    }
    byId("names").append(...options);
  }

  return { folded, find, resolve, fill };
})();
