/* The keyboard on the picture: one button that stands on a box and goes from box to box. */
"use strict";
boneMap.cursor = (() => {
  const { data, terms, view, byId } = boneMap;
  const { network, holder } = boneMap.canvas;
  const mark = byId("cursor");
  const boxes = new Map(data.nodes.map((node) => [node.id, node]));
  const WAYS = {
    ArrowRight: (dx, dy) => [dx, dy],
    ArrowLeft: (dx, dy) => [-dx, dy],
    ArrowDown: (dx, dy) => [dy, dx],
    ArrowUp: (dx, dy) => [-dy, dx],
  };
  const ASIDE = 2.5;
  let at = null;

  const shown = () => data.nodes.filter((node) => view.terms.has(node.id));

  /* Find the nearest box that way; what lies aside counts as further off. */
  function nearest(from, way) {
    let best = null;
    for (const node of shown()) {
      const [ahead, aside] = WAYS[way](node.x - from.x, node.y - from.y);
      if (node.id === from.id || ahead <= 0 || Math.abs(aside) > ASIDE * ahead + 40) continue;
      const distance = ahead + ASIDE * Math.abs(aside);
      if (!best || distance < best.distance) best = { node, distance };
    }
    return best && best.node;
  }

  function words(key) {
    const { label, type, outgoing, incoming } = terms.get(key);
    return `${label}, ${type}: ${boneMap.counted(outgoing.length, "claim")} out, ${incoming.length} in`;
  }

  function stand(key) {
    at = key;
    mark.setAttribute("aria-label", words(key));
    place();
  }

  function go(key) {
    stand(key);
    boneMap.canvas.approach(key);
    boneMap.say(words(key));
  }

  /* Keep the button on its box, whatever the picture does. */
  function place() {
    const node = boxes.get(at);
    if (!node) return;
    const { left, top, right, bottom } = boneMap.canvas.bounds(node);
    const [from, to] = [
      network.canvasToDOM({ x: left, y: top }),
      network.canvasToDOM({ x: right, y: bottom }),
    ];
    const inside = (value, most) => Math.min(Math.max(value, 0), most);
    const [x, y] = [inside(from.x, holder.clientWidth), inside(from.y, holder.clientHeight)];
    mark.style.transform = `translate(${x}px, ${y}px)`;
    mark.style.width = `${Math.max(inside(to.x, holder.clientWidth) - x, 12)}px`;
    mark.style.height = `${Math.max(inside(to.y, holder.clientHeight) - y, 12)}px`;
  }

  /* Stay on a box that is shown; else begin at the top of the leftmost ones. */
  function settle() {
    const nodes = shown();
    mark.hidden = !nodes.length;
    if (!nodes.length || view.terms.has(at)) return;
    stand(nodes.reduce((first, node) => (before(node, first) ? node : first)).id);
  }

  const before = (a, b) => a.x < b.x || (a.x === b.x && a.y < b.y);

  mark.addEventListener("keydown", (event) => {
    if (!(event.key in WAYS)) return;
    event.preventDefault();
    const next = nearest(boxes.get(at), event.key);
    if (next) go(next.id);
  });
  mark.addEventListener("focus", () => boneMap.canvas.approach(at));
  network.on("afterDrawing", place);

  return { mark, stand, settle, key: () => at };
})();
