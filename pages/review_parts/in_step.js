/**
 * Keeps the two maps at the same place, and lets one select a block in both.
 *
 * Each map is a frame of streamlit-agraph, of this origin, with a network of vis-network inside that
 * the component tells nobody about; React knows it. Where it cannot be found the maps move alone,
 * and everything is still said by the list of sentences.
 */
const FRAMES = [".st-key-rv-map-before iframe", ".st-key-rv-map-after iframe"];
const LOOK_AGAIN_MS = 50;
const CLOSEST = 0.9;
const SMALLEST = 0.3;
const READABLE = 0.55;
const STEP = 1.3;
const NEARLY = 1e-3;
const SETTLES_WITHIN_MS = 4000;

const maps = (window.fluxoMaps ??= { pair: [], frames: [], chosen: null, changed: [], select: () => undefined });

// -- finding the networks ---------------------------------------------------------------------------

/** The network in a frame: a state of the React component that drew the element around it. */
function networkIn(frame) {
  const holder = frame?.contentDocument?.querySelector(".vis-network")?.parentElement;
  const key = holder && Object.keys(holder).find((name) => name.startsWith("__react"));
  for (let fiber = holder?.[key]; fiber; fiber = fiber.return) {
    for (const known of [fiber, fiber.alternate]) {
      for (let hook = known?.memoizedState; hook && "next" in hook; hook = hook.next) {
        if (typeof hook.memoizedState?.getViewPosition === "function") return hook.memoizedState;
      }
    }
  }
  return null;
}

/** Join the maps once both are drawn, and again when Streamlit has put others in their place. */
function look() {
  const frames = FRAMES.map((path) => document.querySelector(path));
  frames.forEach(name);
  const found = frames.map(networkIn);
  if (found.some((network) => !network?.body.view.scale)) return;
  if (found.every((network, side) => network === maps.pair[side])) return;
  maps.pair = found;
  maps.frames = frames;
  found.forEach(lead);
  begin();
}

function name(frame, side) {
  if (!frame || frame.title === maps.words?.titles[side]) return;
  frame.title = maps.words.titles[side];
  frame.tabIndex = -1; // what the map shows is said by the sentences; its canvas has no keys
}

// -- in step ----------------------------------------------------------------------------------------

/** Whatever moves a map, a hand or a button, shows when it is painted: the other follows then. */
function lead(network, side) {
  network.on("afterDrawing", () => {
    if (maps.pair[side] !== network) return;
    if (isRestless(network)) return void network.moveTo({ ...maps.wanted, animation: false });
    follow(network, maps.pair[1 - side]);
  });
  for (const hand of ["dragStart", "zoom", "click"]) network.on(hand, () => (maps.wanted = null));
  network.on("click", ({ nodes }) => {
    if (nodes.length > 0) select(String(nodes[0]), { goes: false, tells: true });
  });
}

/** While a page is drawn for the first time, a map may still fit itself into its frame on its own. */
function isRestless(network) {
  return maps.wanted && Date.now() < maps.settled && !isNear(maps.wanted, viewOf(network));
}

function follow(leader, other) {
  const view = viewOf(leader);
  if (isNear(view, viewOf(other))) return;
  other.moveTo({ ...view, animation: false });
}

function viewOf(network) {
  return { position: network.getViewPosition(), scale: network.getScale() };
}

function isNear(one, two) {
  const isThere = (axis) => Math.abs(one.position[axis] - two.position[axis]) * one.scale < 0.1;
  return isThere("x") && isThere("y") && Math.abs(one.scale / two.scale - 1) < NEARLY;
}

// -- where one looks --------------------------------------------------------------------------------

/** Begin where something changed, so near that it can be read. */
function begin() {
  const { chosen, changed } = maps;
  maps.wanted = null;
  if (chosen !== null) select(chosen, { goes: true, tells: false });
  else show(changed);
  Object.assign(maps, { wanted: viewOf(maps.pair[0]), settled: Date.now() + SETTLES_WITHIN_MS });
}

function show(nodes) {
  const [network] = maps.pair;
  if (!network) return;
  const there = nodes.filter((id) => network.body.nodes[id]);
  network.fit({ nodes: there.length > 0 ? there : undefined, maxZoomLevel: CLOSEST, animation: false });
  if (there.length > 0 && network.getScale() < SMALLEST) {
    network.focus(there[0], { scale: READABLE, animation: false });
  }
}

function showAll() {
  maps.wanted = null;
  maps.pair[0]?.fit({ maxZoomLevel: CLOSEST, animation: false });
}

function zoom(by) {
  maps.wanted = null;
  const [network] = maps.pair;
  network?.moveTo({ scale: network.getScale() * by, animation: false });
}

function select(id, { goes, tells }) {
  maps.chosen = id;
  maps.wanted = null;
  for (const network of maps.pair) {
    if (id !== null && network.body.nodes[id]) network.selectNodes([id], false);
    else network.unselectAll();
  }
  const [network] = maps.pair;
  if (goes && network?.body.nodes[id]) {
    network.focus(id, { scale: Math.max(network.getScale(), READABLE), animation: false });
  }
  if (tells) window.dispatchEvent(new CustomEvent("fluxo-block", { detail: id }));
}

/** Go to the change before or after the chosen one, round and round. */
function step(by) {
  const { changed, chosen } = maps;
  if (changed.length === 0) return;
  const at = changed.indexOf(chosen);
  const next = at < 0 ? (by > 0 ? 0 : changed.length - 1) : (at + by + changed.length) % changed.length;
  select(changed[next], { goes: true, tells: true });
}

// -- the buttons ------------------------------------------------------------------------------------

const BUTTONS = [
  ["before", "chevron_left", () => step(-1)],
  ["next", "chevron_right", () => step(1)],
  ["nearer", "add", () => zoom(STEP)],
  ["farther", "remove", () => zoom(1 / STEP)],
  ["all", "fit_screen", showAll],
];

function drawButtons(parent, words, hasChanges) {
  parent.querySelector(".rv-buttons")?.remove();
  const row = document.createElement("div");
  row.className = "rv-buttons";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", words.group);
  for (const [key, icon, act] of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = words[key];
    button.setAttribute("aria-label", words[key]);
    button.disabled = !hasChanges && (key === "before" || key === "next");
    const symbol = document.createElement("span");
    symbol.className = "symbol";
    symbol.setAttribute("aria-hidden", "true");
    symbol.textContent = icon;
    button.append(symbol);
    button.addEventListener("click", act);
    row.append(button);
  }
  parent.append(row);
}

export default function ({ data, parentElement }) {
  const text = JSON.stringify([data.words, data.changed.length > 0]);
  if (parentElement.dataset.drawn !== text) {
    parentElement.dataset.drawn = text;
    drawButtons(parentElement, data.words, data.changed.length > 0);
  }
  const isOther = maps.mark !== data.mark;
  Object.assign(maps, { words: data.words, changed: data.changed, mark: data.mark, select });
  if (isOther) Object.assign(maps, { pair: [], chosen: null });
  const looking = setInterval(look, LOOK_AGAIN_MS);
  return () => clearInterval(looking);
}
