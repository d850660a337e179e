import type { PresentAction, PresentConnection } from '../../../../scripts/deploy/present-tenant.ts'
import type { Case } from './healthy-tenant.ts'

export { DEPLOY } from '../../../../scripts/doctor/finding.ts'

export function named<Thing extends { name: string }>(things: Thing[], name: string): Thing {
  const found = things.find((thing) => thing.name === name)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}
export const ofAction = ({ tenant }: Case, name: string): PresentAction => named(tenant.actions, name)
export const running = (of: Case, name: string) => {
  const { deployed } = ofAction(of, name)
  if (deployed === undefined) throw new Error(`${name} does not run.`)
  return deployed
}
export const sms = ({ tenant }: Case): PresentConnection => named(tenant.connections, 'sms')
export const email = ({ tenant }: Case): PresentConnection => named(tenant.connections, 'email')
export const companion = ({ tenant }: Case) => {
  if (tenant.companion === undefined) throw new Error('There is no companion.')
  return tenant.companion
}
export const ourGrant = (of: Case) => {
  const [grant] = companion(of).grants
  if (grant === undefined) throw new Error('The companion has no grant.')
  return grant
}
export const without = <Thing>(things: readonly Thing[], ...gone: Thing[]) =>
  things.filter((thing) => !gone.includes(thing))
export const many = <Thing>(count: number, make: (index: number) => Thing) =>
  Array.from({ length: count }, (_, index) => make(index))
