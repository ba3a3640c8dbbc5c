/** What stands on the canvas under the edges and moves with it: notes, groups. */
export function Layers() {
  return null;
}
