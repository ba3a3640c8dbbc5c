/** Frames round cards; moving a frame by its title moves its cards. */

import { type MouseEvent, useLayoutEffect } from "react";
import type { Group } from "../model/types";
import { useActions, useCanvas, useWords } from "../store/context";
import { frameOf, moveGroupChanges } from "../tools/changes/grouping";
import { type Tools, useTools } from "../tools/context";
import { useDragging } from "../tools/dragging";

/** Draw all frames. */
export function Groups() {
  const groups = useCanvas((state) => state.view.groups);
  return groups.map((group) => <Frame key={group.id} group={group} />);
}

/** Let the cards follow their frame while it is dragged; the gesture is made at the drop. */
function useFollowingCards(tools: Tools, ids: readonly string[], [dx, dy]: readonly [number, number]): void {
  useLayoutEffect(() => {
    if (dx === 0 && dy === 0) return;
    const nodes = [...(tools.root()?.querySelectorAll<HTMLElement>(".react-flow__node") ?? [])];
    const moved = nodes.filter((node) => ids.includes(node.dataset.id ?? ""));
    for (const node of moved) node.style.translate = `${dx}px ${dy}px`;
    return () => {
      for (const node of moved) node.style.translate = "";
    };
  }, [tools, ids, dx, dy]);
}

function Frame({ group }: { readonly group: Group }) {
  const tools = useTools();
  const words = useWords();
  const { perform, select, open } = useActions();
  const view = useCanvas((state) => state.view);
  const readOnly = useCanvas((state) => state.readOnly);
  const frame = frameOf(view, group);
  const drag = useDragging(
    (by) => perform("move", moveGroupChanges(tools.view(), group.id, by)),
    !readOnly,
  );
  useFollowingCards(tools, group.nodes, drag.by);
  if (!frame) return null;
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    select({ nodes: group.nodes });
    const screen = [event.clientX, event.clientY] as const;
    open({ name: "menu", target: { kind: "group", id: group.id }, screen, at: [frame.x, frame.y] });
  };
  return (
    <section
      className="fx-group"
      data-group={group.id}
      aria-label={words.group.label(group.name)}
      style={{
        left: frame.x + drag.by[0],
        top: frame.y + drag.by[1],
        width: frame.width,
        height: frame.height,
      }}
    >
      <button
        type="button"
        className="fx-group-title nopan nodrag"
        dir="auto"
        title={group.name}
        onClick={() => select({ nodes: group.nodes })}
        onDoubleClick={() =>
          !readOnly && tools.own.setState({ prompt: { what: "group", id: group.id } })
        }
        onContextMenu={onContextMenu}
        {...drag.handlers}
      >
        {group.name}
      </button>
    </section>
  );
}
