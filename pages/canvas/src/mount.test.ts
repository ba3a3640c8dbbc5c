// @vitest-environment happy-dom
/** The component's entry as Streamlit calls it: again and again, ended when overtaken or gone. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { catalogue } from "../dev/catalogue";
import { smallFlow } from "../dev/flows";
import canvas from "./mount";
import type { CanvasData } from "./model/types";

vi.mock("./App", () => ({ App: () => null }));

const data = (view: number): CanvasData => ({
  session: "s",
  view,
  base: null,
  full: smallFlow(),
  catalogue,
  acknowledged: 0,
  client: null,
  problems: {},
  problems_view: view,
  problem_counts: { errors: 0, warnings: 0 },
  language: "pt-BR",
  dark: false,
  read_only: false,
  saved_at: null,
  revision: view,
  can_undo: false,
  can_redo: false,
  focus: null,
});

function element(): ShadowRoot {
  const host = document.body.appendChild(document.createElement("div"));
  return host.attachShadow({ mode: "open" });
}

const hosts = (parent: ShadowRoot): Element[] => [...parent.querySelectorAll(".fx-host")];

afterEach(() => document.body.replaceChildren());

describe("the entry", () => {
  it("stays mounted when a call is ended because a newer one overtook it", () => {
    const parentElement = element();
    const overtaken = canvas({ data: data(1), parentElement, setStateValue: vi.fn() });
    const [before] = hosts(parentElement);
    overtaken();
    canvas({ data: data(2), parentElement, setStateValue: vi.fn() });
    expect(hosts(parentElement)).toEqual([before]);
  });

  it("is unmounted when its element is gone", () => {
    const parentElement = element();
    const end = canvas({ data: data(1), parentElement, setStateValue: vi.fn() });
    parentElement.host.remove();
    end();
    expect(hosts(parentElement)).toEqual([]);
  });

  it("is unmounted a moment later when its element goes just after the end", () => {
    vi.useFakeTimers();
    const parentElement = element();
    canvas({ data: data(1), parentElement, setStateValue: vi.fn() })();
    parentElement.host.remove();
    vi.advanceTimersByTime(2_000);
    vi.useRealTimers();
    expect(hosts(parentElement)).toEqual([]);
  });
});
