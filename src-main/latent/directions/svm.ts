import type SvmClass from 'libsvm-js/asm.js'

/** Where a linear classifier changes its mind: weights z + bias = 0, positive for "yes". */
export interface Boundary {
  weights: number[]
  bias: number
}

/** Vectors of two classes, of the same length. */
export interface Sorted {
  yes: readonly ArrayLike<number>[]
  no: readonly ArrayLike<number>[]
}

/** Trains a linear support vector machine; larger costs mind single samples more. */
export type TrainLinear = (sorted: Sorted, cost: number) => Boundary

type Svm = typeof SvmClass

let loaded: Promise<Svm> | undefined

/**
 * Loads libsvm (Chang and Lin 2011), compiled to JavaScript. `TrainLinear` minimises
 * |w|^2 / 2 + cost x sum of max(0, 1 - y (w z + b)), samples of the rarer class counting as much more as there
 * are fewer of them.
 */
export async function openSvm(): Promise<TrainLinear> {
  const svm = await (loaded ??= load())
  return (sorted, cost) => train(svm, sorted, cost)
}

// Emscripten's preamble makes itself the process's handler of errors, and would end it without a word.
async function load(): Promise<Svm> {
  const before = EVENTS.map((event) => process.rawListeners(event as 'exit'))
  const { default: svm } = await import('libsvm-js/asm.js')
  EVENTS.forEach((event, at) => {
    for (const listener of process.rawListeners(event as 'exit')) {
      if (!before[at]!.includes(listener)) process.off(event, listener as () => void)
    }
  })
  return svm
}

const EVENTS = ['uncaughtException', 'unhandledRejection']

// Megabytes of kernel values; what libsvm may keep of 4,000 samples.
const CACHE = 64

function train(SVM: Svm, { yes, no }: Sorted, cost: number): Boundary {
  const half = (yes.length + no.length) / 2
  const machine = new SVM({
    type: SVM.SVM_TYPES.C_SVC,
    kernel: SVM.KERNEL_TYPES.LINEAR,
    cost,
    weight: { 1: half / yes.length, [-1]: half / no.length },
    cacheSize: CACHE,
    quiet: true
  })
  try {
    machine.train([...yes, ...no], [...yes.map(() => 1), ...no.map(() => -1)])
    return readModel(machine.serializeModel(), yes[0]!.length)
  } finally {
    machine.free()
  }
}

/**
 * A linear model in libsvm's text format as weights: the sum of its support vectors, each times its
 * coefficient. Lines are "coefficient 1:value 2:value …", without the values that are 0.
 */
export function readModel(text: string, width: number): Boundary {
  const [head = '', body = ''] = text.split('\nSV\n')
  const fields = new Map(head.split('\n').map((line) => splitAt(line, ' ')))
  const weights = new Array<number>(width).fill(0)
  for (const line of body.trim().split('\n')) {
    const [coefficient, ...values] = line.trim().split(' ')
    for (const entry of values) {
      const [index, value] = splitAt(entry, ':')
      weights[Number(index) - 1]! += Number(coefficient) * Number(value)
    }
  }
  // What libsvm calls positive is the class it met first, and it met "yes" first.
  const sign = fields.get('label') === '-1 1' ? -1 : 1
  return {
    weights: weights.map((value) => sign * value),
    bias: -sign * Number(fields.get('rho'))
  }
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}
