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
  fallback = { ...recall(), ...fields };
  try {
    localStorage.setItem(memoryKey, JSON.stringify(fallback));
  } catch {
    return;
  }
}

function forgetConversation() {
  remember({ conversation_id: null, token: null, client_id: null, pending: [], seen_seq: 0 });
}

function unsent() {
  return recall().pending ?? [];
}

function keepUnsent(item) {
  const index = unsent().findIndex((kept) => kept.id === item.id);
  remember({ pending: index < 0 ? [...unsent(), item] : unsent().with(index, item) });
}

function dropUnsent(id) {
  remember({ pending: unsent().filter((kept) => kept.id !== id) });
}
