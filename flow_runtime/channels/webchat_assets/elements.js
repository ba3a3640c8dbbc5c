// Elements and safe text. Every text goes in as a text node: data can never become markup.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M4 5.5h16v11H10l-4.5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  send: "M12 19V5M6 11l6-6 6 6",
};
// A link that ends before its sentence's punctuation, or *bold* that stands on its own.
const SAFE = /^(https:\/\/[^/@]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)\//;
const MARKS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]*])|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g;

// element("p.bubble", "text", child, { title: "…" }): a plain object holds attributes.
function element(kind, ...parts) {
  const [tag, ...looks] = kind.split(".");
  const made = document.createElement(tag);
  made.className = looks.join(" ");
  for (const part of parts) {
    if (typeof part === "string" || part instanceof Node) made.append(part);
    else for (const name in part) made.setAttribute(name, part[name]);
  }
  return made;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function button(look, onclick, ...children) {
  const made = element(`button.${look}`, { type: "button" }, ...children);
  made.onclick = onclick;
  return made;
}

function iconButton(name, label, look, onclick) {
  const made = button(look, onclick, icon(name));
  made.title = made.ariaLabel = label;
  return made;
}

// Only https, this machine (the demo), or the server the widget came from, and nobody's user name:
// the rule of links.py. javascript: and data: never pass.
function safeUrl(address) {
  const { href } = URL.canParse(address, base) ? new URL(address, base) : {};
  return SAFE.test(href) || href?.startsWith(`${base}/`) ? href : null;
}

function link(href, ...children) {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children);
}

function richText(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(MARKS)) {
    const [whole, address, bold] = found;
    const href = address && safeUrl(address);
    parts.push(text.slice(from, found.index), bold ? element("strong", bold) : href ? link(href, address) : whole);
    from = found.index + whole.length;
  }
  return [...parts, text.slice(from)];
}

function readableSize(bytes) {
  const unit = { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 };
  return (bytes / 1048576).toLocaleString(language, unit);
}
