/** Where edges arrive: the left edge of the card, and the whole card while a wire is drawn. */
import { Handle, Position } from "@xyflow/react";
import { memo } from "react";

export const Input = memo(function Input() {
  return <Handle className="fx-input" type="target" position={Position.Left} isConnectableStart={false} />;
});
