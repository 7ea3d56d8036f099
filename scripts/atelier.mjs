#!/usr/bin/env node
// `atelier <command>`: sets up what is missing, with its progress on stderr, then runs the command
// line under the Node of the packages. What mends the engine is done here, without one.
import { join } from 'node:path'
import { careForEngine, isEngineCare } from './lib/engine-command.mjs'
import { ROOT, nodeBinary, packagedEnvironment } from './lib/paths.mjs'
import { runScript } from './lib/problem.mjs'
import { runInForeground } from './lib/processes.mjs'
import { setUp } from './lib/setup.mjs'

runScript(async () => {
  const args = process.argv.slice(2)
  if (isEngineCare(args)) return careForEngine(args)
  await setUp()
  const cli = join(ROOT, 'out/main/cli.cjs')
  return runInForeground(nodeBinary(), [cli, ...args], {
    env: packagedEnvironment()
  })
})
