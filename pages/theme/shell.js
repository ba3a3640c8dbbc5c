/**
 * What only the page itself can do: say its language, put Streamlit's own few words into that
 * language, and keep a person's name, language and colours in this browser.
 *
 * It never reads or writes what people wrote: Markdown, fields and our own components are left out.
 */
const STORE = "fluxo_person";
const YEAR_S = 365 * 24 * 60 * 60;
const THEMES = { system: "System", light: "Light", dark: "Dark" };
const LEFT_OUT = "[data-testid=stMarkdownContainer], [data-testid=stBidiComponent], pre, code";
const LOST_TITLE = "Connection error";
const ASKS_EVERY_MS = 5_000;
const TRANSLATED = ["aria-label", "placeholder", "title"];

const shell = (window.fluxoShell ??= {
  words: new Map(),
  patterns: [],
  observer: null,
  wasLost: false,
  asking: null,
  drawAgain: () => undefined,
});

// -- what the browser remembers ---------------------------------------------------------------

/** A cookie, so that the server knows it when the page opens: nothing is drawn twice. */
function kept() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${STORE}=`));
  try {
    return JSON.parse(decodeURIComponent(found.slice(STORE.length + 1)));
  } catch {
    return {};
  }
}

/** Keep what was chosen; say whether the colours are others now. */
function keep(changes) {
  const before = kept();
  const after = { ...before, ...changes };
  const text = encodeURIComponent(JSON.stringify(after));
  document.cookie = `${STORE}=${text}; path=/; max-age=${YEAR_S}; samesite=lax`;
  return (after.theme ?? "system") !== (before.theme ?? "system");
}

/** Streamlit reads its theme when the page loads, under the address of each page. */
function wearTheme(theme, paths) {
  for (const path of new Set([...paths, location.pathname])) {
    localStorage.setItem(`stActiveTheme-${path}-v2`, JSON.stringify(THEMES[theme] ?? "System"));
  }
}

/** Dialogs and menus hang beside the application: let them, and the scroll bars, be dark with it. */
function wearScheme() {
  const app = document.querySelector(".stApp");
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
}

// -- Streamlit's own words ----------------------------------------------------------------------

function learn(words) {
  shell.words = new Map(Object.entries(words).filter(([from]) => !from.includes("*")));
  shell.patterns = Object.entries(words)
    .filter(([from]) => from.includes("*"))
    .map(([from, to]) => [pattern(from), to]);
}

function pattern(text) {
  const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.{0,200}?)")}$`);
}

function said(text) {
  const known = shell.words.get(text.trim());
  if (known !== undefined) return known;
  for (const [from, to] of shell.patterns) {
    const found = from.exec(text.trim());
    if (found) return found.slice(1).reduce((line, part) => line.replace("*", () => part), to);
  }
  return null;
}

function sayAttributes(element) {
  for (const name of TRANSLATED) {
    const value = element.getAttribute(name);
    const words = value ? said(value) : null;
    if (words !== null && words !== value) element.setAttribute(name, words);
  }
}

function sayText(node) {
  closeConnectionDialog(node);
  if (node.parentElement?.closest(LEFT_OUT)) return;
  const words = said(node.data);
  if (words !== null && words !== node.data) node.data = words;
}

function sayAll(root) {
  if (root.nodeType === Node.TEXT_NODE) return sayText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  sayAttributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) sayText(node);
    else sayAttributes(node);
  }
}

function sayChanges(records) {
  for (const record of records) {
    if (record.type === "childList") record.addedNodes.forEach(sayAll);
    else if (record.type === "characterData") sayText(record.target);
    else sayAttributes(record.target);
  }
}

/** The header says that the connection is lost; a dialog over the canvas would stop the work. */
function closeConnectionDialog(text) {
  const dialog = text.data === LOST_TITLE && text.parentElement?.closest("[role=dialog]");
  if (dialog) setTimeout(() => dialog.querySelector("button")?.click());
}

/**
 * A server that came back knows no page of before: draw this one again at once, or the first thing
 * that a person changes would only make it known, and be lost.
 */
function lookAtConnection(app) {
  const isLost = app.dataset.testConnectionState !== "CONNECTED";
  if (shell.wasLost && !isLost) shell.drawAgain();
  shell.wasLost = isLost;
  if (isLost && shell.asking === null) shell.asking = setInterval(askWhetherSignedIn, ASKS_EVERY_MS);
  if (!isLost) {
    clearInterval(shell.asking);
    shell.asking = null;
  }
}

/** A connection is refused to who is not signed in any more: then this page leads to the sign-in. */
async function askWhetherSignedIn() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
    if (answer.type === "opaqueredirect") location.reload();
  } catch {
    return; // the server is away: there is nobody to ask
  }
}

function watch() {
  sayAll(document.body);
  if (shell.observer === null) {
    shell.observer = new MutationObserver(sayChanges);
    const app = document.querySelector(".stApp");
    new MutationObserver(() => lookAtConnection(app)).observe(app, {
      attributes: true,
      attributeFilter: ["data-test-connection-state"],
    });
  }
  shell.observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: TRANSLATED,
  });
}

// -- the component --------------------------------------------------------------------------------

export default function ({ data, setStateValue }) {
  shell.drawAgain = () => setStateValue("drawn_again", Date.now());
  document.documentElement.lang = data.language;
  document.documentElement.style.setProperty("--fluxo-words-lost", JSON.stringify(data.lost));
  wearScheme();
  learn(data.words);
  watch();
  if (Object.keys(data.changes).length > 0 && keep(data.changes)) {
    wearTheme(data.changes.theme, data.paths);
    location.reload();
  }
}
