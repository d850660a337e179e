import { officialAnswers } from '../../../../scripts/fidelity/described/official.ts'

/** The official description is no part of the project; where it is at hand, answers are held against it. */
const official = officialAnswers('the official description', 'management-api.openapi.json')

/** What the official description would not have in this answer; nothing, where the description is absent. */
export function differences(method: string, path: string, status: number, body: unknown): string[] {
  const verdict = official?.judge({ method, route: path, status, response: body })
  return verdict === 'not_described' ? [`${method} ${path} is not described`] : (verdict ?? [])
}
