/** The component's entry: Streamlit calls it with every new `data` of a mounted element. */
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { listenToKeys } from "./gestures/keyboard";
import { returnFocus } from "./gestures/returning";
import { Correspondence, type SetStateValue } from "./journal/correspondence";
import type { CanvasData } from "./model/types";
import { Commands } from "./store/commands";
import { adoptStyles } from "./theme/styles";
import { isDark } from "./theme/theme";

interface Mounted {
  receive(data: CanvasData, setStateValue: SetStateValue): void;
  unmount(): void;
}

const mounted = new WeakMap<object, Mounted>();

/** What of Streamlit's component arguments is used. */
interface Arguments {
  readonly data: unknown;
  readonly parentElement: HTMLElement | ShadowRoot;
  readonly setStateValue: SetStateValue;
}

/** Mount at the first call for an element, take new data at every further one. */
export default function canvas({ data, parentElement, setStateValue }: Arguments): () => void {
  const known = mounted.get(parentElement) ?? mount(parentElement, setStateValue);
  known.receive(data as CanvasData, setStateValue);
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
  const commands = new Commands();
  root.render(<App store={correspondence.store} commands={commands} />);
  const deafen = listenToKeys(host, correspondence.store, commands);
  const release = returnFocus(host);
  const instance: Mounted = {
    receive: (data, send) => correspondence.receive(data, data.dark ?? isDark(host), send),
    unmount: () => {
      deafen();
      release();
      correspondence.close();
      root.unmount();
      host.remove();
    },
  };
  mounted.set(parent, instance);
  return instance;
}
