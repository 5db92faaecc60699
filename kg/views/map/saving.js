/* What can be taken along: the picture at twice or four times its size, the drawing, the claims. */
"use strict";
boneMap.saving = (() => {
  const { details, terms, entries, lines, view, make, isClaim } = boneMap;
  const { canvas } = boneMap;
  const LARGEST = 12000;
  const FADED = 0.1;
  const PRINTED = 2;
  const KEYED = /^<g data-key="([a-z]+-?\d+)"/;

  function hand(parts, type, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(parts instanceof Blob ? parts : new Blob(parts, { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* Draw what is in sight once more, larger, out of sight. */
  function sheet(times) {
    const { holder, network, nodes, edges } = canvas;
    const most = LARGEST / Math.max(holder.clientWidth, holder.clientHeight);
    const scale = Math.min(times, most) / window.devicePixelRatio;
    const room = make("div", { kind: "darkroom" });
    room.style.width = `${Math.round(holder.clientWidth * scale)}px`;
    room.style.height = `${Math.round(holder.clientHeight * scale)}px`;
    holder.after(room);
    const copy = new vis.Network(
      room,
      { nodes, edges },
      { ...JSON.parse(boneMap.data.options), autoResize: false },
    );
    canvas.dress(copy);
    copy.moveTo({ position: network.getViewPosition(), scale: network.getScale() * scale });
    copy.redraw();
    const drawn = room.querySelector("canvas");
    const paper = Object.assign(make("canvas"), { width: drawn.width, height: drawn.height });
    const context = paper.getContext("2d");
    context.fillStyle = canvas.ground();
    context.fillRect(0, 0, paper.width, paper.height);
    context.drawImage(drawn, 0, 0);
    copy.destroy();
    room.remove();
    return paper;
  }

  function picture(times) {
    sheet(times).toBlob((blob) => hand(blob, "image/png", `map-${times}x.png`));
  }

  /* On paper the picture is finer than on the screen, and as wide as the paper. */
  window.addEventListener("beforeprint", () => {
    const paper = sheet(PRINTED);
    paper.className = "paper";
    canvas.holder.after(paper);
  });
  window.addEventListener("afterprint", () => {
    for (const paper of document.querySelectorAll(".paper")) paper.remove();
  });

  const opaque = (line, share) =>
    line.replace(/^<g (data-key="[^"]*")(?: opacity="[^"]*")?/, `<g $1 opacity="${share}"`);

  /* The drawing is written by Python; each of its parts stands on a line of its own. */
  function drawing() {
    const kept = details.picture.split("\n").flatMap((line) => {
      const [, key] = KEYED.exec(line) || [];
      if (!key || !(boneMap.drawn.has(key) || lines.has(key))) return [line];
      if (canvas.hasBright()) {
        return [canvas.isBright(key) ? opaque(line, 1) : opaque(line, FADED)];
      }
      return view.terms.has(key) || view.lines.has(key) ? [line] : [];
    });
    // What the drawing says of its size holds for the whole of it alone.
    const summary = document.querySelector("header p").textContent;
    return kept.join("\n").replaceAll(summary, () => caption(summary));
  }

  function caption(summary) {
    const isWhole = view.entries.size === entries.size;
    return isWhole ? summary : boneMap.byId("counts").textContent;
  }

  const shown = () =>
    [...entries.values()].filter((entry) => isClaim(entry) && view.entries.has(entry.key));
  const idOf = (key) => terms.get(key).id;

  const named =
    (own) =>
    ({ id, sentence }) => ({ id, sentence: sentence || own });

  function records() {
    return shown().map(({ key, start, end, against, beside, ...claim }) => ({
      ...claim,
      subject_id: idOf(start),
      object_id: idOf(end),
      against: against.map(named(claim.sentence)),
      beside: beside.map(named(claim.sentence)),
    }));
  }

  const COLUMNS = [
    "claim",
    "subject",
    "relation",
    "object",
    "site",
    "direction",
    "tier",
    "strength",
    "evidence",
    "verdict",
    "basis",
    "certainty",
    "rung",
    "species",
    "sex",
    "stage",
    "model",
    "dose",
    "study",
    "doi",
    "source",
    "lines",
    "mechanism",
    "note",
  ];

  /* A spreadsheet would take some cells for formulas; those are marked as text. */
  function cell(value) {
    const text = String(Array.isArray(value) ? value.join("|") : (value ?? "")).replace(
      /\s+/g,
      " ",
    );
    return /^[=+\-@]/.test(text) ? `'${text}` : text;
  }

  function table() {
    const rows = shown().flatMap((claim) =>
      claim.evidence.map((piece) => {
        const row = {
          ...claim,
          ...piece,
          claim: claim.id,
          direction: claim.kind,
          strength: claim.value,
          evidence: piece.id,
        };
        return COLUMNS.map((name) => cell(row[name])).join("\t");
      }),
    );
    return `${[COLUMNS.join("\t"), ...rows].join("\n")}\n`;
  }

  const WAYS = {
    png2: () => picture(2),
    png4: () => picture(4),
    svg: () => hand([drawing()], "image/svg+xml", "map.svg"),
    json: () =>
      hand(
        [JSON.stringify({ address: location.hash, claims: records() }, null, 1)],
        "application/json",
        "claims.json",
      ),
    tsv: () => hand([table()], "text/tab-separated-values", "evidence.tsv"),
  };

  return { save: (way) => WAYS[way]() };
})();
