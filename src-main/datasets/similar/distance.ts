import { TANGENTS, VALUES, WEIGHTS, type Appearance } from './appearance.ts'
import { GRIDS } from './describe.ts'

// Usual moves and stretches of slight crops, as parts of the width, and any softening.
const USUAL = [0.015, 0.015, 0.02, 0.02, 1]
// Part of the contrast's square that is noise; what moves cost is measured by it.
const NOISE = 0.002

const LUMA_CELLS = GRIDS.luma ** 2

const difference = new Float64Array(VALUES)
const tangents = new Float64Array(TANGENTS * VALUES)
const products = new Float64Array(TANGENTS)
const system = new Float64Array(TANGENTS * (TANGENTS + 1))

/**
 * How different two pictures look, as a part of their contrast: 0 for equal ones, about 0.05 after a
 * slight crop or strong compression, 1 and more for unrelated ones. Small shifts, stretches and
 * softening are taken out, by the tangent distance of Simard, LeCun and Denker (1993, eq. 5), at whose
 * cost a usual one counts as noise.
 */
export function distanceOf(a: Appearance, b: Appearance): number {
  const scale = (a.contrast ** 2 + b.contrast ** 2) / 2
  let squares = 0
  for (let i = 0; i < VALUES; i++) {
    const d = a.values[i]! - b.values[i]!
    difference[i] = d
    squares += d * d
  }
  for (let t = 0; t < TANGENTS; t++) {
    let product = 0
    for (let i = t * VALUES, j = 0; j < VALUES; i++, j++) {
      // Halfway between the two, which is right to second order.
      const tangent = (a.tangents[i]! + b.tangents[i]!) / 2
      tangents[i] = tangent
      product += tangent * difference[j]!
    }
    products[t] = product
  }
  for (let row = 0; row < TANGENTS; row++) {
    for (let column = 0; column <= row; column++) {
      let product = 0
      for (let i = row * VALUES, j = column * VALUES, end = i + VALUES; i < end; i++, j++) {
        product += tangents[i]! * tangents[j]!
      }
      system[row * (TANGENTS + 1) + column] = product
      system[column * (TANGENTS + 1) + row] = product
    }
    system[row * (TANGENTS + 1) + row]! += (NOISE * scale) / USUAL[row]! ** 2
    system[row * (TANGENTS + 1) + TANGENTS] = products[row]!
  }
  const explained = solve()
  return Math.sqrt(Math.max(0, squares - explained) / LUMA_CELLS / scale)
}

// Gauss without pivots, since `system` is positive definite; gives the squares that the moves explain.
function solve(): number {
  const width = TANGENTS + 1
  let explained = 0
  for (let pivot = 0; pivot < TANGENTS; pivot++) {
    const diagonal = system[pivot * width + pivot]!
    explained += system[pivot * width + TANGENTS]! ** 2 / diagonal
    for (let row = pivot + 1; row < TANGENTS; row++) {
      const factor = system[row * width + pivot]! / diagonal
      for (let i = pivot; i < width; i++)
        system[row * width + i]! -= factor * system[pivot * width + i]!
    }
  }
  return explained
}

/** Measures from one picture to many; see `createRuler`. */
export type Ruler = (description: Uint8Array, contrast: number) => number

/**
 * A quicker `distanceOf` from one picture to many: with the tangents of that one only, right for pictures
 * that are close. Descriptions are taken as they are, with the contrast that `contrastOf` gives.
 */
export function createRuler({ values, tangents, contrast }: Appearance): Ruler {
  // Rows whose products with a difference have the squares that moves explain: the tangents times the
  // inverse of the Cholesky factor of their products.
  const rows = new Float32Array(tangents)
  const variance = contrast ** 2
  const factor = new Float64Array(TANGENTS * TANGENTS)
  for (let row = 0; row < TANGENTS; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = row === column ? (NOISE * variance) / USUAL[row]! ** 2 : 0
      for (let i = 0; i < VALUES; i++) {
        sum += tangents[row * VALUES + i]! * tangents[column * VALUES + i]!
      }
      for (let i = 0; i < column; i++) {
        sum -= factor[row * TANGENTS + i]! * factor[column * TANGENTS + i]!
      }
      factor[row * TANGENTS + column] =
        row === column ? Math.sqrt(sum) : sum / factor[column * TANGENTS + column]!
    }
    for (let i = 0; i < VALUES; i++) {
      let value = rows[row * VALUES + i]!
      for (let k = 0; k < row; k++) value -= factor[row * TANGENTS + k]! * rows[k * VALUES + i]!
      rows[row * VALUES + i] = value / factor[row * TANGENTS + row]!
    }
  }
  return (description, otherContrast) => {
    let [squares, a, b, c, d, e] = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < VALUES; i++) {
      const difference = values[i]! - description[i]! * WEIGHTS[i]!
      squares += difference * difference
      a += rows[i]! * difference
      b += rows[VALUES + i]! * difference
      c += rows[2 * VALUES + i]! * difference
      d += rows[3 * VALUES + i]! * difference
      e += rows[4 * VALUES + i]! * difference
    }
    const left = squares - a * a - b * b - c * c - d * d - e * e
    const scale = (variance + otherContrast ** 2) / 2
    return Math.sqrt(Math.max(0, left) / LUMA_CELLS / scale)
  }
}
