/** What one description makes of one answer or event: nothing about it, or each thing that differs. */
export type Judgement = 'not_described' | string[]

/** Something that the answers and events of the local tenant are held against. */
export type AnswerDescription = {
  name: string
  judge(answer: { method: string; route: string; status: number; response?: unknown }): Judgement
}

export type EventDescription = { name: string; judge(trigger: string, event: object): Judgement }

/** `/users/:id` of the tenant's code, `/users/{id}` of a description and `/users/{}` of an SDK are one route. */
export function plainRoute(route: string): string {
  return route.replace(/:\w+|\{\w*\}/g, '{}')
}
