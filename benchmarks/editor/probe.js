/**
 * What the measuring needs inside a page, put there before the page's own scripts.
 * Works on any page with React Flow in the document or in an open shadow root; all times in ms of performance.now().
 */
(() => {
  const longTasks = [];
  let frames = null;
  let root = null;

  // -- the drawing ------------------------------------------------------------------------------

  function drawingRoot() {
    if (root?.querySelector(".react-flow")?.isConnected) return root;
    root = null;
    if (document.querySelector(".react-flow")) root = document;
    for (const host of root ? [] : document.querySelectorAll("*")) {
      if (host.shadowRoot?.querySelector(".react-flow")) root = host.shadowRoot;
    }
    return root;
  }

  const all = (selector) => [...(drawingRoot()?.querySelectorAll(selector) ?? [])];
  const cards = () => all(".react-flow__node[data-id]").filter((card) => card.querySelector("[class*=card]"));
  const hit = (x, y) => drawingRoot().elementFromPoint(x, y);

  function pane() {
    return drawingRoot().querySelector(".react-flow__pane").getBoundingClientRect();
  }

  /** The grip of a card: its head near by, its middle from afar. */
  function grip(card) {
    const box = card.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + Math.min(box.height / 2, (box.width / 240) * 16)];
  }

  /** The card nearest to a place of the pane (fractions) that can be taken hold of. */
  function cardNear(across, down, but = []) {
    const box = pane();
    const [x, y] = [box.left + box.width * across, box.top + box.height * down];
    const reach = ([a, b]) => Math.hypot(a - x, b - y);
    const near = cards()
      .filter((card) => !but.includes(card.dataset.id))
      .sort((one, other) => reach(grip(one)) - reach(grip(other)));
    const found = near.find((card) => hit(...grip(card))?.closest(".react-flow__node") === card);
    return found ? { id: found.dataset.id, at: grip(found) } : null;
  }

  function card(id) {
    return drawingRoot().querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  }

  const gripOf = (id) => grip(card(id));

  function middleOf(element) {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  /** Where a wire of a card begins: its first way out. */
  const wayOut = (id) => middleOf(card(id).querySelector(".react-flow__handle.source"));

  /** The place that a wire into a card is dropped on. */
  function wayIn(id) {
    const box = card(id).getBoundingClientRect();
    return [box.left + 6, box.top + (box.width / 240) * 44];
  }

  /** A spot of the pane with nothing on it, near its middle. */
  function freeSpot() {
    const box = pane();
    const [middleX, middleY] = [box.left + box.width / 2, box.top + box.height / 2];
    const spots = [];
    for (let x = box.left + 320; x < box.right - 260; x += 12) {
      for (let y = box.top + 120; y < box.bottom - 200; y += 12) spots.push([x, y]);
    }
    spots.sort((a, b) => Math.hypot(a[0] - middleX, a[1] - middleY) - Math.hypot(b[0] - middleX, b[1] - middleY));
    return spots.find(([x, y]) => isFree(x, y)) ?? [middleX, middleY];
  }

  function isFree(x, y) {
    const around = [-24, 0, 24].flatMap((dx) => [-24, 0, 24].map((dy) => hit(x + dx, y + dy)));
    return around.every((one) => one?.classList.contains("react-flow__pane"));
  }

  /** Resolves when the drawing has not moved for some frames. */
  function stillness() {
    const where = () => drawingRoot().querySelector(".react-flow__viewport").style.transform;
    return new Promise((resolve) => {
      let [before, frames] = ["", 0];
      const look = () => {
        frames = where() === before ? frames + 1 : 0;
        before = where();
        if (frames === 5) resolve(null);
        else requestAnimationFrame(look);
      };
      look();
    });
  }

  // -- frames -----------------------------------------------------------------------------------

  function startFrames() {
    frames = [];
    longTasks.length = 0;
    const note = (time) => {
      if (frames === null) return;
      frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  }

  function stopFrames() {
    const times = frames ?? [];
    frames = null;
    return { gaps: times.slice(1).map((time, place) => time - times[place]), longTasks: [...longTasks] };
  }

  new PerformanceObserver((list) => {
    if (frames !== null) longTasks.push(...list.getEntries().map((entry) => entry.duration));
  }).observe({ type: "longtask" });

  // -- from an input event to the frame that shows its effect -----------------------------------

  /** Called before a frame is painted: tell the time when it is. */
  function oncePainted(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  }

  const afterPaint = (then) => requestAnimationFrame(() => oncePainted(then));

  const watches = {};

  /** Measure from the next event of the given kinds until the frame in which `holds()` is painted. */
  function watch(name, kinds, holds) {
    const own = (watches[name] = { from: null, until: null });
    const begin = (event) => {
      for (const kind of kinds) removeEventListener(kind, begin, true);
      own.from = event.timeStamp;
      const look = () => (holds() ? oncePainted((at) => (own.until = at)) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    };
    for (const kind of kinds) addEventListener(kind, begin, true);
  }

  // -- what goes over the wire ------------------------------------------------------------------

  const wire = { listens: false, sent: [], acknowledged: 0 };

  window.WebSocket = class extends window.WebSocket {
    constructor(...parts) {
      super(...parts);
      this.addEventListener("message", ({ data }) => wire.listens && hear(data));
    }

    send(data) {
      if (wire.listens) wire.sent.push(asBase64(data));
      super.send(data);
    }
  };

  function asBase64(data) {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }

  function hear(data) {
    if (!(data instanceof ArrayBuffer)) return;
    const text = new TextDecoder("latin1").decode(data);
    for (const [, number] of text.matchAll(/"acknowledged": ?(\d+)/g)) {
      wire.acknowledged = Math.max(wire.acknowledged, Number(number));
    }
  }

  const takeSent = () => wire.sent.splice(0);

  window.probe = {
    afterPaint, all, card, cardNear, cards, freeSpot, gripOf, pane, startFrames, stillness, stopFrames, takeSent, watch, watches, wayIn,
    wayOut, wire,
  }; // prettier-ignore
})();
