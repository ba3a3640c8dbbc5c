/** The drawing itself on React Flow. */
import { Handle, Position, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { edgeEnds, type EdgeKey } from "../model/types";
import { useCanvas } from "../store/context";
import { Layers } from "../tools/layers";

const nodeTypes = {
  card: ({ data }: { data: { name: string; outcomes: string[] } }) => (
    <div className="fx-card">
      {data.name}
      <Handle type="target" position={Position.Left} />
      {data.outcomes.map((id) => (
        <Handle key={id} id={id} type="source" position={Position.Right} />
      ))}
    </div>
  ),
};

export function Canvas() {
  const view = useCanvas((state) => state.view);
  const nodes = useMemo(
    () =>
      Object.entries(view.cards).map(([id, card]) => ({
        id,
        type: "card",
        position: { x: view.layout[id]?.[0] ?? 0, y: view.layout[id]?.[1] ?? 0 },
        data: { name: card.node.name ?? id, outcomes: card.outcomes.map((one) => one.id) },
      })),
    [view],
  );
  const edges = useMemo(
    () =>
      (Object.keys(view.edges) as EdgeKey[]).map((key) => {
        const { source, outcome } = edgeEnds(key);
        return { id: key, source, sourceHandle: outcome, target: view.edges[key] ?? "" };
      }),
    [view],
  );
  return (
    <ReactFlow nodes={nodes} edges={edges} nodeTypes={nodeTypes} onlyRenderVisibleElements proOptions={{ hideAttribution: true }}>
      <Layers />
    </ReactFlow>
  );
}
