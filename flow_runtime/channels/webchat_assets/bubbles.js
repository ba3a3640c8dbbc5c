// One message as an element: text, media, something to copy, or a file.

function drawMessage(message, attendant) {
  const { author, text } = message;
  const drawn = element("div", { class: `message ${author}` });
  if (author === "system") drawn.append(element("p", null, ...richText(text)));
  else drawn.append(caption(author, attendant), ...drawParts(message), drawTime(message));
  return drawn;
}

function caption(author, attendant) {
  const name = { customer: words.you, bot: words.bot }[author] ?? attendant ?? words.attendant;
  return element("span", { class: author === "attendant" ? "caption" : "unseen" }, name);
}

function drawParts(message) {
  const { author, text, copyable, files } = message;
  const parts = [drawMedia(message), ...(files ?? []).map(drawFile)];
  if (copyable) parts.push(drawCopyable(text));
  else if (text) parts.push(drawBubble(...(author === "customer" ? [text] : richText(text))));
  return parts.filter(Boolean);
}

function drawBubble(...content) {
  return element("p", { class: "bubble" }, ...content);
}

function drawMedia({ kind, url, name, text }) {
  const src = url && safeUrl(url);
  if (!src) return null;
  const alt = name || text || words.file;
  if (kind === "image") return link(src, element("img", { src, alt, loading: "lazy" }));
  if (kind === "audio" || kind === "video") return element(kind, { src, controls: "", "aria-label": alt });
  return drawFile({ url, name: name || new URL(src).host });
}

function drawFile({ url, name, size_bytes: size }) {
  const href = url && safeUrl(url);
  const label = element("span", null, name || words.file);
  const parts = [icon("file"), label, size ? element("small", null, readableSize(size)) : null];
  const card = href ? link(href, ...parts) : element("span", null, ...parts);
  card.className = "bubble file";
  return card;
}

function drawCopyable(text) {
  const code = element("code", null, text);
  const copier = button("", () => copy(code, copier), words.copy);
  return element("div", { class: "bubble copyable" }, code, copier);
}

async function copy(code, copier) {
  const copied = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
  if (!copied) getSelection().selectAllChildren(code); // plain http has no clipboard: leave it selected
  copier.textContent = copied || document.execCommand("copy") ? words.copied : words.copy_failed;
  announce(copier.textContent);
  await sleep(2500);
  copier.textContent = words.copy;
}

function drawTime({ at }) {
  const moment = new Date(at ?? Date.now());
  const isToday = moment.toDateString() === new Date().toDateString();
  const shown = moment.toLocaleString(language, { dateStyle: isToday ? undefined : "short", timeStyle: "short" });
  return element("time", { datetime: moment.toISOString() }, shown);
}
