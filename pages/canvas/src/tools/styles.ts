/** The styles of the tools, each imported as text: `import palette from "../palette/palette.css?inline"`. */
import layers from "./layers.css?inline";
import panels from "./panels.css?inline";
import tools from "./tools.css?inline";

export const STYLES_OF_TOOLS: readonly string[] = [tools, panels, layers];
