import type { Json, JsonObject } from '../state.ts'

/** Parts of a stored form or flow, each with what stands for it when it is not there. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

export const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

export const objectsOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map(objectOf) : []
