import { bundleActions } from '../../scripts/build.ts'
import { buildSources, refuseUnbuilt } from '../../scripts/deploy/build-sources.ts'
import type { TenantFile } from '../../scripts/deploy/tenant-file.ts'

const CHALLENGE = 'phone-challenge'

test('two deploys of one checkout at once, for other countries each, take their own bundles', async () => {
  const [austria, britain] = await Promise.all([buildSources(['AT']), buildSources(['GB'])])
  expect(austria.codes.get(CHALLENGE)).not.toBe(britain.codes.get(CHALLENGE))
  for (const [country, { codes }] of [['AT', austria] as const, ['GB', britain] as const]) {
    const alone = await bundleActions([country])
    expect([...codes]).toEqual(alone.map(({ name, code }) => [name, code]))
  }
})

describe('what tenant.yaml names and the build does not make is refused', () => {
  test.each<[string, Partial<TenantFile>, string]>([
    [
      'code of another path',
      { actions: [{ name: CHALLENGE, code: './mine.js' }] },
      './mine.js for the Action phone-challenge',
    ],
    [
      'an Action that is none of ours',
      { actions: [{ name: 'mine', code: './dist/mine.js' }] },
      './dist/mine.js for the Action mine',
    ],
    ['a Form', { forms: [{ name: 'Mine', body: './mine.json' }] }, './mine.json for “Mine”'],
    ['a flow', { flows: [{ name: 'Mine', body: './mine.json' }] }, './mine.json for “Mine”'],
  ])('%s', (_what, document, named) => {
    const sources = { document, codes: new Map([[CHALLENGE, '']]), bodies: new Map() }
    expect(() => refuseUnbuilt(sources)).toThrow(
      `tenant.yaml names what the build does not make: ${named}. It may only name what \`npm run build\` makes.`,
    )
  })
})
