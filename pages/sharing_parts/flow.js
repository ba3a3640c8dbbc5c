"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const [nodes, edges, options, page] = ["nodes", "edges", "options", "page"].map(read);
  const root = document.documentElement;
  const wanted = root.dataset.theme;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const cards = new Map(nodes.map((node) => [node.id, node]));
  const icons = Object.fromEntries(Object.entries(page.icons).map(([name, path]) => [name, new Path2D(path)]));
  const FONT = "'Source Sans 3','Source Sans Pro','Segoe UI',Roboto,Arial,sans-serif";
  const LEGIBLE = 0.42;
  let colors, family, chosen = null, only = null, hits = null, scale = 1;

  function dress() {
    const dark = wanted === "dark" || (wanted === "auto" && system.matches);
    root.toggleAttribute("data-dark", dark);
    const style = getComputedStyle(root);
    const named = (name) => style.getPropertyValue(`--${name}`).trim();
    colors = Object.fromEntries(
      ["ground", "lane", "lane-odd", "card", "border", "line", "ink", "ink-2", "ink-3", "accent", "glyph"].map((name) => [name, named(name)]),
    );
    family = dark ? page.dark : page.light;
    colors.error = dark ? "#f87171" : "#b91c1c";
    colors.missing = dark ? "#fbbf24" : "#b45309";
    for (const icon of document.querySelectorAll("#legend svg")) icon.style.background = family[icon.dataset.family];
  }

  // -- the drawing ------------------------------------------------------------------------------

  const wires = page.wires.map((wire) => ({ ...wire, path: new Path2D(wire.d), tip: tipOf(wire.end) }));
  const looks = ["plain", "back", "error"];
  const dashes = { plain: [], back: [5, 4], error: [10, 6] };
  const together = Object.fromEntries(looks.map((look) => [look, joined(wires.filter((wire) => wire.look === look))]));

  function tipOf([x, y]) {
    const tip = new Path2D();
    tip.moveTo(x, y);
    tip.lineTo(x - 9, y - 5);
    tip.lineTo(x - 9, y + 5);
    tip.closePath();
    return tip;
  }

  function joined(some) {
    const line = new Path2D();
    const tips = new Path2D();
    for (const wire of some) {
      line.addPath(wire.path);
      tips.addPath(wire.tip);
    }
    return { line, tips };
  }

  function stroke(ctx, line, tips, look, color, width) {
    ctx.strokeStyle = ctx.fillStyle = color;
    ctx.lineWidth = Math.max(width, 0.8 / scale);
    ctx.setLineDash(scale < 0.15 ? [] : dashes[look]);
    ctx.stroke(line);
    ctx.setLineDash([]);
    ctx.fill(tips);
  }

  function drawBelow(ctx) {
    scale = network.getScale();
    const place = document.getElementById("drawing");
    const [top, bottom] = [0, place.clientHeight].map((y) => network.DOMtoCanvas({ x: 0, y }).y);
    page.lanes.forEach((lane, index) => {
      ctx.fillStyle = colors[index % 2 ? "lane-odd" : "lane"];
      ctx.fillRect(lane.x, top, lane.width, bottom - top);
    });
    for (const frame of page.frames) drawFrame(ctx, frame);
    for (const note of page.notes) drawNote(ctx, note);
    ctx.globalAlpha = only || hits ? 0.25 : 1;
    for (const look of looks) stroke(ctx, together[look].line, together[look].tips, look, look === "error" ? colors.error : colors.border, 2);
    ctx.globalAlpha = 1;
    for (const wire of chosen ? wires : [])
      if (wire.source === chosen || wire.target === chosen) stroke(ctx, wire.path, wire.tip, wire.look, colors.accent, 3);
  }

  function drawFrame(ctx, frame) {
    rounded(ctx, frame.x, frame.y, frame.width, frame.height, 12);
    ctx.strokeStyle = colors.border;
    ctx.lineWidth = 1;
    ctx.stroke();
    if (scale >= LEGIBLE) write(ctx, frame.name, frame.x + 12, frame.y + 15, 12, colors["ink-3"], 600);
  }

  function drawNote(ctx, note) {
    ctx.globalAlpha = 0.16;
    ctx.fillStyle = note.color;
    ctx.fillRect(note.x, note.y, note.width, note.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(note.x, note.y, 4, note.height);
    if (scale >= LEGIBLE) note.lines.forEach((line, index) => write(ctx, line, note.x + 14, note.y + 20 + 18 * index, 13, colors["ink-2"]));
  }

  function rounded(ctx, x, y, width, height, radius) {
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, radius);
  }

  function write(ctx, text, x, y, size, color, weight = 400, align = "left", room = undefined) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.fillStyle = color;
    ctx.textAlign = align;
    ctx.textBaseline = "alphabetic";
    ctx.fillText(text, x, y, room);
  }

  function drawCard(ctx, id, centerX, centerY) {
    const card = cards.get(id);
    const [x, y] = [centerX - card.width / 2, centerY - card.height / 2];
    const dim = (only && card.family !== only) || (hits && !hits.has(id));
    ctx.globalAlpha = dim ? 0.22 : 1;
    ctx.setLineDash([]);
    rounded(ctx, x, y, card.width, card.height, 10);
    ctx.fillStyle = colors.card;
    ctx.fill();
    ctx.strokeStyle = id === chosen ? colors.accent : colors.border;
    ctx.lineWidth = id === chosen ? Math.max(3, 2 / scale) : 1;
    if (scale < LEGIBLE) drawFromAfar(ctx, card, x, y);
    ctx.stroke();
    if (scale >= LEGIBLE) drawWhole(ctx, card, x, y);
    ctx.globalAlpha = 1;
  }

  function drawFromAfar(ctx, card, x, y) {
    const alpha = ctx.globalAlpha;
    ctx.strokeStyle = card.id === chosen ? colors.accent : family[card.family];
    ctx.lineWidth = card.id === chosen ? 3 / scale : Math.max(2, 0.9 / scale);
    ctx.fillStyle = family[card.family];
    ctx.globalAlpha = alpha * 0.3;
    ctx.fill();
    ctx.globalAlpha = alpha;
    ctx.save();
    ctx.clip();
    ctx.fillRect(x, y, card.width, 18);
    ctx.restore();
    if (scale >= 0.16) drawName(ctx, card, x + 14, y + 48);
    rounded(ctx, x, y, card.width, card.height, 10);
  }

  function drawName(ctx, card, x, y) {
    ctx.font = `600 26px ${FONT}`;
    const room = card.width - 28;
    const most = Math.max(1, Math.floor((card.height - 26) / 30));
    const lines = [""];
    for (const word of card.label.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) === "" || ctx.measureText(longer).width <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    lines.slice(0, most).forEach((line, index) => write(ctx, line, x, y + 30 * index, 26, colors.ink, 600, "left", room));
  }

  function drawWhole(ctx, card, x, y) {
    ctx.fillStyle = family[card.family];
    rounded(ctx, x + 9, y + 8, 20, 20, 5);
    ctx.fill();
    ctx.save();
    ctx.translate(x + 12, y + 11);
    ctx.scale(14 / 24, 14 / 24);
    ctx.strokeStyle = colors.glyph;
    ctx.lineWidth = 2;
    ctx.lineCap = ctx.lineJoin = "round";
    ctx.stroke(icons[card.family]);
    ctx.restore();
    const right = x + card.width;
    write(ctx, card.kind, x + 37, y + 22.5, 12, colors["ink-3"], 400, "left", 160);
    write(ctx, card.number || "", right - 11, y + 22.5, 12, colors["ink-2"], 600, "right");
    write(ctx, card.label, x + 11, y + 47, 14, colors.ink, 600, "left", card.width - 22);
    card.lines.forEach((line, index) => write(ctx, line, x + 11, y + 67 + 18 * index, 13, colors["ink-2"], 400, "left", card.width - 22));
    card.rows.forEach((row, index) => drawRow(ctx, row, x, right, y + 96 + 28 * index));
  }

  function drawRow(ctx, row, x, right, top) {
    ctx.fillStyle = colors.line;
    ctx.fillRect(x + 1, top, right - x - 2, 1);
    const told = row.leads_to ? `${row.label}  → ${row.leads_to}` : row.label;
    write(ctx, told, right - 16, top + 18.5, 13, colors["ink-2"], 400, "right", right - x - 27);
    ctx.beginPath();
    ctx.arc(right, top + 14, row.is_missing ? 6 : 4.5, 0, 2 * Math.PI);
    ctx.fillStyle = row.leads_to ? colors.border : colors.card;
    ctx.fill();
    ctx.strokeStyle = row.is_missing ? colors.missing : colors.border;
    ctx.lineWidth = 2;
    ctx.stroke();
    if (row.is_missing) write(ctx, "!", right, top + 17.5, 10, colors.missing, 700, "center");
  }

  function drawTitles(ctx) {
    const place = document.getElementById("drawing");
    const top = network.DOMtoCanvas({ x: 0, y: 0 });
    const end = network.DOMtoCanvas({ x: place.clientWidth, y: 0 });
    const size = 1 / scale;
    page.lanes.forEach((lane, index) => {
      const [left, right] = [Math.max(lane.x, top.x), Math.min(lane.x + lane.width, end.x)];
      if (right - left < 20 * size) return;
      ctx.fillStyle = colors[index % 2 ? "lane-odd" : "lane"];
      ctx.fillRect(left, top.y, right - left, 34 * size);
      ctx.fillStyle = lane.color;
      ctx.fillRect(left, top.y, right - left, 3 * size);
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top.y, right - left, 34 * size);
      ctx.clip();
      const name = shortened(ctx, lane.name, right - left - 48 * size, 14 * size);
      write(ctx, name, left + 12 * size, top.y + 23 * size, 14 * size, colors["ink-2"], 600);
      if (!name) return ctx.restore();
      const width = ctx.measureText(name).width;
      write(ctx, String(lane.count), left + 20 * size + width, top.y + 23 * size, 13 * size, colors["ink-3"]);
      ctx.restore();
    });
  }

  function shortened(ctx, text, room, size) {
    ctx.font = `600 ${size}px ${FONT}`;
    if (ctx.measureText(text).width <= room) return text;
    let kept = text.length;
    while (kept > 0 && ctx.measureText(`${text.slice(0, kept)}…`).width > room) kept -= 1;
    return kept ? `${text.slice(0, kept).trimEnd()}…` : "";
  }

  const renderer = ({ ctx, id, x, y }) => ({
    drawNode: () => drawCard(ctx, id, x, y),
    nodeDimensions: { width: cards.get(id).width, height: cards.get(id).height },
  });
  dress();
  const shown = nodes.map(({ id, x, y, label }) => ({ id, x, y, label, shape: "custom", ctxRenderer: renderer }));
  const network = new vis.Network(document.getElementById("drawing"), { nodes: shown, edges }, options);
  network.on("beforeDrawing", drawBelow);
  network.on("afterDrawing", drawTitles);
  network.on("selectNode", ({ nodes: [id] }) => choose(id, { move: false }));
  network.on("deselectNode", () => choose(null));
  network.on("hoverNode", () => (document.getElementById("drawing").style.cursor = "pointer"));
  network.on("blurNode", () => (document.getElementById("drawing").style.cursor = ""));
  network.on("zoom", () => {
    const now = network.getScale();
    const kept = Math.min(Math.max(now, 0.03), 3);
    if (kept !== now) network.moveTo({ scale: kept });
  });

  function showAll() {
    const place = document.getElementById("drawing");
    const [width, height] = [place.clientWidth - 32, place.clientHeight - 130];
    const fit = Math.min(width / page.box.width, height / page.box.height, 1);
    const middle = { x: page.box.x + page.box.width / 2, y: page.box.y + page.box.height / 2 };
    network.moveTo({ position: middle, scale: fit, offset: { x: 0, y: -10 } });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 3) });
  }

  // -- the script -------------------------------------------------------------------------------

  const items = new Map();

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function listScript() {
    const list = document.getElementById("script");
    for (const line of page.script) {
      const item = element("li");
      item.style.marginInlineStart = `${Math.min(line.depth, 8) * 12}px`;
      if (line.kind === "section") item.append(element("h3", "", line.lead));
      else if (line.kind === "step") fillStep(item, line);
      else fillJump(item, line);
      list.append(item);
    }
  }

  function fillStep(item, line) {
    if (line.lead) item.append(element("div", "lead", `${line.lead} →`));
    const body = element("div");
    const button = element("button", "step");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.append(element("span", "number", String(line.number)), element("span", "name", line.name), element("span", "kind", line.about));
    button.addEventListener("click", () => choose(chosen === line.id ? null : line.id));
    body.append(button);
    item.append(body);
    items.set(line.id, { body, button, line });
  }

  function fillJump(item, line) {
    const told = `${line.lead} → ${line.name}`.trim();
    if (!line.id) return item.append(element("div", "lead", told));
    const button = element("button", "jump", told);
    button.type = "button";
    button.addEventListener("click", () => choose(line.id));
    item.append(button);
  }

  function unfold(id, open) {
    const found = items.get(id);
    if (!found) return;
    found.body.classList.toggle("chosen", open);
    found.button.setAttribute("aria-expanded", String(open));
    found.body.querySelector(".more")?.remove();
    if (!open) return;
    const more = element("div", "more");
    for (const text of found.line.texts) more.append(element("p", text.title ? "small" : "", text.title ? `${text.title}: ${text.value}` : text.value));
    for (const row of cards.get(id)?.rows ?? []) if (row.target) more.append(wayOut(row));
    found.body.append(more);
  }

  function wayOut(row) {
    const next = items.get(row.target);
    const button = element("button", "jump", `${row.label} → ${row.leads_to}. ${next ? next.line.name : ""}`);
    button.type = "button";
    button.addEventListener("click", () => choose(row.target));
    return button;
  }

  function choose(id, { move = true } = {}) {
    if (chosen) unfold(chosen, false);
    chosen = id;
    if (!id) {
      network.unselectAll();
      network.redraw();
      return;
    }
    unfold(id, true);
    items.get(id)?.body.scrollIntoView({ block: "nearest" });
    network.selectNodes([id], false);
    if (move) {
      const animation = calm ? false : { duration: 300, easingFunction: "easeInOutQuad" };
      network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation });
    }
    network.redraw();
  }

  // -- legend and search ------------------------------------------------------------------------

  function drawLegend() {
    const legend = document.getElementById("legend");
    for (const { id, name, count } of page.legend) {
      const button = element("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 24 24");
      svg.setAttribute("aria-hidden", "true");
      svg.dataset.family = id;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", page.icons[id]);
      svg.append(path);
      button.append(svg, element("span", "", name), element("span", "count", String(count)));
      button.addEventListener("click", () => spotlight(id));
      legend.append(button);
    }
    for (const { look, words } of page.signs) {
      const sign = element("span", "sign", words);
      sign.prepend(element("i", look, look === "number" ? "→ 7" : ""));
      legend.append(sign);
    }
  }

  function spotlight(id) {
    only = only === id ? null : id;
    const buttons = [...document.querySelectorAll("#legend button")];
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(page.legend[index].id === only)));
    network.redraw();
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function search() {
    const wish = folded(document.getElementById("query").value.trim());
    hits = wish ? new Set(page.script.filter((line) => line.kind === "step" && folded(line.all).includes(wish)).map((line) => line.id)) : null;
    for (const [id, { body }] of items) body.parentElement.hidden = Boolean(hits && !hits.has(id));
    for (const item of document.querySelectorAll("#script li:not(:has(.step))")) item.hidden = Boolean(hits);
    const count = hits ? hits.size : 0;
    document.getElementById("found").textContent = hits ? (count === 1 ? page.words.found_one : page.words.found_many.replace("{count}", String(count))) : "";
    network.redraw();
  }

  listScript();
  drawLegend();
  dress();
  showAll();
  network.redraw();
  system.addEventListener("change", () => (dress(), network.redraw()));
  addEventListener("resize", () => network.redraw());
  document.getElementById("query").addEventListener("input", search);
  document.getElementById("closer").addEventListener("click", () => zoom(1.25));
  document.getElementById("further").addEventListener("click", () => zoom(0.8));
  document.getElementById("all").addEventListener("click", showAll);
  root.dataset.ready = "true";
})();
