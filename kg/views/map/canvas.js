/* The picture: colours, what is faded and what stands out, moving and zooming. It shows no text
   but labels of boxes and lanes, which vis-network draws on a canvas and never as HTML. */
"use strict";
const boneMap = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { bands, heading, lines } = data.details;
  const holder = document.getElementById("canvas");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const options = JSON.parse(data.options);
  const CLOSEST = 2.5;
  const READABLE = 0.62;
  const CROWD = 60;
  const REST =
    data.edges.length > CROWD
      ? { asserted: 0.42, suggested: 0.38, weak: 0.24 }
      : { asserted: 0.85, suggested: 0.85, weak: 0.6 };
  const FADED = 0.07;
  let palette = readPalette();
  let bright = null;

  function readPalette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const lanes = [0, 1, 2, 3, 4, 5, 6];
    return {
      ...Object.fromEntries(
        ["plus", "minus", "unsigned", "null", "ink", "soft", "card", "band", "rule", "chosen"].map(
          (name) => [name, colour(name)],
        ),
      ),
      lanes: lanes.map((lane) => colour(`lane-${lane}`)),
      borders: lanes.map((lane) => colour(`lane-${lane}-line`)),
      face: getComputedStyle(document.body).fontFamily,
    };
  }

  function nodeLook(node) {
    const faded = bright && !bright.nodes.has(node.id);
    const chosen = bright && bright.chosen === node.id;
    return {
      id: node.id,
      borderWidth: chosen ? 3 : 1,
      opacity: 1,
      color: {
        background: faded ? "rgba(128,128,128,0.05)" : palette.lanes[node.lane],
        border: faded ? palette.rule : chosen ? palette.chosen : palette.borders[node.lane],
      },
      font: { color: faded ? mixed(palette.soft, palette.card) : palette.ink, face: palette.face },
    };
  }

  function mixed(first, second) {
    const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const [a, b] = [parts(first), parts(second)];
    return `rgb(${a.map((part, at) => Math.round(part * 0.4 + b[at] * 0.6)).join(",")})`;
  }

  function edgeLook(edge) {
    const lit = bright && bright.edges.has(edge.id);
    const opacity = lit ? 1 : bright ? FADED : REST[edge.strength];
    const contested = lines[edge.id].contested && (lit || !bright);
    return {
      id: edge.id,
      color: { color: palette[edge.kind], opacity, inherit: false },
      width: lit ? 2.5 : edge.strength === "weak" ? 1.2 : 1.6,
      label: contested ? "≠" : " ",
      font: { color: palette.ink, face: palette.face, size: 16, strokeWidth: 5, strokeColor: palette.card },
    };
  }

  function paint() {
    nodes.update(nodes.map(nodeLook));
    edges.update(edges.map(edgeLook));
  }

  paint();
  const network = new vis.Network(holder, { nodes, edges }, options);
  // The picture is one image to assistive technology; the table is its equal in words.
  holder.querySelector(".vis-network").removeAttribute("tabindex");

  network.on("beforeDrawing", (context) => {
    context.fillStyle = palette.band;
    for (const band of bands) {
      context.beginPath();
      context.roundRect(band.left, band.top, band.width, band.height, 14);
      context.fill();
    }
  });

  /* Headings stay in sight: at the top of the picture while their lane runs on above it. */
  network.on("afterDrawing", (context) => {
    const top = network.DOMtoCanvas({ x: 0, y: 0 }).y;
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
      band.heading.forEach((line, at) =>
        context.fillText(line, band.left + band.width / 2, y + 14 + at * heading.line),
      );
    }
  });

  function bounds() {
    const boxes = data.nodes.map((node) => {
      const { x, y, width, height } = node;
      return { left: x - width / 2, top: y - height / 2, width, height };
    });
    const all = [...bands, ...boxes];
    return {
      left: Math.min(...all.map((box) => box.left)),
      top: Math.min(...all.map((box) => box.top)),
      right: Math.max(...all.map((box) => box.left + box.width)),
      bottom: Math.max(...all.map((box) => box.top + box.height)),
    };
  }

  /* Show all of the map; on a screen too small for that, its causes at a size one can read. */
  function fit() {
    const { left, top, right, bottom } = bounds();
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const margin = 24;
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
  }

  function lightTerm(key) {
    const touching = edges.get({ filter: (edge) => !edge.hidden && [edge.from, edge.to].includes(key) });
    const around = touching.flatMap((edge) => [edge.from, edge.to]);
    light(key, [key, ...around], touching.map((edge) => edge.id));
  }

  function lightLine(key) {
    light(null, [lines[key].start, lines[key].end], [key]);
  }

  function dim() {
    bright = null;
    paint();
  }

  function approach(key) {
    const scale = Math.max(network.getScale(), 0.85);
    network.focus(key, { scale, animation: motion() });
  }

  function show(isShown) {
    const looks = edges.map((edge) => ({ id: edge.id, hidden: !isShown(lines[edge.id]) }));
    edges.update(looks.filter((look) => look.hidden !== Boolean(edges.get(look.id).hidden)));
  }

  function save(name) {
    const source = holder.querySelector("canvas");
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [source.width, source.height];
    const context = copy.getContext("2d");
    context.fillStyle = palette.card;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(source, 0, 0);
    copy.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    });
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
  fit();

  return { data, network, nodes, fit, zoom, light, lightTerm, lightLine, dim, approach, show, save };
})();
