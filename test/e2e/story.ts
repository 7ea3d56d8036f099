import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { decodeLatent } from '../../src-main/contract/pixels.ts'
import { assertAccessible } from './accessibility.ts'
import { calculate } from './arithmetic-steps.ts'
import { browse } from './browser-steps.ts'
import { findDirections } from './directions-steps.ts'
import { compareRuns } from './compare-steps.ts'
import { playToys } from './play-steps.ts'
import { dropFolder } from './drop.ts'
import { explorePlaces } from './explore-steps.ts'
import { chooseFolder, importMixed, keepAll } from './import-steps.ts'
import { lookAtMap } from './map-steps.ts'
import { mixedPictures } from './mixed-pictures.ts'
import {
  atelier,
  emptyFolder,
  folderOfLetters,
  storyPictures,
  troubledPictures
} from './pictures.ts'
import { projectPictures } from './projection-steps.ts'
import { measureClicks } from './responsiveness.ts'
import { createStory, type Story } from './steps.ts'
import { readCurves, saveCheckpoint, useQueue } from './train-steps.ts'
import { careForRun } from './doctor-steps.ts'
import { walk } from './walk-steps.ts'
import { ROOT, serveStudio, type ServedStudio } from './studio.ts'
import { OPEN_WINDOW } from './windows.ts'

// At 32 px and batch 64, 400 steps: long enough to click about, pause, kill and resume in.
const IMAGES = 25_600
// For machines much slower than any we know.
const SLOW_MS = 300_000

/** The whole journey of a new user in one shell: import, train, explore, close, come back. */
export async function tellStory(shell: string, output: string): Promise<Story> {
  let shown: Page | undefined
  const story = createStory(shell, async () =>
    shown?.screenshot({ path: join(output, 'screenshots', `${shell}-failed.png`) })
  )
  const pictures = await storyPictures(output)
  const home = join(output, `home-${shell}`)
  const project = join(home, 'project')
  const shots = join(output, 'screenshots')
  for (const folder of [home, shots]) mkdirSync(folder, { recursive: true })
  const open = OPEN_WINDOW[shell]!

  let studio = await story.step('the studio is served', () => serveStudio(home))
  let window = await story.step('the window opens', () => open(studio.url, home))
  let { page } = window
  shown = page
  page.setDefaultTimeout(SLOW_MS)
  const shoot = (name: string): Promise<unknown> =>
    page.screenshot({ path: join(shots, `${shell}-${name}.png`) })

  const firstClick = await story.step('a folder of pictures is imported', async () => {
    await page.getByRole('button', { name: 'Open a folder of pictures' }).waitFor()
    await shoot('start')
    const clickedAt = performance.now()
    await page.getByRole('button', { name: 'Open a folder of pictures' }).click()
    await importFolder(page, pictures, 'Photographs', project)
    await keepAll(page, page.getByRole('list', { name: 'Outcome of the import' }))
    return clickedAt
  })

  await story.step('every picture is there, and seen', async () => {
    const outcome = await page.getByRole('list', { name: 'Outcome of the import' }).innerText()
    assert.match(outcome.replace(/\s+/g, ' '), /^\d+ imported 0 rejected 0 duplicates$/)
    await waitForPictures(page)
    await shoot('dataset')
  })

  const trainStarted = await story.step('a run starts, with a measured estimate', async () => {
    await place(page, 'Train')
    await page.getByRole('tab', { name: 'New run' }).click()
    await page.getByRole('radio', { name: 'DCGAN', exact: true }).click()
    const length = page
      .getByRole('spinbutton', { name: 'Training length' })
      .or(page.getByRole('textbox', { name: 'Training length' }))
    await length.fill(String(IMAGES))
    await length.press('Tab')
    await page.getByText(/^About /).waitFor()
    await shoot('estimate')
    await page.getByRole('button', { name: 'Train', exact: true }).last().click()
    await gridImage(page)
    story.figure(
      'first samples on screen after the first click',
      `${((performance.now() - firstClick) / 1000).toFixed(1)} s`
    )
    return performance.now()
  })

  await story.step('clicks are answered while it trains', async () => {
    const { p50, p95 } = await measureClicks(page)
    story.figure('a click while training', `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
    await place(page, 'Train')
  })

  await story.step('it pauses, others wait in their order, it goes on and is saved', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).first().click()
    await runState(page, 'paused')
    await shoot('paused')
    await useQueue(page, { chooseTheme, shoot, checked: shell === 'chromium' })
    await page.getByRole('button', { name: 'Resume', exact: true }).first().click()
    await runState(page, 'training')
    await saveCheckpoint(page)
  })

  await story.step('its trainer is killed, and the run taken up again', async () => {
    const trainer = (await studio.workers()).get('trainer')
    assert.ok(trainer, 'the trainer is a process of its own')
    process.kill(trainer, 'SIGKILL')
    await runState(page, 'interrupted')
    await shoot('interrupted')
    await page.getByRole('button', { name: 'Resume training' }).click()
    await runState(page, 'training')
    await shoot('training')
  })

  await story.step('it ends, and its curves are read', async () => {
    await runState(page, 'finished')
    story.figure(
      'the run of 25,600 images, with its interruptions',
      `${((performance.now() - trainStarted) / 1000).toFixed(0)} s`
    )
    await shoot('finished')
    if (shell === 'chromium') await readCurves(page, { chooseTheme, shoot, checked: true })
  })

  if (shell === 'chromium') {
    await story.step('the doctor is asked, a checkpoint kept, a fork begun and taken back', () =>
      careForRun(page, { chooseTheme, shoot, checked: true })
    )
    await story.step('an experiment is trained, compared, deleted and put back', () =>
      compareRuns(page, { chooseTheme, shoot, checked: true })
    )
  }

  const explored = await story.step('a slider moves the picture', async () => {
    await place(page, 'Explore')
    const before = await latentPicture(page)
    const slider = page.getByRole('slider', { name: 'Dimension 1', exact: true })
    await slider.focus()
    await slider.press('End')
    const after = await latentPicture(page, before)
    await shoot('explore')
    return { url: after, bytes: await bytesOf(page, after) }
  })

  if (shell === 'chromium') {
    const look = { chooseTheme, shoot, checked: true }
    await story.step('places are gone to, kept, locked, saved and returned to', () =>
      explorePlaces(page, look)
    )
    await story.step('a walk is made, played and filmed', () => walk(page, look, 32))
    await story.step('a sum is filled, changed, taken back and written', () =>
      calculate(page, look)
    )
    await story.step('directions are found, made independent, moved along and taken back', () =>
      findDirections(page, look)
    )
    await story.step('a picture is found in the model', () => projectPictures(page, look))
    await story.step('a map is made, walked over by keys and left again', () =>
      lookAtMap(page, look)
    )
    await story.step('toys play, are scrubbed, set side by side, drawn by keys and saved', () =>
      playToys(page, look)
    )
  }

  await story.step('pictures are dropped: the bad are named, nothing is lost', async () => {
    await dropFolder(page, troubledPictures(home, pictures))
    await page.getByRole('dialog', { name: 'Import pictures' }).waitFor()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await place(page, 'Dataset')
    await keepAll(page, outcomeText(page, '2 imported 2 rejected 1 duplicate'))
    await page.getByRole('button', { name: 'Open the report' }).click()
    await page.getByText('a letter.jpg').waitFor()
    await shoot('rejected')
    await place(page, 'Dataset')
  })

  await story.step('a folder without pictures gets a sentence', async () => {
    await page.getByRole('button', { name: 'Import pictures' }).click()
    await importFolder(page, folderOfLetters(home), 'Letters')
    await page.getByText('The folder holds no picture among 2 files').first().waitFor()
    await dropFolder(page, emptyFolder(home))
    await page.getByText('There are no files in what was dropped').first().waitFor()
    await shoot('no-pictures')
  })

  await story.step('a mixed folder is previewed, reviewed and reported', async () => {
    const checked = shell === 'chromium'
    await importMixed(page, await mixedPictures(home), { chooseTheme, shoot, checked })
  })

  await story.step('a data set is looked through, labelled and undone', async () => {
    await browse(page, { chooseTheme, shoot, checked: shell === 'chromium' })
  })

  if (shell === 'chromium') {
    await story.step('every view is accessible, dark and light', async () => {
      for (const theme of ['Dark', 'Light']) {
        await chooseTheme(page, theme)
        for (const view of ['Dataset', 'Train', 'Explore', 'Compare', 'Play']) {
          await place(page, view)
          await page.waitForTimeout(400)
          await assertAccessible(page, `${view}, ${theme}`)
          await shoot(`${view.toLowerCase()}-${theme.toLowerCase()}`)
        }
      }
      await chooseTheme(page, 'Dark')
    })
  }

  await story.step('the window closes and the studio ends', async () => {
    await window.close()
    await studio.close()
  })

  await story.step('everything is found again', async () => {
    studio = await serveStudio(home)
    window = await open(studio.url, home)
    page = window.page
    shown = page
    page.setDefaultTimeout(SLOW_MS)
    await page
      .getByRole('button', { name: /^project/ })
      .first()
      .click()
    await place(page, 'Train')
    await runState(page, 'finished')
    await gridImage(page)
    await place(page, 'Explore')
    assert.equal(await latentPicture(page), explored.url)
    await window.close()
    await studio.close()
  })

  await story.step("`atelier sample` gives the slider's picture, byte for byte", async () => {
    const [, run, checkpoint, text] = explored.url.match(
      /\/runs\/([^/]+)\/latent\/(\d+)\/([^/.]+)\.png/
    )!
    const out = join(home, 'sample.png')
    const z = JSON.stringify(decodeLatent(text!))
    atelier(ROOT, [
      'sample',
      '--project',
      project,
      '--run',
      run!,
      '--checkpoint',
      checkpoint!,
      '--z',
      z,
      '--out',
      out
    ])
    assert.ok(readFileSync(out).equals(Buffer.from(explored.bytes)), 'the two pictures differ')
  })
  return story
}

/** The folder of the data set that the story imported. */
export function cacheOf(output: string, shell: string): string {
  const datasets = join(output, `home-${shell}`, 'project', 'datasets')
  const sizes = readdirSync(datasets).map((id) => {
    const { count } = JSON.parse(readFileSync(join(datasets, id, 'index.json'), 'utf8')) as {
      count: number
    }
    return { id, count }
  })
  return join(datasets, sizes.sort((a, b) => b.count - a.count)[0]!.id)
}

async function importFolder(
  page: Page,
  folder: string,
  name: string,
  project?: string
): Promise<void> {
  const dialog = await chooseFolder(page, folder)
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
  await dialog.getByRole('radio', { name: '32 px' }).click()
  if (project) await dialog.getByRole('textbox', { name: /^Project folder/ }).fill(project)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
}

function outcomeText(page: Page, text: string) {
  return page.getByRole('list', { name: 'Outcome of the import' }).filter({
    hasText: new RegExp(text.replaceAll(' ', '\\s*'))
  })
}

async function place(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click()
}

async function chooseTheme(page: Page, theme: string): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitem', { name: theme }).click()
}

async function runState(page: Page, word: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Runs' })
    .getByText(new RegExp(`\\b${word}\\b`))
    .first()
    .waitFor()
}

/** Waits until the grid's pixels are there. */
async function gridImage(page: Page): Promise<void> {
  await page.getByTestId('grid-image').first().waitFor()
  await page.waitForFunction(() => {
    const image = document.querySelector<HTMLImageElement>('[data-testid="grid-image"]')
    return image?.complete && image.naturalWidth > 0
  })
}

async function waitForPictures(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const pictures = Array.from(document.querySelectorAll('[data-testid="dataset-picture"]'))
    return pictures.length > 20 && pictures.every((picture) => picture.hasAttribute('data-there'))
  })
}

/** The path of the picture shown, once it is loaded and another than `before`. */
async function latentPicture(page: Page, before = ''): Promise<string> {
  await page.waitForFunction((old) => {
    const image = document.querySelector<HTMLImageElement>('[data-testid="latent-picture"]')
    const path = image?.src ? new URL(image.src).pathname : ''
    return path !== '' && path !== old && image!.complete && image!.naturalWidth > 0
  }, before)
  // The picture follows a moment after the slider; the last one is meant.
  await page.waitForTimeout(500)
  const src = await page.getByTestId('latent-picture').getAttribute('src')
  return new URL(src!, 'http://127.0.0.1').pathname
}

async function bytesOf(page: Page, path: string): Promise<number[]> {
  return page.evaluate(async (url) => {
    const answer = await fetch(url)
    return Array.from(new Uint8Array(await answer.arrayBuffer()))
  }, path)
}

export type { ServedStudio }
