/* The search for paths, as kg.paths makes it with no option but sign, length and number: by the
   tier of the weakest hop, then by length, then in the order of the hops. It knows numbers only. */
"use strict";
boneMap.search = (() => {
  const { walk } = boneMap.details;
  const STEPS = 2000000;
  const poles = new Map(Object.entries(walk.poles));
  const pools = new Map(Object.entries(walk.pools));

  class Spent extends Error {}

  class Meter {
    constructor(steps) {
      this.left = steps;
    }
    take(steps = 1) {
      this.left -= steps;
      if (this.left < 0) throw new Spent();
    }
  }

  /* Map each axis at which a path may end to the term it is shown as; pools stand for theirs. */
  function ends(key) {
    const found = new Map();
    for (const each of [...(pools.get(key) || []), key]) {
      if (poles.has(each)) found.set(poles.get(each)[0], each);
    }
    return found;
  }

  /* One question, on hops of a tier or better. A state is an axis and the sign carried to it. */
  class Survey {
    constructor(network, question, tier, meter) {
      Object.assign(this, network, question, { tier, meter });
      this.signed = this.sign === 1 || this.sign === -1;
      this.nowhere = 2 * walk.size;
      this.goals = this.atEnds(this.targets, this.sign || 1);
      this.starts = this.atEnds(this.sources, 1);
      this.far = this.distances();
      this.known = new Map();
    }

    atEnds(found, sign) {
      const states = [...found].map(([axis, key]) => {
        return 2 * axis + (this.signed && sign * poles.get(key)[1] < 0 ? 1 : 0);
      });
      return states.sort((a, b) => a - b);
    }

    turned(hop) {
      return this.signed && hop.sign < 0 ? 1 : 0;
    }

    distances() {
      const far = new Uint8Array(2 * walk.size + 1).fill(this.longest + 1);
      let frontier = this.goals;
      for (const state of frontier) far[state] = 0;
      for (let distance = 1; distance <= this.longest; distance += 1) {
        const reached = [];
        for (const state of frontier) {
          for (const hop of this.backward[state >> 1]) {
            if (hop.tier > this.tier || (this.signed && !hop.sign)) continue;
            const before = 2 * hop.start + ((state & 1) ^ this.turned(hop));
            this.meter.take();
            if (far[before] > distance) {
              far[before] = distance;
              reached.push(before);
            }
          }
        }
        frontier = reached;
      }
      return far;
    }

    after(state, hop) {
      if (hop.tier > this.tier || (this.signed && !hop.sign)) return this.nowhere;
      return 2 * hop.end + ((state & 1) ^ this.turned(hop));
    }

    /* List the hops from a state after which the end is near enough, in order. */
    steps(state, left) {
      const name = state * 64 + left;
      let known = this.known.get(name);
      if (!known) {
        const hops = this.forward[state >> 1];
        known = hops
          .map((hop) => [hop, this.after(state, hop)])
          .filter(([, state]) => this.far[state] < left);
        this.known.set(name, known);
        this.meter.take(hops.length);
      }
      this.meter.take(known.length);
      return known;
    }

    *trails(length) {
      for (const state of this.starts) {
        if (this.far[state] <= length) yield* this.onward([], state, new Set([state >> 1]), length);
      }
    }

    *onward(trail, state, passed, left) {
      for (const [hop, next] of this.steps(state, left)) {
        if (passed.has(hop.end)) continue;
        const longer = [...trail, hop];
        if (left === 1) {
          if (this.sign !== 0 || longer.some((each) => !each.sign)) yield longer;
          continue;
        }
        passed.add(hop.end);
        yield* this.onward(longer, next, passed, left - 1);
        passed.delete(hop.end);
      }
    }
  }

  function* ranked(network, question, meter) {
    for (const tier of network.tiers) {
      const survey = new Survey(network, question, tier, meter);
      for (let length = 1; length <= question.longest; length += 1) {
        for (const trail of survey.trails(length)) {
          if (Math.max(...trail.map((hop) => hop.tier)) === tier) yield trail;
        }
      }
    }
  }

  function networkOf(hops) {
    const lists = () => Array.from({ length: walk.size }, () => []);
    const [forward, backward] = [lists(), lists()];
    for (const hop of hops) {
      forward[hop.start].push(hop);
      backward[hop.end].push(hop);
    }
    const tiers = [...new Set(hops.map((hop) => hop.tier))].sort((a, b) => a - b);
    return { forward, backward, tiers };
  }

  /* Find paths. `sign` is 1, -1, 0 (not said) or null (any); `admits` says which hops may be
     walked. `more` tells that there are others, `cut` that the search had to stop before. */
  function find({ from, to, sign, longest, many }, { admits = () => true, steps = STEPS } = {}) {
    const question = {
      sources: ends(from),
      targets: ends(to),
      sign,
      longest: Math.min(longest, walk.size - 1),
    };
    const trails = ranked(networkOf(walk.hops.filter(admits)), question, new Meter(steps));
    const found = [];
    try {
      for (const trail of trails) {
        if (found.length === many) return { found, more: true, cut: false };
        found.push(shown(trail, question));
      }
    } catch (error) {
      if (!(error instanceof Spent)) throw error;
      return { found, more: true, cut: true };
    }
    return { found, more: false, cut: false };
  }

  /* Name a path: its ends as asked for, the rest as the claims name it, signs turned to suit. */
  function shown(trail, { sources, targets }) {
    const names = trail.map((hop) => hop.object);
    const [first, last] = [trail[0].start, trail[trail.length - 1].end];
    names[names.length - 1] = targets.get(last) || names[names.length - 1];
    let subject = sources.get(first) || trail[0].subject;
    const hops = trail.map((hop, at) => {
      const pairs = [
        [hop.subject, subject],
        [hop.object, names[at]],
      ];
      const turn = pairs.reduce(
        (sign, [was, now]) => sign * poles.get(was)[1] * poles.get(now)[1],
        1,
      );
      const named = { hop, subject, object: names[at], sign: hop.shown * turn };
      subject = names[at];
      return named;
    });
    return {
      hops,
      terms: [hops[0].subject, ...names],
      sign: hops.reduce((sign, { sign: next }) => sign * next, 1) || 0,
      tier: Math.max(...trail.map((hop) => hop.tier)),
      value: Math.round(trail.reduce((value, hop) => value * hop.value, 1) * 1e4) / 1e4,
    };
  }

  return { find };
})();
