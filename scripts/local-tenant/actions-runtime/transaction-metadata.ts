import type { TransactionMetadata } from './messages.ts'

/** Source: Auth0 docs, customize/actions/limitations (transaction metadata). */
export const METADATA_LIMITS = { keyCharacters: 64, valueBytes: 8 * 1024, totalBytes: 16 * 1024 } as const

/**
 * `api.transaction.setMetadata`: changes the metadata in place, so that the Action sees it at once; `null` removes.
 *
 * @throws when a limit is passed or the value is no string, safe number or boolean
 */
export function setTransactionMetadata(metadata: TransactionMetadata, key: unknown, value: unknown): void {
  if (typeof key !== 'string' || key.length === 0) {
    throw new Error('The key of transaction metadata must be a non-empty string.')
  }
  if (key.length > METADATA_LIMITS.keyCharacters) {
    throw new Error(`The key of transaction metadata exceeds ${METADATA_LIMITS.keyCharacters} characters.`)
  }
  if (value === null) {
    delete metadata[key]
    return
  }
  if (!isMetadataValue(value)) {
    throw new Error('A value of transaction metadata must be a string, a safe number, a boolean or null.')
  }
  if (sizeOf(value) > METADATA_LIMITS.valueBytes) {
    throw new Error(`A value of transaction metadata exceeds ${METADATA_LIMITS.valueBytes} bytes.`)
  }
  const total = Object.entries({ ...metadata, [key]: value }).reduce(
    (sum, [name, held]) => sum + Buffer.byteLength(name, 'utf8') + sizeOf(held),
    0,
  )
  if (total > METADATA_LIMITS.totalBytes) {
    throw new Error(`Transaction metadata exceeds ${METADATA_LIMITS.totalBytes} bytes in total.`)
  }
  metadata[key] = value
}

function isMetadataValue(value: unknown): value is string | number | boolean {
  if (typeof value === 'number') {
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  }
  return typeof value === 'string' || typeof value === 'boolean'
}

function sizeOf(value: string | number | boolean): number {
  return Buffer.byteLength(String(value), 'utf8')
}
