/**
 * How large a picture of `size` pixels is shown in a room, in CSS pixels: a whole multiple, so that every
 * pixel stays square, and no smaller than `atLeast`; a picture larger than its room is made smaller.
 */
export function crispSide(size: number, room: number, atLeast = 0): number {
  const scale = Math.max(1, Math.floor(room / size), Math.ceil(atLeast / size))
  return size > room && room > 0 ? room : size * scale
}
