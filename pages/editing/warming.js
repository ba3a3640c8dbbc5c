/**
 * Fetch and read the code of widgets that stand in no panel yet, a piece whenever the page rests:
 * the first selected block then shows its fields as fast as the next ones. A piece that cannot be
 * had is fetched by Streamlit when its widget comes.
 */
const LATEST_MS = 5000;
const UNTOLD_MS = 1000;

const warming = (window.fluxoWarming ??= { hasBegun: false });

export default function (component) {
  const own = document.querySelector("script[type=module][src*='/static/js/']");
  if (warming.hasBegun || !own) return;
  warming.hasBegun = true;
  fetchInTurn(component.data.names.map((name) => new URL(name, own.src).href));
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
