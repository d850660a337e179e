import fc from 'fast-check'
import { BROWSERS, NUMBERS, PEOPLE } from '../cast.ts'
import type { PersonName } from '../cast.ts'
import { makeUnsure } from '../ledger.ts'
import type { Tab } from '../ledger.ts'
import { personOf } from '../predict.ts'
import { act } from '../tab-notes.ts'
import { walk } from '../walk.ts'
import type { Plan } from '../walk.ts'
import { command } from './command.ts'
import type { Scene, SceneCommand } from './command.ts'
import { newTab, settle } from './visit.ts'

const which = fc.nat({ max: 4 })
const person = fc.constantFrom(...PEOPLE)

/** Whatever a page is opened for once more may change what was begun: nothing is predicted after it, only judged. */
function disturb({ ledger }: Scene, tab: Tab): void {
  const owner = tab.account === undefined ? undefined : personOf(ledger, tab.account)
  if (owner !== undefined) makeUnsure(ledger.accounts[owner])
}

async function goOn(scene: Scene, tab: Tab, plan: Plan): Promise<void> {
  const arrived = await walk(scene.stage, scene.ledger, tab, plan)
  settle(scene, tab, plan, arrived, undefined)
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined =>
  items[at % Math.max(1, items.length)]

/** Somebody comes back to a tab that was left. */
export const resuming: fc.Arbitrary<SceneCommand> = fc
  .record({ at: which, who: person, number: fc.constantFrom(...NUMBERS) })
  .map(({ at, who, number }) =>
    command('resume_tab', [at, who, number], async (scene) => {
      const tab = pick(scene.ledger.tabs, at)
      if (tab === undefined || tab.page.forms.length === 0) return
      disturb(scene, tab)
      await goOn(scene, tab, { person: who, number, mistypes: false })
    }),
  )

/** The way back of a phone step is opened: once more, or for the first time, in whatever browser. */
export const replaying: fc.Arbitrary<SceneCommand> = fc
  .record({ at: which, browser: fc.option(fc.constantFrom(...BROWSERS), { nil: undefined }) })
  .map(({ at, browser }) =>
    command('open_answer', [at, browser], async (scene) => {
      const answer = pick(scene.ledger.answers, at)
      if (answer !== undefined) await open(scene, answer.tab, answer.url, browser)
    }),
  )

/** The code of one phone step comes back with the state of another. */
export const mixing: fc.Arbitrary<SceneCommand> = fc.tuple(which, which).map(([one, other]) =>
  command('mix_answers', [one, other], async (scene) => {
    const [state, code] = [pick(scene.ledger.answers, one), pick(scene.ledger.answers, other)]
    if (state === undefined || code === undefined) return
    const url = new URL(state.url)
    url.searchParams.set('code', new URL(code.url).searchParams.get('code') ?? '')
    await open(scene, state.tab, url.href, undefined)
  }),
)

async function open(
  scene: Scene,
  of: Tab,
  url: string,
  browser: (typeof BROWSERS)[number] | undefined,
): Promise<void> {
  const { stage, ledger } = scene
  // Another browser is another tab; what was proven stays with the one it was proven in.
  const tab: Tab = browser === undefined ? of : { ...of, browser, proven: [] }
  disturb(scene, of)
  await act(stage, ledger, tab, () => stage.browsers[tab.browser].http.open(url))
  const owner = of.account === undefined ? undefined : personOf(ledger, of.account)
  await goOn(scene, tab, { person: owner ?? 'ada', number: NUMBERS[0], mistypes: false, leaveAt: 'step_up' })
}

/** The browser's back button, and the page before sent once more. */
export const goingBack: fc.Arbitrary<SceneCommand> = which.map((at) =>
  command('back_button', [at], async (scene) => {
    const { stage, ledger } = scene
    const tab = pick(ledger.tabs, at)
    if (tab?.earlier === undefined) return
    const { page, values } = tab.earlier
    disturb(scene, tab)
    await act(stage, ledger, tab, () => stage.browsers[tab.browser].http.submit(page, values))
    const owner = tab.account === undefined ? undefined : personOf(ledger, tab.account)
    await goOn(scene, tab, { person: owner ?? 'ada', number: NUMBERS[0], mistypes: false })
  }),
)

/** Two tabs of one person come back with two numbers at the same moment; their calls interleave as `order` says. */
export const racing: fc.Arbitrary<SceneCommand> = fc
  .record({ who: person, scheduler: fc.scheduler(), same: fc.boolean() })
  .map(({ who, scheduler, same }) =>
    command('two_tabs_at_once', [who, same ? 'one number' : 'two numbers'], async (scene) => {
      const { stage, ledger } = scene
      const own = NUMBERS.filter((number) => ledger.holders[number] === who)
      const numbers = [own[0], same ? own[0] : own[1]].filter((number) => number !== undefined)
      const held: Tab[] = []
      for (const number of numbers) {
        const tab = await holdAnswer(scene, who, number)
        if (tab !== undefined) held.push(tab)
      }
      if (held.length === 0) return
      stage.tenant.interleave((task) => scheduler.schedule(Promise.resolve()).then(task))
      const back = Promise.all(
        held.map(async (tab) => {
          disturb(scene, tab)
          await act(stage, ledger, tab, () => stage.browsers[tab.browser].http.open(tab.page.url))
        }),
      )
      try {
        await scheduler.waitFor(back)
      } finally {
        stage.tenant.interleave(undefined)
      }
      for (const tab of held) await goOn(scene, tab, { person: who, number: NUMBERS[0], mistypes: false })
    }),
  )

async function holdAnswer(scene: Scene, who: PersonName, number: Plan['number']) {
  const { stage, ledger } = scene
  const plan: Plan = { person: who, number, mistypes: false, leaveAt: 'answer' }
  const tab = newTab(scene, { browser: who, app: 'app', intent: 'add', plan })
  ledger.tabs.push(tab)
  await act(stage, ledger, tab, () => stage.browsers[who].http.open(tab.attempt.url))
  const arrived = await walk(stage, ledger, tab, plan)
  disturb(scene, tab)
  if (arrived.kind === 'left') return tab
  settle(scene, tab, plan, arrived, undefined)
  return undefined
}
