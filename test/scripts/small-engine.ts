import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
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
wheel, files = sys.argv[1], dict(pair.split('=', 1) for pair in sys.argv[2:])
with zipfile.ZipFile(wheel, 'w', zipfile.ZIP_DEFLATED) as archive:
    for name, path in files.items():
        archive.write(path, name)
    about = 'small_engine-1.0.dist-info/'
    archive.writestr(about + 'METADATA', 'Metadata-Version: 2.1\\nName: small-engine\\nVersion: 1.0\\n')
    archive.writestr(about + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    archive.writestr(about + 'RECORD', '')
`

/** An engine like the real one in all but size: a wheel of shared libraries, an addon built on them. */
export interface SmallEngine {
  recipe: EngineRecipe
  /** Makes pip find the wheel here and look nowhere else. */
  environment: Record<string, string>
}

/** Writes the wheel and the recipe for it into a folder. */
export function makeSmallEngine(folder: string): SmallEngine {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const wheels = join(folder, 'wheels')
  const wheel = join(wheels, 'small_engine-1.0-py3-none-any.whl')
  mkdirSync(wheels)
  const source = write('library.cc', LIBRARY)
  const library = join(folder, 'library.so')
  const soname = '-Wl,-soname,libtensorflow_cc.so.2'
  execFileSync('c++', ['-shared', '-fPIC', soname, source, '-o', library])
  const framework = join(folder, 'framework.so')
  const empty = write('framework.cc', '')
  execFileSync('c++', ['-shared', '-fPIC', empty, '-o', framework])
  const header = write('answer.h', 'extern "C" int answer();\n')
  const members = [`e/cc.so=${library}`, `e/framework.so=${framework}`, `e/answer.h=${header}`]
  execFileSync('python3', ['-c', PACK_WHEEL, wheel, ...members])

  const sha256 = createHash('sha256').update(readFileSync(wheel)).digest('hex')
  write('addon.cc', ADDON)
  const headers = new URL('../../node_modules/node-api-headers/include', import.meta.url).pathname
  const recipe = {
    id: 'small-engine-1.0',
    platform: 'test',
    requirement: 'small-engine==1.0',
    requirements: write('requirements.txt', `small-engine==1.0 --hash=sha256:${sha256}\n`),
    pipOptions: [],
    sha256,
    bytes: readFileSync(wheel).length,
    unpackedBytes: 40_000,
    members: {
      'e/cc.so': 'deps/lib/libtensorflow_cc.so.2',
      'e/framework.so': 'deps/lib/libtensorflow_framework.so.2',
      'e/answer.h': 'deps/include/answer.h'
    },
    addon: { folder, sources: ['addon.cc'], includes: [headers] },
    verify: write('verify.mjs', VERIFY)
  }
  return { recipe, environment: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels } }
}
