import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRecipe } from '../../scripts/lib/engine-recipe.mjs'

/** The one function that the addon takes from the library. */
const LIBRARY = 'extern "C" int answer() { return 42; }\n'
const ADDON = `#include <node_api.h>
#include "answer.h"
static napi_value init(napi_env env, napi_value exports) {
  napi_value value;
  napi_create_int32(env, answer(), &value);
  napi_set_named_property(env, exports, "answer", value);
  return exports;
}
NAPI_MODULE(small_engine, init)
`
const VERIFY = `import { createRequire } from 'node:module'
const { answer } = createRequire(import.meta.url)(process.argv[2])
if (answer !== 42) throw new Error('The answer came out as ' + answer)
console.log(JSON.stringify({ tensorflow: '1.0' }))
`
const PACK_WHEEL = `
import sys, zipfile
wheel, name, files = sys.argv[1], sys.argv[2], dict(pair.split('=', 1) for pair in sys.argv[3:])
with zipfile.ZipFile(wheel, 'w', zipfile.ZIP_DEFLATED) as archive:
    for path, source in files.items():
        archive.write(source, path)
    about = f'{name}-1.0.dist-info/'
    archive.writestr(about + 'METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n')
    archive.writestr(about + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    archive.writestr(about + 'RECORD', '')
`

/** An engine like the real one in all but size: wheels of shared libraries, an addon built on them. */
export interface SmallEngine {
  recipe: EngineRecipe
  /** Makes pip find the wheels here and look nowhere else. */
  environment: Record<string, string>
  /** Where pip finds them. */
  wheels: string
}

/** What fills the second wheel, in the engine. */
export const BALLAST = 'deps/parts/one/lib/libballast.so'

/** Writes the wheels and the recipe for them into a folder, the second with so many bytes of ballast. */
export function makeSmallEngine(folder: string, ballast = 0): SmallEngine {
  const write = (name: string, text: string, mode = 0o644): string => {
    writeFileSync(join(folder, name), text, { mode })
    return join(folder, name)
  }
  const wheels = join(folder, 'wheels')
  mkdirSync(wheels)
  const pack = (name: string, members: Record<string, string>, taken: Record<string, string>) => {
    const wheel = join(wheels, `${name}-1.0-py3-none-any.whl`)
    const pairs = Object.entries(members).map(([path, source]) => `${path}=${source}`)
    execFileSync('python3', ['-c', PACK_WHEEL, wheel, name, ...pairs])
    const sha256 = createHash('sha256').update(readFileSync(wheel)).digest('hex')
    return { requirement: `${name.replace('_', '-')}==1.0`, sha256, members: taken }
  }

  const source = write('library.cc', LIBRARY)
  const library = join(folder, 'library.so')
  const soname = '-Wl,-soname,libtensorflow_cc.so.2'
  execFileSync('c++', ['-shared', '-fPIC', soname, source, '-o', library])
  const framework = join(folder, 'framework.so')
  const empty = write('framework.cc', '')
  execFileSync('c++', ['-shared', '-fPIC', empty, '-o', framework])
  const engine = pack(
    'small_engine',
    {
      'e/cc.so': library,
      'e/framework.so': framework,
      'e/answer.h': write('answer.h', 'extern "C" int answer();\n')
    },
    {
      'e/cc.so': 'deps/lib/libtensorflow_cc.so.2',
      'e/framework.so': 'deps/lib/libtensorflow_framework.so.2',
      'e/answer.h': 'deps/include/answer.h'
    }
  )
  const filling = join(folder, 'ballast')
  writeFileSync(filling, randomBytes(ballast))
  const parts = pack(
    'small_parts',
    {
      ...(ballast > 0 && { 'parts/one/lib/libballast.so': filling }),
      'parts/one/lib/libone.so.12': framework,
      'parts/one/bin/tool': write('tool', 'echo', 0o755),
      'parts/one/include/one.h': empty
    },
    { 'parts/*.so*': 'deps', 'parts/*/bin/*': 'deps' }
  )

  write('addon.cc', ADDON)
  const headers = new URL('../../node_modules/node-api-headers/include', import.meta.url).pathname
  const recipe: EngineRecipe = {
    id: 'small-engine-1.0',
    kind: 'cpu',
    title: 'small-engine==1.0',
    platform: 'test',
    wheels: [engine, parts],
    pipOptions: [],
    bytes: 12_000,
    unpackedBytes: 40_000,
    addon: { folder, sources: ['addon.cc'], includes: [headers] },
    verify: write('verify.mjs', VERIFY)
  }
  return { recipe, environment: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels }, wheels }
}
