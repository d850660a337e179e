const HostDate = Date

/** A `Date` that follows the tenant's clock. @param now milliseconds since 1970, as the tenant has it */
export function tenantDate(now: () => number): DateConstructor {
  return new Proxy(HostDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as Date,
    apply: () => new HostDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  })
}
