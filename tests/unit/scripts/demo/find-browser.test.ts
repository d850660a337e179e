import { quickBrowser } from '../../../support/quick-browser.ts'
import { NoBrowser, findBrowser } from '../../../../scripts/demo/find-browser.ts'

const SHELL = '/usr/bin/chromium-headless-shell'
const only = (path: string) => (asked: string) => asked === path

test('CHROME_PATH wins when it names a file', () => {
  expect(findBrowser({ CHROME_PATH: '/x/chrome' }, () => true)).toBe('/x/chrome')
})

test('a CHROME_PATH that names nothing is said so in one sentence', () => {
  expect(() => findBrowser({ CHROME_PATH: '/x/chrome' }, only('/usr/bin/chromium'))).toThrow(
    new NoBrowser('CHROME_PATH names /x/chrome, and there is no such file. Correct or unset it.'),
  )
})

test('an installed Chromium is found', () => {
  expect(findBrowser({}, only('/usr/bin/chromium'))).toBe('/usr/bin/chromium')
})

test('without any browser one sentence says how to get one', () => {
  expect(() => findBrowser({}, () => false)).toThrow(/install one .* or set CHROME_PATH/)
})

test.each([
  ['its shell, where it is installed', {}, () => true, SHELL],
  ['what people have, without it', {}, only('/usr/bin/chromium'), '/usr/bin/chromium'],
  ['what CHROME_PATH asks for', { CHROME_PATH: '/x/chrome' }, () => true, '/x/chrome'],
])('tests take of Chromium %s', (_which, environment, exists, path) => {
  expect(quickBrowser(environment, exists)).toBe(path)
})
