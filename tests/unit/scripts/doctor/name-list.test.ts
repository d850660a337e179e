import { about, nameList } from '../../../../scripts/doctor/name-list.ts'

const names = (count: number) => Array.from({ length: count }, (_, index) => `a${index + 1}`)

test.each([
  [1, 'a1'],
  [8, 'a1, a2, a3, a4, a5, a6, a7, a8'],
  [9, 'a1, a2, a3, a4, a5, a6, a7, a8 and 1 more'],
  [500, 'a1, a2, a3, a4, a5, a6, a7, a8 and 492 more'],
])('of %i names', (count, list) => {
  expect(nameList(names(count))).toBe(list)
})

test('about nothing there is nothing to say', () => {
  expect(about([], (list) => `Missing: ${list}.`)).toEqual([])
  expect(about(['a'], (list) => `Missing: ${list}.`)).toEqual(['Missing: a.'])
})
