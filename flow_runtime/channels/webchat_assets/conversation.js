// One conversation: begun or resumed, sent to with patience, followed until it ends.

const POLL_MS = 3000;
const SILENCE_MS = 45000; // three missed pings of the stream
const MAX_TYPING_S = 3;
let talk = newTalk();

// What this page knows of one conversation; a stale loop sees that its own is no longer `talk`.
function newTalk() {
  return { seen: new Set(), queue: [], lastSeq: 0, heardAt: 0, ended: false };
}

function talkPath(rest) {
  return `/api/conversations/${encodeURIComponent(recall().conversation_id)}/${rest}`;
}

function messagesAfter(seq) {
  return talkPath(`messages?after=${seq}`);
}

async function openTalk() {
  const mine = talk;
  try {
    await (recall().token ? resume() : begin());
  } catch (refusal) {
    return survive(refusal, mine);
  }
  followStream(mine);
  poll(mine);
  flush();
}

// The client id is kept before it is used: a repeat after a lost answer finds the same conversation.
async function begin() {
  const clientId = recall().client_id ?? randomHex(32);
  remember({ client_id: clientId });
  const payload = script.dataset.payload ?? asked.get("payload")?.slice(0, 256);
  const begun = await insist(`${channelPath}/conversations`, { client_id: clientId, language, payload });
  remember({ conversation_id: begun.conversation_id, token: begun.token });
  accept(begun);
}

// While a kept transcript is drawn the log is busy: a screen reader need not read it all again.
async function resume() {
  transcript.ariaBusy = true;
  unsent().forEach(showEcho);
  for (let hasMore = true; hasMore; ) {
    const page = await insist(messagesAfter(talk.lastSeq));
    accept(page, true);
    hasMore = page.messages.length;
  }
  sleep(1000).then(() => { transcript.ariaBusy = false; });
}

// The same visitor begins again; where another tab has already done so, this one joins it.
function restart() {
  talk = newTalk();
  forgetConversation({ client_id: recall().client_id });
  list.replaceChildren();
  freeze();
  showState({});
  focusInside();
  return openTalk();
}

// The server no longer knows the conversation: what was shown stays, what was unsent goes back.
function survive(refusal, mine) {
  if (mine !== talk) return;
  if (!refusal.isGone || !recall().token) return showUnavailable();
  const lost = unsent();
  talk = newTalk();
  forgetConversation();
  showExpired(lost);
  return openTalk();
}

function accept({ messages, state: now }, isHistory) {
  for (const message of messages) {
    if (talk.seen.has(message.seq)) continue;
    talk.seen.add(message.seq);
    talk.lastSeq = Math.max(talk.lastSeq, message.seq);
    if (message.author === "customer") showCustomer(message);
    else talk.queue.push({ message, isHistory });
  }
  if (now) talk.queue.push({ state: now });
  drain(talk);
}

// The customer's own words are on the screen already; here they take their place in the order.
function showCustomer(message) {
  const { client_message_id: id, text } = message;
  if (id) dropUnsent(id);
  eraseEcho(id ?? echoOf(text));
  showMessage(message);
}

async function drain(mine) {
  if (mine.isDraining) return;
  mine.isDraining = true;
  while (mine.queue.length && mine === talk) await showNext(mine);
  mine.isDraining = false;
  if (mine === talk) offerAnswers();
}

async function showNext(mine) {
  const { message, state: now, isHistory } = mine.queue.shift();
  if (now) {
    mine.ended = now.status === "ended";
    return showState(now);
  }
  if (!isHistory) await typeFor(Math.min(message.typing_s, MAX_TYPING_S));
  if (mine === talk) showMessage(message);
}

function send(content) {
  // RFC 9562 version 4 by hand: crypto.randomUUID exists on https pages only
  const id = randomHex(16).replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
  hold({ id, ...content });
  flush();
}

function retry(item) {
  hold({ ...item, failed: false });
  flush();
}

function hold(item) {
  keepUnsent(item);
  showEcho(item);
}

// One at a time and in order; a message leaves the memory only when the server has it.
async function flush() {
  const mine = talk;
  if (mine.isSending || !recall().token) return;
  mine.isSending = true;
  const next = () => mine === talk && unsent().find((item) => !item.failed);
  for (let item; (item = next()); ) await deliver(item, mine);
  mine.isSending = false;
}

async function deliver(item, mine) {
  const { id, names, failed, ...content } = item;
  try {
    const answer = await insist(talkPath("messages"), { client_message_id: id, ...content });
    if (mine !== talk) return;
    dropUnsent(id);
    markSent(id);
    accept(answer);
  } catch (refusal) {
    if (refusal.isGone || mine !== talk) return survive(refusal, mine);
    hold({ ...item, failed: true });
  }
}

// A missing stream is no missing conversation: only polling and sending decide that.
async function followStream(mine) {
  for (let attempt = 0; mine === talk && !mine.ended; attempt++) {
    const hear = (event) => {
      attempt = 0;
      return hearEvent(event, mine);
    };
    await listen(talkPath(`stream?after=${mine.lastSeq}`), hear).catch(() => {});
    mine.heardAt = 0;
    await pauseBefore(attempt);
  }
}

function hearEvent({ event, data }, mine) {
  if (mine !== talk) return false;
  mine.heardAt = Date.now();
  if (event === "message") accept({ messages: [JSON.parse(data)] });
  if (event === "state") accept({ messages: [], state: JSON.parse(data) });
  return !mine.ended;
}

// Polls only while the stream is silent: refused by a proxy, cut, or not open yet.
async function poll(mine) {
  for (let attempt = 0; ; ) {
    await (attempt ? pauseBefore(attempt) : sleep(POLL_MS));
    if (mine !== talk || mine.ended) return;
    if (Date.now() - mine.heardAt < SILENCE_MS) continue;
    try {
      accept(await ask(messagesAfter(mine.lastSeq)));
      attempt = 0;
    } catch (refusal) {
      if (refusal.isGone) return survive(refusal, mine);
      attempt++;
    }
  }
}
