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

/** An element that is taken out of the page may be ended shortly before it is out. */
const GONE_AFTER_MS = 1_000;

const mounted = new WeakMap<object, Mounted>();

/** What of Streamlit's component arguments is used. */
interface Arguments {
  readonly data: unknown;
  readonly parentElement: HTMLElement | ShadowRoot;
  readonly setStateValue: SetStateValue;
}

/**
 * Mount at the first call for an element, take new data at every further one.
 *
 * Streamlit ends a call when its element is gone, and also when a newer call overtook it while the
 * script was still on its way. Only the first of these unmounts: in the second the person is still
 * drawing, perhaps typing.
 */
export default function canvas({ data, parentElement, setStateValue }: Arguments): () => void {
  const known = mounted.get(parentElement) ?? mount(parentElement, setStateValue);
  known.receive(data as CanvasData, setStateValue);
  return () => {
    leave(parentElement);
    setTimeout(() => leave(parentElement), GONE_AFTER_MS);
  };
}

/** Unmount what stands in an element that is no longer in the page. */
function leave(parent: Arguments["parentElement"]): void {
  const element = parent instanceof ShadowRoot ? parent.host : parent;
  if (element.isConnected) return;
  mounted.get(parent)?.unmount();
  mounted.delete(parent);
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
  host.addEventListener("click", () => correspondence.settle());
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
