import { lineProgress } from '../../../../scripts/policy/line-progress.ts'

function watch(isTTY: boolean, share: number | undefined) {
  const written: string[] = []
  let now = 0
  const output = { isTTY, write: (text: string) => written.push(text) }
  const progress = lineProgress(
    output,
    () => now,
    () => share,
  )
  return {
    written,
    /** So many lines, and so much time with each of them. */
    read: (lines: number, ms: number) => {
      for (let line = 0; line < lines; line += 1) {
        now += ms
        progress.count()
      }
    },
    end: () => progress.end(),
  }
}

describe('on a terminal', () => {
  test('one line changes, twice a second at the most, and makes room for the last word', () => {
    const { written, read, end } = watch(true, 0.256)
    read(10_000, 0.1)
    end()
    expect(written).toEqual([
      '\r\u001B[2K… 5,000 lines, 25% of the file, 1 s',
      '\r\u001B[2K… 10,000 lines, 25% of the file, 1 s',
      '\r\u001B[2K✓ 10,000 lines in 1.0 s\n',
    ])
  })

  test('where the size is not known, nothing is said of it', () => {
    const { written, read } = watch(true, undefined)
    read(1000, 1)
    expect(written).toEqual(['\r\u001B[2K… 1,000 lines, 1 s'])
  })
})

test('elsewhere there is a plain line at the end', () => {
  const { written, read, end } = watch(false, 0.5)
  read(100_000, 1)
  end()
  expect(written).toEqual(['✓ 100,000 lines in 100.0 s\n'])
})
