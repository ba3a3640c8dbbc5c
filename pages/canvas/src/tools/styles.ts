/** The styles of the tools, each imported as text: `import palette from "../palette/palette.css?inline"`. */
export const STYLES_OF_TOOLS: readonly string[] = [];
