// One message as an element: text, media, something to copy, or a file.

function drawMessage(message) {
  const { author, text } = message;
  const drawn = element(`div.message.${author}`);
  if (author === "system") drawn.append(element("p", ...richText(text)));
  else drawn.append(caption(author), ...drawParts(message), drawTime(message));
  return drawn;
}

function caption(author) {
  const name = { customer: words.you, bot: words.bot }[author] ?? talk.attendant ?? words.attendant;
  return element(author === "attendant" ? "span.caption" : "span.unseen", name);
}

// A card bears the message's text as its own title; beside anything else it stands in a bubble.
function drawParts(message) {
  const { author, text, copyable, files } = message;
  const media = drawMedia(message);
  const parts = [media, ...files.map(drawFile)];
  if (copyable) parts.push(drawCopyable(text));
  else if (text && !media?.matches(".file")) parts.push(drawBubble(...(author === "customer" ? [text] : richText(text))));
  return parts.filter(Boolean);
}

function drawBubble(...content) {
  return element("p.bubble", ...content);
}

function drawMedia({ kind, url, name, text }) {
  const src = url && safeUrl(url);
  if (!src) return null;
  const alt = name || text || words.file;
  if (kind === "image") return link(src, element("img", { src, alt }));
  if (kind === "audio" || kind === "video") return element(kind, { src, controls: "", "aria-label": alt });
  return drawFile({ url, name: text || name || new URL(src).host });
}

function drawFile({ url, name, size_bytes: size }) {
  const href = url && safeUrl(url);
  const label = element("span", name || words.file);
  const parts = [icon("attach"), label, size ? element("small", readableSize(size)) : ""];
  const card = href ? link(href, ...parts) : element("span", ...parts);
  card.className = "bubble file";
  return card;
}

function drawCopyable(text) {
  const code = element("code", text);
  const copier = button("", () => copy(code, copier), words.copy);
  return element("div.bubble.copyable", code, copier);
}

async function copy(code, copier) {
  getSelection().selectAllChildren(code); // plain http has no clipboard: there the selection is copied
  const copied = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
  copier.textContent = copied || document.execCommand("copy") ? words.copied : words.copy_failed;
  announce(copier.textContent);
  await sleep(2500);
  copier.textContent = words.copy;
}

function drawTime({ at }) {
  const moment = new Date(at ?? Date.now());
  const isToday = moment.toDateString() === new Date().toDateString();
  const dateStyle = isToday ? undefined : "short";
  const shown = moment.toLocaleString(language, { dateStyle, timeStyle: "short" });
  return element("time", { datetime: moment.toISOString() }, shown);
}
