/** Icons as strokes of 2 in a box of 24; names are those of the node types and of the families. */
import { memo } from "react";

const PATHS: Readonly<Record<string, string>> = {
  begin: "M6 21V4h11l-2 4 2 4H6",
  end: "M6 21V4h11l-2 4 2 4H6",
  say: "M4 5h16v11H10l-5 4v-4H4z",
  ask: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18.5v.5",
  decide: "M12 3l9 9-9 9-9-9z",
  do: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  people: "M4 14v-2a8 8 0 0 1 16 0v2M4 13h3v6H5a1 1 0 0 1-1-1zM20 13h-3v6h2a1 1 0 0 0 1-1z",
  survey: "M12 3l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1-5.4-3-5.4 3 1.1-6.1L3.200 9.400l6.100-.8z",
  unknown: "M5 4h14v16H5zM9 9l6 6M15 9l-6 6",
  arrow: "M4 12h15M13 6l6 6-6 6",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500H4.500zM10 21h4",
  branch: "M6 4v16M6 12h6a6 6 0 0 0 6-6V4M15 7l3-3 3 3",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
  headset: "M4 14v-2a8 8 0 0 1 16 0v2M4 13h3v6H5a1 1 0 0 1-1-1zM20 13h-3v6h2a1 1 0 0 0 1-1z",
  hourglass: "M6 3h12M6 21h12M7 3c0 5 4 6 5 9-1 3-5 4-5 9M17 3c0 5-4 6-5 9 1 3 5 4 5 9",
  layers: "M12 3l9 5-9 5-9-5zM3 13l9 5 9-5",
  list: "M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5",
  message: "M4 5h16v11H10l-5 4v-4H4z",
  pencil: "M4 20l1-5L16 4l4 4L9 19z",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.500-6 8-6s8 2 8 6",
  play: "M7 4l13 8-13 8z",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  question: "M8.500 9a3.500 3.500 0 1 1 5 3.200c-1 .5-1.500 1.100-1.500 2.300M12 18.500v.5",
  receipt: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  shield: "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6z",
  split: "M12 3v6M12 9c0 5-6 4-6 11M12 9c0 5 6 4 6 11",
  star: "M12 3l2.700 5.600 6.100.8-4.500 4.300 1.100 6.100-5.400-3-5.400 3 1.100-6.100L3.200 9.400l6.100-.8z",
  stop: "M5 5h14v14H5z",
  plus: "M12 5v14M5 12h14",
  undo: "M8 5L3 10l5 5M3 10h11a6 6 0 0 1 0 11H9",
  redo: "M16 5l5 5-5 5M21 10H10a6 6 0 0 0 0 11h5",
  collapse: "M14 6l-6 6 6 6",
  expand: "M10 6l6 6-6 6",
  check: "M5 13l5 5L20 7",
  cloud: "M7 19a5 5 0 0 1 0-10 6 6 0 0 1 11 2 4 4 0 0 1 0 8zM3 3l18 18",
  flag: "M6 21V4h11l-2 4 2 4H6",
};

/** An icon by its name; it says nothing to screen readers. */
export const Icon = memo(function Icon({ name, size = 14 }: { name: string; size?: number }) {
  return (
    <svg className="fx-icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name] ?? PATHS["unknown"]} />
    </svg>
  );
});
