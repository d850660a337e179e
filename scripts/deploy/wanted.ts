import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { isObject, type Json, type JsonObject, mapTexts } from '../forms/json.ts'
import type { TenantFile } from './tenant-file.ts'

/** What is to be in the tenant: `tenant.yaml` with its keywords filled in, and the files that it names. */
export type Wanted = {
  file: TenantFile
  /** What the files that it names held when they were read, by path. A build may go on meanwhile. */
  texts: ReadonlyMap<string, string>
  /** Built code by the name of its Action. */
  codes: ReadonlyMap<string, string>
  /** Bodies of Forms and flows by path, as they were built: with names of flows where a tenant has ids. */
  bodies: ReadonlyMap<string, JsonObject>
}

/** The files that `tenant.yaml` names, before any keyword is filled in: keywords never reach into them. */
export type Sources = Pick<Wanted, 'texts' | 'codes' | 'bodies'> & { document: TenantFile }

/** @throws {Error} when a file is missing: the build makes them */
export async function readSources(yamlFile: string): Promise<Sources> {
  const document = await readDocument(yamlFile)
  const base = dirname(resolve(yamlFile))
  const texts = new Map<string, string>()
  const read = async (path: string) => {
    const text = await readBuilt(resolve(base, path), path)
    texts.set(path, text)
    return text
  }
  const codes = new Map<string, string>()
  for (const { name, code } of document.actions ?? []) codes.set(name, await read(String(code)))
  const bodies = new Map<string, JsonObject>()
  for (const { body } of [...(document.flows ?? []), ...(document.forms ?? [])])
    bodies.set(body, JSON.parse(await read(body)) as JsonObject)
  return { document, texts, codes, bodies }
}

/** `tenant.yaml` as it is, with its keywords. */
export async function readDocument(yamlFile: string): Promise<TenantFile> {
  return parse(await readFile(yamlFile, 'utf8')) as TenantFile
}

async function readBuilt(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Error(`${path} is missing: run \`npm run build\`.`, { cause: error })
  }
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
