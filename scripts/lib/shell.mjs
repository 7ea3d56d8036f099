/**
 * Why no window can be opened here, as half a sentence; undefined where one can.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 * @param {number | undefined} user The user's id.
 */
export function windowObstacle(platform, environment, user) {
  if (platform !== 'linux') return undefined
  if (user === 0) return 'you are root, for whom Electron refuses its sandbox'
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'there is no display'
  return undefined
}

/**
 * Splits what start itself understands from what goes to the shell.
 * @param {string[]} args
 */
export function readStartArguments(args) {
  return {
    serve: args.includes('--serve'),
    connect: args.some((arg) => arg === '--connect' || arg.startsWith('--connect=')),
    passed: args.filter((arg) => arg !== '--serve')
  }
}
