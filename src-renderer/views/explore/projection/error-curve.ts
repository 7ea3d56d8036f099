/**
 * A curve of errors as the path of an SVG of that size: steps to the right, errors upwards by their
 * logarithm, from the least at the bottom to the largest at the top.
 */
export function curvePath(
  errors: readonly { step: number; error: number }[],
  { steps, width, height }: { steps: number; width: number; height: number }
): string {
  if (errors.length === 0) return ''
  const logs = errors.map(({ error }) => Math.log10(Math.max(error, 1e-9)))
  const [least, most] = [Math.min(...logs), Math.max(...logs)]
  const span = Math.max(most - least, 0.1)
  const points = errors.map(({ step }, at) => {
    const x = (step / Math.max(steps, 1)) * width
    const y = ((most - logs[at]!) / span) * height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return `M${points.join(' L')}`
}
