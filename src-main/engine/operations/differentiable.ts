import { engine as tfjsEngine, type Tensor } from '@tensorflow/tfjs-core'

/** What a custom gradient gives: one gradient for each input, computed only if it is asked for. */
export type Gradients<T extends Tensor> = (
  upstream: T,
  saved: Tensor[]
) => readonly (() => Tensor)[]

/**
 * A value with gradients of our own. `gradients` gets the value's gradient and what `saved` chose,
 * the inputs unless told, and must use nothing else of the forward pass: the rest is gone by then. It
 * must be made of differentiable operations, so that it can be differentiated again. A gradient that
 * equals `upstream` is a clone of it, since tfjs disposes what it has added up.
 *
 * Unlike tfjs's `customGrad`, which is a wrapper around the same call, only those gradients are
 * computed that somebody needs: not those of a fixed filter or of a network that is not trained now.
 */
export function differentiable<T extends Tensor>(
  inputs: readonly Tensor[],
  value: () => T,
  gradients: Gradients<T>,
  saved: (value: T) => readonly Tensor[] = () => inputs
): T {
  return tfjsEngine()['runKernelFunc']({
    forwardFunc(_backend: unknown, save: (tensors: readonly Tensor[]) => void) {
      const result = value()
      save(saved(result))
      return result
    },
    backwardsFunc: (upstream: T, saved: Tensor[]) => ({ ...gradients(upstream, saved) }),
    inputs: { ...inputs }
  }) as T
}

/** A value that gradients take for a constant, whatever it is computed from. */
export function withoutGradient<T extends Tensor>(value: () => T): T {
  return differentiable([], value, () => [])
}

/**
 * Whether what is computed here can be differentiated later. A gradient that is computed by a fused
 * operation asks this and takes a formula of differentiable operations instead, of the same value.
 */
export function isRecorded(): boolean {
  const { gradientDepth, kernelDepth } = tfjsEngine().state
  return gradientDepth > 0 && kernelDepth === 0
}
