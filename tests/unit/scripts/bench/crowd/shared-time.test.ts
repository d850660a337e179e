import { sharedTime } from '../../../../../scripts/bench/crowd/shared-time.ts'

const stillHost = 1_772_366_400_000

test('while everybody makes a pause it is skipped, and the tenant goes along', async () => {
  const advanced: number[] = []
  const time = sharedTime(
    (seconds) => Promise.resolve(void advanced.push(seconds)),
    () => stillHost,
  )
  const order: string[] = []
  const somebody = (name: string, seconds: number) =>
    time.spend(async () => {
      await time.pause(seconds)
      order.push(`${name} ${(time.now() - stillHost) / 1000}`)
    })
  await Promise.all([somebody('late', 300), somebody('early', 20)])
  expect(order).toEqual(['early 20', 'late 300'])
  expect(advanced).toEqual([20, 280])
  expect(time.skipped()).toBe(300)
})

test('nothing is skipped while somebody is busy', async () => {
  const advanced: number[] = []
  const time = sharedTime((seconds) => Promise.resolve(void advanced.push(seconds)))
  let finish: () => void = () => undefined
  const busy = time.spend(() => new Promise<void>((resolve) => (finish = resolve)))
  const pausing = time.spend(() => time.pause(0.05))
  await pausing
  expect(advanced).toEqual([])
  finish()
  await busy
})

test('a clock that cannot be moved is told to whoever waits for it', async () => {
  const time = sharedTime(
    () => Promise.reject(new Error('The clock stands.')),
    () => stillHost,
  )
  await expect(time.spend(() => time.pause(20))).rejects.toThrow('The clock stands.')
})
