import type { Path } from '../../canvas.ts'
import { blob, ellipse, superellipse, type Point } from '../../paths.ts'
import type { Attributes } from '../attributes.ts'

/** A model of glasses; lengths in half head widths. */
export interface Frame {
  /** Radii of a lens. */
  width: number
  height: number
  /** Thickness of the rim; thick for its size, so that it survives at 32 pixels. */
  rim: number
  /** Whether the rim goes only over the upper half. */
  isHalf?: boolean
  /** How far the lens lies below the eye. */
  drop?: number
  /** A lens of radii w and h around a place; `side` is that of the face, `grow` widens it. */
  shape(centre: Point, w: number, h: number, side: 1 | -1): Path
}

const round: Frame['shape'] = (centre, w, h) => ellipse(centre, w, h)
const rounded =
  (exponent: number): Frame['shape'] =>
  (centre, w, h) =>
    superellipse(centre, w, h, exponent)

// Corners from the inner upper one outwards, in lens radii.
const cornered =
  (corners: readonly Point[]): Frame['shape'] =>
  ([x, y], w, h, side) =>
    blob(corners.map(([u, v]): Point => [x + side * u * w, y + v * h]))

// Wider above than below, as tortoiseshell frames are.
const panto = cornered([
  [-0.96, -0.55],
  [-0.5, -0.98],
  [0.5, -1],
  [0.98, -0.6],
  [0.94, 0.2],
  [0.5, 0.9],
  [-0.3, 0.98],
  [-0.86, 0.45]
])

const wayfarer = cornered([
  [-0.98, -0.82],
  [-0.4, -0.98],
  [0.5, -1.02],
  [1.08, -0.92],
  [1, 0.1],
  [0.7, 0.88],
  [-0.5, 0.94],
  [-0.9, 0.4]
])

// The outer corner rises.
const catEye = cornered([
  [-0.96, -0.3],
  [-0.5, -0.78],
  [0.35, -0.95],
  [1.14, -1.26],
  [1.1, -0.3],
  [0.66, 0.78],
  [-0.2, 0.98],
  [-0.84, 0.5]
])

// A drop that hangs outwards.
const aviator = cornered([
  [-0.92, -0.7],
  [-0.2, -0.94],
  [0.7, -0.92],
  [1.04, -0.5],
  [0.96, 0.3],
  [0.5, 1.02],
  [-0.1, 0.94],
  [-0.72, 0.2]
])

/** The models that each value of the attribute stands for. */
export const FRAMES: Record<Exclude<Attributes['glasses'], 'none'>, readonly Frame[]> = {
  round: [
    { width: 0.3, height: 0.31, rim: 0.08, shape: round },
    { width: 0.35, height: 0.36, rim: 0.06, shape: round },
    { width: 0.33, height: 0.32, rim: 0.1, shape: panto },
    { width: 0.31, height: 0.31, rim: 0.09, isHalf: true, shape: round }
  ],
  square: [
    { width: 0.34, height: 0.24, rim: 0.095, shape: rounded(5.5) },
    { width: 0.35, height: 0.31, rim: 0.085, shape: rounded(4.5) },
    { width: 0.35, height: 0.27, rim: 0.11, shape: wayfarer },
    { width: 0.35, height: 0.24, rim: 0.1, isHalf: true, shape: rounded(5) }
  ],
  'cat-eye': [
    { width: 0.34, height: 0.25, rim: 0.095, shape: catEye },
    { width: 0.35, height: 0.3, rim: 0.075, shape: catEye }
  ],
  sunglasses: [
    { width: 0.37, height: 0.29, rim: 0.07, shape: wayfarer },
    { width: 0.38, height: 0.34, rim: 0.05, drop: 0.06, shape: aviator },
    { width: 0.34, height: 0.34, rim: 0.065, shape: round },
    { width: 0.36, height: 0.28, rim: 0.08, shape: catEye }
  ]
}

/** How dark lenses shade: the colour above and what it goes over to below. */
export const TINTS = [
  { above: [20, 22, 32], below: [84, 78, 88] },
  { above: [44, 26, 18], below: [140, 92, 60] },
  { above: [18, 36, 66], below: [70, 110, 150] },
  { above: [22, 44, 36], below: [96, 128, 108] }
] as const
