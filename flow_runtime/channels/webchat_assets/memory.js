// What survives a reload: the conversation's address, what is not sent yet, the draft.

const memoryKey = `fluxo-chat:${base}:${channel}`;
let fallback = {}; // storage may be forbidden or full: then this page remembers for itself

function recall() {
  try {
    return JSON.parse(localStorage.getItem(memoryKey)) ?? fallback;
  } catch {
    return fallback;
  }
}

function remember(fields) {
  store({ ...recall(), ...fields });
}

function store(all) {
  fallback = all;
  try {
    localStorage.setItem(memoryKey, JSON.stringify(all));
  } catch {
    return;
  }
}

function forgetConversation(kept) {
  store({ open: recall().open, ...kept });
}

function unsent() {
  return recall().pending ?? [];
}

function keepUnsent(item) {
  dropUnsent(item.id);
  remember({ pending: [...unsent(), item] });
}

function dropUnsent(id) {
  remember({ pending: unsent().filter((kept) => kept.id !== id) });
}
