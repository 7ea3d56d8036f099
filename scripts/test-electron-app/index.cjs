// The test Electron's only application: runs the main script that the environment names, with the
// command line that `electron <main> <arguments>` would have had.
'use strict'

const main = process.env.ATELIER_APP
if (!main) throw new Error('ATELIER_APP names no main script')
process.argv.splice(1, 0, main)
require(main)
