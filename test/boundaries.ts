import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** What one area may import. Areas are folders and entry files; every file of the tree is in one. */
interface Rule {
  /** Areas beside its own. */
  areas: readonly string[]
  /** Areas of which it may know the types only. */
  types?: readonly string[]
  packages: readonly string[]
  /** False where the code also runs in a page. */
  node: boolean
}

// From left to right: each may import what stands left of it.
const CORE = ['engine', 'datasets', 'gan', 'training', 'play', 'latent', 'exports'].map(inMain)
const CORE_PACKAGES = [
  '@tensorflow/tfjs-core',
  'fflate',
  'libsvm-js',
  'ml-matrix',
  'sharp',
  'umap-js'
]
const CONTRACT = inMain('contract')
// Without a library, so that every process may load them.
const FORMATS = inMain('formats')
const DOCTOR = inMain('doctor')
const REPORTS = inMain('reports')
const RPC = inMain('rpc')
const STUDIO = inMain('studio')
const SERVER = inMain('server')

const coreRules = CORE.map((area, place): [string, Rule] => [
  area,
  { areas: [CONTRACT, FORMATS, ...CORE.slice(0, place)], packages: CORE_PACKAGES, node: true }
])

/** The arrows of ARCHITECTURE.md. */
export const RULES: Readonly<Record<string, Rule>> = {
  [CONTRACT]: { areas: [], packages: ['zod'], node: false },
  [FORMATS]: { areas: [CONTRACT], packages: ['fflate'], node: true },
  [REPORTS]: { areas: [CONTRACT, FORMATS], packages: [], node: true },
  [DOCTOR]: { areas: [CONTRACT], packages: [], node: false },
  ...Object.fromEntries(coreRules),
  'src-main/store': { areas: [CONTRACT], packages: ['better-sqlite3'], node: true },
  [RPC]: { areas: [CONTRACT], packages: ['birpc', 'ws'], node: true },
  // A studio runs in a shell's process, where neither TensorFlow nor sharp may be loaded.
  [STUDIO]: {
    areas: [CONTRACT, RPC, FORMATS, DOCTOR, REPORTS, 'src-main/store'],
    types: CORE,
    packages: ['zod'],
    node: true
  },
  [SERVER]: { areas: [CONTRACT, RPC], packages: ['ws'], node: true },
  'src-main/electron': {
    areas: [CONTRACT, RPC, SERVER, STUDIO],
    packages: ['electron', 'zod'],
    node: true
  },
  'src-main/cli': { areas: [CONTRACT, RPC, STUDIO], packages: ['zod'], node: true },
  'src-main/workers': { areas: [CONTRACT, RPC, ...CORE], packages: [], node: true },
  'src-main/main.ts': {
    areas: [CONTRACT, RPC, SERVER, STUDIO, 'src-main/electron'],
    packages: ['electron'],
    node: true
  },
  'src-main/preload.ts': { areas: [], packages: ['electron'], node: false },
  'src-main/serve.ts': { areas: [CONTRACT, RPC, SERVER, STUDIO], packages: [], node: true },
  'src-main/cli.ts': { areas: [CONTRACT, STUDIO, 'src-main/cli'], packages: [], node: true },
  'src-renderer': {
    areas: [CONTRACT],
    packages: ['@lucide/svelte', 'birpc', 'bits-ui', 'mediabunny', 'svelte', 'uplot', 'zod'],
    node: false
  }
}

// Loaded by name at run time, so its name is looked for rather than its import.
const ENGINE_PACKAGE = '@tensorflow/tfjs-node-gpu'
const ENGINE_FILE = 'src-main/engine/tensorflow.ts'

/** Every import that the rules forbid, as a sentence; `sources` maps paths to texts. */
export function findViolations(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([file, text]) => {
    const area = areaOf(file)
    const rule = RULES[area]
    if (!rule) return [`${file} lies in no area; give "${area}" a rule`]
    const forbidden = readImports(file, text)
      .filter((found) => !isAllowed(file, area, rule, found))
      .map(({ target }) => `${file} may not import ${target}`)
    const namesEngine = file !== ENGINE_FILE && text.includes(ENGINE_PACKAGE)
    return namesEngine ? [...forbidden, `${file} may not name ${ENGINE_PACKAGE}`] : forbidden
  })
}

interface Import {
  target: string
  typeOnly: boolean
}

function isAllowed(file: string, area: string, rule: Rule, { target, typeOnly }: Import): boolean {
  if (target.startsWith('node:')) return rule.node
  if (!target.startsWith('.')) return rule.packages.includes(packageOf(target))
  const other = areaOf(join(dirname(file), target))
  const known = typeOnly ? [...rule.areas, ...(rule.types ?? [])] : rule.areas
  return other === area || known.includes(other)
}

function inMain(folder: string): string {
  return `src-main/${folder}`
}

function areaOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'src-renderer' ? top : `${top}/${second}`
}

function packageOf(target: string): string {
  const [first = '', second = ''] = target.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g

/** Static, dynamic and required modules, and those of types. */
export function readImports(file: string, text: string): Import[] {
  const code = file.endsWith('.svelte')
    ? [...text.matchAll(SCRIPT)].map(([, script]) => script).join('\n')
    : text
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ target: specifier.text, typeOnly: isTypeOnly(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest))
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  if (!ts.isCallExpression(node)) return undefined
  const { expression } = node
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  return loads ? node.arguments[0] : undefined
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) {
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  }
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly)
}
