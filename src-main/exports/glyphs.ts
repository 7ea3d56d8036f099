import type { Canvas } from './images.ts'

/** What signs and numbers are drawn in. */
export const INK = [225, 225, 228] as const

const WIDTH = 3
const HEIGHT = 5

// Three by five dots each, row by row; fonts are not on every machine.
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '### #.# #.# #.# ###',
  '1': '.#. ##. .#. .#. ###',
  '2': '### ..# ### #.. ###',
  '3': '### ..# ### ..# ###',
  '4': '#.# #.# ### ..# ..#',
  '5': '### #.. ### ..# ###',
  '6': '### #.. ### #.# ###',
  '7': '### ..# .#. .#. .#.',
  '8': '### #.# ### #.# ###',
  '9': '### #.# ### ..# ###',
  '.': '... ... ... ... .#.',
  '×': '... #.# .#. #.# ...',
  '+': '... .#. ### .#. ...',
  '−': '... ... ### ... ...',
  '=': '... ### ... ### ...'
}

/** Draws signs and numbers around a centre; `dot` is the side of a dot in pixels. */
export function drawGlyphs(
  canvas: Canvas,
  text: string,
  centreX: number,
  centreY: number,
  dot: number
): void {
  const left = Math.round(centreX - (((WIDTH + 1) * text.length - 1) * dot) / 2)
  const top = Math.round(centreY - (HEIGHT * dot) / 2)
  for (const [place, glyph] of [...text].entries()) {
    for (const [y, row] of GLYPHS[glyph]!.split(' ').entries()) {
      for (const [x, mark] of [...row].entries()) {
        if (mark !== '#') continue
        fillSquare(canvas, left + (place * (WIDTH + 1) + x) * dot, top + y * dot, dot)
      }
    }
  }
}

function fillSquare(canvas: Canvas, left: number, top: number, side: number): void {
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(canvas.width, left + side); x++) {
      canvas.pixels.set(INK, (y * canvas.width + x) * 3)
    }
  }
}
