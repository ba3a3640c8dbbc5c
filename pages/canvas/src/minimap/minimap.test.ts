import { expect, test } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import { drawMap, type MapPicture, scaleOf } from "./drawing";

const stages = [
  { id: "s", name: "Triagem" },
  { id: "t", name: "Um nome tão longo que nunca caberia numa faixa estreita do mapa" },
];

const picture: MapPicture = {
  view: viewOf([cardOf("a"), cardOf("b")], [], { layout: { a: [0, 0], b: [2000, 400] }, stages }),
  kinds: {},
  lanes: stages.map((stage, index) => ({
    stage,
    lane: { x: index * 1200, width: 1200, collapsed: false },
    x: index * 1200,
    width: 1200,
    count: 1,
  })),
  dark: false,
  selected: new Set(["b"]),
  seen: { x: 0, y: 0, width: 900, height: 700 },
};

test("everything fits in the map", () => {
  const { scale, left, top } = scaleOf(picture, 200, 120);
  expect(left).toBeLessThanOrEqual(-100);
  expect(top).toBeLessThanOrEqual(-100);
  expect(left + 200 / scale).toBeGreaterThanOrEqual(2240);
  expect(top + 120 / scale).toBeGreaterThanOrEqual(700);
});

test("lanes, cards, names and the window are drawn", () => {
  const drawn: string[] = [];
  const pen = {
    fillStyle: "",
    strokeStyle: "",
    lineWidth: 1,
    font: "",
    clearRect: () => drawn.push("clear"),
    fillRect: () => drawn.push("fill"),
    strokeRect: () => drawn.push("stroke"),
    fillText: (text: string) => drawn.push(text),
  };
  drawMap(pen, picture, 200, 120);
  expect(drawn.filter((what) => what === "fill")).toHaveLength(4);
  expect(drawn.filter((what) => what === "stroke")).toHaveLength(2);
  expect(drawn).toContain("Triagem");
  expect(drawn.some((what) => what.endsWith("…"))).toBe(true);
});

test("a flow without cards has a map too", () => {
  const empty = { ...picture, view: viewOf([]), lanes: [] };
  expect(scaleOf(empty, 200, 120).scale).toBeGreaterThan(0);
});
