// Loaded into npm: ends it soon after the set-up that started it, however that came to its end. An
// npm left over from a killed set-up would write into node_modules while the next one empties it.
'use strict'

const POLL_MS = 100
const parent = process.ppid

setInterval(() => {
  // An orphan is given to another process.
  if (process.ppid !== parent) process.exit(1)
}, POLL_MS).unref()
