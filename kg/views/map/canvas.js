/* The picture: colours, what is faded and what stands out, moving and zooming. It shows no text
   but labels of boxes and lanes, which vis-network draws on a canvas and never as HTML. */
"use strict";
boneMap.canvas = (() => {
  const { data, details, lines, view, byId } = boneMap;
  const { bands, heading, styles } = details;
  const holder = byId("canvas");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const CLOSEST = 2.5;
  const READABLE = 0.62;
  const CROWD = 60;
  const FEW = 12;
  const BUSY = 1500;
  const FADED = 0.08;
  let crowded = data.edges.length > CROWD;
  const lanes = details.lanes.map((_, lane) => lane);
  const looks = new Map();
  let palette = readPalette();
  let bright = null;

  const nodes = new vis.DataSet(data.nodes.map((node) => dressed(node, nodeLook)));
  const edges = new vis.DataSet(data.edges.map((edge) => dressed(edge, edgeLook)));
  const network = new vis.Network(holder, { nodes, edges }, JSON.parse(data.options));
  // The picture is one image to assistive technology; the table is its equal in words.
  holder.querySelector(".vis-network").removeAttribute("tabindex");

  function readPalette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const names = [
      "plus",
      "minus",
      "unsigned",
      "null",
      "ink",
      "soft",
      "card",
      "band",
      "rule",
      "chosen",
    ];
    return {
      ...Object.fromEntries(names.map((name) => [name, colour(name)])),
      lanes: lanes.map((lane) => colour(`lane-${lane}`)),
      borders: lanes.map((lane) => colour(`lane-${lane}-line`)),
      face: getComputedStyle(document.body).fontFamily,
    };
  }

  function mixed(first, second, share) {
    const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const [a, b] = [parts(first), parts(second)];
    return `rgb(${a.map((part, at) => Math.round(part * share + b[at] * (1 - share))).join(",")})`;
  }

  function nodeLook(node) {
    const faded = bright && !bright.nodes.has(node.id);
    const chosen = bright && bright.chosen === node.id;
    const lane = palette.lanes[node.lane];
    return {
      id: node.id,
      borderWidth: chosen ? 3 : 1,
      color: {
        background: faded ? mixed(lane, palette.band, 0.3) : lane,
        border: faded ? palette.rule : chosen ? palette.chosen : palette.borders[node.lane],
      },
      font: {
        color: faded ? mixed(palette.soft, palette.band, 0.45) : palette.ink,
        face: palette.face,
      },
    };
  }

  /* A line is as strong as the best of its claims that are shown. */
  function tierOf(line) {
    if (line.tier === "link" || line.claims.every((key) => view.entries.has(key))) return line.tier;
    const ranks = line.claims
      .filter((key) => view.entries.has(key))
      .map((key) => details.tiers.indexOf(boneMap.entries.get(key).tier));
    return ranks.length ? details.tiers[Math.min(...ranks)] : line.tier;
  }

  function edgeLook(edge) {
    const line = lines.get(edge.id);
    const style = styles[tierOf(line)];
    const lit = Boolean(bright && bright.edges.has(edge.id));
    const contested = line.contested && (lit || !bright);
    const thin = crowded ? 0.65 : 1;
    const thick = crowded && bright && bright.edges.size < FEW ? 2.2 : 1.4;
    return {
      id: edge.id,
      color: {
        color: palette[line.kind],
        opacity: lit ? 1 : bright ? FADED : style.opacity,
        inherit: false,
      },
      width: style.width * (lit ? thick : thin),
      dashes: style.dashes.length ? style.dashes : false,
      ...(line.contested ? labelled(contested) : {}),
    };
  }

  /* A label cannot be taken back, only made blank; lines that never bear one cost less. */
  function labelled(shown) {
    const { ink: color, face, card: strokeColor } = palette;
    return {
      label: shown ? "≠" : " ",
      font: { color, face, size: crowded ? 26 : 16, strokeWidth: 5, strokeColor },
    };
  }

  function dressed(each, lookOf) {
    const look = lookOf(each);
    looks.set(each.id, JSON.stringify(look));
    return { ...each, ...look };
  }

  /* Hand on those looks alone that are not what they were. */
  function renew(set, lookOf) {
    const changed = set.map(lookOf).filter((look) => {
      const words = JSON.stringify(look);
      const isNew = looks.get(look.id) !== words;
      looks.set(look.id, words);
      return isNew;
    });
    if (changed.length) set.update(changed);
  }

  function paint() {
    renew(nodes, nodeLook);
    renew(edges, edgeLook);
  }

  /* Headings stay in sight: over what is seen of their lane, at the top while it runs on above. */
  function drawHeadings(context, { left, top, right }) {
    context.font = `600 ${heading.size}px ${palette.face}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const band of bands) {
      const deep = band.heading.length * heading.line + 24;
      const y = Math.min(Math.max(band.top, top), band.top + band.height - deep);
      context.fillStyle = palette.band;
      context.beginPath();
      context.roundRect(band.left, y, band.width, deep, y > band.top ? 0 : 14);
      context.fill();
      context.fillStyle = palette.soft;
      const wide = Math.max(...band.heading.map((line) => context.measureText(line).width)) / 2;
      const seen = (Math.max(band.left, left) + Math.min(band.left + band.width, right)) / 2;
      const x = Math.min(Math.max(seen, band.left + wide), band.left + band.width - wide);
      band.heading.forEach((line, at) => context.fillText(line, x, y + 14 + at * heading.line));
    }
  }

  /* Bands and headings belong to every picture of the map, the one on the page or a saved one. */
  function dress(picture) {
    picture.on("beforeDrawing", (context) => {
      context.fillStyle = palette.band;
      for (const band of bands) {
        context.beginPath();
        context.roundRect(band.left, band.top, band.width, band.height, 14);
        context.fill();
      }
    });
    picture.on("afterDrawing", (context) => {
      const { width, height } = context.canvas.getBoundingClientRect();
      const { x: left, y: top } = picture.DOMtoCanvas({ x: 0, y: 0 });
      drawHeadings(context, { left, top, right: picture.DOMtoCanvas({ x: width, y: height }).x });
    });
  }

  const sides = ({ x, y, width, height }) => ({
    left: x - width / 2,
    top: y - height / 2,
    right: x + width / 2,
    bottom: y + height / 2,
  });

  /* Show some boxes, or all of the map; where that is too small to read, its causes. */
  function fit(keys = null) {
    const wanted = data.nodes.filter((node) => !keys || keys.has(node.id)).map(sides);
    const grounds = keys
      ? []
      : bands.map((band) => ({
          ...band,
          right: band.left + band.width,
          bottom: band.top + band.height,
        }));
    const all = [...grounds, ...wanted];
    if (!all.length) return;
    const left = Math.min(...all.map((box) => box.left));
    const top = Math.min(...all.map((box) => box.top));
    const right = Math.max(...all.map((box) => box.right));
    const bottom = Math.max(...all.map((box) => box.bottom));
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const margin = keys ? 80 : 24;
    const whole = Math.min(width / (right - left + margin), height / (bottom - top + margin), 1.2);
    const narrow = whole < READABLE / 2;
    const scale = narrow ? READABLE : whole;
    const x = narrow ? left - margin / 2 + width / scale / 2 : (left + right) / 2;
    const y = narrow ? top - margin / 2 + height / scale / 2 : (top + bottom) / 2;
    network.moveTo({ position: { x, y }, scale });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(network.getScale() * factor, CLOSEST), animation: motion() });
  }

  function motion() {
    return still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  }

  function light(chosen, nodeKeys, edgeKeys) {
    bright = { chosen, nodes: new Set(nodeKeys), edges: new Set(edgeKeys) };
    paint();
    reveal();
  }

  function lightTerm(key) {
    const touching = [...lines.values()].filter(
      (line) => view.lines.has(line.key) && [line.start, line.end].includes(key),
    );
    const around = touching.flatMap((line) => [line.start, line.end]);
    light(
      key,
      [key, ...around],
      touching.map((line) => line.key),
    );
  }

  function lightLine(key) {
    light(null, [lines.get(key).start, lines.get(key).end], [key]);
  }

  function dim() {
    if (!bright) return;
    bright = null;
    paint();
    reveal();
  }

  /* Bring a box into sight, and move no more than that takes. */
  function approach(key) {
    const spot = network.canvasToDOM(network.getPositions([key])[key]);
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const inside = spot.x > 40 && spot.y > 60 && spot.x < width - 40 && spot.y < height - 40;
    if (inside && network.getScale() >= 0.3) return;
    network.focus(key, { scale: Math.max(network.getScale(), 0.85), animation: motion() });
  }

  /* Hide what is not shown, unless it is lit. */
  function reveal() {
    const isHidden = (shown, lit) => (key) => !shown.has(key) && !(bright && lit.has(key));
    hide(nodes, isHidden(view.terms, bright ? bright.nodes : view.terms));
    hide(edges, isHidden(view.lines, bright ? bright.edges : view.lines));
  }

  function hide(set, isHidden) {
    const looks = set.map(({ id, hidden }) => ({ id, hidden: isHidden(id), was: Boolean(hidden) }));
    const changed = looks.filter(({ hidden, was }) => hidden !== was);
    if (changed.length) set.update(changed.map(({ id, hidden }) => ({ id, hidden })));
  }

  function show() {
    crowded = view.lines.size > CROWD;
    renew(edges, edgeLook);
    reveal();
  }

  // A plain wheel scrolls the page; only with Ctrl does it zoom the map.
  holder.addEventListener(
    "wheel",
    (event) => event.ctrlKey || event.metaKey || event.stopPropagation(),
    { capture: true },
  );
  dark.addEventListener("change", () => {
    palette = readPalette();
    paint();
  });
  dress(network);
  network.once("afterDrawing", () => performance.mark("drawn"));

  return {
    holder,
    network,
    nodes,
    edges,
    bounds: sides,
    fit,
    zoom,
    light,
    lightTerm,
    lightLine,
    dim,
    approach,
    show,
    dress,
    isBusy: data.edges.length > BUSY,
    isBright: (key) => Boolean(bright && (bright.nodes.has(key) || bright.edges.has(key))),
    hasBright: () => bright !== null,
    point: (on) => holder.classList.toggle("pointing", on),
    ground: () => palette.card,
  };
})();
