import type { Scene } from '../../state/scene.ts'

// Beyond two standard deviations, or near the ends of a uniform distribution.
const STRONG = 0.9

/**
 * Dimensions that fit what was typed: numbers from 1 ("7"), ranges ("20-29"), "locked" or "strong", several
 * parted by commas or spaces; ascending. The first `count` numbers of z are dimensions, what follows is a class.
 */
export function findDimensions(
  text: string,
  { z, locked }: Pick<Scene, 'z' | 'locked'>,
  count = z.length
): number[] {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
  const fits = (dimension: number): boolean =>
    words.some((word) => {
      if (word.length > 2 && 'locked'.startsWith(word)) return locked.includes(dimension)
      if (word.length > 2 && 'strong'.startsWith(word)) return Math.abs(z[dimension]!) >= STRONG
      const [from, to = from] = word.split(/[-–]/).map(Number)
      return dimension + 1 >= from! && dimension + 1 <= to!
    })
  return Array.from({ length: count }, (_, dimension) => dimension).filter(fits)
}
