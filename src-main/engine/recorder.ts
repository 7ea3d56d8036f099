import type { Tensor } from '@tensorflow/tfjs-core'
import { StudioError } from '../contract/errors.ts'
import type { Graph, NodeAttribute } from './graph.ts'
import { attribute } from './execute.ts'
import { sizeOf } from './shape.ts'
import { engine, type Binding, type TensorValues } from './tensorflow.ts'
import type { Variable } from './variable.ts'

/**
 * Writes what TensorFlow executes into a graph while a step runs once, eagerly. Tensors are known by
 * their native ids, so whatever tfjs does on the way (clones, tidies, gradients) is followed exactly.
 */
export interface Recorder {
  /** Names the tensor `value` of a variable: its content at this point of the step. */
  read(variable: Variable, value: Tensor): void
  /** Records that a variable takes a computed value. */
  assign(variable: Variable, value: Tensor): void
  /** Records an in-place update of `target` by a fused operation: its handles first, then `inputs`. */
  applyFused(
    operation: string,
    target: Variable,
    slots: Variable[],
    inputs: Tensor[],
    attributes?: NodeAttribute[]
  ): void
  /** The node output that holds a tensor, such as `n12:0`. */
  nameOf(tensor: Tensor): string
}

/** A finished recording of one function. */
export interface Recording {
  feeds: string[]
  fetches: string[]
}

let active: Recorder | undefined

/** The recorder of the step that is being captured, if one is. */
export function activeRecorder(): Recorder | undefined {
  return active
}

interface VariableTrace {
  handle: string
  /** Nodes that have read the present content; an update must come after them. */
  reads: string[]
  lastUpdate?: string
}

/** Runs `step` once and adds it to `graph`; `inputs` become placeholders, the results fetches. */
export function recordFunction(graph: Graph, inputs: Tensor[], step: () => Tensor[]): Recording {
  const { backend } = engine()
  const binding = backend.binding
  const names = new Map<number, string>()
  const constants = new Map<number, { shape: number[]; dtype: number; values: TensorValues }>()
  const variables = new Map<Variable, VariableTrace>()
  const updates: string[] = []

  const idOf = (tensor: Tensor): number => backend.getInputTensorIds([tensor])[0]!
  const nameOfId = (id: number, operation: string): string => {
    const name = names.get(id)
    if (name !== undefined) return name
    const constant = constants.get(id)
    if (!constant) {
      throw new StudioError(
        'engine/capture-foreign',
        `"${operation}" uses a tensor from outside of the step (${callerOfStep()}); pass it as an input or make it a variable.`
      )
    }
    const dtype = attribute.type('dtype', constant.dtype)
    const made = `${graph.add('Const', [dtype, { name: 'value', constant }], [])}:0`
    names.set(id, made)
    return made
  }
  const traceOf = (variable: Variable): VariableTrace => {
    let trace = variables.get(variable)
    if (!trace) {
      trace = { handle: graph.add('VarHandleOp', handleAttributes(variable), []), reads: [] }
      variables.set(variable, trace)
    }
    return trace
  }
  const readNode = (trace: VariableTrace): string => {
    const after = trace.lastUpdate ? [`^${trace.lastUpdate}`] : []
    const node = graph.add(
      'ReadVariableOp',
      [attribute.type('dtype')],
      [`${trace.handle}:0`, ...after]
    )
    if (!trace.reads.includes(node)) trace.reads.push(node)
    return `${node}:0`
  }
  const update = (
    traces: readonly VariableTrace[],
    operation: string,
    attributes: NodeAttribute[],
    dataInputs: string[]
  ): void => {
    const after = new Set(
      traces.flatMap(({ reads, lastUpdate }) => (lastUpdate ? [...reads, lastUpdate] : reads))
    )
    const control = [...after].map((name) => `^${name}`)
    const node = graph.add(operation, attributes, [...dataInputs, ...control])
    for (const trace of traces) Object.assign(trace, { lastUpdate: node, reads: [] })
    updates.push(node)
  }
  // A new native tensor stands for the content after an update; its numbers do not matter here.
  const renew = (variable: Variable): number => {
    const shape = [...variable.shape]
    const id = binding.createTensor(shape, binding.TF_FLOAT, new Float32Array(sizeOf(shape)))
    variable.replace(backend.createOutputTensor({ id, shape, dtype: binding.TF_FLOAT }))
    return id
  }

  const recorder: Recorder = {
    nameOf: (tensor) => nameOfId(idOf(tensor), 'a result'),
    read(variable, value) {
      const id = idOf(value)
      if (!names.has(id)) names.set(id, readNode(traceOf(variable)))
    },
    assign(variable, value) {
      const trace = traceOf(variable)
      const content = recorder.nameOf(value)
      update([trace], 'AssignVariableOp', [attribute.type('dtype')], [`${trace.handle}:0`, content])
    },
    applyFused(operation, target, slots, inputs, attributes = []) {
      const traces = [target, ...slots].map(traceOf)
      const handles = traces.map(({ handle }) => `${handle}:0`)
      const data = [...handles, ...inputs.map(recorder.nameOf)]
      update(traces, operation, [attribute.type('T'), ...attributes], data)
      names.set(renew(target), readNode(traces[0]!))
      // Seldom read within a step, and named when they are.
      slots.forEach(renew)
    }
  }

  for (const input of inputs) {
    const placeholder = graph.add(
      'Placeholder',
      [
        attribute.type('dtype', input.dtype === 'int32' ? binding.TF_INT32 : binding.TF_FLOAT),
        attribute.shape('shape', input.shape)
      ],
      []
    )
    names.set(idOf(input), `${placeholder}:0`)
  }
  const feeds = inputs.map((input) => names.get(idOf(input))!)

  const recording = recordingBinding(binding, {
    executed(operation, attributes, inputIds, outputIds) {
      refuseOpenShapes(operation)
      const data = inputIds.map((id) => nameOfId(id, operation))
      const node = graph.add(operation, attributes, data)
      outputIds.forEach((id, index) => names.set(id, `${node}:${index}`))
    },
    created: (id, constant) => constants.set(id, constant),
    readBack(id) {
      if (!names.has(id)) return
      throw new StudioError(
        'engine/capture-readback',
        `The step reads the value of ${names.get(id)} (${graph.nodes.find((node) => names.get(id)!.startsWith(`${node.name}:`))?.operation}) while it is captured (${callerOfStep()}); return it from the step and read it afterwards.`
      )
    }
  })

  backend.binding = recording
  active = recorder
  try {
    const results = step()
    const after = updates.map((name) => `^${name}`)
    const fetches = results.map((result) => {
      const type = result.dtype === 'int32' ? binding.TF_INT32 : binding.TF_FLOAT
      return `${graph.add('Identity', [attribute.type('T', type)], [recorder.nameOf(result), ...after])}:0`
    })
    return { feeds, fetches }
  } finally {
    active = undefined
    backend.binding = binding
  }
}

/** How a variable is found in a session: by its name. */
export function handleAttributes(variable: Variable): NodeAttribute[] {
  return [
    attribute.type('dtype'),
    attribute.shape('shape', variable.shape),
    attribute.string('shared_name', variable.name)
  ]
}

// The recorded run fixes every shape; these would have another one with other numbers.
const OPEN_SHAPES =
  /^(Where|Unique|ListDiff|DynamicPartition|NonMaxSuppression|SparseFillEmptyRows|DenseToDenseSet)/

function refuseOpenShapes(operation: string): void {
  if (!OPEN_SHAPES.test(operation)) return
  throw new StudioError(
    'engine/capture-shape',
    `"${operation}" gives a tensor whose shape depends on the numbers (${callerOfStep()}); a captured step needs shapes that are known beforehand, so use a mask of fixed shape instead.`
  )
}

// The addon's own properties cannot be assigned to, so a new object takes its place.
function recordingBinding(
  binding: Binding,
  listener: {
    executed(
      operation: string,
      attributes: NodeAttribute[],
      inputs: number[],
      outputs: number[]
    ): void
    created(id: number, constant: { shape: number[]; dtype: number; values: TensorValues }): void
    readBack(id: number): void
  }
): Binding {
  const own = Object.fromEntries(
    Object.getOwnPropertyNames(binding).map((key) => [key, binding[key as keyof Binding]])
  ) as unknown as Binding
  return {
    ...own,
    executeOp(operation, attributes, inputs, outputs) {
      const results = binding.executeOp(operation, attributes, inputs, outputs)
      listener.executed(
        operation,
        attributes,
        inputs,
        results.map((result) => result.id)
      )
      return results
    },
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values)
      // A copy: the caller may reuse its array.
      listener.created(id, { shape: [...shape], dtype, values: values.slice() as TensorValues })
      return id
    },
    tensorDataSync(id) {
      listener.readBack(id)
      return binding.tensorDataSync(id)
    }
  }
}

/** File and line of the innermost call outside of the engine and its packages. */
function callerOfStep(): string {
  const limit = Error.stackTraceLimit
  // tfjs stacks a dozen calls of its own between a step and the addon.
  Error.stackTraceLimit = 100
  const lines = new Error('for its stack').stack?.split('\n').slice(1) ?? []
  Error.stackTraceLimit = limit
  const line = lines.find((text) => !/node_modules|src-main[\\/]engine[\\/]|node:/.test(text))
  return line?.match(/([^\\/()\s]+:\d+):\d+\)?$/)?.[1] ?? 'line unknown'
}
