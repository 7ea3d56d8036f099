/** A picture in a canvas of its size; with a reference, how far each channel of each pixel is from it. */
export function drawDifference(
  canvas: HTMLCanvasElement,
  picture: HTMLImageElement,
  reference?: HTMLImageElement
): void {
  const { naturalWidth: width, naturalHeight: height } = picture
  // A canvas of another size is emptied by the change.
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')!
  context.globalCompositeOperation = 'copy'
  context.drawImage(picture, 0, 0)
  if (!reference) return
  // The canvas's own blending: the absolute difference.
  context.globalCompositeOperation = 'difference'
  context.drawImage(reference, 0, 0)
}
