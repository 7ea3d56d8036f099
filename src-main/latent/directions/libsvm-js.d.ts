/** The part of libsvm-js that is used; the package has no types of its own. */
declare module 'libsvm-js/asm.js' {
  export default class SVM {
    constructor(options: {
      type: string
      kernel: string
      cost: number
      weight: Record<string, number>
      cacheSize: number
      /** Whatever its value, it silences; without, libsvm prints what it does. */
      quiet: boolean
    })
    train(samples: ArrayLike<number>[], labels: number[]): void
    /** The model in libsvm's own text format. */
    serializeModel(): string
    /** Gives its memory back, which no garbage collection does. */
    free(): void
    static readonly SVM_TYPES: { readonly C_SVC: string }
    static readonly KERNEL_TYPES: { readonly LINEAR: string }
  }
}
