/** A box over the canvas at a point of the window: closes on Esc and on a click elsewhere. */

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTools } from "./context";
import { useFocusReturn } from "./focus";

const MARGIN = 8;

interface PopoverProps {
  readonly label: string;
  /** Top left corner wanted, in window coordinates; without it: at the top, in the middle. */
  readonly screen?: readonly [number, number] | undefined;
  readonly role?: "dialog" | "group";
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

interface Place {
  left: number;
  top: number;
}

function placeIn(root: DOMRect, box: DOMRect, screen: PopoverProps["screen"]): Place {
  const wanted = screen
    ? { left: screen[0] - root.left, top: screen[1] - root.top }
    : { left: (root.width - box.width) / 2, top: Math.min(72, root.height / 8) };
  const clamp = (value: number, size: number, room: number) =>
    Math.max(MARGIN, Math.min(value, room - size - MARGIN));
  return {
    left: clamp(wanted.left, box.width, root.width),
    top: clamp(wanted.top, box.height, root.height),
  };
}

/** Draw the box; the focus goes back to where it was when the box closes. */
export function Popover({ label, screen, role = "dialog", className, onClose, children }: PopoverProps) {
  const tools = useTools();
  const element = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [x, y] = screen ?? [];
  useFocusReturn(tools);

  useLayoutEffect(() => {
    const [root, box] = [tools.root(), element.current];
    if (!root || !box) return;
    const settle = () =>
      setPlace(
        placeIn(
          root.getBoundingClientRect(),
          box.getBoundingClientRect(),
          x === undefined || y === undefined ? undefined : [x, y],
        ),
      );
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(root);
    observer.observe(box);
    return () => observer.disconnect();
  }, [tools, x, y]);

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (element.current && !event.composedPath().includes(element.current)) onClose();
    };
    document.addEventListener("pointerdown", onPointerDown, true);
    return () => document.removeEventListener("pointerdown", onPointerDown, true);
  }, [onClose]);

  return (
    <div
      ref={element}
      className={`fx-popover ${className ?? ""}`}
      role={role}
      aria-label={label}
      style={place ?? { left: 0, top: 0, opacity: 0 }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
