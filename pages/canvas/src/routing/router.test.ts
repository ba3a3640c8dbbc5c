import { describe, expect, test } from "vitest";
import { cardBox, type Box } from "../layout/card";
import { createRouter } from "./memo";
import { obstaclesOf } from "./obstacles";
import { crossings, route, type RouteRequest } from "./router";

const handleOf = (box: Box, outcome = 0) => ({ x: box.x + box.width, y: box.y + 102 + 28 * outcome });
const entryOf = (box: Box) => ({ x: box.x, y: box.y + 44 });

function request(source: Box, target: Box, others: Box[] = []): RouteRequest {
  return {
    source: handleOf(source),
    target: entryOf(target),
    sourceBox: source,
    targetBox: target,
    obstacles: obstaclesOf([source, target, ...others]),
  };
}

function isOrthogonal(points: readonly { x: number; y: number }[]): boolean {
  return points.every((p, i) => i === 0 || p.x === points[i - 1]!.x || p.y === points[i - 1]!.y);
}

describe("the way of an edge", () => {
  test("is a straight line between handles of one height", () => {
    const way = route({ source: { x: 240, y: 50 }, target: { x: 400, y: 50 } });
    expect(way.path).toBe("M240 50L400 50");
    expect(way.middle).toEqual({ x: 320, y: 50 });
    expect(way.backwards).toBe(false);
  });

  test("turns with corners of 8 px", () => {
    const way = route({ source: { x: 240, y: 0 }, target: { x: 440, y: 100 } });
    expect(way.points).toHaveLength(4);
    expect(way.path).toContain("Q340 0 340 8");
  });

  test("goes around a card that stands between the two", () => {
    const [source, target] = [cardBox([0, 0], 1), cardBox([800, 0], 1)];
    const between = cardBox([400, 0], 3);
    const way = route(request(source, target, [between]));
    expect(crossings(way.points, [source, between, target])).toBe(0);
    expect(isOrthogonal(way.points)).toBe(true);
  });

  test("leads back around both cards and never through them", () => {
    const [source, target] = [cardBox([600, 0], 2), cardBox([0, 0], 1)];
    const between = cardBox([300, 0], 4);
    const way = route(request(source, target, [between]));
    expect(way.backwards).toBe(true);
    expect(crossings(way.points, [source, between, target])).toBe(0);
  });

  test("leads from a card to itself around it", () => {
    const card = cardBox([0, 0], 2);
    const way = route(request(card, card));
    expect(crossings(way.points, [card])).toBe(0);
    expect(way.backwards).toBe(true);
  });

  test("keeps clear of a card right below its source", () => {
    const [source, target] = [cardBox([0, 0], 1), cardBox([0, 200], 1)];
    const way = route(request(source, target));
    expect(crossings(way.points, [source, target])).toBe(0);
  });

  test("finds its way down between cards that stand close to each other", () => {
    const [source, target] = [cardBox([0, 0], 3), cardBox([0, 900], 1)];
    const close = [cardBox([280, 0], 2), cardBox([280, 180], 2), cardBox([280, 340], 3)];
    const way = route({
      ...request(source, target, close),
      source: handleOf(source, 2),
      index: 2,
    });
    expect(crossings(way.points, [source, target, ...close])).toBe(0);
  });

  test("keeps parallel outcomes apart", () => {
    const [source, target] = [cardBox([600, 0], 2), cardBox([0, 0], 1)];
    const first = route({ ...request(source, target), index: 0 });
    const second = route({ ...request(source, target), source: handleOf(source, 1), index: 1 });
    expect(first.points[1]!.x).not.toBe(second.points[1]!.x);
  });

  test("always begins and ends at the handles, with right angles, wherever cards stand", () => {
    for (let i = 0; i < 300; i++) {
      const at = (n: number): [number, number] => [(i * n * 37) % 1600, (i * n * 53) % 1200];
      const [source, target] = [cardBox(at(1), 1 + (i % 4)), cardBox(at(7), 2)];
      const others = [cardBox(at(3), 2), cardBox(at(5), 5)];
      const way = route(request(source, target, others));
      expect(way.points[0]).toEqual(handleOf(source));
      expect(way.points.at(-1)).toEqual(entryOf(target));
      expect(isOrthogonal(way.points)).toBe(true);
    }
  });
});

describe("what is kept", () => {
  const [source, target] = [cardBox([0, 0], 1), cardBox([800, 0], 1)];

  test("the same question gives the same object", () => {
    const router = createRouter();
    const asked = request(source, target);
    expect(router("a/next", asked)).toBe(router("a/next", { ...asked }));
  });

  test("a card that moves far away leaves the object as it was", () => {
    const router = createRouter();
    const before = router("a/next", request(source, target, [cardBox([0, 5000], 1)]));
    const after = router("a/next", request(source, target, [cardBox([0, 6000], 1)]));
    expect(after).toBe(before);
  });

  test("700 edges among 500 cards cost little time", () => {
    const cards = Array.from({ length: 500 }, (_, i) =>
      cardBox([(i % 25) * 336, Math.floor(i / 25) * 240], 2),
    );
    const obstacles = obstaclesOf(cards);
    const begin = process.cpuUsage();
    for (let i = 0; i < 700; i++) {
      const [from, to] = [cards[(i * 7) % 500]!, cards[(i * 7 + 1 + (i % 30)) % 500]!];
      route({
        source: handleOf(from),
        target: entryOf(to),
        sourceBox: from,
        targetBox: to,
        obstacles,
      });
    }
    const { user } = process.cpuUsage(begin);
    expect(user / 1000).toBeLessThan(1000);
  });
});
