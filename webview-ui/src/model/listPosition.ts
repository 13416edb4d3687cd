/** What the list of a select box takes at most, in px: ten options and a description. */
const listHeightPx = 260;

/**
 * On which side of a box its list fits; below where it fits nowhere.
 * @param box its edges in px, from the top of the viewport
 */
export function listPosition(
  box: { readonly top: number; readonly bottom: number },
  viewportHeightPx: number,
): 'above' | 'below' {
  const hasRoomBelow = viewportHeightPx - box.bottom >= listHeightPx;
  return hasRoomBelow || box.top < listHeightPx ? 'below' : 'above';
}
