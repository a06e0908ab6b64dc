// Opens EPUBs in a reading system (foliate-js) in headless Chromium, as a reader would: goes to the
// first page, then clicks note references and looks whether the note pops up with its text.
//
//   node read-epub.mjs [--all] [--screenshots FOLDER] FILE.epub …
//
// Without --all the first and the last reference of each section are clicked. Prints a line per
// file; exit code 1 if a note does not open, 2 if a book does not. Modules come from $EDITION_TOOLS.
import { createServer } from 'node:http'
import { readFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const tools = process.env.EDITION_TOOLS ?? join(here, '../../target/tools')
const { chromium } = createRequire(join(tools, 'node/'))('playwright-core')
const foliate = join(tools, 'node/node_modules/foliate-js')

const arguments_ = process.argv.slice(2)
const all = take('--all')
const screenshots = takeValue('--screenshots')

function take(flag) {
  const at = arguments_.indexOf(flag)
  return at >= 0 && arguments_.splice(at, 1).length > 0
}

function takeValue(flag) {
  const at = arguments_.indexOf(flag)
  return at >= 0 ? arguments_.splice(at, 2)[1] : null
}

const types = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' }

/** Serves the reading system's modules, the page that drives them, and the books. */
function serve(files) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
    try {
      const book = path.match(/^\/book\/(\d+)\.epub$/)
      const file = book ? files[Number(book[1])] : join(foliate, normalize(path))
      const body = path === '/' ? '<!doctype html><title>reader</title><body></body>' : await readFile(file)
      response.writeHead(200, { 'content-type': path === '/' ? 'text/html' : (types[extname(file)] ?? 'text/plain') })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Runs in the browser: opens the book and tries its note references. */
async function readBook({ url, all }) {
  await import('/view.js')
  const { FootnoteHandler } = await import('/footnotes.js')
  const view = document.createElement('foliate-view')
  view.style.cssText = 'display:block;width:800px;height:1000px'
  document.body.replaceChildren(view)
  const blob = await (await fetch(url)).blob()
  await view.open(new File([blob], 'book.epub', { type: 'application/epub+zip' }))
  const handler = new FootnoteHandler()
  handler.detectFootnotes = false
  let opened
  handler.addEventListener('before-render', ({ detail }) => {
    detail.view.style.cssText = 'display:block;width:400px;height:300px'
    document.body.append(detail.view)
  })
  handler.addEventListener('render', event => opened?.(event.detail))
  view.addEventListener('link', event => handler.handle(view.book, event)?.catch(error => opened?.({ error })))
  await view.init({ showTextStart: true })

  // The reading system goes on working on a popup after it has shown it.
  const settled = popup => new Promise(resolve => {
    popup?.addEventListener('relocate', () => setTimeout(resolve, 20), { once: true })
    setTimeout(resolve, popup ? 1000 : 0)
  })
  const squeeze = text => (text ?? '').replace(/\s+/g, ' ').trim()
  const problems = []
  let clicked = 0
  let notes = 0
  for (const [index, section] of view.book.sections.entries()) {
    if (section.linear === 'no') continue
    await view.goTo(index)
    const doc = view.renderer.getContents().find(content => content.index === index)?.doc
    if (!doc) { problems.push(`section ${index + 1} does not open`); continue }
    const calls = [...doc.querySelectorAll('a[role~="doc-noteref"]')]
    notes += calls.length
    const tried = all ? calls : calls.filter((_, at) => at === 0 || at === calls.length - 1)
    for (const call of tried) {
      const name = `${section.id ?? index + 1} note “${squeeze(call.textContent)}”`
      const id = call.getAttribute('href').split('#')[1]
      const expected = doc.getElementById(id)
      const type = expected?.getAttributeNS('http://www.idpf.org/2007/ops', 'type')
      if (!expected) { problems.push(`${name}: the note is not in the same file`); continue }
      if (expected.getAttribute('role') !== 'doc-footnote' || type !== 'footnote') {
        problems.push(`${name}: its target is ${type}, role ${expected.getAttribute('role')}`)
      }
      const popup = await new Promise(resolve => {
        opened = resolve
        setTimeout(() => resolve({ error: 'no popup within 30 s' }), 30000)
        call.click()
      })
      opened = null
      clicked += 1
      const text = squeeze(popup.view?.renderer?.getContents?.()[0]?.doc?.body?.textContent ?? popup.target?.textContent)
      if (popup.error) problems.push(`${name}: ${popup.error}`)
      else if (popup.hidden) problems.push(`${name}: the note vanishes from the flow`)
      else if (text === '' || text !== squeeze(expected.textContent)) problems.push(`${name}: the popup shows “${text.slice(0, 60)}”`)
      await settled(popup.view)
      popup.view?.close?.()
      popup.view?.remove?.()
    }
  }
  await view.goToTextStart()
  const title = view.book.metadata?.title
  return { title: typeof title === 'string' ? title : Object.values(title ?? {})[0], notes, clicked, problems,
    pages: view.book.pageList?.length ?? 0, contents: view.book.toc?.length ?? 0 }
}

const server = await serve(arguments_)
const origin = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({ executablePath: join(here, 'chromium') })
let exit = 0
for (const [index, file] of arguments_.entries()) {
  const page = await browser.newPage({ viewport: { width: 820, height: 1040 } })
  const errors = []
  page.on('pageerror', error => errors.push(String(error)))
  try {
    await page.goto(`${origin}/`)
    const result = await page.evaluate(readBook, { url: `${origin}/book/${index}.epub`, all })
    const problems = result.problems
    console.log(`${problems.length ? 'FAIL' : 'PASS'} reader ${file}: “${result.title}”, ${result.contents} entries, ` +
      `${result.pages} pages, ${result.clicked} of ${result.notes} note references clicked`)
    problems.slice(0, 20).forEach(problem => console.log(`  ${problem}`))
    errors.slice(0, 5).forEach(error => console.log(`  (the reading system itself: ${error})`))
    if (problems.length) exit = Math.max(exit, 1)
    if (screenshots) {
      await mkdir(screenshots, { recursive: true })
      await page.screenshot({ path: join(screenshots, `${basename(file, '.epub')}.png`) })
    }
  } catch (error) {
    console.log(`FAIL reader ${file}: ${error.message.split('\n')[0]}`)
    exit = 2
  }
  await page.close()
}
await browser.close()
server.close()
process.exit(exit)
