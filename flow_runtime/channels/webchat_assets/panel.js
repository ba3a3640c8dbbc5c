// The frame: a page, or a bubble that opens a dialog. Header, status, transcript, composer.

const status = element("p", { role: "status" });
const news = element("div.unseen", { role: "status" });
const over = element("div.over", { hidden: "" });
const panel = element(isPage ? "main.panel" : "dialog.panel");
const badge = element("b", { "aria-hidden": true });
const launcher = button("launcher", togglePanel, icon("chat"), badge);
let unread = 0;
let isReachable = true;
let state = {};

function buildPanel() {
  panel.ariaLabel = config.title;
  transcript.ariaLabel = words.transcript;
  transcript.onscroll = noteScroll;
  transcript.addEventListener("load", scrollDown, true); // an image grows when it arrives
  choices.ariaLabel = words.choices;
  over.append(element("p", words.ended), button("primary", restart, words.start_new));
  panel.append(buildHeader(), transcript, composer, over, news);
  panel.onclose = afterClosing;
  if (!isPage) panel.onkeydown = closeOnEscape;
  launcher.ariaExpanded = false;
  countUnread(0);
  showStatus();
}

function buildHeader() {
  const src = config.logo_url && safeUrl(config.logo_url);
  const face = element("div.face", src ? element("img", { src, alt: "" }) : icon("chat"));
  const names = element("div.names", element("h1", config.title), status);
  const close = iconButton("close", words.close, "plain", () => panel.close());
  return element("header", face, names, isPage ? "" : close);
}

function isOpen() {
  return isPage || panel.open;
}

function isSmall() {
  return matchMedia("(max-width:480px),(max-height:480px)").matches;
}

function togglePanel() {
  if (isOpen()) return panel.close();
  // On a small screen the dialog is modal: the browser itself keeps the focus inside it.
  if (isSmall()) panel.showModal();
  else panel.show();
  afterOpening();
  focusInside();
}

// After a reload the dialog comes back without taking the focus from the host's page.
function reopenPanel() {
  if (isSmall()) return;
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

function afterClosing() {
  remember({ open: false });
  launcher.ariaExpanded = false;
  launcher.focus();
}

function closeOnEscape(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault();
  panel.close();
}

// A finger needs no keyboard to pop up; a keyboard wants to write at once.
function focusInside(withKeyboard) {
  if (talk.ended) over.lastChild.focus();
  else if (withKeyboard || matchMedia("(pointer: fine)").matches) input.focus();
  else transcript.focus({ focusVisible: false });
}

function countMessage({ seq, author }) {
  if (seq <= (recall().seen_seq ?? 0)) return;
  if (isOpen()) remember({ seen_seq: seq });
  else if (author !== "customer") countUnread(unread + 1);
}

function countUnread(count) {
  unread = count;
  launcher.ariaLabel = count ? filled(words.open_unread, { count }) : words.open;
  badge.textContent = count || "";
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

function showState(now) {
  const hadFocus = composer.matches(":focus-within");
  const { ended } = talk;
  state = now;
  talk.attendant = now.attendant ?? talk.attendant;
  over.hidden = !ended;
  composer.hidden = ended;
  if (ended && hadFocus) focusInside();
  showStatus();
}

// A text message of a person carries the person's name; a document's name is its own.
function meetAttendant({ kind, name }) {
  if (kind === "text" && name) talk.attendant = name;
  showStatus();
}

// A conversation that does not go on is described by the sentence of its status.
function describe({ status: code = "connecting", owner }) {
  if (!isReachable) return words.offline;
  if (code !== "waiting") return words[code];
  if (owner === "bot") return words.bot;
  return talk.attendant ? filled(words.with_attendant, { name: talk.attendant }) : words.awaiting_attendant;
}

function showStatus() {
  const text = describe(state);
  panel.classList.toggle("offline", !isReachable);
  panel.classList.toggle("idle", state.status !== "waiting");
  if (status.textContent !== text) status.textContent = text;
}
