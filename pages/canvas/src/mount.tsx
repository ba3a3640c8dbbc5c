/** The component's entry: Streamlit calls it with every new `data` of a mounted element. */
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { Correspondence } from "./journal/correspondence";
import type { CanvasData } from "./model/types";
import { adoptStyles } from "./theme/styles";
import { isDark } from "./theme/theme";

interface Mounted {
  receive(data: CanvasData): void;
  unmount(): void;
}

const mounted = new WeakMap<object, Mounted>();

/** What of Streamlit's component arguments is used. */
interface Arguments {
  readonly data: unknown;
  readonly parentElement: HTMLElement | ShadowRoot;
  readonly setStateValue: (name: string, value: unknown) => void;
}

/** Mount at the first call for an element, take new data at every further one. */
export default function canvas({ data, parentElement, setStateValue }: Arguments): () => void {
  const known = mounted.get(parentElement) ?? mount(parentElement, setStateValue);
  known.receive(data as CanvasData);
  return () => {
    mounted.get(parentElement)?.unmount();
    mounted.delete(parentElement);
  };
}

function mount(parent: Arguments["parentElement"], setStateValue: Arguments["setStateValue"]): Mounted {
  const host = document.createElement("div");
  host.className = "fx-host";
  adoptStyles(parent);
  parent.appendChild(host);
  const correspondence = new Correspondence(setStateValue);
  const root = createRoot(host);
  root.render(<App store={correspondence.store} />);
  const instance: Mounted = {
    receive: (data) => correspondence.receive(data, data.dark ?? isDark(host)),
    unmount: () => {
      correspondence.close();
      root.unmount();
      host.remove();
    },
  };
  mounted.set(parent, instance);
  return instance;
}
