// The messages in their order, what is still being sent, and the answers on offer.

const intro = element("p", { class: "intro" });
const list = element("div", { class: "list" });
const dots = element("div", { class: "typing", "aria-hidden": "true", hidden: "" }, ...[1, 2, 3].map(() => element("i")));
const choices = element("div", { class: "choices", role: "group" });
const transcript = element("div", { class: "transcript", role: "log", tabindex: 0 }, intro, list, dots, choices);
const unsentShown = new Map();
let lastMessage = null;

function clearTranscript() {
  list.replaceChildren();
  freezeTranscript();
}

// An expired conversation stays to be read, above all that follows.
function freezeTranscript() {
  [...unsentShown.keys()].forEach(eraseUnsent);
  for (const old of list.children) old.seq = 0;
  lastMessage = null;
  offerAnswers(true);
}

// While a kept transcript is drawn the log is busy: a screen reader need not hear it all again.
function showMessage(message, isHistory) {
  transcript.ariaBusy = Boolean(isHistory);
  const later = [...list.children].find((other) => other.seq > message.seq);
  place(drawMessage(message, attendant), message.seq, later);
  if (message.author !== "system" && !(later?.seq < Infinity)) lastMessage = message;
  countMessage(message);
}

function place(drawn, seq, before = null) {
  drawn.seq = seq;
  list.insertBefore(drawn, before);
  scrollDown();
  return drawn;
}

function showUnsent(item) {
  eraseUnsent(item.id);
  const status = element("small", { class: item.failed ? "failed" : "late" });
  if (item.failed) status.append(`${words.not_sent} · `, button("", () => retry(item), words.retry));
  else status.append(words.sending);
  const said = drawBubble(wordsOf(item));
  const drawn = element("div", { class: "message customer" }, caption("customer"), said, status);
  unsentShown.set(item.id, place(drawn, Infinity));
  offerAnswers(true);
}

function isUnsentShown(id) {
  return unsentShown.has(id);
}

function eraseUnsent(id) {
  unsentShown.get(id)?.remove();
  unsentShown.delete(id);
}

function showNote(...content) {
  return place(element("div", { class: "message system" }, ...content), 0);
}

function showExpired(lost) {
  freezeTranscript();
  const said = lost.map(wordsOf);
  showNote(element("p", null, words.expired, " ", said.length ? words.unsent_kept : ""));
  setDraft([...said, draft()].filter(Boolean).join("\n"));
}

function wordsOf({ text, names }) {
  return text || names.join(", ");
}

function showUnavailable(again) {
  const repeat = () => {
    note.remove();
    again();
  };
  const note = showNote(element("p", null, words.unavailable), button("choice", repeat, words.retry));
}

async function pretendTyping(seconds) {
  if (!seconds || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  dots.hidden = false;
  scrollDown();
  await sleep(seconds * 1000);
  dots.hidden = true;
}

// Only the last message's choices can be taken; what the customer said closes them.
function offerAnswers(isClosed) {
  const isAsking = !isClosed && lastMessage?.author === "bot" && !unsentShown.size;
  const { choices: offered, input } = isAsking ? lastMessage : {};
  const buttons = (offered ?? []).map((choice) => button("choice", (event) => choose(choice, event), choice.label));
  if (input?.kind === "file") buttons.push(button("choice", pickFile, icon("attach"), words.attach));
  choices.replaceChildren(...buttons);
  choices.hidden = !buttons.length;
  transcript.ariaBusy = false;
  expectAnswer(input);
  scrollDown();
}

function choose({ id, label }, event) {
  send({ choice: id, text: label });
  focusInside(event.detail === 0); // detail 0: pressed with the keyboard
}

function scrollDown() {
  transcript.scrollTop = transcript.scrollHeight;
}
