import { Handle, Position } from "@xyflow/react";
import { memo } from "react";

/** A collapsed stage among the cards: nothing but the ends of its edges. */
export const StripNode = memo(function StripNode() {
  return (
    <div className="fx-strip" aria-hidden="true">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});
