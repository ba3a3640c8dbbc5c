/**
 * Fetch and read the code of widgets that stand nowhere yet, a piece whenever the page rests: what
 * comes next is then drawn as fast as what comes after it. A piece that cannot be had is fetched by
 * Streamlit when its widget comes.
 */
const LATEST_MS = 5000;
const UNTOLD_MS = 1000;

const known = (window.fluxoWarmed ??= new Set());

export default function (component) {
  const own = document.querySelector("script[type=module][src*='/static/js/']");
  if (!own) return;
  const others = component.data.names.filter((name) => !known.has(name));
  others.forEach((name) => known.add(name));
  fetchInTurn(others.map((name) => new URL(name, own.src).href));
}

function fetchInTurn([address, ...others]) {
  if (!address) return;
  const next = () => fetchInTurn(others);
  atRest(() => import(address).then(next, next));
}

/** Not every browser says when it rests. */
function atRest(then) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(then, { timeout: LATEST_MS });
  else setTimeout(then, UNTOLD_MS);
}
