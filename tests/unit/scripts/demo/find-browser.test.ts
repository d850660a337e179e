import { NoBrowser, findBrowser } from '../../../../scripts/demo/find-browser.ts'

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
