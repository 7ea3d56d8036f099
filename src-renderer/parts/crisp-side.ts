/**
 * How large a picture of `size` pixels is shown in a room, in CSS pixels: the largest whole multiple that fits, so
 * that every pixel stays square and none is cut off; a picture larger than its room is made smaller.
 */
export function crispSide(size: number, room: number): number {
  return size > room && room > 0 ? room : size * Math.max(1, Math.floor(room / size))
}
