import type { Random } from '../../../engine/random.ts'
import { between as drawn, type Span } from '../chance.ts'
import type { Point } from '../paths.ts'
import type { Attributes } from './attributes.ts'

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
  /** Which side the light comes from, -1 or 1. */
  light: number
  brow: number
  chin: number
  jaw: number
  jawHeight: number
  chinWidth: number
  cheek: number
  eyeSpread: number
  eyeHeight: number
  eyeSize: number
  eyeOpen: number
  /** How much the outer corners of the eyes lie higher. */
  eyeSlant: number
  browHeight: number
  browTilt: number
  browArch: number
  browWidth: number
  noseLength: number
  noseWidth: number
  mouthHeight: number
  mouthWidth: number
  earSize: number
  neck: number
  shoulders: number
  /** Opacity of blushing cheeks. */
  blush: number
}

// Turned heads keep this far from straight ones, in radians, so that the label can be seen.
const TURNS: Record<Attributes['turn'], Span> = {
  left: [-0.4, -0.25],
  centre: [-0.05, 0.05],
  right: [0.25, 0.4]
}

// What tells faces that present as women from those that present as men; the two overlap nowhere, as
// the label should be visible, but each varies.
const BUILDS = {
  woman: {
    jaw: [0.68, 0.78],
    chinWidth: [0.17, 0.28],
    cheek: [0.93, 1],
    browHeight: [0.38, 0.46],
    browArch: [0.06, 0.12],
    browWidth: [0.06, 0.085],
    neck: [0.38, 0.45]
  },
  man: {
    jaw: [0.86, 0.94],
    chinWidth: [0.4, 0.52],
    cheek: [0.96, 1.01],
    browHeight: [0.27, 0.34],
    browArch: [0, 0.04],
    browWidth: [0.125, 0.165],
    neck: [0.5, 0.6]
  }
} as const

// Features stand on a half cylinder up to here; the head's edge is beyond.
const EDGE = 0.97

/** Draws the proportions of a face. */
export function drawFace(attributes: Attributes, random: Random): Face {
  const between = (span: Span): number => drawn(random, span)
  const build = BUILDS[attributes.presenting]
  const yaw = between(TURNS[attributes.turn])
  const unit = between([0.248, 0.284])
  const tilt = between([-0.08, 0.08])
  const centre: Point = [0.5 + between([-0.03, 0.03]), 0.505 + between([-0.025, 0.025])]
  const [cosine, sine] = [Math.cos(tilt), Math.sin(tilt)]
  // Round and long heads.
  const stretch = between([0.93, 1.07])

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
    brow: between([0.9, 0.97]),
    chin: between([1.12, 1.25]),
    jaw: between(build.jaw),
    jawHeight: between([0.66, 0.78]),
    chinWidth: between(build.chinWidth),
    cheek: between(build.cheek),
    eyeSpread: between([0.39, 0.46]),
    eyeHeight: between([0.03, 0.11]),
    eyeSize: between([0.165, 0.205]),
    eyeOpen: between([0.74, 1]),
    eyeSlant: between([-0.02, 0.05]),
    browHeight: between(build.browHeight),
    browTilt: between([-0.05, 0.025]),
    browArch: between(build.browArch),
    browWidth: between(build.browWidth),
    noseLength: between([0.36, 0.46]),
    noseWidth: between([0.11, 0.18]),
    mouthHeight: between([0.74, 0.81]),
    mouthWidth: between([0.31, 0.4]),
    earSize: between([0.85, 1.15]),
    neck: between(build.neck),
    shoulders: between([1.55, 1.95]),
    blush: between([0.08, 0.3])
  }
}
