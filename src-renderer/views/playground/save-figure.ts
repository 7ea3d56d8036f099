import { saveFile } from '../../state/save-file.ts'

// What a figure needs where there is no style sheet.
const KEPT = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor'
]
// Pixels of a picture for each of the figure's own: sharp on a projector.
const PNG_SCALE = 3

/** The figure as a document of its own, with the colours that it is shown in on a ground of the page's. */
export function figureText(figure: SVGSVGElement): string {
  const copy = figure.cloneNode(true) as SVGSVGElement
  const shown = [...figure.querySelectorAll('*')]
  ;[...copy.querySelectorAll('*')].forEach((element, at) => {
    const style = getComputedStyle(shown[at]!)
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name))
    element.removeAttribute('class')
  })
  const { width, height } = figure.viewBox.baseVal
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.removeAttribute('class')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  return new XMLSerializer().serializeToString(copy)
}

export function saveSvg(figure: SVGSVGElement, name: string): void {
  save(new Blob([figureText(figure)], { type: 'image/svg+xml' }), `${name}.svg`)
}

/** Three pixels for each of the figure's own. */
export async function savePng(figure: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = figure.viewBox.baseVal
  const picture = new Image()
  const url = URL.createObjectURL(new Blob([figureText(figure)], { type: 'image/svg+xml' }))
  try {
    picture.src = url
    await picture.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * PNG_SCALE
    canvas.height = height * PNG_SCALE
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    await saveCanvas(canvas, name)
  } finally {
    URL.revokeObjectURL(url)
  }
}

export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) save(blob, `${name}.png`)
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  saveFile(url, name)
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
