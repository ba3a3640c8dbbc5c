// The messages in their order, what is still being sent, and the answers on offer.

const list = element("div.list");
const dots = element("div.typing", { hidden: "" }, element("i"), element("i"), element("i"));
const choices = element("div.choices", { role: "group" });
const transcript = element("div.transcript", { role: "log", tabindex: 0 }, list, dots, choices);
const echoes = new Map();
let isAtEnd = true;
let lastMessage = null;

// An expired conversation stays to be read, above all that follows.
function freeze() {
  [...echoes.keys()].forEach(eraseEcho);
  for (const old of list.children) old.seq = 0;
  lastMessage = null;
  offerAnswers();
}

function showMessage(message) {
  const later = [...list.children].find((other) => other.seq > message.seq);
  if (message.author === "attendant") meetAttendant(message);
  place(drawMessage(message), message.seq, later);
  if (message.author !== "system" && !(later?.seq < Infinity)) lastMessage = message;
  countMessage(message);
}

function place(drawn, seq, before = null) {
  drawn.seq = seq;
  list.insertBefore(drawn, before);
  scrollDown();
  return drawn;
}

function showEcho(item) {
  eraseEcho(item.id);
  const status = element(item.failed ? "small.failed" : "small.late");
  if (item.failed) status.append(`${words.not_sent} · `, button("", () => retry(item), words.retry));
  else status.append(words.sending);
  const said = drawBubble(wordsOf(item));
  const drawn = element("div.message.customer", caption("customer"), said, status);
  isAtEnd = true;
  drawn.said = item.text;
  echoes.set(item.id, place(drawn, Infinity));
  offerAnswers();
}

// An echo gives way to its message as the server tells it, known by its id or by its words.
function echoOf(text) {
  for (const [id, drawn] of echoes) if (drawn.said === text) return id;
}

function markSent(id) {
  echoes.get(id)?.lastChild.remove();
}

function eraseEcho(id) {
  echoes.get(id)?.remove();
  echoes.delete(id);
}

function showNote(...content) {
  return place(element("div.message.system", ...content), 0);
}

function showExpired(lost) {
  freeze();
  const said = lost.map(wordsOf);
  showNote(element("p", words.expired, " ", said.length ? words.unsent_kept : ""));
  setDraft([...said, draft()].filter(Boolean).join("\n"));
}

function wordsOf({ text, names }) {
  return text || names.join(", ");
}

function showUnavailable() {
  const repeat = () => {
    note.remove();
    openTalk();
  };
  showState({ status: "unavailable" });
  const note = showNote(element("p", words.unavailable), button("choice", repeat, words.retry));
}

async function typeFor(seconds) {
  if (!seconds || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  dots.hidden = false;
  scrollDown();
  await sleep(seconds * 1000);
  dots.hidden = true;
}

// Only the last message's choices can be taken; what the customer said closes them.
function offerAnswers() {
  const isAsking = !talk.ended && lastMessage?.author === "bot" && unsent().every((item) => item.failed);
  const { choices: offered, input } = isAsking ? lastMessage : {};
  const buttons = (offered ?? []).map(choiceButton);
  if (input?.kind === "file") buttons.push(button("choice", pickFile, icon("attach"), words.attach));
  choices.replaceChildren(...buttons);
  choices.classList.toggle("scores", buttons.every((made) => !isNaN(made.textContent)));
  choices.hidden = !buttons.length;
  expectAnswer(input);
  scrollDown();
}

function choiceButton({ id, label }) {
  const choose = (event) => {
    send({ choice: id, text: label });
    focusInside(event.detail === 0); // detail 0: pressed with the keyboard
  };
  return button("choice", choose, label);
}

function noteScroll() {
  isAtEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 80;
}

// Follows the conversation, but never takes away what somebody scrolled back to read.
function scrollDown() {
  if (isAtEnd) transcript.scrollTop = transcript.scrollHeight;
}
