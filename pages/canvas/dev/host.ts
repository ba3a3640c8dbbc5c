/**
 * A host that answers the canvas as the server would, without Python.
 *
 * Query: nodes=500 (a grid), file=segunda-via-boleto (default: a small flow), dark=1, language=en, read_only=1,
 * delay=120 (ms until an answer), silent=1 (never answers), shadow=0 (no shadow root).
 * In the console: `host.view`, `host.store`, `host.sent` (what the canvas set), `host.focus(id)`, `host.fail(true)`.
 */
import mount from "../src/index";
import { FakeServer } from "./server";

const query = new URLSearchParams(location.search);
document.documentElement.classList.toggle("dark", query.get("dark") === "1");
const outer = document.getElementById("host") as HTMLElement;
const parent = query.get("shadow") === "0" ? outer : outer.attachShadow({ mode: "open" });

const sent: { name: string; value: unknown; at: number }[] = [];
const server = new FakeServer({
  nodes: Number(query.get("nodes") ?? 0),
  language: query.get("language") === "en" ? "en" : "pt-BR",
  readOnly: query.get("read_only") === "1",
  dark: query.get("dark") === "1",
});
const delay = Number(query.get("delay") ?? 120);
let failing = query.get("silent") === "1";

function draw(): void {
  mount({ data: JSON.parse(JSON.stringify(server.data())), parentElement: parent as never, setStateValue });
  const header = document.getElementById("header");
  if (header) header.textContent = `Fluxo · ${server.view.flow.name} · ${Object.keys(server.view.cards).length} blocos`;
}

function setStateValue(name: string, value: unknown): void {
  sent.push({ name, value, at: performance.now() });
  if (failing || name !== "gestures") return;
  setTimeout(() => {
    server.take(JSON.parse(JSON.stringify(value)));
    draw();
  }, delay);
}

draw();
Object.assign(window, {
  host: {
    server,
    sent,
    draw,
    get view() {
      return server.view;
    },
    focus: (node: string) => {
      server.focusOn(node);
      draw();
    },
    fail: (now: boolean) => {
      failing = now;
    },
  },
});
