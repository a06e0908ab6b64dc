// Lays EPUBs out in headless Chromium, on screens of 360, 600 and 1000 px, light and dark, and compares the order of
// the glyphs on each line with the order that the Unicode Bidirectional Algorithm gives (bidi-js, which is not what the
// browser or we work with). A line is what the browser made of it; the order on it is not.
//
//   node look.mjs [--screenshots FOLDER] FILE.epub …
//
// Besides: nothing runs off the width, no call of a note begins a line, words in a language that runs from right to
// left do so, a verse that is indented is, notes stand in the order of their calls, words can be told from what is
// behind them. Exit code 1 if anything is wrong, 2 if a file cannot be opened. Modules come from $EDITION_TOOLS.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const tools = process.env.EDITION_TOOLS ?? join(here, '../../../target/tools')
const require = createRequire(join(tools, 'node/'))
const { chromium } = require('playwright-core')
const bidi = require('bidi-js')()

const files = process.argv.slice(2)
const at = files.indexOf('--screenshots')
const screenshots = at >= 0 ? files.splice(at, 2)[1] : null
const WIDTHS = [360, 600, 1000]

/** Runs in the browser: what stands in each block that has words of its own, sign by sign, with its place. */
function measured() {
  const runs = lang => (/^(he|ar|fa|ur|yi|syr|arc)\b/.test(lang) ? 'rtl' : 'ltr')
  const spoken = element => element.closest('[lang]')?.lang ?? ''
  const inline = element => ['inline', 'contents'].includes(getComputedStyle(element).display)
  // Which way words run follows from their language alone, whatever the file says of it.
  const opening = element => {
    const [own, around] = [element.lang, spoken(element.parentElement)].map(runs)
    if (element.lang && own !== around) return own === 'ltr' ? '\u2066' : '\u2067'
    const style = getComputedStyle(element)
    const left = style.direction === 'ltr'
    if (style.unicodeBidi.includes('isolate')) return left ? '\u2066' : '\u2067'
    if (style.unicodeBidi === 'plaintext') return '\u2068'
    return style.unicodeBidi === 'embed' ? (left ? '\u202a' : '\u202b') : ''
  }
  // A block whose words are all of one language is of that language.
  const base = element => {
    const words = [...element.childNodes].filter(node => node.textContent.trim() !== '' && !node.matches?.('.back, .mark, .call'))
    return words.length === 1 && words[0].lang ? runs(words[0].lang) : runs(spoken(element))
  }
  const blocks = []
  for (const element of document.body.querySelectorAll('*')) {
    if (inline(element) || getComputedStyle(element).display === 'none') continue
    const own = [...element.childNodes].some(node =>
      node.nodeType === 3 ? node.data.trim() !== '' : node.nodeType === 1 && inline(node) && node.textContent.trim() !== '')
    if (!own) continue
    const signs = []
    const walk = node => {
      if (node.nodeType === 3) {
        const range = document.createRange()
        for (let n = 0; n < node.length; n += 1) {
          range.setStart(node, n)
          range.setEnd(node, n + 1)
          const box = [...range.getClientRects()].find(box => box.width > 0)
          // The words of a lemma are a link, and no call.
          const call = node.parentElement.closest('a[role="doc-noteref"]:not(.entry), a.entry.sign')
          signs.push({ sign: node.data[n], box: box && [box.left, box.right, box.top, box.bottom],
            call: call ? call.id : null, raised: !!node.parentElement.closest('sup, sub, .call, .mark') })
        }
      } else if (node.nodeType === 1 && node.localName === 'br') {
        signs.push({ sign: '\n' })
      } else if (node.nodeType === 1 && inline(node)) {
        const sign = opening(node)
        if (sign) signs.push({ sign })
        node.childNodes.forEach(walk)
        if (sign) signs.push({ sign: sign < '\u2060' ? '\u202c' : '\u2069' })
      }
    }
    element.childNodes.forEach(walk)
    blocks.push({ name: `${element.localName}${element.id ? '#' + element.id : ''}`, signs,
      direction: base(element) })
  }

  const wrong = []
  const root = document.scrollingElement
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} px wide`)
  for (const element of document.body.querySelectorAll('[lang]')) {
    const wanted = runs(element.lang)
    if (element.lang && element.textContent.trim() && getComputedStyle(element).direction !== wanted) {
      wrong.push(`“${element.textContent.slice(0, 30)}” (${element.lang}) does not run ${wanted}`)
    }
  }
  const hrefs = [...document.querySelectorAll('a[role="doc-noteref"]')].map(a => a.getAttribute('href').split('#')[1])
  // Of an apparatus the tests say what is called from where: many entries share words, and one link.
  for (const list of document.querySelectorAll('section.notes:not(.apparatus, .entry-lists)')) {
    const notes = [...list.querySelectorAll('[role="doc-footnote"]')].map(note => note.id)
    const called = hrefs.filter((href, n) => notes.includes(href) && hrefs.indexOf(href) === n)
    // A note that stands on a note is called where that one is read.
    if (called.length !== notes.length) wrong.push(`${notes.length} notes of a series have ${called.length} calls`)
    const marks = notes.map(id => document.getElementById(id).querySelector('.mark')?.textContent.trim())
    const order = marks.map(mark => Number.parseInt(mark, 10) || mark?.codePointAt(0))
    if (order.some((mark, n) => n > 0 && mark <= order[n - 1])) wrong.push(`notes stand as ${marks.join(' ')}`)
  }
  const shade = colour => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number)
    const linear = [r, g, b].map(v => v / 255).map(v => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return { light: 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], a }
  }
  const dark = getComputedStyle(document.documentElement).colorScheme.includes('dark') &&
    matchMedia('(prefers-color-scheme: dark)').matches
  const behind = element => {
    for (let up = element; up; up = up.parentElement) {
      const own = shade(getComputedStyle(up).backgroundColor)
      if (own.a > 0) return own.light
    }
    return dark ? shade('rgb(18, 18, 18)').light : 1
  }
  for (const element of document.body.querySelectorAll('p, a, h1, h2, h3, td, th, li, dt, dd, figcaption, caption')) {
    if (!element.textContent.trim()) continue
    const [a, b] = [shade(getComputedStyle(element).color).light, behind(element)].sort((a, b) => b - a)
    if ((a + 0.05) / (b + 0.05) < 4.5) wrong.push(`${element.localName} “${element.textContent.slice(0, 20)}” cannot be read`)
  }
  return { blocks, wrong, width: innerWidth }
}

/** Parts a block's signs into the lines that the browser broke it into: a sign that begins below what it follows. */
function lines(signs) {
  const rows = []
  let bottom = -Infinity
  signs.forEach((sign, index) => {
    if (!sign.box) return rows.at(-1)?.push(index)
    const middle = (sign.box[2] + sign.box[3]) / 2
    if (rows.length === 0 || middle > bottom) {
      rows.push([])
      bottom = -Infinity
    }
    if (!sign.raised) bottom = Math.max(bottom, sign.box[3])
    if (bottom === -Infinity) bottom = sign.box[3] + (sign.box[3] - sign.box[2]) / 2
    rows.at(-1).push(index)
  })
  return rows
}

/** What is wrong with the lines of a block. */
function faults(block, width) {
  const text = block.signs.map(sign => sign.sign).join('')
  const levels = bidi.getEmbeddingLevels(text.replaceAll('\n', ' '), block.direction)
  const found = []
  let count = 0
  for (const row of lines(block.signs)) {
    const [first, last] = [row[0], row.at(-1)]
    const seen = row.filter(n => block.signs[n].box && /\S/u.test(text[n]) && !/\p{M}/u.test(text[n]))
    if (seen.length === 0) continue
    count += 1
    const line = `${block.name} “${text.slice(first, last + 1).trim().slice(0, 40)}”`
    const place = n => (block.signs[n].box[0] + block.signs[n].box[1]) / 2
    const shown = [...seen].sort((a, b) => place(a) - place(b))
    const wanted = bidi.getReorderedIndices(text, levels, first, last).slice(first, last + 1).filter(n => seen.includes(n))
    const other = shown.findIndex((n, k) => n !== wanted[k] && Math.abs(place(n) - place(wanted[k])) > 0.5)
    if (other >= 0) {
      const words = order => order.map(n => text[n]).join('')
      found.push(`${line}: shows ${words(shown)}, the algorithm gives ${words(wanted)}`)
    }
    if (seen.some(n => block.signs[n].box[0] < -0.5 || block.signs[n].box[1] > width + 0.5)) {
      found.push(`${line}: runs off the screen`)
    }
    const before = block.signs.slice(0, seen[0]).some(sign => sign.box && sign.sign.trim())
    if (block.signs[seen[0]].call && before) found.push(`${line}: a call begins it`)
  }
  return { found, count }
}

/** What is wrong with indented verses: each begins further in than the line before it. */
function verses(blocks) {
  const start = block => {
    const boxes = block.signs.filter(sign => sign.box && sign.sign.trim()).map(sign => sign.box)
    const line = boxes.filter(box => box[2] < boxes[0][3])
    return block.direction === 'rtl' ? -Math.max(...line.map(box => box[1])) : Math.min(...line.map(box => box[0]))
  }
  return PAIRS.flatMap(([above, below]) => {
    const [a, b] = [above, below].map(words =>
      blocks.find(block => block.signs.map(sign => sign.sign).join('').includes(words)))
    return !a || !b || start(b) > start(a) + 5 ? [] : [`“${below}” is not indented`]
  })
}

/** Verses of the books beside this file, and the ones below them that are indented. */
const PAIRS = [
  ['The lamps are lit', 'and one by one'],
  ['הגל עולה על הסלע', 'והגל יורד אל הים'],
]

const browser = await chromium.launch({ executablePath: join(here, '../chromium') })
let exit = 0
for (const file of files) {
  const folder = mkdtempSync(join(tmpdir(), 'edition-screens.'))
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', file, folder])
    const pages = readdirSync(folder, { recursive: true }).filter(name => /\.xhtml$/.test(name) && !/nav\.xhtml$/.test(name))
    const problems = new Set()
    let count = 0
    for (const colorScheme of ['light', 'dark']) {
      for (const width of WIDTHS) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
        for (const name of pages.sort()) {
          await page.goto(pathToFileURL(join(folder, name)).href)
          const { blocks, wrong, width: inner } = await page.evaluate(measured)
          const all = blocks.map(block => faults(block, inner))
          count += all.reduce((sum, one) => sum + one.count, 0)
          const found = [...wrong, ...all.flatMap(one => one.found), ...verses(blocks)]
          found.forEach(problem => problems.add(`${width} px, ${colorScheme}, ${basename(name)}: ${problem}`))
          if (screenshots) {
            mkdirSync(screenshots, { recursive: true })
            const path = `${basename(file, '.epub')}-${basename(name, '.xhtml')}-${width}-${colorScheme}.png`
            await page.screenshot({ path: join(screenshots, path), fullPage: true })
          }
        }
        await page.close()
      }
    }
    console.log(`${problems.size ? 'FAIL' : 'PASS'} screens ${file}: ${count} lines on ${WIDTHS.join(', ')} px, light and dark`)
    ;[...problems].slice(0, 40).forEach(problem => console.log(`  ${problem}`))
    if (problems.size) exit = Math.max(exit, 1)
  } catch (error) {
    console.log(`FAIL screens ${file}: ${error.message.split('\n')[0]}`)
    exit = 2
  }
  rmSync(folder, { recursive: true, force: true })
}
await browser.close()
process.exit(exit)
