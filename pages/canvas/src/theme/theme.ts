/** Whether the page around the canvas is dark. */

/** Judge by Streamlit's background colour, else by what the system prefers. */
export function isDark(element: Element): boolean {
  const color = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const light = luminance(color);
  return light === null ? matchMedia("(prefers-color-scheme: dark)").matches : light < 0.5;
}

/** Brightness of a colour such as "#0e1117" or "rgb(14, 17, 23)" from 0 to 1; null when it is none. */
export function luminance(color: string): number | null {
  const parts = channels(color);
  if (!parts) return null;
  const [red, green, blue] = parts;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

function channels(color: string): [number, number, number] | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  if (hex) {
    const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as [number, number, number];
  }
  const numbers = color.startsWith("rgb") ? color.match(/[\d.]+/g)?.map(Number) : undefined;
  return numbers && numbers.length >= 3 ? (numbers.slice(0, 3) as [number, number, number]) : null;
}
