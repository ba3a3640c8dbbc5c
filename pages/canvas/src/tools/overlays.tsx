/** What stands over the canvas in window coordinates: palette, quick-add, menus, minimap, … */
export function Overlays() {
  return null;
}
