import { boxOf } from "../../cards/geometry";
import { boxAround } from "../../layout/card";
import type { Command } from "../../store/commands";
import { fitting, glide } from "../viewport";
import type { Workplace } from "./workplace";

/** Zoom, fit, and what is shown around the drawing. */
export function lookingCommands({ store, flow, root }: Workplace): Command[] {
  const fit = (ids: readonly string[]): boolean => {
    const { view } = store.getState();
    const box = boxAround(ids.filter((id) => id in view.cards).map((id) => boxOf(view, id)));
    const element = root();
    if (!box || !element) return false;
    void flow.setViewport(fitting(box, { width: element.clientWidth, height: element.clientHeight }), glide());
    return true;
  };
  const { prefer } = store.getState();
  const chosen = () => store.getState().preferences;
  return [
    { id: "fitFlow", run: () => fit(Object.keys(store.getState().view.cards)) },
    { id: "fitSelection", run: () => fit(store.getState().selection.nodes) },
    { id: "zoom100", run: () => void flow.zoomTo(1, glide()) },
    { id: "zoomIn", run: () => void flow.zoomIn(glide()) },
    { id: "zoomOut", run: () => void flow.zoomOut(glide()) },
    { id: "minimap", run: () => prefer({ minimap: !chosen().minimap }) },
    { id: "legend", run: () => prefer({ legend: !chosen().legend }) },
    { id: "palette", run: () => prefer({ palette: !chosen().palette }) },
  ];
}
