/** What changed, sentence by sentence: drawn from plain data, every word of a person as a text node. */

const LONG = 500;
const drawn = new WeakMap();
const lists = (window.fluxoSentences ??= { listens: false, tell: () => undefined, items: new Map() });

export default function ({ parentElement, data, setStateValue }) {
  lists.tell = (id) => setStateValue("chosen", id);
  const text = JSON.stringify(data);
  if (drawn.get(parentElement) !== text) {
    drawn.set(parentElement, text);
    draw(parentElement, data);
  }
  if (lists.listens) return;
  lists.listens = true;
  window.addEventListener("fluxo-block", ({ detail }) => {
    if (lists.chosen === detail) return;
    choose(detail);
    lists.items.get(detail)?.[0]?.scrollIntoView({ block: "nearest" });
    lists.tell(detail);
  });
}

function draw(parent, { groups, words, chosen }) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  parent.querySelector(".rv-groups")?.remove();
  lists.items = new Map();
  const all = element("div", "rv-groups");
  for (const { key, title, items } of groups) {
    const group = element("section", "rv-group");
    const heading = element("h4", "", title);
    heading.id = `rv-group-${key}`;
    heading.append(element("span", "count", ` ${items.length}`));
    group.setAttribute("aria-labelledby", heading.id);
    const list = element("ul");
    list.append(...items.map((item, at) => line(item, words, `${key}/${at}`)));
    group.append(heading, list);
    all.append(group);
  }
  parent.append(all);
  choose(chosen);
  if (focused) all.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
}

function line({ node, kind, icon, word, sentence, marks, comments }, words, place) {
  const item = element("li", `rv-line ${kind}`);
  const said = element(node ? "button" : "p", "said");
  const badge = element("span", "badge");
  badge.append(hidden(element("span", "icon", icon)), element("span", "", word));
  said.append(badge, element("span", "sentence", sentence));
  if (comments) said.append(element("span", "comments", comments));
  if (node) {
    said.type = "button";
    said.dataset.place = place;
    said.title = words.select;
    said.addEventListener("click", () => press(node));
    lists.items.set(node, [...(lists.items.get(node) ?? []), said]);
  }
  item.append(said);
  if (marks.length > 0) item.append(folded(values(marks, words), words));
  return item;
}

function press(node) {
  choose(node);
  window.fluxoMaps?.select(node, { goes: true, tells: false });
  lists.tell(node);
}

function choose(node) {
  lists.chosen = node;
  for (const [id, buttons] of lists.items) {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(id === node));
      button.closest("li").classList.toggle("chosen", id === node);
    }
  }
}

/** A long text, such as a whole conversation test, is unfolded by whoever wants to read it. */
function folded(text, words) {
  if (text.textContent.length <= LONG) return text;
  const fold = element("details", "fold");
  fold.append(element("summary", "", words.unfold), text);
  return fold;
}

/** Both values in one text: what went is struck through, what came stands out, and both are said. */
function values(marks, words) {
  const text = element("p", "values");
  for (const [kind, piece] of marks) {
    const tag = { removed: "del", added: "ins" }[kind] ?? "span";
    const part = element(tag);
    if (kind !== "same") part.append(element("span", "aside", `${words[kind]} `));
    part.append(piece);
    text.append(part);
  }
  return text;
}

function hidden(shown) {
  shown.setAttribute("aria-hidden", "true");
  return shown;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
