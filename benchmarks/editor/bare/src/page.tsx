/**
 * React Flow with the same flow and nothing else: no server, no saving, no undo, no checks.
 * Query: graph=graph-500.json. `flow` in the console is React Flow's own instance.
 */
import "@xyflow/react/dist/style.css";
import "./page.css";
import {
  addEdge,
  type Connection,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
} from "@xyflow/react";
import { memo, type PointerEvent, useCallback } from "react";
import { createRoot } from "react-dom/client";

type Card = Node<{ kind: string; title: string; text: string; ways: string[] }, "card">;

interface Graph {
  nodes: Card[];
  edges: Edge[];
}

const CardNode = memo(function CardNode({ data }: NodeProps<Card>) {
  return (
    <div className="card">
      <Handle type="target" position={Position.Left} style={{ top: 44 }} />
      <div className="head">{data.kind}</div>
      <div className="title">{data.title}</div>
      <div className="text">{data.text}</div>
      {data.ways.map((way) => (
        <div className="way" key={way}>
          {way}
          <Handle id={way} type="source" position={Position.Right} />
        </div>
      ))}
    </div>
  );
});

const nodeTypes = { card: CardNode };
const defaultEdgeOptions = { type: "smoothstep" };

function Drawing({ graph }: { graph: Graph }) {
  const [nodes, setNodes, onNodesChange] = useNodesState<Card>(graph.nodes);
  const [edges, setEdges, onEdgesChange] = useEdgesState<Edge>(graph.edges);
  const flow = useReactFlow();
  const onConnect = useCallback((wire: Connection) => setEdges((all) => addEdge(wire, all)), [setEdges]);
  const drop = (event: PointerEvent<HTMLDivElement>): void => {
    const position = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: true });
    const data = { kind: "message", title: "New", text: "", ways: ["next"] };
    setNodes((all) => [...all, { id: `new-${all.length}`, type: "card", position, data }]);
  };
  return (
    <>
      <div
        id="palette"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerUp={drop}
      >
        Message
      </div>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        defaultEdgeOptions={defaultEdgeOptions}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onInit={(instance) => Object.assign(window, { flow: instance })}
        connectionRadius={40}
        onlyRenderVisibleElements
        minZoom={0.02}
        proOptions={{ hideAttribution: true }}
      />
    </>
  );
}

async function open(): Promise<void> {
  const name = new URLSearchParams(location.search).get("graph") ?? "graph-500.json";
  const graph: Graph = await (await fetch(name)).json();
  createRoot(document.getElementById("root") as HTMLElement).render(
    <ReactFlowProvider>
      <Drawing graph={graph} />
    </ReactFlowProvider>,
  );
}

void open();
