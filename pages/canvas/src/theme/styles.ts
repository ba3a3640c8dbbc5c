/** The styles of the canvas: in the bundle, so that nothing is drawn before they are there. */
import flow from "@xyflow/react/dist/base.css?inline";
import canvas from "./canvas.css?inline";
import cards from "./cards.css?inline";
import edges from "./edges.css?inline";
import run from "./run.css?inline";
import lanes from "./lanes.css?inline";

/** Styles of the tools; each imported as text (`?inline`) and added to this list. */
import { STYLES_OF_TOOLS } from "../tools/styles";

let sheet: CSSStyleSheet | undefined;

/** Give the styles to the document or shadow root that an element stands in. */
export function adoptStyles(parent: Node): void {
  const root = parent.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  sheet ??= made();
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function made(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync([flow, canvas, cards, edges, lanes, run, ...STYLES_OF_TOOLS].join("\n"));
  return made;
}
