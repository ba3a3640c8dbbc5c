// The frame: a page, or a bubble that opens a dialog. Header, status, transcript, composer.

const SMALL = "(max-width: 480px), (max-height: 480px)";
const status = element("p", { role: "status" });
const news = element("div", { class: "unseen", role: "status" });
const over = element("div", { class: "over", hidden: "" });
const panel = element(isPage ? "main" : "dialog", { class: "panel" });
const launcher = button("launcher", togglePanel, icon("chat"));
let attendant;
let unread = 0;
let isReachable = true;
let stateText = () => words.connecting;

function buildPanel() {
  panel.ariaLabel = config.title;
  transcript.ariaLabel = words.transcript;
  choices.ariaLabel = words.choices;
  intro.append(...richText(config.greeting ?? ""));
  over.append(element("p", null, words.ended), button("primary", restart, words.start_new));
  panel.append(buildHeader(), transcript, composer, over, news);
  panel.onclose = afterClosing;
  panel.onkeydown = closeOnEscape;
  countUnread(0);
  showStatus();
}

function buildHeader() {
  const src = config.logo_url && safeUrl(config.logo_url);
  const face = element("div", { class: "face" }, src ? element("img", { src, alt: "" }) : icon("chat"));
  const names = element("div", { class: "names" }, element("h1", null, config.title), status);
  return element("header", null, face, names, isPage ? null : iconButton("close", words.close, "plain", closePanel));
}

function isOpen() {
  return isPage || panel.open;
}

function togglePanel() {
  if (isOpen()) return closePanel();
  // On a small screen the dialog is modal: the browser itself keeps the focus inside it.
  if (matchMedia(SMALL).matches) panel.showModal();
  else panel.show();
  afterOpening();
  focusInside();
}

// After a reload the dialog comes back without taking the focus from the host's page.
function reopenPanel() {
  if (matchMedia(SMALL).matches) return;
  panel.open = true;
  afterOpening();
}

function afterOpening() {
  remember({ open: true, seen_seq: talk.lastSeq });
  launcher.ariaExpanded = true;
  countUnread(0);
  beginOnce();
  grow();
  scrollDown();
}

function closePanel() {
  panel.close();
}

function afterClosing() {
  remember({ open: false });
  launcher.ariaExpanded = false;
  launcher.focus();
}

function closeOnEscape(event) {
  if (event.key !== "Escape" || isPage || event.isComposing) return;
  event.preventDefault();
  closePanel();
}

// A finger needs no keyboard to pop up; a keyboard wants to write at once.
function focusInside(withKeyboard) {
  if (talk.ended) over.lastChild.focus();
  else if (withKeyboard || matchMedia("(pointer: fine)").matches) input.focus();
  else transcript.focus();
}

function countMessage({ seq, author }) {
  if (seq <= (recall().seen_seq ?? 0)) return;
  if (isOpen()) remember({ seen_seq: seq });
  else if (author !== "customer") countUnread(unread + 1);
}

function countUnread(count) {
  unread = count;
  launcher.ariaLabel = words.open + (count ? `, ${filled(words.unread, { n: count })}` : "");
  launcher.replaceChildren(icon("chat"), ...(count ? [element("b", { "aria-hidden": true }, String(count))] : []));
}

async function announce(text) {
  news.textContent = text;
  await sleep(2500);
  news.textContent = "";
}

function showReachable(reachable) {
  isReachable = reachable;
  showStatus();
}

function showState(state, hasEnded = false) {
  const hadFocus = composer.matches(":focus-within");
  attendant = state.attendant;
  over.hidden = !hasEnded;
  composer.hidden = hasEnded;
  if (hasEnded && hadFocus) focusInside();
  stateText = () => describe(state, hasEnded);
  showStatus();
}

function describe({ status: code, owner }, hasEnded) {
  if (!code) return words.connecting;
  if (hasEnded) return words.ended;
  if (owner !== "person") return words.bot;
  return attendant ? filled(words.with_attendant, { name: attendant }) : words.awaiting_attendant;
}

function showStatus() {
  const text = isReachable ? stateText() : words.offline;
  panel.classList.toggle("offline", !isReachable);
  if (status.textContent !== text) status.textContent = text;
}
