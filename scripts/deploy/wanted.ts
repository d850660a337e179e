import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { isObject, type Json, type JsonObject, mapTexts } from '../forms/json.ts'
import type { TenantFile } from './tenant-file.ts'

/** What a build makes. Keywords never reach into it. */
export type Built = {
  /** Built code by the name of its Action. */
  codes: ReadonlyMap<string, string>
  /** Bodies of Forms and flows by the path in the file, as they were built: with names of flows where a tenant has ids. */
  bodies: ReadonlyMap<string, JsonObject>
}

/** What is to be in the tenant: `tenant.yaml` with its keywords filled in, and what was built. */
export type Wanted = Built & { file: TenantFile }

/** What a deploy goes by, before any keyword is filled in. */
export type Sources = Built & { document: TenantFile }

/** `tenant.yaml` as it is, with its keywords. */
export async function readDocument(): Promise<TenantFile> {
  const file = join(import.meta.dirname, '..', '..', 'tenant.yaml')
  return parse(await readFile(file, 'utf8')) as TenantFile
}

/** A body as a tenant has it: flows by their ids. A flow without one yet keeps its name. */
export function withFlowIds(body: JsonObject, idOf: (flowName: string) => string | undefined): JsonObject {
  return mapFlowIds(body, idOf) as JsonObject
}

function mapFlowIds(value: Json, idOf: (flowName: string) => string | undefined): Json {
  if (Array.isArray(value)) return value.map((inner) => mapFlowIds(inner, idOf))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'flow_id' ? mapTexts(inner, (name) => idOf(name) ?? name) : mapFlowIds(inner, idOf),
    ]),
  )
}
