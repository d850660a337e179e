import { bucketOfLinks, LINKS_ALLOWED } from '../../../../scripts/bench/links-allowed.ts'

// Auth0 docs, rate-limit-configurations: Free 2 requests a second; self-service plans 200 writes of users a minute
// with a burst of 20; Enterprise 16 a second with a burst of 50.
test.each([
  ['free', 2, 2],
  ['essentials', 200 / 60, 20],
  ['professional', 200 / 60, 20],
  ['enterprise', 16, 50],
] as const)('%s allows %d links a second', (plan, perSecond, burst) => {
  expect(LINKS_ALLOWED[plan]).toBeCloseTo(perSecond)
  expect(bucketOfLinks(plan).burst).toBe(burst)
})
