import type { Random } from '../../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import type { Point } from '../paths.ts'

/** The proportions of one face, all continuous. Lengths are in half head widths. */
export interface Face {
  /** Half the width of the head, in picture widths. */
  unit: number
  /** A point of the turned head: u right, v down, (0,0) between the cheekbones. */
  at(u: number, v: number): Point
  /** The same for what lies around the head and does not turn with the features. */
  around(u: number, v: number): Point
  /** How much narrower a feature at u looks on the turned head. */
  squash(u: number): number
  /** Radians, positive to the right of the picture. */
  yaw: number
  /** Which side the light comes from, -1 to 1. */
  light: number
  chin: number
  jaw: number
  chinWidth: number
  cheek: number
  eyeSpread: number
  eyeHeight: number
  eyeSize: number
  eyeOpen: number
  browHeight: number
  browTilt: number
  noseLength: number
  noseWidth: number
  mouthHeight: number
  mouthWidth: number
  neck: number
  shoulders: number
  blush: number
}

// Turned heads keep this far from straight ones, in radians, so that the label can be seen.
const TURNS: Record<Attributes['turn'], readonly [number, number]> = {
  left: [-0.42, -0.26],
  centre: [-0.05, 0.05],
  right: [0.26, 0.42]
}

// [from, to] of what tells faces that present as women from those that present as men; the two
// overlap nowhere, as the label should be visible, but each varies.
const BUILDS = {
  woman: { jaw: [0.68, 0.76], chinWidth: [0.2, 0.28], cheek: [0.94, 1], browHeight: [0.4, 0.48] },
  man: { jaw: [0.86, 0.95], chinWidth: [0.44, 0.56], cheek: [0.97, 1.02], browHeight: [0.27, 0.33] }
} as const

// Features stand on a half cylinder up to here; the head's edge is beyond.
const EDGE = 0.97

/** Draws the proportions of a face. */
export function drawFace(attributes: Attributes, random: Random): Face {
  const between = ([from, to]: readonly [number, number]): number =>
    from + (to - from) * random.uniform()
  const build = BUILDS[attributes.presenting]
  const yaw = between(TURNS[attributes.turn])
  const unit = between([0.25, 0.284])
  const tilt = between([-0.07, 0.07])
  const centre: Point = [0.5 + between([-0.025, 0.025]), 0.5 + between([-0.02, 0.02])]
  const [cosine, sine] = [Math.cos(tilt), Math.sin(tilt)]
  // Round and long heads.
  const stretch = between([0.95, 1.07])

  const around = (u: number, v: number): Point => [
    centre[0] + unit * (u * cosine - v * stretch * sine),
    centre[1] + unit * (u * sine + v * stretch * cosine)
  ]
  const onHead = (u: number): number => Math.asin(Math.max(-EDGE, Math.min(EDGE, u)))
  return {
    unit,
    around,
    at: (u, v) => {
      const inside = Math.max(-EDGE, Math.min(EDGE, u))
      return around(Math.sin(onHead(u) + yaw) + (u - inside), v)
    },
    squash: (u) => Math.max(0.3, Math.cos(onHead(u) + yaw) / Math.cos(onHead(u))),
    yaw,
    light: random.uniform() < 0.5 ? -1 : 1,
    chin: between([1.14, 1.26]),
    jaw: between(build.jaw),
    chinWidth: between(build.chinWidth),
    cheek: between(build.cheek),
    eyeSpread: between([0.4, 0.47]),
    eyeHeight: between([0.02, 0.1]),
    eyeSize: between([0.17, 0.215]),
    eyeOpen: between([0.72, 1]),
    browHeight: between(build.browHeight),
    browTilt: between([-0.09, 0.03]),
    noseLength: between([0.36, 0.46]),
    noseWidth: between([0.1, 0.16]),
    mouthHeight: between([0.74, 0.82]),
    mouthWidth: between([0.3, 0.4]),
    neck: between([0.42, 0.52]),
    shoulders: between([1.55, 1.95]),
    blush: between([0.1, 0.5])
  }
}
