// The HTTP contract. A lost answer is asked for again with the same id, so nothing runs twice.

const PAUSES_S = [1, 2, 4, 8, 15, 30];
const UNREACHABLE = 0;
const PASSING = [UNREACHABLE, 429, 502, 503, 504];
const TIMEOUT_MS = 20000;

class Refusal extends Error {
  constructor(status, retryAfterS = 0) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfterS = retryAfterS;
    this.isGone = [401, 404, 410].includes(status);
  }
}

function sleep(ms) {
  return new Promise((wake) => setTimeout(wake, ms));
}

// Growing, with chance in it so that a thousand visitors do not return in the same instant.
function pauseBefore(attempt, atLeastS = 0) {
  const pauseS = (PAUSES_S[attempt] ?? PAUSES_S.at(-1)) * (0.75 + Math.random() / 2);
  return sleep(Math.max(pauseS, atLeastS) * 1000);
}

function randomHex(bytes) {
  const numbers = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(numbers, (number) => number.toString(16).padStart(2, "0")).join("");
}

function headers(more) {
  const { token } = recall();
  return { ...(token && { Authorization: `Bearer ${token}` }), ...more };
}

async function request(path, options) {
  const response = await fetch(base + path, { credentials: "omit", ...options }).catch(() => null);
  showReachable(response?.status < 502);
  if (!response) throw new Refusal(UNREACHABLE);
  if (!response.ok) throw new Refusal(response.status, Number(response.headers.get("Retry-After")) || 0);
  return response;
}

async function ask(path, body) {
  const response = await request(path, {
    method: body ? "POST" : "GET",
    headers: headers(body && { "Content-Type": "application/json" }),
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return response.json().catch(() => Promise.reject(new Refusal(UNREACHABLE)));
}

async function insist(path, body) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(path, body);
    } catch (refusal) {
      if (!PASSING.includes(refusal.status)) throw refusal;
      await pauseBefore(attempt, refusal.retryAfterS);
    }
  }
}

// EventSource cannot send the Authorization header, so the stream is read by hand; the sequence in
// its path says where to resume.
async function listen(path, hear) {
  const stop = new AbortController();
  const response = await request(path, { headers: headers(), signal: stop.signal });
  for await (const event of events(response)) {
    if (!hear(event)) return stop.abort();
  }
}

// Events are separated by an empty line; a comment (the ping) gives an event without data.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (buffer + value).split(/\r?\n\r?\n/);
    buffer = blocks.pop();
    for (const block of blocks) yield Object.fromEntries(block.split(/\r?\n/).map(fieldOf));
  }
}

function fieldOf(line) {
  return line.split(/: ?(.*)/s);
}

// XMLHttpRequest, because fetch tells nothing about the progress of an upload.
function upload(path, file, { signal, onProgress }) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    sending.open("POST", base + path);
    sending.setRequestHeader("Authorization", headers().Authorization);
    sending.responseType = "json";
    sending.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    sending.onloadend = () =>
      sending.status === 201 ? resolve(sending.response) : reject(new Refusal(sending.status));
    signal.onabort = () => sending.abort();
    sending.send(form);
  });
}
