/** A layer that is one linear map: what it costs to apply it once to a batch. */
export interface LinearLayer {
  /** Multiplications and additions, each counted. */
  flops: number
}

/** x [batch,from] times w [from,to]. */
export function denseLayer(batch: number, from: number, to: number): LinearLayer {
  return { flops: 2 * batch * from * to }
}

/**
 * A convolution with a square kernel from pictures of `from` channels to `side` x `side` x `to`; of a
 * transposed one take the convolution that it is the transpose of. Taps beyond the edge are counted, as
 * is usual.
 */
export function convolutionLayer(
  batch: number,
  side: number,
  kernel: number,
  from: number,
  to: number,
  groups = 1
): LinearLayer {
  return { flops: (2 * batch * side ** 2 * kernel ** 2 * from * to) / groups }
}

/** One pass of each kind through a stack of layers costs the same. */
export function forwardFlops(layers: readonly LinearLayer[]): number {
  return layers.reduce((sum, { flops }) => sum + flops, 0)
}

/** From the output's gradient to that of the first layer's output: the input needs none. */
export function inputGradientFlops(layers: readonly LinearLayer[]): number {
  return forwardFlops(layers.slice(1))
}
