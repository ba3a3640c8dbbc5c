// The entry: asks for the channel's settings, then puts the chat on the page.

let begun;

function beginOnce() {
  begun ??= openTalk();
}

async function boot() {
  const host = element(isPage ? "div.page" : "div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  try {
    settle(await insist(channelPath));
  } catch {
    return isPage && root.append(element("main.panel", element("p.intro", words.unavailable)));
  }
  host.lang = language;
  host.classList.toggle("left", (script.dataset.position ?? config.position) === "left");
  applyColors(host, config.colors);
  mount(root);
}

function mount(root) {
  buildComposer();
  buildPanel();
  root.append(panel, ...(isPage ? [] : [launcher]));
  const { open, focused, draft: kept, token } = recall();
  setDraft(kept);
  if (isPage || token) beginOnce();
  if (open && !isPage) reopenPanel();
  if (isPage || (panel.open && focused)) focusInside();
  addEventListener("pagehide", () => remember({ draft: draft(), focused: !!root.activeElement }));
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", boot);
else boot();
