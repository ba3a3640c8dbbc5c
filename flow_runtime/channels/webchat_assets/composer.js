// Where the customer writes and attaches.

const KEYBOARDS = { number: "decimal", integer: "numeric", phone: "tel" };
const input = element("textarea", { rows: 1, maxlength: 4096 });
const picker = element("input", { type: "file", hidden: "" });
const tray = element("div.tray");
const composer = element("form.composer.empty", tray);

function buildComposer() {
  const attach = iconButton("attach", words.attach, "plain", pickFile);
  const submit = iconButton("send", words.send, "send", submitDraft);
  attach.hidden = !config.accepts_files;
  input.ariaLabel = words.message;
  input.oninput = grow;
  input.onkeydown = submitOnEnter;
  picker.onchange = attachPicked;
  expectAnswer();
  composer.append(element("div.row", attach, input, submit, picker));
}

function draft() {
  return input.value;
}

function setDraft(text) {
  input.value = text ?? "";
  grow();
}

function grow() {
  composer.classList.toggle("empty", !draft().trim());
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
}

function submitOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submitDraft();
}

function submitDraft() {
  const text = draft().trim();
  if (text) send({ text });
  setDraft("");
  input.focus();
}

// The keyboard and the hint that fit what the bot asked for.
function expectAnswer(expected) {
  input.inputMode = KEYBOARDS[expected?.kind] ?? expected?.kind ?? "";
  input.placeholder = expected?.placeholder || words.message;
}

function pickFile() {
  picker.click();
}

async function attachPicked() {
  const [file] = picker.files;
  if (!file) return;
  if (file.size > config.max_file_bytes) complain("too_large", file);
  else await attachFile(file);
  picker.value = "";
}

async function attachFile(file) {
  const stop = new AbortController();
  const bar = element("progress", { value: 0, "aria-label": file.name });
  const onProgress = (share) => { bar.value = share; };
  fillTray(() => stop.abort(), filled(words.uploading, file), bar);
  try {
    const kept = await upload(talkPath("files"), file, { signal: stop.signal, onProgress });
    tray.replaceChildren();
    send({ files: [kept.file_id], names: [kept.name], text: "" });
  } catch ({ status }) {
    if (stop.signal.aborted) tray.replaceChildren();
    else complain(status === 413 ? "too_large" : "upload_failed", file);
  }
}

function complain(reason, { name }) {
  const sentence = filled(words[reason], { name, max: readableSize(config.max_file_bytes) });
  fillTray(() => tray.replaceChildren(), sentence);
  tray.firstChild.role = "alert";
}

function fillTray(cancel, text, ...more) {
  tray.replaceChildren(element("span", text), ...more, iconButton("close", words.cancel, "plain", cancel));
  scrollDown();
}
