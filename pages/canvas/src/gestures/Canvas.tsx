/** The drawing itself on React Flow. */
import { ConnectionLineType, type EdgeTypes, type NodeTypes, ReactFlow, SelectionMode } from "@xyflow/react";
import { useRef } from "react";
import { CardNode, PlainContext, usePlain } from "../cards/CardNode";
import { Painting } from "../edges/Painting";
import { InsertButton, useEdgeHover } from "../edges/InsertButton";
import { Wire } from "../edges/Wire";
import { LaneColumns } from "../lanes/LaneColumns";
import { StripNode } from "../lanes/StripNode";
import { LaneTitles } from "../lanes/LaneTitles";
import { GRID } from "../model/types";
import { useCanvas, useWords } from "../store/context";
import { useFollowing } from "../run/useFollowing";
import { Layers } from "../tools/layers";
import { useConnecting } from "./connecting";
import { useDragging } from "./dragging";
import { useFlowElements } from "./elements";
import { MANY_CARDS, useBoxOverPainted, useHotCard } from "./hot";
import { useMenus } from "./menus";
import { LEAST_ZOOM, MOST_ZOOM } from "./viewport";
import { useViewport } from "./useViewport";

const nodeTypes: NodeTypes = { card: CardNode, strip: StripNode };
const edgeTypes: EdgeTypes = { wire: Wire };
const GRID_OF_CARDS: [number, number] = [GRID, GRID];
const PAN_BUTTONS = [0, 1];
const MULTI_KEYS = ["Control", "Meta"];
const PRO_OPTIONS = { hideAttribution: true };

export function Canvas() {
  const root = useRef<HTMLDivElement>(null);
  const plain = usePlain();
  const words = useWords();
  const readOnly = useCanvas((state) => state.readOnly);
  const connecting = useCanvas((state) => state.dragging);
  const gliding = useCanvas((state) => state.gliding);
  const painted = useCanvas((state) => plain && Object.keys(state.view.cards).length > MANY_CARDS);
  const { hot, onPointerMove } = useHotCard(painted);
  const elements = useFlowElements(plain, painted, hot);
  const box = useBoxOverPainted(painted);
  const dragging = useDragging();
  const wires = useConnecting();
  const hover = useEdgeHover();
  const menus = useMenus();
  const looks = useViewport(root);
  useFollowing(root);
  const classes = ["fx-canvas"];
  if (plain) classes.push("fx-far");
  if (connecting) classes.push("fx-dragging");
  if (gliding) classes.push("fx-gliding");
  return (
    <div
      ref={root}
      className={classes.join(" ")}
      role="application"
      aria-label={words.canvas.label}
      aria-roledescription={words.canvas.description}
      tabIndex={0}
      onPointerMove={onPointerMove}
    >
      <PlainContext value={plain}>
      <ReactFlow
        {...elements}
        {...wires}
        {...menus}
        {...box}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodeDragStart={dragging.start}
        onNodeDrag={dragging.drag}
        onNodeDragStop={dragging.stop}
        onEdgeMouseEnter={hover.enter}
        onEdgeMouseLeave={hover.leave}
        onMove={looks.onMove}
        onMoveEnd={looks.onMoveEnd}
        ariaLabelConfig={words.flowAria}
        proOptions={PRO_OPTIONS}
        onlyRenderVisibleElements
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={MULTI_KEYS}
        zoomActivationKeyCode={MULTI_KEYS}
        panActivationKeyCode="Space"
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        zoomOnDoubleClick={false}
        selectionMode={SelectionMode.Partial}
        snapToGrid
        snapGrid={GRID_OF_CARDS}
        minZoom={LEAST_ZOOM}
        maxZoom={MOST_ZOOM}
        connectionRadius={40}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionDragThreshold={4}
        connectOnClick={false}
        reconnectRadius={14}
        elevateEdgesOnSelect
      >
        <LaneColumns />
        {plain && <Painting cards={painted} />}
        <Layers />
        <InsertButton />
      </ReactFlow>
      </PlainContext>
      <LaneTitles />
    </div>
  );
}
