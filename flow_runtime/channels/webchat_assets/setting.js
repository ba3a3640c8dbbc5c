// Where this script was placed, and what the channel's settings made of it. One script tag is one
// widget, so the parts share these names instead of handing them around.

const script = document.currentScript;
const base = new URL(script.src).origin;
const { channel, mode } = script.dataset;
const isPage = mode === "page";
const asked = new URLSearchParams(isPage ? location.search : "");
const channelPath = `/api/channels/${encodeURIComponent(channel)}`;
let config = {};
let language = navigator.language;
let words = wordsIn(language);

function settle(settings) {
  config = settings;
  language = chosenLanguage(config.language, config.languages);
  words = wordsIn(language);
}

function wordsIn(code) {
  const column = code.startsWith("pt") ? 0 : 1;
  return Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, text[column]]));
}

// What the company asked for, else what the browser speaks, else the channel's own language.
function chosenLanguage(own, offered) {
  const wishes = [script.dataset.language, asked.get("language"), ...navigator.languages];
  for (const wish of wishes.filter(Boolean)) {
    const found = offered.find((code) => code.slice(0, 2) === wish.slice(0, 2));
    if (found) return found;
  }
  return own;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
