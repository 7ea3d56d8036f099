/** A colour `#rrggbb` as three bytes. */
export function parseColour(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** A level over the one behind it; `alpha` 0 shows what is behind, 255 hides it. */
export function over(level: number, behind: number, alpha: number): number {
  return Math.round((level * alpha + behind * (255 - alpha)) / 255)
}
