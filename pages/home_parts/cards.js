/** The cards of the home: drawn from plain data, every word of a person as a text node. */

const drawn = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const known = drawn.get(parentElement) ?? begin(parentElement);
  known.words = data.words;
  known.ask = (action, flow) => setTriggerValue("asked", { action, flow });
  show(known, data.cards);
}

function begin(parent) {
  parent.querySelector("ul.cards")?.remove();
  const list = element("ul", "cards");
  const grid = { list, cards: new Map(), words: {}, ask: () => undefined };
  parent.append(list);
  drawn.set(parent, grid);
  return grid;
}

/** Keep the cards that are the same, so that nothing flickers and the focus stays. */
function show(grid, cards) {
  const before = grid.cards;
  grid.cards = new Map();
  const items = cards.map((card) => {
    const text = JSON.stringify([card, grid.words]);
    const kept = before.get(card.id);
    const item = kept?.text === text ? kept.item : cardItem(grid, card);
    grid.cards.set(card.id, { text, item });
    return item;
  });
  const focused = grid.list.getRootNode().activeElement;
  const place = placeOf(grid.list, focused);
  arrange(grid.list, items);
  if (place && !focused.isConnected) resume(grid.list, place);
}

/** Put the cards in order without taking out those that stay: a menu that is open stays open. */
function arrange(list, items) {
  const wanted = new Set(items);
  for (const item of [...list.children]) if (!wanted.has(item)) item.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}

/** Where a person is: on a card's link, on the button of its menu, or at a line of the open menu. */
function placeOf(list, focused) {
  const card = list.contains(focused) ? focused.closest("li.card") : null;
  if (!card) return null;
  const line = focused.matches("[role=menuitem]") ? [...focused.parentElement.children].indexOf(focused) : -1;
  return { flow: card.dataset.flow, line, part: focused.matches(".name a") ? ".name a" : ".more" };
}

/** Go on at the same place of a card that was drawn anew. */
function resume(list, { flow, line, part }) {
  const card = [...list.children].find((item) => item.dataset.flow === flow);
  card?.querySelector(part).focus();
  if (!card || line < 0) return;
  const popup = card.querySelector(".menu");
  open(card.querySelector(".more"), popup);
  popup.children[line]?.focus();
}

function cardItem(grid, card) {
  const item = element("li", `card st-key-home-card-${card.id}`); // named as Streamlit names parts
  item.dataset.flow = card.id;
  const picture = element("img", "picture");
  picture.alt = "";
  picture.src = `data:image/svg+xml,${encodeURIComponent(card.picture)}`;
  const badges = element("p", "badges");
  badges.append(...card.badges.map(badge));
  item.append(picture, title(grid, card), ...menu(grid, card));
  item.append(element("p", card.objective ? "objective" : "objective none", card.objective || grid.words.none));
  item.append(badges, element("p", "changed", card.changed));
  return item;
}

function title(grid, card) {
  const heading = element("h3", "name");
  const link = element("a", "", card.name);
  link.href = card.address;
  link.title = card.name;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    grid.ask("open", card.id);
  });
  heading.append(link);
  return heading;
}

function badge({ tone, icon, text, address }) {
  const shown = element(address ? "a" : "span", `badge ${tone}`);
  if (icon) shown.append(symbol(icon));
  shown.append(element("span", "", text));
  if (address) {
    shown.href = address;
    shown.target = "_blank";
    shown.rel = "noopener";
  }
  return shown;
}

// -- the menu ------------------------------------------------------------------------------------

function menu(grid, card) {
  const button = element("button", "more");
  button.type = "button";
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", card.menu);
  button.append(symbol("more_vert"));
  const popup = element("div", "menu");
  popup.setAttribute("role", "menu");
  popup.hidden = true;
  popup.append(...card.actions.map(({ action, icon, text }) => choice(grid, card, action, icon, text, button)));
  button.addEventListener("click", () => (popup.hidden ? open(button, popup) : close(button, popup)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open(button, popup);
  });
  popup.addEventListener("keydown", (event) => onMenuKey(event, button, popup));
  popup.addEventListener("focusout", (event) => {
    if (!popup.contains(event.relatedTarget) && event.relatedTarget !== button) close(button, popup);
  });
  return [button, popup];
}

function choice(grid, card, action, icon, text, button) {
  const item = element("button", "");
  item.type = "button";
  item.tabIndex = -1;
  item.setAttribute("role", "menuitem");
  item.append(symbol(icon), element("span", "", text));
  item.addEventListener("click", () => {
    button.focus();
    close(button, item.parentElement);
    grid.ask(action, card.id);
  });
  return item;
}

function open(button, popup) {
  popup.hidden = false;
  button.setAttribute("aria-expanded", "true");
  popup.firstElementChild?.focus();
}

function close(button, popup) {
  popup.hidden = true;
  button.setAttribute("aria-expanded", "false");
}

function onMenuKey(event, button, popup) {
  const items = [...popup.children];
  const at = items.indexOf(popup.getRootNode().activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in steps) {
    items[steps[event.key] % items.length].focus();
  } else if (event.key === "Escape") {
    close(button, popup);
    button.focus();
  } else if (event.key !== "Tab") {
    return;
  }
  if (event.key === "Tab") close(button, popup);
  else event.preventDefault();
  event.stopPropagation();
}

// -- small things --------------------------------------------------------------------------------

function symbol(name) {
  const shown = element("span", "symbol", name);
  shown.setAttribute("aria-hidden", "true");
  return shown;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
