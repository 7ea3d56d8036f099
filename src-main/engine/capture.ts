import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core'
import { runEagerly } from './eager.ts'
import { attribute } from './execute.ts'
import { createGraph, writeSavedModel, type Graph } from './graph.ts'
import { assertFills, inputOf } from './inputs.ts'
import { handleAttributes, recordFunction, type Recording } from './recorder.ts'
import { sizeOf } from './shape.ts'
import { engine } from './tensorflow.ts'
import type { Variable } from './variable.ts'
import type { Variables } from './variables.ts'

export type InputShapes = Record<string, readonly number[]>
export type Arrays = Record<string, Float32Array>

/** One function of a model: named float inputs of fixed shapes to named outputs. */
export interface StepFunction {
  inputs: InputShapes
  step: (inputs: Record<string, Tensor>) => Record<string, Tensor>
}

/** A model whose functions run as whole graphs over variables that stay in the session. */
export interface Captured<Name extends string = string> {
  /** Runs one function; arrays are row-major. Throws `engine/input` on a wrong length. */
  run: Record<Name, (inputs: Arrays) => Arrays>
  /** Every variable's content by name. */
  read(): Map<string, Float32Array>
  /** Sets variables by name; those not named keep their content. */
  write(values: ReadonlyMap<string, Float32Array>): void
  dispose(): void
}

interface LoadedFunction extends Recording {
  shapes: readonly (readonly number[])[]
  inputNames: string[]
  outputNames: string[]
}

interface Feed {
  /** The placeholder's output. */
  name: string
  /** As errors call it. */
  label: string
  shape: readonly number[]
  values: Float32Array
}

let captures = 0

/**
 * Captures functions that share one set of variables: each runs once, eagerly, and is written down
 * operation by operation; the record is loaded as one TensorFlow session, in which a call of a
 * function is one graph run. Updates of variables happen inside the graph, in the order of the step;
 * a read after an update sees the update. The session starts from the variables' present values.
 * `state` is taken over: the model holds the values from here on and lets go of them with `dispose`,
 * and where the capture fails they are let go of at once. With an engine that loads no graphs the
 * functions run eagerly.
 */
export function capture<Name extends string>(
  functions: Record<Name, StepFunction>,
  state: Variables
): Captured<Name> {
  if (!engine().graphs) return runEagerly(functions, state)
  try {
    return captureGraph(functions, state)
  } finally {
    state.dispose()
  }
}

function captureGraph<Name extends string>(
  functions: Record<Name, StepFunction>,
  state: Variables
): Captured<Name> {
  const graph = createGraph()
  const variables = state.all()
  const initial = new Map(
    variables.map((variable) => [variable.name, variable.read().dataSync().slice() as Float32Array])
  )
  const entries = Object.entries<StepFunction>(functions).map(
    ([name, definition]) => [name, record(graph, definition)] as const
  )
  const access = variables.map((variable) => accessNodes(graph, variable))
  const session = load(graph)

  const model: Captured<Name> = {
    run: Object.fromEntries(
      entries.map(([name, fn]) => [
        name,
        (inputs: Arrays) => runFunction(session, name, fn, inputs)
      ])
    ) as Captured<Name>['run'],
    read() {
      const values = runGraph(
        session,
        [],
        access.map((nodes) => nodes.content)
      )
      return new Map(variables.map((variable, index) => [variable.name, values[index]!]))
    },
    write(values) {
      const feeds: Feed[] = []
      const fetches: string[] = []
      variables.forEach((variable, index) => {
        const content = values.get(variable.name)
        if (!content) return
        const nodes = access[index]!
        feeds.push({
          name: nodes.feed,
          label: variable.name,
          shape: variable.shape,
          values: content
        })
        fetches.push(nodes.written)
      })
      if (feeds.length > 0) runGraph(session, feeds, fetches)
    },
    dispose: () => engine().backend.binding.deleteSavedModel(session)
  }
  model.write(initial)
  return model
}

function record(graph: Graph, { inputs, step }: StepFunction): LoadedFunction {
  const inputNames = Object.keys(inputs)
  const shapes = Object.values(inputs)
  let outputNames: string[] = []
  let recording: Recording = { feeds: [], fetches: [] }
  tidy(() => {
    // What flows through the recorded run does not matter, only its shapes do.
    const tensors = shapes.map((shape) => tensor(new Float32Array(sizeOf(shape)), [...shape]))
    recording = recordFunction(graph, tensors, () => {
      const results = step(Object.fromEntries(inputNames.map((name, i) => [name, tensors[i]!])))
      outputNames = Object.keys(results)
      return Object.values(results)
    })
  })
  return { ...recording, inputNames, shapes, outputNames }
}

// Nodes that read and set a variable from outside of every function.
function accessNodes(
  graph: Graph,
  variable: Variable
): { content: string; feed: string; written: string } {
  const dtype = attribute.type('dtype')
  const handle = `${graph.add('VarHandleOp', handleAttributes(variable), [])}:0`
  const placeholder = graph.add(
    'Placeholder',
    [dtype, attribute.shape('shape', variable.shape)],
    []
  )
  const assigned = graph.add('AssignVariableOp', [dtype], [handle, `${placeholder}:0`])
  // Something small to fetch once the assignment is done.
  const one = { shape: [], dtype: engine().backend.binding.TF_FLOAT, values: new Float32Array([1]) }
  const token = graph.add('Const', [dtype, { name: 'value', constant: one }], [])
  return {
    content: `${graph.add('ReadVariableOp', [dtype], [handle])}:0`,
    feed: `${placeholder}:0`,
    written: `${graph.add('Identity', [attribute.type('T')], [`${token}:0`, `^${assigned}`])}:0`
  }
}

// TensorFlow loads models from folders; `ram://` is its own in-memory file system.
function load(graph: Graph): number {
  const { binding } = engine().backend
  const folder = `ram://captured-${captures++}`
  const file = `${folder}/saved_model.pb`
  const texts = [Buffer.from(file), writeSavedModel(graph, binding)].map((bytes) =>
    binding.createTensor([], binding.TF_STRING, [bytes])
  )
  binding.executeOp('WriteFile', [], texts, 0)
  for (const id of texts) binding.deleteTensor(id)
  return binding.loadSavedModel(folder, 'serve,')
}

function runFunction(session: number, name: string, fn: LoadedFunction, inputs: Arrays): Arrays {
  const feeds = fn.inputNames.map((input, index): Feed => {
    const values = inputOf(name, inputs, input)
    return { name: fn.feeds[index]!, label: input, shape: fn.shapes[index]!, values }
  })
  const values = runGraph(session, feeds, fn.fetches)
  return Object.fromEntries(fn.outputNames.map((output, index) => [output, values[index]!]))
}

function runGraph(session: number, feeds: Feed[], fetches: string[]): Float32Array[] {
  const { binding } = engine().backend
  const ids = feeds.map(({ label, shape, values }) => {
    assertFills(label, shape, values)
    return ownedTensor(shape, values)
  })
  try {
    const outputs = binding.runSavedModel(
      session,
      ids,
      feeds.map((feed) => feed.name).join(','),
      fetches.join(',')
    )
    return outputs.map(({ id }) => {
      const values = binding.tensorDataSync(id)
      binding.deleteTensor(id)
      return values
    })
  } finally {
    for (const id of ids) binding.deleteTensor(id)
  }
}

/**
 * A native tensor with memory of its own. The addon lends TensorFlow the array's memory where it is
 * aligned by chance, and frees its hold on the array in whichever thread lets go of the tensor last:
 * in a session, one that must not touch JavaScript. A variable would even be trained inside the array.
 */
function ownedTensor(shape: readonly number[], values: Float32Array): number {
  const { binding } = engine().backend
  const lent = binding.createTensor([...shape], binding.TF_FLOAT, values)
  const [own] = binding.executeOp('DeepCopy', [attribute.type('T')], [lent], 1)
  binding.deleteTensor(lent)
  return own!.id
}
