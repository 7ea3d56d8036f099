#!/usr/bin/env node
// `atelier <command>`: sets up what is missing, with its progress on stderr, then runs the command
// line under the Node of the packages.
import { join } from 'node:path'
import { ROOT, nodeBinary, packagedEnvironment } from './lib/paths.mjs'
import { runScript } from './lib/problem.mjs'
import { runInForeground } from './lib/processes.mjs'
import { setUp } from './lib/setup.mjs'

runScript(async () => {
  await setUp()
  const cli = join(ROOT, 'out/main/cli.cjs')
  return runInForeground(nodeBinary(), [cli, ...process.argv.slice(2)], {
    env: packagedEnvironment()
  })
})
